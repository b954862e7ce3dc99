import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlace, type Place } from '#test/support/places.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, fillDay, mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let place: Place
let measure: string

beforeAll(async () => {
  place = await givenPlace(api())
})
let number = 0
beforeEach(async () => {
  const body = { ref: `F${++number}`, title: 'Visits in time', unit: 'percent', polarity: 'higherIsBetter' }
  const made = await api().post(`/plans/${place.subjects.plan}/measures`, {
    as: place.who.administrator,
    body,
  })
  expect(made.status).toBe(201)
  measure = made.body.id
})

async function openAs(who: 'administrator' | 'member', path: string, width = 1440) {
  const page = await newPage(place.who[who], { viewport: { width, height: 900 } })
  await page.goto(api().app.url + path)
  return page
}
const figures = async () =>
  (await api().get(`/measures/${measure}/observations?revisions=true`, { as: place.who.member })).body.items

describe('who keeps figures', () => {
  test.each([360, 1440])('records one from the page of the measure, at %i pixels', async (width) => {
    const page = await openAs('administrator', paths.measure.at({ id: measure }), width)
    await press(page, page.getByRole('button', { name: 'Record a figure' }))
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel('Figure', { exact: true }).fill('94.5%')
    await fillDay(page, 'asAtOn', '2026-10-31')
    await press(page, page.getByRole('button', { name: 'Record the figure' }))
    expect(await mainText(page)).toContain('The figure 94.5% is recorded')
    expect(await figures()).toMatchObject([
      { asAtOn: '2026-10-31', precision: 'month', published: '94.5%', value: 94.5, status: 'provisional' },
    ])
  })

  test('corrects one with a reason, and the first stays in the history', async () => {
    const rank = { position: 2, of: 12, tied: false, among: null }
    const kept = { periodStartOn: '2025-11-01', numerator: 94, denominator: 100, rank, sourceRef: 'Table 3' }
    const told = { asAtOn: '2026-10-31', precision: 'day', published: '49%', value: 49, status: 'validated' }
    const body = { ...told, ...kept }
    await api().post(`/measures/${measure}/observations`, { as: place.who.administrator, body })
    const page = await openAs('administrator', paths.measure.at({ id: measure }))
    await press(page, page.getByRole('link', { name: /^Correct/ }))
    expect(await page.getByLabel('Figure', { exact: true }).inputValue()).toBe('49%')
    await page.getByLabel('Figure', { exact: true }).fill('94%')
    await press(page, page.getByRole('button', { name: 'Save the correction' }))
    expect(await errorsOf(page)).toEqual(['Say why it is corrected'])
    await page.getByLabel('Why is it corrected?').fill('Two figures were swapped')
    await press(page, page.getByRole('button', { name: 'Save the correction' }))
    expect(await figures()).toMatchObject([
      { published: '94%', revision: 2, reason: 'Two figures were swapped', ...kept },
      { published: '49%', revision: 1 },
    ])
  })

  test.each([
    ['130%', '2026-10-31', /between 0% and 100%/],
    ['–', '2026-10-31', /no figure/],
    ['94,5', '2026-10-31', /94\.5 or 945/],
    ['', '2026-10-31', /Enter the figure/],
    ['94%', '2027-03-31', /lies ahead/],
  ])(
    'is told what is wrong with ‘%s’ of %s beside the field, and loses nothing',
    async (typed, day, said) => {
      const page = await openAs('administrator', paths.figureNew.at({ id: measure }))
      await page.getByLabel('Figure', { exact: true }).fill(typed)
      await fillDay(page, 'asAtOn', day)
      await page.getByLabel('Caveat (optional)').fill('Only two teams')
      await press(page, page.getByRole('button', { name: 'Record the figure' }))
      expect((await errorsOf(page)).join(' ')).toMatch(said)
      expect(await axeViolations(page)).toEqual([])
      expect(await page.getByLabel('Figure', { exact: true }).inputValue()).toBe(typed)
      expect(await page.getByLabel('Caveat (optional)').inputValue()).toBe('Only two teams')
      expect(await figures()).toEqual([])
    },
  )

  test('gives the number of each grade, and corrects one of them', async () => {
    const scale = ['Good', 'Requires improvement', 'Inadequate']
    const body = { unit: 'grade', scale }
    await api().patch(`/measures/${measure}`, { as: place.who.administrator, body, ifMatch: '*' })
    const page = await openAs('administrator', paths.figureNew.at({ id: measure }))
    await fillDay(page, 'asAtOn', '2026-10-31')
    await press(page, page.getByRole('button', { name: 'Record the figure' }))
    expect(await errorsOf(page)).toEqual(['Enter how many have each grade'])
    await page.getByLabel('How many: Good').fill('12')
    await page.getByLabel('How many: Requires improvement').fill('seven')
    await press(page, page.getByRole('button', { name: 'Record the figure' }))
    expect(await errorsOf(page)).toEqual([
      'Type how many were Requires improvement, in figures',
      'Type how many were Inadequate, or 0',
    ])
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel('How many: Requires improvement').fill('7')
    await page.getByLabel('How many: Inadequate').fill('0')
    await press(page, page.getByRole('button', { name: 'Record the figure' }))
    await press(page, page.getByRole('link', { name: /^Correct/ }))
    expect(await page.getByLabel('How many: Inadequate').inputValue()).toBe('0')
    await page.getByLabel('How many: Good').fill('13')
    await page.getByLabel('Why is it corrected?').fill('One was missed')
    await press(page, page.getByRole('button', { name: 'Save the correction' }))
    expect(await figures()).toMatchObject([
      { n: 20, distribution: [{ grade: 'Good', count: 13, percent: 65 }, { count: 7 }, { count: 0 }] },
      { n: 19 },
    ])
  })

  test('says once more that a count of one to five may be published', async () => {
    await api().patch(`/measures/${measure}`, {
      as: place.who.administrator,
      body: { unit: 'count' },
      ifMatch: '*',
    })
    const page = await openAs('administrator', paths.figureNew.at({ id: measure }))
    await page.getByLabel('Figure', { exact: true }).fill('3')
    await fillDay(page, 'asAtOn', '2026-10-31')
    await press(page, page.getByRole('button', { name: 'Record the figure' }))
    expect((await errorsOf(page)).join(' ')).toMatch(/could be recognised/)
    await page.getByLabel('It may be published all the same').check()
    await press(page, page.getByRole('button', { name: 'Record the figure' }))
    expect(await figures()).toMatchObject([{ value: 3 }])
  })
})

