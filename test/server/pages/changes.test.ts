import { expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { changeAction } from '#db/write/transition.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'
const { app, visitAs } = usePages({ now })

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

test('the page of changes begins with what turned red, and each line says whose it is and why, days in words', async () => {
  const plan = await givenPlan(app.db, [
    { title: `Long ${'and longer '.repeat(30)}` },
    { dueOn: '2026-11-06' },
    {},
    {},
    { startOn: '2026-11-20', ownerEmail: 'otherOwner' },
  ])
  const at = (ref: string, who: keyof typeof plan.people) => ({
    actionId: plan.actions[ref] ?? '',
    actorId: plan.people[who],
    now,
  })
  const report = { type: 'report', updateId: newId(), note: 'All is well.' } as const
  const done = [
    await changeAction(app.db, at('P1.S1', 'owner'), { subject: 'action', event: report }),
    await changeAction(app.db, at('P1.S4', 'chair'), {
      subject: 'action',
      event: { type: 'cancel', reason: 'Nobody needs it.' },
    }),
  ]
  expect(done.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
  const page = await visitAs(plan.people.member, { width: 1440, colorScheme: 'light' })
  const from = `${app.url}/plans/${plan.planId}/changes?since-day=2&since-month=6&since-year=2026`
  await page.goto(from)
  const groups = await page.evaluate<Record<string, string[]>>(linesByGroup)
  expect(Object.keys(groups)).toEqual([
    'Turned red 1',
    'Turned amber 1',
    'Turned green 1',
    'Ran past the date 1',
    'Taken out of the plan 1',
  ])
  const [red, amber, green, late, out] = Object.values(groups).flat()
  expect(red).toContain('Amber to Red Overdue by 17 days; it was due on 6 November 2026. Owner: The owner')
  expect(amber).toContain(
    'Not due to Amber It should have started on 20 November 2026. Owner: The otherOwner',
  )
  expect(green).toMatch(/Amber to Green On track, as no rule .* Owner: The owner$/)
  expect(late).toContain('Due on 6 November 2026, 17 days late Owner: The owner')
  expect(out).toContain(
    'Cancelled: Nobody needs it. Owner: The owner. Done by The chair, 23 November 2026 at 10am',
  )
  expect(await page.locator('main').innerText()).not.toMatch(/\d{4}-\d{2}/)
  expect(await page.evaluate<string[]>(cutOff)).toEqual([])
})

const linesByGroup = `Object.fromEntries([...document.querySelectorAll('.wm-changes > section')].map((group) => [
  group.querySelector('h2').innerText.replace(/\\s+/g, ' '),
  [...group.querySelectorAll('li')].map((line) => line.innerText.replace(/\\s+/g, ' ')),
]))`

const cutOff = `[...document.querySelectorAll('.wm-changes *')]
  .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline')
  .map((each) => each.outerHTML.slice(0, 100))`
