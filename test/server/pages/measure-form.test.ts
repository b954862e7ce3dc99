import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { deliveries } from '#db/schema/index.ts'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations } from '#test/support/browser.ts'
import { sentOf } from '#test/support/page-forms.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlace, type Place } from '#test/support/places.ts'
import { press, unfold } from '#test/support/press.ts'
import { openForm, plainText } from '#test/support/sent-form.ts'
import { errorsOf, fillDay, mainText, post } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let place: Place

beforeAll(async () => {
  place = await givenPlace(api())
})

async function openAs(who: 'administrator' | 'lead' | 'member' | 'owner', path: string, width = 1440) {
  const page = await newPage(place.who[who], { viewport: { width, height: 900 } })
  await page.goto(api().app.url + path)
  return page
}

describe('a measure', () => {
  test.each([360, 1440])('is added and changed on pages, at %i pixels', async (width) => {
    const page = await openAs('administrator', paths.measures.at({ id: place.subjects.plan }), width)
    await press(page, page.getByRole('button', { name: 'Add a measure' }))
    expect(await axeViolations(page)).toEqual([])
    expect(await page.getByLabel('Reference').inputValue()).toMatch(/^M\d+$/)
    await page.getByLabel('Reference').fill(`W${width}`)
    await page.getByLabel('Title', { exact: true }).fill('Children seen within ten days')
    await page.getByLabel('What is a figure of it?').selectOption('percent')
    await page.getByLabel('Higher is better').check()
    await page.getByLabel('Baseline (optional)', { exact: true }).fill('58%')
    await page.getByLabel('Target (optional)', { exact: true }).fill('70%')
    await fillDay(page, 'targetOn', '2028-03-31')
    await page.getByLabel('How often a figure is due (optional)').selectOption('month')
    await unfold(page, 'How a figure is worked out')
    await page.getByLabel('Grades (optional)').fill('Good\nPoor\n')
    await press(page, page.getByRole('button', { name: 'Add the measure' }))
    expect(await mainText(page)).toContain(`The measure W${width} is added`)

    await press(page, page.getByRole('button', { name: 'Change the measure' }))
    expect(await axeViolations(page)).toEqual([])
    expect(await page.getByLabel('Grades (optional)').inputValue()).toBe('Good\nPoor')
    await page.getByLabel('Late so many days after the period has ended').fill('20')
    await press(page, page.getByRole('button', { name: 'Save the measure' }))
    const id = page.url().split('/').at(-1) ?? ''
    expect((await api().get(`/measures/${id}`, { as: place.who.member })).body).toMatchObject({
      ref: `W${width}`,
      unit: 'percent',
      baseline: '58%',
      baselineValue: 58,
      target: '70%',
      targetValue: 70,
      targetOn: '2028-03-31',
      scale: ['Good', 'Poor'],
      every: 'month',
      dueAfterDays: 20,
      dueFromOn: '2026-11-23',
      supplier: null,
      version: 2,
    })
  })

  test('that is typed wrong is told at each field, and loses nothing', async () => {
    const page = await openAs('administrator', paths.measureNew.at({ id: place.subjects.plan }))
    await page.getByLabel('What is a figure of it?').selectOption('rate')
    await page.getByLabel('Baseline as a number (optional)').fill('about nine')
    await unfold(page, 'How a figure is worked out')
    await page.getByLabel('Per how many (optional)').fill('10k')
    await press(page, page.getByRole('button', { name: 'Add the measure' }))
    expect(await errorsOf(page)).toEqual([
      'Give the measure a title',
      'Choose which way is better',
      'Type it in figures, such as 94 or 12.5',
      'Give 1 to 100,000,000',
    ])
    expect(await axeViolations(page)).toEqual([])
    expect(await page.getByLabel('Baseline as a number (optional)').inputValue()).toBe('about nine')
    expect(await page.getByLabel('Per how many (optional)').inputValue()).toBe('10k')
  })

  test('whose baseline is a count of one to five asks once more before it is published', async () => {
    const page = await openAs('administrator', paths.measureNew.at({ id: place.subjects.plan }))
    await page.getByLabel('Reference').fill('SMALL')
    await page.getByLabel('Title', { exact: true }).fill('Children missing')
    await page.getByLabel('What is a figure of it?').selectOption('count')
    await page.getByLabel('Lower is better').check()
    await page.getByLabel('Baseline (optional)', { exact: true }).fill('4')
    await press(page, page.getByRole('button', { name: 'Add the measure' }))
    expect((await errorsOf(page)).join(' ')).toMatch(/could be recognised/)
    await page.getByLabel('It may be published all the same').check()
    await press(page, page.getByRole('button', { name: 'Add the measure' }))
    expect(await mainText(page)).toContain('The measure SMALL is added')
  })

  test('is kept by the lead of its priority in that priority alone, and by no member', async () => {
    const lead = await openAs('lead', paths.measureNew.at({ id: place.subjects.plan }))
    const offered = await lead.getByLabel('Priority (optional)').locator('option').allTextContents()
    expect(offered).toHaveLength(2)
    const member = await openAs('member', paths.measures.at({ id: place.subjects.plan }))
    expect(await member.getByRole('button', { name: 'Add a measure' }).count()).toBe(0)
    await member.goto(api().app.url + paths.measureNew.at({ id: place.subjects.plan }))
    expect(await mainText(member)).toContain('leads of its priorities keep its measures')
  })
})

