import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '#db/connection/drizzle.ts'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { faultOn } from '#test/support/page-forms.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { openForm, plainText, summaryOf } from '#test/support/sent-form.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
let plan: TestPlan
let id: string
let number = 0

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}])
})

async function given(more: object) {
  const body = { ref: `C${++number}`, title: 'Visits in time', polarity: 'higherIsBetter', ...more }
  const made = await api().post(`/plans/${plan.planId}/measures`, { as: plan.people.administrator, body })
  expect(made.status).toBe(201)
  id = made.body.id
}
const change = (body: object) =>
  api().patch(`/measures/${id}`, { as: plan.people.administrator, body, ifMatch: '*' })
async function observe(body: object) {
  const told = { status: 'provisional', asAtOn: '2026-10-31', precision: 'month', ...body }
  const made = await api().post(`/measures/${id}/observations`, { as: plan.people.administrator, body: told })
  expect(made.status).toBe(201)
  return made.body as { id: string }
}
const all = async () =>
  (await api().get(`/measures/${id}/observations?revisions=true`, { as: plan.people.administrator })).body
    .items
const open = (corrects?: { id: string }) =>
  openForm(
    api().app,
    plan.people.administrator,
    paths.figureNew.at({ id }) + (corrects ? `?corrects=${corrects.id}` : ''),
  )
const because = { reason: 'Its caveat was wrong' }

describe('a correction of what is told beside a figure', () => {
  test('keeps grades that the scale has no more, and shows them', async () => {
    await given({ unit: 'grade', scale: ['Good', 'Poor'] })
    const distribution = [
      { grade: 'Good', count: 7, published: '19%' },
      { grade: 'Poor', count: 30, published: '81%' },
    ]
    const first = await observe({ published: '19% good', value: 19, distribution })
    await change({ scale: ['Good', 'Requires improvement'] })
    const page = await open(first)
    expect(plainText(page.text)).toContain('How many: Poor')
    expect((await page.send({ ...because, caveat: 'Of two teams' })).status).toBe(303)
    expect((await all())[0]).toMatchObject({
      revision: 2,
      caveat: 'Of two teams',
      published: '19% good',
      value: 19,
      distribution,
    })
  })

  test('keeps the grades beside a share, its text and the way its day is known', async () => {
    await given({ unit: 'percent' })
    const distribution = [
      { grade: 'Good', count: 7 },
      { grade: 'Poor', count: 30 },
    ]
    const first = await observe({
      asAtOn: '2026-10-20',
      dateBasis: 'reportDate',
      published: 'about 19%',
      value: 18.9,
      distribution,
    })
    const page = await open(first)
    expect((await page.send(because)).status).toBe(303)
    expect((await all())[0]).toMatchObject({
      asAtOn: '2026-10-20',
      dateBasis: 'reportDate',
      published: 'about 19%',
      value: 18.9,
      distribution,
    })
  })

  test.each([
    ['80%', null],
    ['75.0%', 42],
    ['45 of 56', 45],
  ])('of 75%% (42 of 56) to %s leaves %s of them', async (published, numerator) => {
    await given({ unit: 'percent' })
    const parts = { published: '75% (42 of 56)', value: 75, numerator: 42, denominator: 56 }
    const page = await open(await observe(parts))
    expect((await page.send({ ...because, published })).status).toBe(303)
    expect((await all())[0]).toMatchObject({ numerator })
  })

  test('asks once more for a count of one to five only where nobody said it before', async () => {
    await given({ unit: 'count' })
    const page = await open(await observe({ published: '3', value: 3, acknowledgeSmallCount: true }))
    expect((await page.send(because)).status).toBe(303)
  })
})

describe('a figure that was entered by mistake', () => {
  beforeEach(() => given({ unit: 'count' }))

  test('is taken back with a reason, and nothing is left in its place', async () => {
    const first = await observe({ published: '400', value: 400 })
    const page = await open(first)
    const refused = await page.send({ withdraw: 'yes' })
    expect(faultOn(refused.text, 'reason')).toMatch(/Say why/)
    const done = await page.send({ withdraw: 'yes', reason: 'Of another measure', published: '' })
    expect([done.status, done.location]).toEqual([303, paths.measure.at({ id })])
    expect((await all())[0]).toMatchObject({
      status: 'withdrawn',
      published: null,
      reason: 'Of another measure',
    })
    const left = await api().get(`/measures/${id}/observations`, { as: plan.people.administrator })
    expect(left.body.items).toEqual([])
    await observe({ published: '40', value: 40 })
  })
})

