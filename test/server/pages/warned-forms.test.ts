import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { readAction } from '#db/read/action-facts.ts'
import { axeViolations, screenshot, sidewaysScroll } from '#test/support/browser.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press, pressInPlace, pressKey } from '#test/support/press.ts'
import { fillDay, mainText } from '#test/support/visitor.ts'

const { app, open } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const widths = [360, 1440]

async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    expect([name, width, await axeViolations(page)]).toEqual([name, width, []])
    expect([name, width, await sidewaysScroll(page)]).toEqual([name, width, 0])
    await screenshot(page, `${name}-${width}`)
  }
}

test('a due date outside its horizon is asked about at the top and beside its field, and one press saves it', async () => {
  const plan = await givenPlan(app.db, [{}], { state: 'draft' })
  const id = plan.actions['P1.S1'] ?? ''
  const page = await open(plan.people.administrator, `/actions/${id}/edit`, true)
  await page.fill('#title', 'Another title')
  await fillDay(page, 'dueOn', '2027-01-04')
  await press(page, 'button:has-text("Save the action")')
  expect(await page.title()).toMatch(/^Check: Change action P1\.S1/)
  expect(await page.locator('.govuk-error-summary').count()).toBe(0)
  expect(await page.evaluate('document.activeElement.className')).toBe('wm-unusual')
  const panel = page.locator('.wm-unusual')
  expect(await panel.innerText()).toContain('Nothing is saved yet, because 1 thing is unusual:')
  expect(await page.locator('#dueOn-hint').innerText()).toContain('4 January 2027 lies outside its horizon')
  expect(await page.inputValue('#title')).toBe('Another title')
  await looksRight(page, 'warned-action')
  await pressInPlace(panel.locator('a'))
  expect(await page.evaluate('document.activeElement.id')).toBe('dueOn-day')
  await press(page, 'button:has-text("Save it as it is")')
  expect(await mainText(page)).toContain('Action P1.S1 is saved.')
  const read = await readAction(app.db, id)
  expect(read?.facts).toMatchObject({ title: 'Another title', dueOn: '2027-01-04', version: 2 })
})

test('a person who was asked and corrects the date is not asked again', async () => {
  const plan = await givenPlan(app.db, [{}], { state: 'draft' })
  const page = await open(plan.people.administrator, `/actions/${plan.actions['P1.S1']}/edit`, true)
  await fillDay(page, 'dueOn', '2062-12-04')
  await press(page, 'button:has-text("Save the action")')
  await fillDay(page, 'dueOn', '2026-12-04')
  await page.focus('#dueOn-year')
  await pressKey(page, 'Enter')
  expect(await mainText(page)).toContain('Action P1.S1 is saved.')
})

test('all that one form would change is asked about before the first of it is saved', async () => {
  const plan = await givenPlan(app.db)
  const id = plan.actions['P1.S1'] ?? ''
  const page = await open(plan.people.owner, `/actions/${id}/update`, true)
  await page.fill('#note', 'It goes slowly.')
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
  await page.fill('#blocker-what', 'The keys')
  await page.fill('#blocker-waitingOn', 'The landlord')
  await fillDay(page, 'blocker-sinceOn', '1926-11-02')
  await press(page, 'button:has-text("Save")')
  expect(await page.locator('.wm-unusual').innerText()).toContain('2 November 1926 lies before the year 2000')
  expect((await readAction(app.db, id))?.facts.version).toBe(2)
  await looksRight(page, 'warned-update')
  await press(page, 'button:has-text("Save it as it is")')
  const read = await readAction(app.db, id)
  expect(read?.facts).toMatchObject({
    lastUpdate: { note: 'It goes slowly.' },
    blockers: [{ sinceOn: '1926-11-02' }],
  })
})

test('the chair approves a plan with a date gone by in two presses, and the board and the week ask alike', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-20', recommendations: ['R1'] }], { state: 'draft' })
  const administrator = await open(plan.people.administrator, `/plans/${plan.planId}/decide`, true)
  await press(administrator, 'main form button')
  const chair = await open(plan.people.chair, `/plans/${plan.planId}/decide`, true)
  await chair.check('text=Approve it')
  await press(chair, 'main form button:has-text("Confirm")')
  expect(await chair.locator('.wm-unusual').innerText()).toContain('The due date of P1.S1: 20 November 2026')
  await looksRight(chair, 'warned-approval')
  await press(chair, 'button:has-text("Save it as it is")')
  expect(await mainText(chair)).toContain('Overdue')

  const owner = await open(plan.people.owner, '/week', true)
  await owner.fill('textarea', 'It goes slowly.')
  await fillDay(owner, `update-${plan.actions['P1.S1']}-forecastOn`, '2028-06-01')
  await press(owner, 'button:has-text("Save this one")')
  expect(await owner.locator('.wm-unusual').innerText()).toContain('1 June 2028 lies outside the plan')
  await looksRight(owner, 'warned-week')
  await press(owner, 'button:has-text("Save it as it is")')
  expect(await mainText(owner)).toContain('Saved: P1.S1.')
})
