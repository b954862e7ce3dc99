import { beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '#db/connection/drizzle.ts'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { openForm, plainText } from '#test/support/sent-form.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
let plan: TestPlan
let number = 0

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}])
})
beforeEach(() => api().app.db.execute(sql`update measures set active = false`))

async function measure(more: object = {}) {
  const ref = `Z${++number}`
  const told = { ref, title: 'Visits in time', unit: 'count', polarity: 'higherIsBetter', every: 'month' }
  const { status, body } = await api().post(`/plans/${plan.planId}/measures`, {
    as: plan.people.administrator,
    body: { ...told, supplierId: plan.people.member, dueFromOn: '2026-09-01', ...more },
  })
  expect(status).toBe(201)
  return body as { id: string; ref: string }
}
async function observe(id: string, body: object) {
  const told = { status: 'provisional', asAtOn: '2026-10-31', precision: 'month', ...body }
  const made = await api().post(`/measures/${id}/observations`, { as: plan.people.administrator, body: told })
  expect(made.status).toBe(201)
}
const figures = async (id: string) =>
  (await api().get(`/measures/${id}/observations`, { as: plan.people.administrator })).body.items
const month = () => paths.figures.at({ id: plan.planId })
const open = (who = plan.people.member, path = month()) => openForm(api().app, who, path)
const save = { step: 'save', status: 'provisional' }

test('a figure that slipped by a row is asked about before it is saved, on the page of the month, by its own form and by API', async () => {
  const { id, ref } = await measure({ every: null })
  const months = ['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30']
  for (const [at, asAtOn] of months.entries())
    await observe(id, { asAtOn, published: String(66 + at * 4), value: 66 + at * 4 })
  const said = '288 is far from its figures so far, which lie between 66 and 82. Is it right?'
  const ofMonth = await (await open()).send({ ...save, [`figure-${id}`]: '288' })
  expect(plainText(ofMonth.text)).toContain('Is this right?')
  expect(plainText(ofMonth.text)).toContain(`${ref}: ${said}`)
  const single = await open(plan.people.member, paths.figureNew.at({ id }))
  const day = { 'asAtOn-day': '31', 'asAtOn-month': '10', 'asAtOn-year': '2026', precision: 'month' }
  const alone = await single.send({ ...day, status: 'provisional', published: '288' })
  expect(plainText(alone.text)).toContain('Is this right?')
  expect(plainText(alone.text)).toContain(said)
  expect(await figures(id)).toHaveLength(5)
  const { body } = await api().post(`/plans/${plan.planId}/figures`, {
    as: plan.people.administrator,
    body: { asAtOn: '2026-10-31', figures: [{ measure: ref, published: '288' }] },
  })
  expect(body.warnings).toMatchObject([{ code: 'figureUnusual', pointer: '/figures/0/published' }])
})

test('a rolling year and a count on the day stay what they are, and each row says of what its figure is', async () => {
  const [rolling, onDay, whole] = [await measure(), await measure(), await measure()]
  const day = { precision: 'day', asAtOn: '2026-09-30', published: '300', value: 300 }
  await observe(rolling.id, { ...day, periodStartOn: '2025-10-01' })
  await observe(onDay.id, day)
  const page = await open()
  for (const said of [
    'Of the time from 1 November 2025 to 31 October 2026',
    'On 31 October 2026',
    'Of the whole month: October 2026',
  ])
    expect(plainText(page.text)).toContain(said)
  const typed = Object.fromEntries([rolling, onDay, whole].map(({ id }) => [`figure-${id}`, '301']))
  expect((await page.send({ ...save, ...typed })).status).toBe(303)
  const kept = { asAtOn: '2026-10-31', value: 301 }
  expect((await figures(rolling.id))[0]).toMatchObject({
    ...kept,
    precision: 'day',
    periodStartOn: '2025-11-01',
  })
  expect((await figures(onDay.id))[0]).toMatchObject({ ...kept, precision: 'day', periodStartOn: null })
  expect((await figures(whole.id))[0]).toMatchObject({ ...kept, precision: 'month' })
  await observe(onDay.id, { ...day, asAtOn: '2026-11-10' })
  const recorded = await open(plan.people.member, `${month()}?on=2026-11`)
  expect(plainText(recorded.text)).toContain('On 10 November 2026')
  const single = await open(plan.people.member, paths.figureNew.at({ id: onDay.id }))
  expect(single.fields.find(({ name }) => name === 'precision')?.value).toBe('day')
})

test('a quarter whose days end in the next one leaves that one to be typed, and stands beside its box', async () => {
  const { id } = await measure({ every: 'quarter', dueFromOn: '2026-04-01' })
  const told = { precision: 'day', periodStartOn: '2026-04-22', asAtOn: '2026-07-13' }
  await observe(id, { ...told, published: '288', value: 288 })
  const page = await open(plan.people.member, `${month()}?on=2026-09`)
  expect(plainText(page.text)).toContain('288')
  expect(plainText(page.text)).not.toContain('288 is recorded')
  expect(page.fields.map(({ name }) => name)).toContain(`figure-${id}`)
  expect(plainText((await get(api().app, paths.myWork.at(), page.cookie)).text)).toContain(
    '1 figure for September 2026',
  )
})

test('a figure of a whole month that is not over is asked about, and one on the day is taken for today', async () => {
  const [whole, onDay] = [await measure(), await measure()]
  await observe(onDay.id, { precision: 'day', published: '300', value: 300 })
  const page = await open(plan.people.member, `${month()}?on=2026-11`)
  const asked = await page.send({ ...save, [`figure-${whole.id}`]: '301', [`figure-${onDay.id}`]: '301' })
  expect(plainText(asked.text)).toContain(
    'November 2026 is not over, so that no figure of all of it can be known.',
  )
  expect(await figures(whole.id)).toEqual([])
  const answer = await page.send({ ...save, [`figure-${onDay.id}`]: '301' })
  expect(answer.status).toBe(303)
  expect((await figures(onDay.id))[0]).toMatchObject({ asAtOn: '2026-11-23', precision: 'day' })
})