test('a member finds no button, and is told on the page whom to ask', async () => {
  const page = await openAs('member', paths.measure.at({ id: measure }))
  expect(await page.getByRole('button', { name: 'Record a figure' }).count()).toBe(0)
  await page.goto(api().app.url + paths.figureNew.at({ id: measure }))
  expect(await mainText(page)).toMatch(
    /Its supplier, the lead of its priority and the plan administrator record its figures/,
  )
})

test('the page of a measure says who recorded each figure, what it was before, and what it is out of', async () => {
  const first = { asAtOn: '2026-10-31', published: '6.20%', value: 6.2, numerator: 1113, denominator: 17954 }
  const body = { ...first, status: 'provisional', denominatorSource: 'cohort without Other' }
  const told = await api().post(`/measures/${measure}/observations`, { as: place.who.administrator, body })
  const corrects = { corrects: told.body.id, reason: 'Checked again', status: 'validated' }
  await api().post(`/measures/${measure}/observations`, {
    as: place.who.administrator,
    body: { ...body, ...corrects, published: '6.2%' },
  })
  const page = await openAs('member', paths.measure.at({ id: measure }))
  const row = (
    await page.locator('#figures').locator('..').getByRole('row').nth(1).textContent()
  )?.replaceAll(/\s+/g, ' ')
  expect(row).toMatch(/Validated ?The administrator, 23 November 2026/)
  expect(row).toContain('Corrected: Checked again')
  expect(row).toContain('Out of: cohort without Other')
  expect(row).toContain('Before: 6.20%. The administrator, 23 November 2026')
})

test('a tick of what is validated is told as one, and not as a correction', async () => {
  const figure = { asAtOn: '2026-10-31', published: '90.0%', value: 90 }
  const as = place.who.administrator
  const send = (body: object) => api().post(`/measures/${measure}/observations`, { as, body })
  const first = await send({ ...figure, status: 'provisional' })
  const reason = 'Validated: it stands as it was recorded.'
  await send({ ...figure, status: 'validated', corrects: first.body.id, reason })
  const page = await openAs('member', paths.measure.at({ id: measure }))
  const words = await mainText(page)
  expect(words).toContain('Validated on 23 November 2026 by The administrator')
  expect(words).toContain('Recorded. The administrator, 23 November 2026')
  expect(words).not.toMatch(/Corrected|Before: 90/)
})

test('where no figure is recorded yet, the page names the supplier, who reads that it is they', async () => {
  const body = { supplierId: place.who.member }
  await api().patch(`/measures/${measure}`, { as: place.who.administrator, body, ifMatch: '*' })
  const said = async (who: 'member' | 'administrator') =>
    mainText(await openAs(who, paths.measure.at({ id: measure })))
  expect(await said('member')).toContain('No figure has been recorded yet. You record them.')
  expect(await said('administrator')).toMatch(/No figure has been recorded yet\. [A-Z][\w ]+ records them\./)
})