describe('what else is told of a measure', () => {
  test('is what others have, and from when on its average is worked out anew: added and taken out', async () => {
    const body = { ref: 'LIST', title: 'Visits', unit: 'percent', polarity: 'higherIsBetter' }
    const path = `/plans/${place.subjects.plan}/measures`
    const { id } = (await api().post(path, { as: place.who.administrator, body })).body
    const page = await openAs('administrator', paths.measure.at({ id }))
    await press(page, page.getByRole('link', { name: 'What others have' }))
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel('Who').fill('England')
    await press(page, page.getByRole('button', { name: 'Save' }))
    expect(await errorsOf(page)).toEqual(['Enter their figure'])
    await page.getByLabel('Their figure').fill('62,5%')
    await press(page, page.getByRole('button', { name: 'Save' }))
    expect((await errorsOf(page)).join()).toMatch(/62\.5% or 625%/)
    await page.getByLabel('Their figure').fill('62.5%')
    await fillDay(page, 'asAtOn', '2026-03-31')
    await page.getByLabel('Our place among them').fill('3')
    await page.getByLabel('Of how many').fill('2')
    await press(page, page.getByRole('button', { name: 'Save' }))
    expect(await errorsOf(page)).toEqual([
      'A place cannot be 3rd of 2. Put the place right, or of how many it is.',
    ])
    await page.getByLabel('Of how many').fill('')
    await press(page, page.getByRole('button', { name: 'Save' }))
    const told = async () => (await api().get(`/measures/${id}`, { as: place.who.member })).body
    const england = {
      name: 'England',
      published: '62.5%',
      value: 62.5,
      asAtOn: '2026-03-31',
      rank: 3,
      rankOf: null,
    }
    expect(await told()).toMatchObject({ comparators: [england] })

    await press(page, page.getByRole('link', { name: 'Begin a new average' }))
    expect(await axeViolations(page)).toEqual([])
    await fillDay(page, 'startOn', '2026-04-01')
    await page.getByLabel('What has changed for good?').fill('The team was doubled')
    await press(page, page.getByRole('button', { name: 'Save' }))
    expect(await told()).toMatchObject({
      steps: [{ startOn: '2026-04-01', reason: 'The team was doubled', fixedAfter: null }],
      comparators: [england],
    })
    await press(page, page.getByRole('link', { name: 'What others have' }))
    await page.getByRole('checkbox', { name: /England: 62/ }).check()
    await press(page, page.getByRole('button', { name: 'Save' }))
    expect(await told()).toMatchObject({ comparators: [], steps: [{ startOn: '2026-04-01' }] })
  })
})

