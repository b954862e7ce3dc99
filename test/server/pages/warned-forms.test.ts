import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { readAction } from '#db/read/read-actions.ts'
import { axeViolations, screenshot, sidewaysScroll } from '#test/support/browser.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press, pressInPlace, pressKey } from '#test/support/press.ts'
import { fillDay, mainText } from '#test/support/visitor.ts'
import { givenWeek, linkIn } from '#test/support/weekly-link.ts'

const { app, open } = usePages({ now: '2026-11-23T10:00:00.000Z', answersByLink: true })

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
  expect(await chair.locator('.wm-unusual').innerText()).toContain('or decide otherwise below.')
  expect(await chair.locator('.wm-unusual li a').getAttribute('href')).toBe(
    `/actions/${plan.actions['P1.S1']}`,
  )
  await looksRight(chair, 'warned-approval')
  await press(chair, 'button:has-text("Approve it all the same")')
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

test('where more time is asked for until an unusual day, the chair is asked whether to grant it, in these words', async () => {
  const plan = await givenPlan(app.db, [{}])
  const id = plan.actions['P1.S1'] ?? ''
  const owner = await open(plan.people.owner, `/actions/${id}/extension`, true)
  await owner.check('#reasonCode')
  await owner.fill('#text', 'We wait.')
  await fillDay(owner, 'dueOn', '2029-06-02')
  await press(owner, 'main form button:has-text("Ask")')
  await press(owner, 'button:has-text("Save it as it is")')
  const chair = await open(plan.people.chair, `/actions/${id}/decide`, true)
  await chair.check('text=Grant it')
  await press(chair, 'main form button:has-text("Confirm")')
  expect(await chair.locator('.wm-unusual').innerText()).toContain('or decide otherwise below.')
  await press(chair, 'button:has-text("Grant it all the same")')
  expect((await readAction(app.db, id))?.facts.dueOn).toBe('2029-06-02')
})

test.each(['/week', 'link'])(
  'the weekly form refuses what is refused at once, and asks only about what can be saved (%s)',
  async (by) => {
    const plan = await givenWeek(app.db)
    const [one, two] = [plan.actions['P1.S1'], plan.actions['P1.S2']]
    const isLink = by === 'link'
    const owner = await open(
      isLink ? undefined : plan.people.owner,
      isLink ? await linkIn(app.db, plan) : by,
      true,
    )
    const send = isLink ? 'button:has-text("Send my answers")' : '.wm-week__end button'
    await owner.fill(`[id="update-${one}-note"]`, 'It goes slowly.')
    await fillDay(owner, `update-${one}-forecastOn`, '2025-06-01')
    await press(owner, send)
    expect(await owner.locator('.wm-unusual').count()).toBe(0)
    expect(await owner.locator('.govuk-error-summary a').count()).toBe(1)
    await owner.fill(`[id="update-${two}-note"]`, 'This one as well.')
    await fillDay(owner, `update-${two}-forecastOn`, '2028-06-01')
    await press(owner, send)
    const asked = await owner.locator('.wm-unusual li').allInnerTexts()
    expect([asked.length, asked[0]]).toEqual([
      1,
      expect.stringContaining('1 June 2028 lies outside the plan'),
    ])
    await press(owner, 'button:has-text("Save it as it is")')
    expect(await owner.locator('.govuk-error-summary').innerText()).toContain('Saved: P1.S2.')
    expect((await readAction(app.db, one ?? ''))?.facts.lastUpdate?.note).not.toBe('It goes slowly.')
    expect((await readAction(app.db, two ?? ''))?.facts.lastUpdate?.note).toBe('This one as well.')
  },
)
