import { expect, test } from 'vitest'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const { app } = usePages({ now: '2026-11-23T10:00:00.000Z' })

test.each([
  ['until=2026-11-24', 'Enter today or an earlier day to end with'],
  ['until=2027-02-30', 'Enter a real date to end with'],
  ['since=31.10.2026', 'Enter a real date to begin after'],
  ['since=2026-11-10&until=2026-11-09', 'The last day must not lie before the first'],
])('the page of changes tells nothing for ?%s, and says which days it tells', async (query, told) => {
  const plan = await givenPlan(app.db)
  const path = `/plans/${plan.planId}/changes`
  const cookie = await app.signInAs(plan.people.member)
  const answer = await get(app, `${path}?${query}`, cookie)
  expect(answer.status).toBe(400)
  expect(answer.text).toContain(told)
  expect((await get(app, `${path}?until=2026-11-23`, cookie)).status).toBe(200)
})