test('a measure is judged by other rules once they are chosen on its form, and its chart says so', async () => {
  const body = { ref: 'JUDGED', title: 'Visits in time', unit: 'percent', polarity: 'higherIsBetter' }
  const { administrator, member } = place.plan.people
  const made = await api().post(`/plans/${place.subjects.plan}/measures`, { as: administrator, body })
  const { id } = made.body
  for (const [at, value] of [61, 64, 60, 63, 62, 65].entries()) {
    const figure = { asAtOn: `2026-0${at + 1}-28`, published: `${value}%`, value, status: 'validated' }
    await api().post(`/measures/${id}/observations`, { as: administrator, body: figure })
  }
  const page = await openAs('administrator', paths.measure.at({ id }))
  expect(await mainText(page)).toContain('Too few figures to judge: 6 of the 13')
  await press(page, page.getByRole('button', { name: 'Change the measure' }))
  await unfold(page, 'How its figures over time are judged')
  expect(await page.getByLabel('A figure beyond a limit counts as close to it').isChecked()).toBe(true)
  await page.getByLabel('Figures in a row that are a signal').fill('5')
  await page.getByLabel('Figures from which it is judged').fill('6')
  await press(page, page.getByRole('button', { name: 'Save the measure' }))
  expect(await errorsOf(page)).toEqual(['Give 6 to 7 figures in a row'])
  await page.getByLabel('Figures in a row that are a signal').fill('6')
  await page.getByLabel('A sudden leap does not widen the limits').check()
  await press(page, page.getByRole('button', { name: 'Save the measure' }))
  expect(await mainText(page)).toContain('runs of 6, limits from 6 figures on, large moving ranges left out')
  expect(await mainText(page)).toContain('No real change')
  const told = { runLength: 6, fewestPoints: 6, screenMovingRanges: true, beyondCounts: true, version: 8 }
  expect((await api().get(`/measures/${id}`, { as: member })).body).toMatchObject(told)
})

