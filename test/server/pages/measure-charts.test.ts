import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations, sidewaysScroll } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlace, type Place } from '#test/support/places.ts'
import { putAction } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { addDays } from '#workflows/calendar/calendar.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let place: Place
let counted: string
let graded: string

const looks = [
  [360, 'light'],
  [360, 'dark'],
  [1440, 'light'],
  [1440, 'dark'],
] as const
const scale = ['Strong', 'Fair', 'Weak']

beforeAll(async () => {
  place = await givenPlace(api())
  const { planId, people, actions } = place.plan
  const as = people.administrator
  const { body: priorities } = await api().get(`/plans/${planId}/priorities`, { as })
  const priorityId = priorities.items[0].id
  const made = async (ref: string, body: object) => {
    const answer = await api().post(`/plans/${planId}/measures`, { as, body: { ref, priorityId, ...body } })
    expect([answer.status, answer.body.detail]).toEqual([201, undefined])
    return answer.body.id as string
  }
  const observed = async (id: string, body: object) => {
    const answer = await api().post(`/measures/${id}/observations`, {
      as,
      body: { status: 'validated', acknowledgeSmallCount: true, ...body },
    })
    expect([answer.status, answer.body.detail]).toEqual([201, undefined])
  }
  const other = { name: 'England', rank: null, rankOf: null, source: 'Yearly return' }
  counted = await made('C1', {
    title: 'Children waiting',
    definition: 'Children without a worker.',
    unit: 'count',
    polarity: 'lowerIsBetter',
    baseline: '320',
    baselineValue: 320,
    baselineOn: '2025-06-30',
    target: '200',
    targetValue: 200,
    targetOn: '2027-06-30',
    comparators: [
      { ...other, published: '250', value: 250, asAtOn: '2025-03-31', rank: 3, rankOf: 11 },
      { ...other, published: '240', value: 240, asAtOn: '2026-03-31' },
      { ...other, name: 'The region', published: '300', value: 300, asAtOn: '2026-03-31' },
    ],
  })
  for (const [at, value] of [330, 322, 318, 307, 300, 276].entries())
    await observed(counted, { asAtOn: addDays('2025-12-31', at * 31), value, published: String(value) })
  graded = await made('C2', {
    title: 'Files as they are graded',
    unit: 'grade',
    polarity: 'higherIsBetter',
    scale,
  })
  for (const [at, counts] of [
    [9, 7, 4],
    [12, 6, 2],
  ].entries())
    await observed(graded, {
      asAtOn: addDays('2026-03-31', at * 91),
      distribution: counts.map((count, grade) => ({ grade: scale[grade], count, published: null })),
    })
  const action = actions['P1.S1'] ?? ''
  await api().patch(`/actions/${action}`, { as, ifMatch: '*', body: { measureIds: [counted] } })
  await putAction(api().app.db, place.plan, 'P1.S1', { signedOffOn: '2026-02-10' })
})

describe.each(looks)('at %i pixels in %s', (width, colorScheme) => {
  const opened = async (path: string) => {
    const page = await newPage(place.who.member, { viewport: { width, height: 900 }, colorScheme })
    await page.goto(api().app.url + path)
    return page
  }

  test('a run of figures is read without sight, with the line to its target and what happened meanwhile', async () => {
    const page = await opened(paths.measure.at({ id: counted }))
    const picture = page.getByRole('img', { name: /^Children waiting/ })
    expect(await picture.getAttribute('aria-label')).toBe(
      'Children waiting. Too few figures to judge: 6 of the 13 that are needed.',
    )
    const main = await page.locator('main').innerText()
    expect(main).toContain('It should be 264 by 4 June 2026 and is 276: behind.')
    expect(main).toContain('Line to the target')
    expect(main).toMatch(/1 10 February 2026: P1.S1 What P1.S1 commits to was signed off/)
    expect(await page.locator('.wm-xmr__picture .wm-xmr__digits').allTextContents()).toEqual(['1'])
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
  })

  test('comparators are read by year, with ours among them and our place', async () => {
    const page = await opened(paths.measure.at({ id: counted }))
    const lines = page.getByRole('img', { name: /^What others and we have/ })
    expect(await lines.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).toEqual([
      'What others and we have, 31 March 2026: England 240, The region 300, We 318',
    ])
    const section = await page.locator('section', { has: page.locator('#comparators') }).innerText()
    expect(section).toContain('Among those known we are 3rd of 3, the best first.')
    expect(section).toContain('10 fewer than a year before')
    expect(section).toContain('3rd of 11')
  })

  test('grades are bars with their number, a table, and never an empty cell', async () => {
    const page = await opened(paths.measure.at({ id: graded }))
    const bars = page.getByRole('img', { name: /graded/ })
    expect(await bars.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).toEqual([
      '30 June 2026, 20 graded: 12 Strong, 6 Fair, 2 Weak',
      '31 March 2026, 20 graded: 9 Strong, 7 Fair, 4 Weak',
    ])
    const main = await page.locator('main').innerText()
    expect(main).toContain('12 of 20 Strong, 6 Fair, 2 Weak')
    expect(main).toMatch(/Since the time before: 9 of 20 Strong/)
    expect(main).toContain('better, because a larger share is at the better grades.')
    await unfold(page, 'The grades as a table')
    const rows = page.getByRole('table', { name: 'Grades: Files as they are graded' }).getByRole('row')
    expect(await rows.nth(1).innerText()).toMatch(/30 June 2026\s+20\s+12 \(60%\)\s+6 \(30%\)\s+2 \(10%\)/)
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
  })

  test('the measures of a plan lead with what moved, and the table is one press away', async () => {
    const page = await opened(paths.measures.at({ id: place.plan.planId }))
    const headings = await page.locator('main').getByRole('heading', { level: 2 }).allInnerTexts()
    expect(headings.map((each) => each.replace(/\s+/g, ' '))).toEqual(['Got better 2', 'Figures missing 1'])
    const first = page.locator('.wm-move').first()
    expect((await first.innerText()).replace(/\s+/g, ' ')).toBe(
      'P1 Children waiting 276, 4 June 2026 Better than at the start. 44 fewer: 320 on 30 June 2025, then 276 on 4 June 2026, of 6 figures. Better, 5th period running. It should be 264 by 4 June 2026 and is 276: behind.',
    )
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
    await press(page, page.getByRole('link', { name: 'As a table' }))
    const table = page.getByRole('table', { name: 'Measures of P1' })
    expect(await table.getByRole('row').count()).toBe(4)
    expect(await table.innerText()).toContain('12 of 20 Strong, 6 Fair, 2 Weak')
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
  })

  test('a priority shows one glance for each of its measures', async () => {
    const page = await opened(paths.priority.at({ id: place.plan.planId, ref: 'P1' }))
    expect(await page.locator('.wm-multiple').count()).toBe(3)
    expect(await page.locator('.wm-multiple .wm-spark').count()).toBe(1)
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
  })
})

