import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '#db/connection/drizzle.ts'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { faultOn, formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { openForm, plainText, summaryOf } from '#test/support/sent-form.ts'
import { get, post } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
let plan: TestPlan
let number = 0

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}])
})
beforeEach(() => api().app.db.execute(sql`update measures set active = false`))

const scale = ['Good', 'Poor']
async function measure(more: object = {}, of = plan) {
  const ref = `Z${++number}`
  const told = { ref, title: 'Visits in time', unit: 'count', polarity: 'higherIsBetter', every: 'month' }
  const { status, body } = await api().post(`/plans/${of.planId}/measures`, {
    as: of.people.administrator,
    body: { ...told, supplierId: of.people.member, dueFromOn: '2026-09-01', ...more },
  })
  expect(status).toBe(201)
  return body as { id: string; ref: string }
}
const change = (id: string, body: object) =>
  api().patch(`/measures/${id}`, { as: plan.people.administrator, body, ifMatch: '*' })
async function observe(id: string, body: object) {
  const told = { status: 'provisional', asAtOn: '2026-10-31', precision: 'month', ...body }
  const made = await api().post(`/measures/${id}/observations`, { as: plan.people.administrator, body: told })
  expect(made.status).toBe(201)
  return made.body as { id: string }
}
const figures = async (id: string, of = plan) =>
  (await api().get(`/measures/${id}/observations`, { as: of.people.administrator })).body.items
const month = (of = plan) => paths.figures.at({ id: of.planId })
const open = (who = plan.people.member, path = month()) => openForm(api().app, who, path)
const save = { step: 'save', status: 'provisional' }

