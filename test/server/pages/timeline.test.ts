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
  given: [
    [
      {
        dueOn: '2026-12-18',
        title:
          'Agree with every partner how assessments of early help are shared, and show it in three audits',
      },
      { horizon: 'long', dueOn: '2028-05-31' },
      { dueOn: null },
    ],
  ],
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
  const report = {
    type: 'report',
    updateId: newId(),
    note: 'Slower than thought.',
    forecastOn: '2028-04-03',
  } as const
  const context = { actionId: plan.actions['P1.S2'] ?? '', actorId: plan.people.owner, now }
  expect((await changeAction(app.db, context, { subject: 'action', event: report })).outcome).toBe('done')
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

  test.each([1000, 1440])(
    'gives each action one line at %i pixels, its title whole on demand',
    async (width) => {
      const page = await visit(plan.people.member)
      await page.setViewportSize({ width, height: 900 })
      await page.goto(`${app.url}/plans/${plan.planId}/timeline`)
      const rows = () => page.evaluate<number[]>(heights)
      expect(Math.max(...(await rows()))).toBeLessThanOrEqual(36)
      expect(await page.evaluate<string[]>(outside)).toEqual([])
      expect(await page.locator('.wm-time__rows a').first().innerText()).toContain(
        'and show it in three audits',
      )
      await page.getByLabel('Whole titles').check()
      expect((await rows())[0]).toBeGreaterThan(36)
    },
  )

  test('names every mark that it draws, and the months and years that it runs over', async () => {
    const page = await open(plan.people.member, `/plans/${plan.planId}/timeline`)
    const { drawn, named } = await page.evaluate<{ drawn: string[]; named: string[] }>(marks)
    expect(drawn).toContain('m')
    expect(drawn).toContain('circle')
    expect(drawn).toContain('wm-chart__today')
    expect(drawn.filter((mark) => !named.includes(mark))).toEqual([])
    const axis = await page.locator('#time-axis').textContent()
    for (const name of ['Short', '2026', '2027', '2028', 'Jun', 'Oct', 'Jan']) expect(axis).toContain(name)
    const bars = await page.locator('.wm-time__rows svg').allTextContents()
    expect(bars.map((text) => text.trim())).toEqual([
      '31 March 2027, moved once from 18 December 2026',
      'no due date',
      '31 May 2028',
    ])
  })

  test('has no fault that axe can find on a phone in light and on a laptop in dark', async () => {
    const path = `/plans/${plan.planId}/timeline`
    expect(await pageFaults({ personId: plan.people.owner, path })).toEqual([])
  })
})

const heights = `[...document.querySelectorAll('.wm-time__rows > li')].map((row) => row.getBoundingClientRect().height)`

// What is written beside a bar and stands out of the chart.
const outside = `[...document.querySelectorAll('.wm-time__rows text')].filter((text) => {
  const [inner, outer] = [text, text.ownerSVGElement].map((each) => each.getBoundingClientRect())
  return inner.left < outer.left - 1 || inner.right > outer.right + 1
}).map((text) => text.textContent)`

// Every kind of shape: by its class or its name, and a plain bar by its colour; and those in the key beside words.
const marks = `(() => {
  const kind = (shape) => shape.tagName === 'rect' && !shape.matches('.m, .f, .wm-chart__band')
    ? getComputedStyle(shape).fill
    : (shape.classList[shape.classList.length - 1] ?? shape.tagName)
  const kinds = (shapes) => [...new Set([...shapes].map(kind))]
  const drawn = kinds(document.querySelectorAll('.wm-time__rows svg > :not(use, text), #time-ground > *'))
  const key = [...document.querySelectorAll('.wm-time__key li')].filter((each) => each.innerText.trim() !== '')
  return { drawn, named: kinds(key.flatMap((each) => [...each.querySelectorAll('svg > *')])) }
})()`