test('the newest figure of a graded measure is said in words by the API', async () => {
  const { body } = await api().get(`/measures/${graded}`, { as: place.who.member })
  expect(body.latest).toMatchObject({
    shown: '12 of 20 Strong, 6 Fair, 2 Weak',
    value: null,
    published: null,
  })
})

describe.each([360, 1440])("the drawing of others' figures at %i pixels", (width) => {
  test.each([
    ['where one is ours', [60, 63, 70], 63],
    ['where 30 are one', Array.from({ length: 30 }, () => 61), 94],
    ['where ten are near each other', Array.from({ length: 10 }, (_, at) => 60 + at), 62.2],
    ['where 30 are nearer', Array.from({ length: 30 }, (_, at) => 60 + at / 10), 60.05],
  ])('covers and cuts off none of its words, %s', async (_, values, ours) => {
    const as = place.plan.people.administrator
    const asAtOn = '2026-10-31'
    const comparators = values.map((value, at) => ({
      name: `Other ${at}`,
      published: `${value}%`,
      value,
      asAtOn,
    }))
    const body = {
      ref: `D${++number}`,
      title: 'Visits',
      unit: 'percent',
      polarity: 'higherIsBetter',
      comparators,
    }
    const made = await api().post(`/plans/${place.plan.planId}/measures`, { as, body })
    const figure = { asAtOn, published: `${ours}%`, value: ours, status: 'validated' }
    await api().post(`/measures/${made.body.id}/observations`, { as, body: figure })
    const page = await newPage(place.who.member, { viewport: { width, height: 800 } })
    await page.goto(api().app.url + paths.measure.at({ id: made.body.id }))
    const whole = await page.locator('.wm-dots').boundingBox()
    const texts = await page.locator('.wm-dots text').all()
    const boxes = await Promise.all(
      texts.map(async (each) => ({ text: await each.textContent(), ...(await each.boundingBox()) })),
    )
    const [left, right] = [whole?.x ?? 0, (whole?.x ?? 0) + (whole?.width ?? 0)]
    const ends = ({ x = 0, y = 0, width: wide = 0, height = 0 }) => ({
      x,
      y,
      right: x + wide,
      bottom: y + height,
    })
    const cut = boxes.filter((each) => ends(each).x < left - 1 || ends(each).right > right + 1)
    expect(cut.map(({ text }) => text)).toEqual([])
    const covered = boxes.flatMap((one, at) =>
      boxes.slice(at + 1).flatMap((other) => {
        const [a, b] = [ends(one), ends(other)]
        const isApart = a.right - 1 <= b.x || b.right - 1 <= a.x || a.bottom - 3 <= b.y || b.bottom - 3 <= a.y
        return isApart ? [] : [`${one.text} and ${other.text}`]
      }),
    )
    expect(covered).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
  })
})
let number = 0

test('a change of what is counted is marked on the chart, and saving the same words is not', async () => {
  const as = place.plan.people.administrator
  const change = (body: object) => api().patch(`/measures/${counted}`, { as, ifMatch: '*', body })
  await change({ title: 'Children waiting', definition: 'Children without a worker.' })
  await change({ definition: 'Children without a worker for a week.', denominator: 'nobody' })
  const late = { asAtOn: '2026-11-23', value: 270, published: '270', status: 'validated' }
  expect((await api().post(`/measures/${counted}/observations`, { as, body: late })).status).toBe(201)
  const page = await newPage(place.who.member)
  await page.goto(api().app.url + paths.measure.at({ id: counted }))
  const told = await page.locator('.wm-xmr__events li').allInnerTexts()
  expect(told.map((each) => each.replace(/\s+/g, ' '))).toEqual([
    'Mark 1 10 February 2026: P1.S1 What P1.S1 commits to was signed off',
    'Mark 2 23 November 2026: What is counted was changed: the definition and the denominator',
  ])
})
