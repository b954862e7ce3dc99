import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)

/** Seconds of a person's pace: to find and press, to wait for a page and look at it, to read off a figure and type it. */
const PACE = { press: 4, load: 8, typed: 8, pasted: 10 }
/** What the design aims at for fourteen measures. */
const MOST_SECONDS = 300
const MEASURES = 14

let plan: TestPlan
const refs = Array.from({ length: MEASURES }, (_, at) => `K${at + 1}`)
beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  for (const ref of refs) {
    const told = { ref, title: `Counted ${ref}`, unit: 'percent', polarity: 'higherIsBetter', every: 'month' }
    const body = { ...told, dueFromOn: '2026-01-01', supplierId: plan.people.member }
    const made = await api().post(`/plans/${plan.planId}/measures`, { as: plan.people.administrator, body })
    expect(made.status).toBe(201)
  }
})

/** A page of the supplier on which presses, loads and what is typed are counted. */
async function counted() {
  const page = await newPage(plan.people.member, { viewport: { width: 1440, height: 900 } })
  const count = { press: 0, load: 0, typed: 0, pasted: 0 }
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.status() === 200) count.load++
  })
  await page.goto(api().app.url + paths.measures.at({ id: plan.planId }))
  const doing = {
    button: (name: string) => (
      (count.press += 1),
      press(page, page.getByRole('button', { name, exact: true }))
    ),
    follow: (name: string) => ((count.press += 1), press(page, page.getByRole('link', { name }))),
    unfold: (words: string) => ((count.press += 1), unfold(page, words)),
    type: (at: number, text: string) => (
      (count.typed += 1),
      page.getByLabel(`Figure, K${at + 1} Counted K${at + 1}`, { exact: true }).fill(text)
    ),
    paste: (text: string) => ((count.pasted += 1), page.locator('#pasted').fill(text)),
  }
  const seconds = () =>
    Object.entries(PACE).reduce((sum, [what, each]) => sum + each * count[what as keyof typeof count], 0)
  return { page, doing, seconds }
}
const saved = async (page: Page, of: string) =>
  expect(await mainText(page)).toContain(`${MEASURES} figures for ${of} are recorded`)

test('fourteen measures are kept for a month in less than five minutes, typed', async () => {
  const { page, doing, seconds } = await counted()
  await doing.button('Record the month’s figures')
  for (const at of refs.keys()) await doing.type(at, `${80 + at}%`)
  await doing.button('Save the figures')
  await saved(page, 'October 2026')
  process.stdout.write(`Fourteen figures, typed: ${seconds()} s of a person's pace\n`)
  expect(seconds()).toBeLessThan(MOST_SECONDS)
})

test('and in less than two, pasted', async () => {
  const { page, doing, seconds } = await counted()
  await doing.button('Record the month’s figures')
  await doing.follow('Earlier: September 2026')
  await doing.unfold('Paste them from a spreadsheet')
  await doing.paste(
    [
      'Indicator\tAug 2026\tSep 2026',
      ...refs.map((ref, at) => `Counted ${ref}\t${70 + at}%\t${75 + at}%`),
    ].join('\n'),
  )
  await doing.button('Read what is pasted')
  await doing.button('Save the figures')
  await saved(page, 'September 2026')
  process.stdout.write(`Fourteen figures, pasted: ${seconds()} s of a person's pace\n`)
  expect(seconds()).toBeLessThan(120)
})
