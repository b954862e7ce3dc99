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

test('days that cannot be are refused at their field, and nothing that was typed is lost', async () => {
  const plan = await givenPlan(app.db)
  const page = await open(plan.people.administrator, `/plans/from?plan=${plan.planId}`)
  const before = await plansThere()
  await page.fill('#title', 'Far away')
  await fillDay(page, 'startOn', '2199-06-01')
  await press(page, 'button:has-text("See what is copied")')
  const told = 'Days of the plan would be moved too far. Give a date from 1900 to 2199.'
  expect(await errorsOf(page)).toEqual([told])
  expect(await page.locator('#startOn-error').textContent()).toContain(told)
  expect(await page.inputValue('#title')).toBe('Far away')
  expect(await mainText(page)).not.toContain('Nothing is made yet.')
  await rowsOf(
    app.db,
    sql`update horizons set last_on = date '2026-05-01' where plan_id = ${plan.planId} and name = 'short'`,
  )
  await fillDay(page, 'startOn', '2027-06-01')
  await press(page, 'button:has-text("See what is copied")')
  expect(await errorsOf(page)).toEqual([
    'The last day of the short horizon cannot lie before its first. Put that right in what the plan is made from.',
  ])
  expect(await plansThere()).toBe(before)
})

test('what is shown goes by horizon and reference, and says which days are unusual', async () => {
  const outside = Array.from({ length: 10 }, () => ({ dueOn: '2027-02-01' }))
  const medium = { ref: 'P1.A1', horizon: 'medium' as const, dueOn: '2027-03-31' }
  const plan = await givenPlan(app.db, [...outside, medium])
  const page = await open(plan.people.administrator, `/plans/from?plan=${plan.planId}`, true)
  await page.fill('#title', 'The next plan')
  await fillDay(page, 'startOn', '2027-06-01')
  await press(page, 'button:has-text("See what is copied")')
  const unusual = 'The due date of P1.S1: 1 February 2028 lies outside its horizon'
  expect(await mainText(page)).toContain(unusual)
  const further = 'details:has-text("5 further unusual days") li'
  await unfold(page, '5 further unusual days')
  expect((await page.locator(further).allTextContents()).at(-1)).toContain('The due date of P1.S10')
  await unfold(page, 'Due dates of 11 actions')
  await looksRight(page, 'plan-preview-unusual')
  const table = page.locator('table:has(th:has-text("First agreed there"))')
  const refs = await table.locator('tbody th').allTextContents()
  expect(refs.map((text) => /P1\.[A-Z]\d+/.exec(text)?.[0])).toEqual([
    ...Array.from({ length: 10 }, (_, at) => `P1.S${at + 1}`),
    'P1.A1',
  ])
  await press(page, 'button:has-text("Start this plan")')
  expect(await mainText(page)).toContain('The plan is started as a draft')
})
