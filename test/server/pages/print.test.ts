import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { givenLargePlan } from '#test/support/large-plan.ts'
import { usePages } from '#test/support/pages.ts'

// What is left of 420 mm of A3 between the margins of the sheet, in CSS pixels.
const A3_WIDTH = Math.floor((400 / 25.4) * 96)

let page: Page

const { app, visitAs } = usePages({ now: '2026-11-23T10:00:00.000Z' })

beforeAll(async () => {
  const { planId, chair } = await givenLargePlan(app.db)
  page = await visitAs(chair, { width: A3_WIDTH, colorScheme: 'dark' })
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

test('nothing that can only be pressed is printed', async () => {
  await page.emulateMedia({ media: 'print' })
  for (const pressed of [
    '.wm-nav',
    '.wm-menu',
    '.wm-filter',
    '.wm-account',
    '.govuk-skip-link',
    '.govuk-button',
  ])
    for (const each of await page.locator(pressed).all())
      expect([pressed, await each.isVisible()]).toEqual([pressed, false])
})

const onPaper = `(() => ({
  faults: [...document.querySelectorAll('main *')]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => 'cut off: ' + each.outerHTML.slice(0, 120)),
  tops: [...document.querySelectorAll('.wm-matrix__cells')]
    .map((row) => [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().top))),
  unrated: [...document.querySelectorAll('.wm-matrix .wm-lines > li')]
    .filter((each) => !/Red|Amber|Green|Blue|Not due|No rating/.test(each.innerText)).length,
}))()`
