import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { axeViolations, screenshot, sidewaysScroll } from '#test/support/browser.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { errorsOf, fillDay, mainText } from '#test/support/visitor.ts'

const { app, open } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const plansThere = async () => (await rowsOf(app.db, sql`select from plans`)).length

async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    expect([name, width, await axeViolations(page)]).toEqual([name, width, []])
    expect([name, width, await sidewaysScroll(page)]).toEqual([name, width, 0])
    await screenshot(page, `${name}-${width}`)
  }
}

test('an administrator starts a plan like theirs: first what it will hold is shown, then it is made', async () => {
  const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }, { dueOn: '2026-12-25' }])
  const page = await open(plan.people.administrator, `/plans/${plan.planId}`, true)
  await press(page, 'a:has-text("Start a new plan like this one")')
  expect(await page.inputValue('#source')).toBe(`plan:${plan.planId}`)
  await looksRight(page, 'plan-from')
  await press(page, 'button:has-text("See what is copied")')
  expect(await errorsOf(page)).toEqual([
    'Enter a title for the new plan',
    'Enter the first day of the new plan',
  ])
  await page.fill('#title', 'The next plan')
  await fillDay(page, 'startOn', '2027-06-01')
  const before = await plansThere()
  await press(page, 'button:has-text("See what is copied")')
  const shown = await mainText(page)
  expect(shown).toContain('Nothing is made yet.')
  expect(shown).toMatch(/The plan\s+1 June 2026 to 31 May 2028\s+1 June 2027 to 31 May 2029/)
  expect(await plansThere()).toBe(before)
  await unfold(page, 'Due dates of 2 actions')
  await looksRight(page, 'plan-preview')

  // What is changed after it was shown is shown anew before it is made.
  await page.check('label:has-text("People and their roles")')
  await press(page, 'button:has-text("Start this plan")')
  expect(await plansThere()).toBe(before)
  expect(await mainText(page)).toContain('and you as its administrator')
  await press(page, 'button:has-text("Start this plan")')
  expect(await plansThere()).toBe(before + 1)
  const made = await mainText(page)
  expect(made).toContain('The plan is started as a draft, and you are its administrator.')
  expect(made).toContain('Made from A plan for tests.')
  await looksRight(page, 'plan-made')
})

test('a plan that was made from one that a reader may not see names none', async () => {
  const plan = await givenPlan(app.db)
  const administrator = await open(plan.people.administrator, `/plans/from?plan=${plan.planId}`)
  await administrator.fill('#title', 'The next plan')
  await fillDay(administrator, 'startOn', '2027-06-01')
  await administrator.check('label:has-text("People and their roles")')
  await press(administrator, 'button:has-text("See what is copied")')
  await press(administrator, 'button:has-text("Start this plan")')
  const { pathname } = new URL(administrator.url())
  await rowsOf(
    app.db,
    sql`delete from memberships where plan_id = ${plan.planId} and person_id = ${plan.people.member}`,
  )
  const member = await open(plan.people.member, pathname)
  const text = await mainText(member)
  expect(text).toContain('Made from another plan.')
  expect(text).not.toContain('A plan for tests')
})

test('a plan is started from a template, and not by those who may not start one', async () => {
  const plan = await givenPlan(app.db)
  const page = await open(plan.people.administrator, '/plans')
  await press(page, 'a:has-text("Start one from a template or another plan")')
  await page.selectOption('#source', 'template:send-local-area')
  await page.fill('#title', 'SEND in Eastvale')
  await fillDay(page, 'startOn', '2027-01-04')
  await press(page, 'button:has-text("See what is copied")')
  await press(page, 'button:has-text("Start this plan")')
  expect(await mainText(page)).toContain('Made from the template ‘SEND local area’.')
  const member = await open(plan.people.member, '/plans/from')
  expect(await mainText(member)).toContain('Only the administrator of a plan can make another.')
})
