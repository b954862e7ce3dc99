import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { changeAction } from '#db/write/transition.ts'
import { usePages } from '#test/support/pages.ts'
import { press } from '#test/support/press.ts'
import { mainText } from '#test/support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'

const { app, plan, visit, open, pageFaults } = usePages({
  now,
  demonstration: true,
  given: [[{ dueOn: '2026-12-18' }, { horizon: 'long', dueOn: '2028-05-31' }, { dueOn: null }]],
})

beforeAll(async () => {
  const extensionId = newId()
  for (const [who, event] of [
    [
      'owner',
      {
        type: 'request',
        extensionId,
        dueOn: '2027-03-31',
        reasonCode: 'scope',
        text: 'There is more to do.',
      },
    ],
    ['chair', { type: 'grant', extensionId }],
  ] as const) {
    const context = { actionId: plan.actions['P1.S1'] ?? '', actorId: plan.people[who], now }
    expect((await changeAction(app.db, context, { subject: 'extension', event })).outcome).toBe('done')
  }
})

describe('the timeline', () => {
  test('says in words what each bar shows: its dates, its colour and how far it was moved', async () => {
    const page = await open(plan.people.member, `/plans/${plan.planId}/timeline`)
    const bars = page.locator('main svg[role=img]')
    expect(await bars.first().getAttribute('aria-label')).toBe(
      'P1.S1, amber: from 1 June 2026 to 31 March 2027, 103 days after 18 December 2026 as first agreed',
    )
    expect(await bars.nth(1).getAttribute('aria-label')).toContain('no due date')
    expect(await mainText(page)).toContain('moved once')
    await press(page, 'a:has-text("The same as a table")')
    expect(await page.locator('tbody tr').count()).toBe(3)
  })

  test('draws an action in proportion to its days, and today where it is', async () => {
    const page = await visit(plan.people.member)
    await page.setViewportSize({ width: 1200, height: 800 })
    await page.goto(`${app.url}/plans/${plan.planId}/timeline`)
    const box = async (selector: string) =>
      (await page.locator(`.wm-time__rows li >> nth=2 >> ${selector}`).boundingBox()) ?? { x: 0, width: 0 }
    const [whole, bar] = [await box('svg'), await box('rect')]
    const line = await page.locator('#time-ground line').getAttribute('x1')
    // The plan runs for 730 days from 1 June 2026; the action for all of them, and today is day 175.
    expect(bar.width / whole.width).toBeCloseTo(1, 1)
    expect(Number(line?.replace('%', '')) / 100).toBeCloseTo(175 / 730, 2)
    expect(await page.locator('.wm-time__rows li use[href="#time-ground"]').count()).toBe(3)
  })

  test('has no fault that axe can find on a phone in light and on a laptop in dark', async () => {
    const path = `/plans/${plan.planId}/timeline`
    expect(await pageFaults({ personId: plan.people.owner, path })).toEqual([])
  })
})
