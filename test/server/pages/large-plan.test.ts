import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { openBrowser } from '#test/support/browser.ts'
import { givenLargePlan } from '#test/support/large-plan.ts'
import { seenFaults, visitAs } from '#test/support/seen-faults.ts'

const laptop = { width: 1440, colorScheme: 'light' } as const

let app: TestApp
let browser: Browser
let plan: { planId: string; chair: string }

beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T10:00:00.000Z' })
  browser = await openBrowser()
  plan = await givenLargePlan(app.db)
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await app?.close()
})

// On a phone in a car park, a page of more is not waited for.
test.each([
  ['a plan on a page', '', '.wm-matrix .wm-lines > li', 300_000],
  ['its timeline', '/timeline', '.wm-time__rows > li', 400_000],
])(
  '%s of 600 actions in 12 priorities is light, whole and without fault',
  async (_what, page, item, most) => {
    const path = `/plans/${plan.planId}${page}`
    const opened = await visitAs(browser, app, plan.chair, laptop)
    const answer = await opened.goto(app.url + path)
    expect((await answer?.body())?.byteLength).toBeLessThan(most)
    expect(await opened.locator(item).count()).toBe(600)
    expect(await opened.locator('.wm-matrix > section, .wm-time').count()).toBe(12)
    expect(await seenFaults(opened, [laptop])).toEqual([])
    await opened.context().close()
  },
  60_000,
)
