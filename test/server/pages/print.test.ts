import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { givenLargePlan } from '#test/support/large-plan.ts'
import { usePages } from '#test/support/pages.ts'
import { sheetsOf } from '#test/support/pdf-text.ts'

// What is left of 420 mm of A3 between the margins of the sheet, in CSS pixels.
const A3_WIDTH = Math.floor((400 / 25.4) * 96)

let page: Page
let planId: string

const { app, visitAs } = usePages({ now: '2026-11-23T10:00:00.000Z' })

beforeAll(async () => {
  const plan = await givenLargePlan(app.db)
  planId = plan.planId
  page = await visitAs(plan.chair, { width: A3_WIDTH, colorScheme: 'dark' })
  await page.goto(`${app.url}/plans/${planId}`)
})

test('a plan on a page is printed on sheets of A3, lying', async () => {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const sheets = [...pdf.toString('latin1').matchAll(/\/MediaBox \[([\d. ]+)\]/g)]
  const sizes = sheets.map(([, box = '']) => box.split(' ').map((point) => Math.round(Number(point) / 10)))
  expect(new Set(sizes.map(String))).toEqual(new Set(['0,0,119,84']))
  // 600 actions of the demonstration's length: more than 30 on a sheet, or paper is wasted.
  expect(sheets.length).toBeLessThanOrEqual(20)
})

test('on paper it stands whole: the horizons side by side, every colour in words, the day and the key', async () => {
  await page.emulateMedia({ media: 'print' })
  const seen = await page.evaluate<{ faults: string[]; tops: number[][]; unrated: number }>(onPaper)
  expect(seen.faults).toEqual([])
  for (const tops of seen.tops) expect(new Set(tops).size).toBe(1)
  expect(seen.tops[0]?.length).toBe(4)
  expect(seen.unrated).toBe(0)
  expect(await page.locator('.wm-header').innerText()).toContain('As it stood on 23 November 2026')
  expect(await page.locator('.wm-key dd').first().isVisible()).toBe(true)
})

// The head of every sheet, as the reader of the file has it.
const HEAD = 'WaymarkAplanofsixhundredactions.Asitstoodon23November2026'

const planPages = [
  '',
  '/timeline',
  '/timeline?as=table',
  '/board',
  '/changes?since=2026-06-02',
  '/priorities/P1',
  '/recommendations',
  '/measures',
  '/meetings',
  '/people',
  '/mail',
  '/settings',
]

test('every sheet of every page of a plan names the plan and the day, and nothing to press is printed', async () => {
  await page.emulateMedia({ media: 'print' })
  const found: Record<string, unknown> = {}
  const sheets: Record<string, number> = {}
  const tableSheets: string[] = []
  const first = async (link: string) => (await page.locator(link).first().getAttribute('href')) ?? ''
  const below = [await first('.wm-matrix .wm-lines a'), await first('.wm-measures a')]
  for (const path of [...planPages.map((each) => `/plans/${planId}${each}`), ...below]) {
    await page.goto(app.url + path)
    const printed = sheetsOf(await page.pdf({ preferCSSPageSize: true }))
    const unnamed = printed.flatMap((text, at) =>
      text.startsWith(HEAD) ? [] : [`sheet ${at + 1}: ${text.slice(0, 80)}`],
    )
    const empty = printed.flatMap((text, at) =>
      text.length <= HEAD.length ? [`sheet ${at + 1} is empty`] : [],
    )
    const faults = [...unnamed, ...empty, ...(await page.evaluate<string[]>(faultsOnPaper))]
    if (faults.length > 0) found[path.replace(planId, ':id')] = faults.slice(0, 6)
    sheets[path] = printed.length
    if (path.endsWith('as=table')) tableSheets.push(...printed.slice(0, -1))
  }
  expect(found).toEqual({})
  // Long tables have the names of their columns on every sheet too.
  expect(tableSheets.filter((text) => !text.includes('ActionRatingStart'))).toEqual([])
  // Else this would say nothing of the sheets that follow the first.
  expect(Object.values(sheets).filter((number) => number > 1).length).toBeGreaterThan(3)
})

// What can only be pressed, titles that nobody can see whole on paper, rows that may be torn in two, headings that may be left behind at the foot of a sheet.
const faultsOnPaper = `(() => {
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility())
  const style = (each, name) => getComputedStyle(each)[name]
  const told = (what) => (each) => what + ': ' + each.outerHTML.slice(0, 90)
  return [
    ...shown('.wm-nav, .wm-menu, .wm-filter, .wm-account, .govuk-skip-link, button, .govuk-button, .wm-elsewhere, a[href$="/evidence"], input, select, textarea').map(told('printed')),
    ...shown('.wm-time__rows :is(a, p)').filter((each) => style(each, 'whiteSpace') === 'nowrap').map(told('cut off')),
    ...shown('main tr, main li:not(:has(li))').filter((each) => style(each, 'breakInside') !== 'avoid').map(told('torn')),
    ...shown('h1, h2, h3, h4').filter((each) => style(each, 'breakAfter') !== 'avoid').map(told('left behind')),
  ]
})()`

const onPaper = `(() => ({
  faults: [...document.querySelectorAll('main *')]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => 'cut off: ' + each.outerHTML.slice(0, 120)),
  tops: [...document.querySelectorAll('.wm-matrix__cells')]
    .map((row) => [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().top))),
  unrated: [...document.querySelectorAll('.wm-matrix .wm-lines > li')]
    .filter((each) => !/Red|Amber|Green|Blue|Not due|No rating/.test(each.innerText)).length,
}))()`
