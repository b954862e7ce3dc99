import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { meetings } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, fillDay, mainText } from '#test/support/visitor.ts'

const { app, open, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const as = (plan: TestPlan, who: CastName, path = `/plans/${plan.planId}/meetings`) =>
  open(plan.people[who], path)

async function added(page: Page): Promise<string> {
  await press(page, 'main a:has-text("Add a meeting")')
  await page.fill('#title', 'Improvement board')
  await fillDay(page, 'heldOn', '2026-12-14')
  await press(page, 'text=Add the meeting')
  return new URL(page.url()).pathname
}

async function decided(page: Page, choice?: string, reason?: { field: string; text: string }): Promise<void> {
  await page.goto(`${page.url().replace(/\/decide$/, '')}/decide`)
  if (choice) await page.check(`text=${choice}`)
  if (reason) await page.fill(reason.field, reason.text)
  await press(page, 'main form button')
}

async function meetingRow(path: string) {
  const id = path.split('/').at(-1) ?? ''
  const [row] = await app.db.select().from(meetings).where(eq(meetings.id, id))
  return row
}

test('a meeting goes from the diary to its close without the API', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'administrator')
  const path = await added(page)
  expect(await mainText(page)).toContain('Meeting 1 is in the diary.')
  await press(page, 'main a:has-text("Freeze the pack")')
  await press(page, 'main button:has-text("Freeze the pack")')
  expect(await mainText(page)).toContain('The pack is frozen. The chair issues it next.')
  expect(await page.locator('a:has-text("Download the pack")').count()).toBe(1)

  const chair = await as(plan, 'chair', path)
  await decided(chair, 'Issue the pack')
  expect(await mainText(chair)).toContain('The pack is issued.')

  await page.reload()
  expect(await mainText(page)).toContain('It cannot be closed yet. Record what the board decided first')
  expect(await page.locator('main a:has-text("Close the meeting")').count()).toBe(0)
  await press(page, 'main a:has-text("Record a decision")')
  await page.fill('#text', 'The board noted the pack.')
  await page.selectOption('#actionId', plan.actions['P1.S1'] ?? '')
  await press(page, 'button:has-text("Record the decision")')
  expect(await mainText(page)).toContain('Decision 1 of this meeting is recorded.')
  expect(await mainText(page)).toContain('The board noted the pack.')
  await press(page, 'main a:has-text("Close the meeting")')
  await press(page, 'main button:has-text("Close the meeting")')
  expect(await mainText(page)).toContain('The meeting is closed.')
  expect(await meetingRow(path)).toMatchObject({ state: 'closed', heldOn: '2026-12-14' })

  await decided(page, undefined, { field: '#reopen-reason', text: 'A decision is missing.' })
  expect((await meetingRow(path))?.state).toBe('issued')
})

test('a pack is taken back and a meeting cancelled and put back only with a reason', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'administrator')
  const path = await added(page)
  await decided(page)
  await decided(page)
  expect(await errorsOf(page)).toEqual(['Say why the pack is taken back'])
  await decided(page, undefined, { field: '#unfreeze-reason', text: 'A date was wrong.' })
  expect(await meetingRow(path)).toMatchObject({ state: 'scheduled', packId: null })

  const chair = await as(plan, 'chair', path)
  await decided(chair)
  expect(await errorsOf(chair)).toEqual(['Say why the meeting does not take place'])
  await decided(chair, undefined, { field: '#cancel-reason', text: 'Snow.' })
  expect((await meetingRow(path))?.state).toBe('cancelled')
  await decided(chair, undefined, { field: '#reinstate-reason', text: 'It thawed.' })
  expect((await meetingRow(path))?.state).toBe('scheduled')
})

describe('changing a meeting', () => {
  test('is for the administrator, until the pack is issued; what is wrong is said at its field', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator')
    const path = await added(page)
    await press(page, 'main a:has-text("Change the meeting")')
    await page.fill('#title', ' ')
    await page.fill('#heldOn-day', '31')
    await page.fill('#heldOn-month', '11')
    await press(page, 'text=Save the meeting')
    expect(await errorsOf(page)).toEqual([
      'Enter the title of the meeting',
      'The day of the meeting must be a real date, such as 27 3 2027',
    ])
    await page.fill('#title', 'Board of December')
    await fillDay(page, 'heldOn', '2026-12-15')
    await page.fill('#place', 'Room 2')
    await press(page, 'text=Save the meeting')
    expect(await meetingRow(path)).toMatchObject({
      title: 'Board of December',
      heldOn: '2026-12-15',
      place: 'Room 2',
    })
    await decided(page)
    await decided(await as(plan, 'chair', path), 'Issue the pack')
    await page.goto(`${app.url + path}/edit`)
    expect(await mainText(page)).toContain('A meeting can be changed until its pack is issued.')
  })

  test('nobody else is shown a button for it, and each form says whose it is', async () => {
    const plan = await givenPlan(app.db)
    const path = await added(await as(plan, 'administrator'))
    for (const who of ['member', 'owner'] as const) {
      const page = await as(plan, who)
      expect(await page.locator('main .govuk-button').count()).toBe(0)
      await page.goto(app.url + path)
      expect(await page.locator('main .govuk-button, main a:has-text("Change")').count()).toBe(0)
      for (const form of ['/edit', '/decide', '/decisions/new']) {
        await page.goto(app.url + path + form)
        expect([form, await page.locator('main form').count()]).toEqual([form, 0])
        expect(await mainText(page)).toContain('Back to the meeting')
      }
      await page.goto(`${app.url}/plans/${plan.planId}/meetings/new`)
      expect(await mainText(page)).toContain('You cannot add a meeting')
    }
  })
})

test('the pages of a meeting have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'administrator')
  const empty = `/plans/${plan.planId}/meetings`
  const at = (path: string, who: CastName = 'administrator') =>
    pageFaults({ personId: plan.people[who], path })
  expect(await at(empty)).toEqual([])
  expect(await at(`${empty}/new`)).toEqual([])
  const path = await added(page)
  expect(await at(empty)).toEqual([])
  for (const form of ['', '/edit', '/decide', '/decisions/new']) expect(await at(path + form)).toEqual([])
  await decided(page)
  for (const form of ['', '/decide']) expect(await at(path + form, 'chair')).toEqual([])
  await decided(await as(plan, 'chair', path), 'Issue the pack')
  for (const form of ['', '/edit', '/decide', '/decisions/new']) expect(await at(path + form)).toEqual([])
})