describe('by which rules a measure is judged', () => {
  const names = ['runLength', 'fewestPoints', 'screenMovingRanges', 'beyondCounts']
  async function given(more: object = {}) {
    const body = { title: 'Visits in time', unit: 'percent', polarity: 'higherIsBetter', ...more }
    const made = await api().post(`/plans/${place.subjects.plan}/measures`, {
      as: place.who.administrator,
      body: { ref: `RULES${++number}`, ...body },
    })
    return made.body.id as string
  }
  let number = 0
  const opened = (id: string) => openForm(api().app, place.who.administrator, paths.measureEdit.at({ id }))
  const told = async (id: string) => (await api().get(`/measures/${id}`, { as: place.who.member })).body

  test('is left as it is by a page that was opened before it could be asked', async () => {
    const id = await given({ runLength: 6, fewestPoints: 20 })
    const { fields, cookie } = await opened(id)
    const old = fields.filter(({ name }) => !names.includes(name.replace(/^asked-/, '')))
    const sent = Object.fromEntries(sentOf(old, { title: 'Another title' }))
    const answer = await post(api().app, paths.measureEdit.at({ id }), cookie, sent)
    expect(answer.status).toBe(303)
    const kept = { runLength: 6, fewestPoints: 20, screenMovingRanges: false, beyondCounts: true }
    expect(await told(id)).toMatchObject({ title: 'Another title', ...kept })
  })

  test('is changed by a tick that is taken away, and by a line that is emptied', async () => {
    const id = await given({ runLength: 6 })
    const { fields, cookie } = await opened(id)
    const unticked = fields.filter(({ name }) => name !== 'beyondCounts')
    const sent = Object.fromEntries(sentOf(unticked, { runLength: '' }))
    expect((await post(api().app, paths.measureEdit.at({ id }), cookie, sent)).status).toBe(303)
    expect(await told(id)).toMatchObject({ runLength: 7, beyondCounts: false })
  })

  test('stands in words beside what was typed, where another changed it meanwhile', async () => {
    const id = await given()
    const form = await opened(id)
    const change = { screenMovingRanges: true, beyondCounts: false, unit: 'count', polarity: 'lowerIsBetter' }
    await api().patch(`/measures/${id}`, { as: place.who.administrator, body: change, ifMatch: '*' })
    const answer = await form.send({ note: 'Counted by hand' })
    expect(answer.status).toBe(412)
    const text = plainText(answer.text)
    expect(text).toMatch(
      /Saved meanwhile\s?Unit\s?A number of people, cases or things\s?Which way is better\s?Lower is better\s?Moving ranges\s?Yes\s?Two of three\s?No/,
    )
    expect(text).toMatch(/What you typed.*Moving ranges\s?No\s?Two of three\s?Yes/)
  })

  test('is said where limits of an earlier part are drawn, and of one figure that it is too few', async () => {
    const id = await given({ steps: [{ startOn: '2026-02-01', reason: 'A new team' }], fewestPoints: 1 })
    for (const [at, value] of [61, 64, 60, 63, 62, 65].entries()) {
      const asAtOn = `2025-0${at + 1}-28`
      const figure = { asAtOn, published: `${value}%`, value, status: 'validated' }
      await api().post(`/measures/${id}/observations`, { as: place.who.administrator, body: figure })
    }
    const last = { asAtOn: '2026-02-28', published: '70%', value: 70, status: 'validated' }
    await api().post(`/measures/${id}/observations`, { as: place.who.administrator, body: last })
    const page = await openAs('administrator', paths.measure.at({ id }))
    const text = await mainText(page)
    expect(text).toContain('Too few figures to judge: 1 of the 2 that are needed.')
    const rules = 'Judged by the rules of Making Data Count: runs of 7, limits from 2 figures on'
    expect(text).toContain(rules)
    expect((await page.locator('.wm-xmr details').textContent()) ?? '').toContain(rules)
  })
})

describe('the supplier of the figures of a measure', () => {
  test('sees the plan by it, records figures, changes nothing else, and hands it over on leaving', async () => {
    const { administrator, stranger, member } = place.plan.people
    const path = `/plans/${place.subjects.plan}/measures`
    const told = { ref: 'S1', title: 'Visits', unit: 'count', polarity: 'higherIsBetter' }
    const made = await api().post(path, { as: administrator, body: { ...told, supplierId: stranger } })
    expect(made.body).toMatchObject({ supplier: { id: stranger } })
    const measure = `/measures/${made.body.id}`
    const figure = { asAtOn: '2026-10-31', published: '40', value: 40, status: 'provisional' }
    expect((await api().post(`${measure}/observations`, { as: stranger, body: figure })).status).toBe(201)
    const edit = { as: stranger, body: { note: 'Mine' }, ifMatch: '*' }
    expect((await api().patch(measure, edit)).status).toBe(403)

    const handover = { toId: member, fromOn: '2026-11-23', reason: 'A new post', leftOn: '2026-11-22' }
    const handed = await api().post(`/people/${stranger}/handover`, { as: administrator, body: handover })
    expect(handed.body).toMatchObject({
      left: true,
      items: [{ kind: 'measure', ref: 'S1', outcome: 'done' }],
    })
    expect((await api().get(measure, { as: member })).body).toMatchObject({ supplier: { id: member } })
    const back = { as: administrator, body: { supplierId: stranger }, ifMatch: '*' }
    expect(await api().patch(measure, back)).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/supplierId' }] },
    })
    const mailed = await api().app.db.select().from(deliveries).where(eq(deliveries.personId, member))
    expect(mailed.filter(({ kind }) => kind === 'assigned')).toHaveLength(1)
  })
})