describe('a figure that is typed', () => {
  test.each([
    [{ unit: 'count' }, { unit: 'percent' }],
    [{ unit: 'rate', per: 1_000 }, { per: 10_000 }],
  ])('of a measure of %j is asked back once it is counted as %j, and kept', async (as, by) => {
    const { id } = await measure(as)
    const page = await open()
    expect((await change(id, by)).status).toBe(200)
    const answer = await page.send({ ...save, [`figure-${id}`]: '40' })
    expect(answer.status).toBe(400)
    expect(faultOn(answer.text, `figure-${id}`)).toMatch(/counted otherwise since you opened this page/)
    expect(answer.text).toContain('value="40"')
    expect(await figures(id)).toEqual([])
    const again = await open()
    await again.send({ ...save, [`figure-${id}`]: '40' })
    expect(await figures(id)).toHaveLength(1)
  })

  test.each([
    ['month', 'quarter'],
    ['quarter', 'month'],
  ])('of a %s is never recorded as one of a %s, by which it is asked for by then', async (every, by) => {
    const { id } = await measure({ every })
    const page = await open(plan.people.member, `${month()}?on=2026-09`)
    expect((await change(id, { every: by })).status).toBe(200)
    const answer = await page.send({ ...save, [`figure-${id}`]: '40' })
    expect(faultOn(answer.text, `figure-${id}`)).toMatch(
      new RegExp(`^It is asked for by the ${by} since you opened this page. You typed ‘40’`),
    )
    expect(await figures(id)).toEqual([])
    const again = sentOf(formOn(answer.text, month()) ?? [], { step: 'save' })
    await post(api().app, `${month()}?on=2026-09`, page.cookie, Object.fromEntries(again))
    expect(await figures(id)).toMatchObject([{ precision: by, published: '40' }])
  })

  test('of a grade is asked back once the grades are others, and then taken as it is told', async () => {
    const { id } = await measure({ unit: 'grade', scale })
    const page = await open()
    await change(id, { scale: ['Outstanding', ...scale] })
    const typed = { ...save, [`grade-${id}-0`]: '7', [`grade-${id}-1`]: '30' }
    const answer = await page.send(typed)
    expect(faultOn(answer.text, `grade-${id}-0`)).toMatch(/Its grades are others/)
    expect(await figures(id)).toEqual([])
  })

  test('for a measure that is not asked for any more is told with its measure, and nothing is saved', async () => {
    const [gone, given, kept] = [
      await measure(),
      await measure({ unit: 'grade', scale }),
      await measure({ supplierId: plan.people.member }),
    ]
    const page = await open()
    await change(gone.id, { active: false })
    await change(given.id, { supplierId: plan.people.owner })
    const answer = await page.send({
      ...save,
      [`figure-${gone.id}`]: '40',
      [`grade-${given.id}-1`]: '41',
      [`figure-${kept.id}`]: '50',
      'figure-00000000-0000-4000-8000-000000000000': '60',
    })
    expect(answer.status).toBe(400)
    const lines = summaryOf(answer.text).map(({ text }) => text)
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^${gone.ref} Visits in time: ‘40’ `)),
      expect.stringMatching(new RegExp(`^${given.ref} Visits in time: ‘41’ `)),
      expect.stringMatching(/^A measure that is no longer yours: ‘60’ /),
    ])
    expect(await figures(kept.id)).toEqual([])
  })

  test('beside a small count that nobody acknowledged is not saved without it', async () => {
    const [fine, small] = [await measure(), await measure()]
    const answer = await (
      await open()
    ).send({ ...save, [`figure-${fine.id}`]: '40', [`figure-${small.id}`]: '3' })
    expect(answer.status).not.toBe(303)
    expect([await figures(fine.id), await figures(small.id)]).toEqual([[], []])
  })

  test('of a measure of another plan is neither saved nor named', async () => {
    const other = await givenPlan(api().app.db, [{}])
    const [foreign, own] = [await measure({ title: 'A secret' }, other), await measure()]
    const page = await open()
    const answer = await page.send({ ...save, [`figure-${foreign.id}`]: '40', [`figure-${own.id}`]: '41' })
    expect(answer.text).not.toContain('A secret')
    expect(summaryOf(answer.text)[0]?.text).toMatch(/^A measure that is no longer yours: ‘40’/)
    expect([await figures(foreign.id, other), await figures(own.id)]).toEqual([[], []])
  })

  test('in a plan that is withdrawn by then stays readable', async () => {
    const mine = await givenPlan(api().app.db, [{}])
    const a = await measure({ title: 'Families helped' }, mine)
    const b = await measure({ unit: 'grade', scale }, mine)
    const page = await open(mine.people.member, month(mine))
    await api().app.db.execute(sql`update plans set state = 'withdrawn' where id = ${mine.planId}`)
    const typed = { [`figure-${a.id}`]: '4321', [`grade-${b.id}-1`]: '17', [`caveat-${a.id}`]: 'Two teams' }
    const answer = await page.send({ ...save, ...typed, source: 'Case system' })
    expect(answer.status).toBe(409)
    const said = plainText(answer.text)
    for (const text of [
      `${a.ref} Families helped`,
      '4321',
      `${b.ref} Visits in time, Poor`,
      '17',
      'Two teams',
    ])
      expect(said).toContain(text)
    expect(said).toContain('Case system')
  })

  test('by a person whose last measure was taken away stays readable', async () => {
    const { id, ref } = await measure()
    const page = await open()
    await change(id, { supplierId: plan.people.owner })
    const answer = await page.send({ ...save, [`figure-${id}`]: '4321' })
    expect(answer.status).toBe(409)
    expect(plainText(answer.text)).toContain(`${ref} Visits in time4321`)
  })

  test('as grades stays where somebody was quicker, and the summary leads to it', async () => {
    const { id } = await measure({ unit: 'grade', scale })
    const page = await open()
    await observe(id, { distribution: [{ grade: 'Good', count: 9 }] })
    const answer = await page.send({ ...save, [`grade-${id}-0`]: '77', [`grade-${id}-1`]: '0' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('value="77"')
    for (const { href } of summaryOf(answer.text)) expect(answer.text).toContain(`id="${href}"`)
  })

  test('beside a tick of the same measure is asked about at its row', async () => {
    const { id } = await measure()
    const standing = await observe(id, { asAtOn: '2026-10-15', published: '40', value: 40 })
    const page = await open()
    const answer = await page.send({ ...save, [`figure-${id}`]: '50', [`validated-${id}`]: standing.id })
    expect(answer.status).toBe(400)
    expect(faultOn(answer.text, `figure-${id}`)).toMatch(/both/)
    expect(answer.text).toContain('value="50"')
    expect(await figures(id)).toMatchObject([{ status: 'provisional', published: '40' }])
  })

  test('for a month that has one of another day is asked about first', async () => {
    const { id } = await measure()
    const page = await open()
    await observe(id, { asAtOn: '2026-10-10', precision: 'day', published: '276', value: 276 })
    const answer = await page.send({ ...save, [`figure-${id}`]: '270' })
    expect(plainText(answer.text)).toContain(
      'There is a figure for October 2026 already: 276, of 10 October 2026. Is it another?',
    )
    expect(await figures(id)).toHaveLength(1)
  })
})

describe('the summary', () => {
  test('says each thing once, with its measure, and small counts in the same round', async () => {
    const [a, b, c] = [await measure(), await measure({ unit: 'percent' }), await measure()]
    const page = await open()
    await observe(c.id, { published: '41', value: 41 })
    const typed = { [`figure-${a.id}`]: '3', [`figure-${b.id}`]: '130%', [`figure-${c.id}`]: '40' }
    const answer = await page.send({ ...save, ...typed })
    const lines = summaryOf(answer.text)
    expect(lines.map(({ text }) => text)).toEqual([
      expect.stringMatching(new RegExp(`^${a.ref} Visits in time: It is a count of one to five`)),
      expect.stringMatching(new RegExp(`^${b.ref} Visits in time: A share lies between`)),
      expect.stringMatching(new RegExp(`^${c.ref} Visits in time: There is a figure for it already: 41`)),
    ])
    for (const { href } of lines) expect(answer.text).toContain(`id="${href}"`)
    const later = await page.send({ ...save, [`figure-${a.id}`]: '3', [`figure-${c.id}`]: '40' })
    expect(summaryOf(later.text).map(({ href }) => href)).toEqual([`ok-${a.id}`, `figure-${c.id}`])
  })
})

describe('a tick of what is validated', () => {
  test('of a small count nobody acknowledged offers that it may be published', async () => {
    const { id } = await measure({ unit: 'percent' })
    const standing = await observe(id, { published: '4%', value: 4 })
    await change(id, { unit: 'count' })
    const tick = { step: 'save', [`validated-${id}`]: standing.id }
    const page = await open()
    const answer = await page.send(tick)
    expect(answer.text).toContain(`id="ok-${id}"`)
    const again = await page.send({ ...tick, [`ok-${id}`]: 'yes' })
    expect(again.status).toBe(303)
    expect(await figures(id)).toMatchObject([{ status: 'validated' }])
  })

  test('has its button where every figure is recorded, and asks nothing that is not on the page', async () => {
    const { id } = await measure()
    const standing = await observe(id, { published: '40', value: 40 })
    const page = await open()
    expect(plainText(page.text)).toContain('Save the figures')
    expect(page.text).not.toContain('name="status"')
    expect((await page.send({ step: 'save', [`validated-${id}`]: standing.id })).status).toBe(303)
    expect(await figures(id)).toMatchObject([{ status: 'validated' }])
    expect(plainText((await open()).text)).not.toContain('Save the figures')
  })
})

describe('a row', () => {
  test('of a graded measure without grades says so, and leads to its form', async () => {
    const { id } = await measure({ unit: 'grade' })
    const page = await open()
    expect(plainText(page.text)).toContain('does not say which grades there are')
    expect(page.text).toContain(`href="${paths.measureEdit.at({ id })}"`)
  })

  test('of grades that are all 0 is asked back', async () => {
    const { id } = await measure({ unit: 'grade', scale })
    const page = await open()
    const answer = await page.send({ ...save, [`grade-${id}-0`]: '0', [`grade-${id}-1`]: '0' })
    expect(faultOn(answer.text, `grade-${id}-0`)).toMatch(/Nobody has a grade/)
    expect(await figures(id)).toEqual([])
  })

  test('has the figures before its period beside it, however many the period has itself', async () => {
    const { id } = await measure({ every: null, dueFromOn: null })
    await observe(id, { asAtOn: '2026-09-30', published: '37', value: 37 })
    for (const day of ['07', '14', '21', '28'])
      await observe(id, { asAtOn: `2026-10-${day}`, precision: 'day', published: '40', value: 40 })
    const text = plainText((await open()).text)
    expect(text).toContain('37')
    expect(text).not.toContain('No figure before')
  })

  test('of the first month of all leads to no earlier one', async () => {
    await measure()
    const { text, status } = await open(plan.people.member, `${month()}?on=1900-01`)
    expect([status, text.includes('Later: February 1900'), text.includes('Earlier:')]).toEqual([
      200,
      true,
      false,
    ])
  })

  test('is late by its own period, and not where a newer figure is recorded', async () => {
    const { id } = await measure()
    expect(plainText((await open()).text)).toContain('9 days late')
    expect(plainText((await open(plan.people.member, `${month()}?on=2026-09`)).text)).toContain(
      '40 days late',
    )
    await observe(id, { asAtOn: '2026-11-30', published: '40', value: 40 })
    expect(plainText((await open()).text)).not.toContain('days late')
  })
})

describe('what is marked of a pasted table', () => {
  /** Presses a button of the form as it came back, with what is typed over it. */
  async function again(page: Awaited<ReturnType<typeof open>>, text: string, typed: Record<string, string>) {
    const fields = formOn(text, month()) ?? []
    const names = new Set(['step', ...fields.map(({ name }) => name)])
    expect(Object.keys(typed).filter((name) => !names.has(name))).toEqual([])
    const path = `${month()}?on=2026-10`
    return post(api().app, path, page.cookie, Object.fromEntries(sentOf(fields, typed)))
  }
  async function pasted(rows: (refs: string[]) => string[]) {
    const [one, two, three, graded] = [
      await measure(),
      await measure(),
      await measure({ unit: 'percent' }),
      await measure({ unit: 'grade', scale }),
    ]
    await observe(two.id, { published: '83', value: 83 })
    const page = await open()
    const table = rows([one, two, three, graded].map(({ ref }) => ref)).join('\n')
    const read = await page.send({ step: 'read', pasted: table })
    return { page, read, table, one, two, three, graded }
  }

  test.each([
    [
      'another figure than is recorded',
      ([a, b]: string[]) => [`${a}\t276`, `${b}\t85`],
      /83 is recorded, and 85/,
    ],
    [
      'no measure of the list',
      ([a]: string[]) => [`${a}\t276`, 'P9.O9\t40'],
      /P9\.O9’ is none of the measures/,
    ],
    ['a figure of grades', ([a, , , d]: string[]) => [`${a}\t276`, `${d}\t40`], /is told in grades/],
    [
      'two figures of one',
      ([a, , c]: string[]) => [`${a}\t276`, `${c}\t40%`, `${c}\t50%`],
      /stands in A2 already/,
    ],
    ['no single figure', ([a, , c]: string[]) => [`${a}\t276`, `${c}\t40%\t50%`], /Several cells could be/],
  ] as const)('is asked about once more where it is %s, and nothing is saved', async (_, rows, said) => {
    const { page, read, table, one } = await pasted(rows as (refs: string[]) => string[])
    const asked = await again(page, read.text, save)
    expect(asked.status).toBe(400)
    const lines = summaryOf(asked.text).map(({ text }) => text)
    expect(lines[0]).toMatch(/^Nothing is saved yet, because pasted cells are marked/)
    expect(lines.slice(1).join(' ')).toMatch(said)
    expect(formOn(asked.text, month())?.find(({ name }) => name === 'pasted')?.value).toBe(table)
    expect(await figures(one.id)).toEqual([])
    const left = await again(page, asked.text, { ...save, leaveOut: 'yes' })
    expect(left.status).toBe(303)
    expect(await figures(one.id)).toMatchObject([{ value: 276 }])
    const carried = left.headers.getSetCookie().map((each) => each.split(';')[0])
    const { text } = await get(api().app, left.location ?? '', [page.cookie, ...carried].join('; '))
    expect(plainText(text)).toMatch(/Left out: .*cell [AB][23]/)
  })

  test('is saved once its box is answered, or it is taken out of the table', async () => {
    const graded = await pasted(([a, , , d]) => [`${a}\t276`, `${d}\t40`])
    const box = `grade-${graded.graded.id}`
    const answered = { ...save, [`${box}-0`]: '30', [`${box}-1`]: '10' }
    expect((await again(graded.page, graded.read.text, answered)).status).toBe(303)
    const other = await pasted(([a, , c]) => [`${a}\t276`, `${c}\t130%`, 'P9.O9\t40'])
    const emptied = { ...save, [`figure-${other.three.id}`]: '', pasted: '' }
    expect((await again(other.page, other.read.text, emptied)).status).toBe(303)
    expect([await figures(other.one.id), await figures(other.three.id)]).toMatchObject([[{ value: 276 }], []])
  })

  test('is left out by one press where it is no figure in its box', async () => {
    const { page, read, one, three } = await pasted(([a, , c]) => [`${a}\t276`, `${c}\t130%`])
    expect((await again(page, read.text, { ...save, leaveOut: 'yes' })).status).toBe(303)
    expect([await figures(one.id), await figures(three.id)]).toMatchObject([[{ value: 276 }], []])
  })
})

test('each grade is typed, also that none has it: an empty box is asked about', async () => {
  const { id } = await measure({ unit: 'grade', scale: ['Strong', 'Fair', 'Weak'] })
  const page = await open()
  const asked = await page.send({ ...save, [`grade-${id}-1`]: '12' })
  expect(asked.status).toBe(400)
  expect([0, 1, 2].map((at) => faultOn(asked.text, `grade-${id}-${at}`))).toEqual([
    'Type how many were Strong, or 0',
    null,
    'Type how many were Weak, or 0',
  ])
  expect(await figures(id)).toEqual([])
  const [none, all] = [{ [`grade-${id}-0`]: '0' }, { [`grade-${id}-1`]: '12', [`grade-${id}-2`]: '0' }]
  expect((await page.send({ ...save, ...none, ...all })).status).toBe(303)
  expect(await figures(id)).toMatchObject([{ distribution: [{ count: 0 }, { count: 12 }, { count: 0 }] }])
})

test('what was typed while the session ran out comes back for the month it was typed for', async () => {
  const mine = await givenPlan(api().app.db, [{}])
  const { id } = await measure({}, mine)
  const page = await open(mine.people.member, `${month(mine)}?on=2026-09`)
  await api().app.db.execute(
    sql`update sessions set seen_at = '2026-11-08T10:00:00Z' where person_id = ${mine.people.member}`,
  )
  const sent = await page.send({ ...save, [`figure-${id}`]: '4321' })
  const typed = new URL(sent.location ?? '', api().app.url).searchParams.get('next') ?? ''
  const cookie = await api().app.signInAs(mine.people.member)
  const { location } = await get(api().app, typed, cookie)
  expect(location).toBe(`${month(mine)}?on=2026-09&typed=${typed.split('/').at(-1)}`)
  const { text } = await get(api().app, location ?? '', cookie)
  expect(text).toContain('Figures for September 2026')
  expect(text).toContain('value="4321"')
})

describe('by API', () => {
  const send = (ref: string, published: string, asAtOn: string) =>
    api().post(`/plans/${plan.planId}/figures`, {
      as: plan.people.administrator,
      body: { asAtOn, figures: [{ measure: ref, published }] },
    })

  test('a figure of a month is one, on whatever day of it it is told', async () => {
    const { ref } = await measure()
    const first = await send(ref, '40', '2026-10-15')
    expect(first.body.items).toMatchObject([{ asAtOn: '2026-10-31', published: '40' }])
    expect((await send(ref, '41', '2026-10-31')).status).toBe(409)
  })

  test('a second figure of a period, and a day by a slip of the pen, are warned of', async () => {
    const { id, ref } = await measure()
    await observe(id, { asAtOn: '2026-10-10', precision: 'day', published: '276', value: 276 })
    expect((await send(ref, '270', '2026-10-31')).body.warnings).toMatchObject([{ code: 'figureUnusual' }])
    const one = {
      status: 'provisional',
      asAtOn: '2026-10-20',
      precision: 'day',
      published: '271',
      value: 271,
    }
    const single = await api().post(`/measures/${id}/observations`, {
      as: plan.people.administrator,
      body: one,
    })
    expect(single.body.warnings).toMatchObject([
      { code: 'figureUnusual', detail: expect.stringMatching(/^There is a figure for October 2026 already/) },
    ])
    expect((await send(ref, '40', '1926-10-31')).body.warnings).toMatchObject([
      { code: 'dayFar', pointer: '/figures/0/asAtOn' },
    ])
  })
})
