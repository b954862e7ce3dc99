import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlace, type Place } from '#test/support/places.ts'
import { unfold } from '#test/support/press.ts'
import { addDays } from '#workflows/calendar/calendar.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let place: Place

/** Thirteen months as usual, then seven that fall below. */
const values = [52, 55, 51, 54, 52, 55, 51, 54, 52, 55, 51, 54, 52, 45, 44, 45, 44, 45, 44, 45]
const title = 'Assessments that took longer than 45 days'
const says = 'The last 7 figures are below the average, since May 2026: a change for the better.'

beforeAll(async () => {
  place = await givenPlace(api())
  const as = place.plan.people.administrator
  const path = `/measures/${place.subjects.measure}`
  const told = { title, unit: 'percent', target: '40%' }
  const changed = await api().patch(path, { as, body: told, ifMatch: '*' })
  expect(changed.status).toBe(200)
  for (const [at, value] of values.entries()) {
    const asAtOn = addDays('2025-04-15', Math.round(at * 30.4))
    const body = { asAtOn, value, published: `${value}%`, status: 'validated', acknowledgeSmallCount: true }
    expect((await api().post(`${path}/observations`, { as, body })).status).toBe(201)
  }
})

test.each([360, 1440])(
  'a long amount beside the picture is whole at %i pixels, its sign too',
  async (width) => {
    const as = place.plan.people.administrator
    const told = { ref: `W${width}`, title: 'Cost of placements', polarity: 'contextOnly', unit: 'currency' }
    const { id } = (await api().post(`/plans/${place.plan.planId}/measures`, { as, body: told })).body
    for (const [at, millions] of [-17, 12, 20, -8].entries()) {
      const value = millions * 1_000_000
      const body = {
        asAtOn: addDays('2026-01-31', at * 31),
        value,
        published: `£${value}`,
        status: 'validated',
      }
      expect((await api().post(`/measures/${id}/observations`, { as, body })).status).toBe(201)
    }
    const page = await newPage(place.who.member, { viewport: { width, height: 900 } })
    await page.goto(api().app.url + paths.measure.at({ id }))
    const cutOff = await page
      .locator('.wm-xmr__axis')
      .evaluateAll((all) =>
        all.flatMap((axis) =>
          [...axis.querySelectorAll('text')]
            .filter((each) => each.getBoundingClientRect().left < axis.getBoundingClientRect().left)
            .map((each) => each.textContent),
        ),
      )
    expect(cutOff).toEqual([])
    expect(await page.locator('.wm-xmr__axis text').count()).toBeGreaterThan(2)
  },
)

describe('the chart of a measure', () => {
  test.each([
    [360, 'light'],
    [360, 'dark'],
    [1440, 'light'],
    [1440, 'dark'],
  ] as const)(
    'is read without sight and has no fault that axe can find, at %i pixels in %s',
    async (width, colorScheme) => {
      const page = await newPage(place.who.member, { viewport: { width, height: 900 }, colorScheme })
      await page.goto(api().app.url + paths.measure.at({ id: place.subjects.measure }))
      const picture = page.getByRole('img', { name: title })
      expect(await picture.getAttribute('aria-label')).toMatch(
        new RegExp(`^${title}. ${says} (As things are, the target|What was usual so far)`),
      )
      expect(await page.getByText(says).first().isVisible()).toBe(true)
      await unfold(page, 'The figures as a table')
      const rows = page.getByRole('table', { name: title }).getByRole('row')
      expect(await rows.count()).toBe(values.length + 1)
      expect(await rows.nth(1).innerText()).toMatch(/15 November 2026|14 November 2026|13 November 2026/)
      expect(await rows.nth(1).innerText()).toMatch(/45%\s+Change for the better/)
      const headings = ['Day', 'Figure', 'How it reads', 'Average', 'What is usual', 'Target']
      expect(await rows.nth(0).getByRole('columnheader').allInnerTexts()).toEqual(headings)
      expect(await rows.nth(1).innerText()).toMatch(/\s50%\s+[\d.]+% to [\d.]+%\s+40%/)
      expect(await axeViolations(page)).toEqual([])
    },
  )

  test('tells signals apart by the shape of their marks, not by colour alone', async () => {
    const page = await newPage(place.who.member, { viewport: { width: 1440, height: 900 } })
    await page.goto(api().app.url + paths.measure.at({ id: place.subjects.measure }))
    const marks = page.locator('.wm-xmr__picture .wm-xmr__mark')
    const shapes = await marks.evaluateAll((all) =>
      all.map((mark) => `${mark.tagName} ${mark.getAttribute('r') ?? mark.getAttribute('d')}`),
    )
    expect(shapes.length).toBe(values.length)
    expect(new Set(shapes).size).toBeGreaterThan(1)
    expect(shapes.slice(-7)).toEqual(Array.from({ length: 7 }, () => 'circle 5.5'))
    const words = await page.locator('.wm-xmr__key li').allInnerTexts()
    expect(words).toEqual(expect.arrayContaining(['Change for the better', 'Average', 'Target']))
  })

  test('of a share is drawn within 0 and 100%, and judged by its whole limits', async () => {
    const { body } = await api().get(`/measures/${place.subjects.measure}/spc`, { as: place.who.member })
    expect(body.sections[0].lower).toBeGreaterThan(0)
    expect(body.sentence).toContain(says)
  })
})

test('a step breaks the chart into sections, and its reason stands below', async () => {
  const as = place.plan.people.administrator
  const steps = [{ startOn: '2026-05-01', reason: 'A second team works from May on' }]
  const changed = await api().patch(`/measures/${place.subjects.measure}`, {
    as,
    body: { steps },
    ifMatch: '*',
  })
  expect(changed.status).toBe(200)
  const page = await newPage(place.who.member, { viewport: { width: 1440, height: 900 } })
  await page.goto(api().app.url + paths.measure.at({ id: place.subjects.measure }))
  expect(await page.locator('.wm-xmr__picture .wm-xmr__run').count()).toBe(values.length - 2)
  const text = await page.locator('main').innerText()
  expect(text).toContain(
    '1 May 2026: Average and limits are worked out anew: A second team works from May on',
  )
})
