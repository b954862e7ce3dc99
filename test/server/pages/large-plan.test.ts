import { beforeAll, expect, test } from 'vitest'
import { givenLargePlan } from '#test/support/large-plan.ts'
import { usePages } from '#test/support/pages.ts'
import { seenFaults } from '#test/support/seen-faults.ts'

const laptop = { width: 1440, colorScheme: 'light' } as const

let plan: { planId: string; chair: string }

const { app, visitAs } = usePages({ now: '2026-11-23T10:00:00.000Z' })

beforeAll(async () => {
  plan = await givenLargePlan(app.db)
})

// On a phone in a car park, a page of more is not waited for.
test.each([
  ['a plan on a page', '', '.wm-matrix .wm-lines > li', 300_000],
  ['its timeline', '/timeline', '.wm-time__rows > li', 400_000],
])(
  '%s of 600 actions in 12 priorities is light, whole and without fault',
  async (_what, page, item, most) => {
    const path = `/plans/${plan.planId}${page}`
    const opened = await visitAs(plan.chair, laptop)
    const answer = await opened.goto(app.url + path)
    expect((await answer?.body())?.byteLength).toBeLessThan(most)
    expect(await opened.locator(item).count()).toBe(600)
    expect(await opened.locator('.wm-matrix > section, .wm-time').count()).toBe(12)
    expect(await seenFaults(opened, [laptop])).toEqual([])
  },
  600_000,
)