test('grades that were typed for a plan that is withdrawn by then stay readable', async () => {
  const own = await givenPlan(api().app.db, [{}])
  const as = own.people.administrator
  const body = {
    ref: 'G1',
    title: 'Audit grades',
    unit: 'grade',
    polarity: 'higherIsBetter',
    scale: ['Good', 'Poor'],
  }
  const made = await api().post(`/plans/${own.planId}/measures`, { as, body })
  const page = await openForm(api().app, as, paths.figureNew.at({ id: made.body.id }))
  await api().app.db.execute(sql`update plans set state = 'withdrawn' where id = ${own.planId}`)
  const day = { 'asAtOn-day': '31', 'asAtOn-month': '10', 'asAtOn-year': '2026' }
  const answer = await page.send({ ...day, 'grade-0': '7', 'grade-1': '30' })
  expect(plainText(answer.text)).toMatch(/What you typed.*How many: Good\s?7\s?How many: Poor\s?30/)
})

describe('a figure on its own form', () => {
  beforeEach(() => given({ unit: 'count', every: 'month' }))
  const day = { 'asAtOn-day': '31', 'asAtOn-month': '10', 'asAtOn-year': '2026', status: 'provisional' }

  test('is asked back once the measure is counted otherwise, and kept', async () => {
    const page = await open()
    await change({ unit: 'percent' })
    const answer = await page.send({ ...day, published: '40' })
    expect(faultOn(answer.text, 'published')).toMatch(/counted otherwise since you opened this page/)
    expect(answer.text).toContain('value="40"')
    expect(await all()).toEqual([])
  })

  test('is refused in one line', async () => {
    await observe({ published: '41', value: 41 })
    const page = await open()
    const there = await page.send({ ...day, published: '40' })
    expect(summaryOf(there.text)).toEqual([
      { text: expect.stringMatching(/There is a figure for it already/), href: 'asAtOn-day' },
    ])
    const small = await page.send({ ...day, 'asAtOn-month': '9', 'asAtOn-day': '30', published: '3' })
    expect(summaryOf(small.text)).toEqual([
      { text: expect.stringMatching(/could be recognised/), href: 'acknowledge' },
    ])
  })

  test('is of the whole month, whatever day of it is told, and asked about where the month has one', async () => {
    const page = await open()
    expect((await page.send({ ...day, 'asAtOn-day': '15', published: '40' })).status).toBe(303)
    expect(await all()).toMatchObject([{ asAtOn: '2026-10-31', precision: 'month' }])
    const second = await open()
    const asked = await second.send({ ...day, 'asAtOn-day': '10', precision: 'day', published: '41' })
    expect(plainText(asked.text)).toContain(
      'There is a figure for October 2026 already: 40, of 31 October 2026',
    )
    expect(await all()).toHaveLength(1)
  })
})

test('a measure of grades names them on its form', async () => {
  const path = paths.measureNew.at({ id: plan.planId })
  const page = await openForm(api().app, plan.people.administrator, path)
  const answer = await page.send({ title: 'Audits', unit: 'grade', polarity: 'higherIsBetter' })
  expect(faultOn(answer.text, 'scale')).toMatch(/Name the grades/)
})

describe('a figure that was corrected meanwhile', () => {
  const reason = 'Two records were counted twice'

  test('keeps what a person typed beside what stands in its place, and leads to that', async () => {
    await given({ unit: 'count' })
    const first = await observe({ published: '45', value: 45 })
    const late = await open(first)
    expect((await (await open(first)).send({ published: '47', reason })).status).toBe(303)
    const [stands] = await all()
    const answer = await late.send({ published: '48', reason: 'The August audit was left out' })
    expect(answer.status).toBe(409)
    const said = plainText(answer.text)
    for (const words of ['47', '48', 'The August audit was left out', reason]) expect(said).toContain(words)
    expect(answer.text).toContain(`corrects=${stands.id}`)
  })

  test('is told to a person who comes back to its form, and a second press tells what the first did', async () => {
    await given({ unit: 'count' })
    const first = await observe({ published: '45', value: 45 })
    const form = await open(first)
    const sent = await form.send({ published: '47', reason })
    const again = await form.send({ published: '47', reason })
    expect([again.status, again.location]).toEqual([303, sent.location])
    const back = await open(first)
    expect(plainText(back.text)).toContain('This figure was corrected already')
  })

  test('and was taken back is told as such', async () => {
    await given({ unit: 'count' })
    const first = await observe({ published: '45', value: 45 })
    expect((await (await open(first)).send({ withdraw: 'yes', reason })).status).toBe(303)
    expect(plainText((await open(first)).text)).toContain(`taken back`)
  })
})
