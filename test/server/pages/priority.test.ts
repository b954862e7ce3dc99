import { expect, test } from 'vitest'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get, mainText } from '#test/support/visitor.ts'

const { app, open, pageFaults, visitAs } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true })

test('a priority says how it stands, how sure its lead is, and what is done in which horizon', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-06', critical: true }, { horizon: 'medium' }])
  const page = await open(plan.people.member, `/plans/${plan.planId}/priorities/P1`)
  const text = await mainText(page)
  expect(await page.title()).toBe('P1 The first priority – Waymark')
  expect(text).toContain('1 critical action is red.')
  expect(text).toContain('The lead')
  expect(text).toContain('Nothing is measured here yet')
  expect(await page.locator('section[aria-labelledby=horizon-short]').innerText()).toContain('P1.S1')
  expect(await page.locator('section[aria-labelledby=horizon-medium]').innerText()).toContain('P1.S2')
  expect(await page.locator('section[aria-labelledby=horizon-long]').innerText()).toContain('No action')
})

test('on a laptop its actions are two lines each, and its verdicts stand beside what happens next', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-06', critical: true }, {}])
  const page = await visitAs(plan.people.member, { width: 1440, colorScheme: 'light' })
  await page.goto(`${app.url}/plans/${plan.planId}/priorities/P1`)
  const boxes = async (selector: string) =>
    Promise.all((await page.locator(selector).all()).map((each) => each.boundingBox()))
  const heights = (await boxes('.wm-action')).map((box) => box?.height ?? 999)
  expect(heights.length).toBe(2)
  expect(Math.max(...heights)).toBeLessThan(64)
  const [verdicts, next] = await boxes('.wm-priority > .wm-panel')
  expect(verdicts?.y).toBe(next?.y)
})

test('a priority that is not there, or of a plan one may not see, is not found', async () => {
  const plan = await givenPlan(app.db)
  const [member, stranger] = [
    await app.signInAs(plan.people.member),
    await app.signInAs(plan.people.stranger),
  ]
  expect((await get(app, `/plans/${plan.planId}/priorities/P9`, member)).status).toBe(404)
  expect((await get(app, `/plans/${plan.planId}/priorities/P1`, stranger)).status).toBe(404)
})

test('has no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-06' }, {}])
  const path = `/plans/${plan.planId}/priorities/P1`
  expect(await pageFaults({ personId: plan.people.lead, path })).toEqual([])
})
