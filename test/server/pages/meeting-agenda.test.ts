import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { changeMeeting } from '#db/write/change-meeting.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, fillDay, get, mainText } from '#test/support/visitor.ts'

// 2 November to 30 November 2026 are 20 working days, the days after which silence reaches the agenda.
const { app, open, pageFaults } = usePages({ now: '2026-11-30T10:00:00.000Z' })

const as = (plan: TestPlan, who: CastName, path = `/plans/${plan.planId}/meetings`) =>
  open(plan.people[who], path)

async function added(page: Page): Promise<string> {
  await press(page, 'main a:has-text("Add a meeting")')
  await page.fill('#title', 'Improvement board')
  await fillDay(page, 'heldOn', '2026-12-14')
  await page.fill('#startsAt', '2pm')
  await page.fill('#endsAt', '16.30')
  await press(page, 'text=Add the meeting')
  return new URL(page.url()).pathname
}

const agendaOf = (page: Page) => page.locator('section[aria-labelledby="agenda"] tbody th').allInnerTexts()

async function item(page: Page, title: string): Promise<void> {
  await page.fill('#title', title)
  await press(page, 'button:has-text("Add the item")')
}

function step(plan: TestPlan, path: string, who: CastName, type: 'freeze' | 'issue') {
  const context = {
    meetingId: path.split('/')[2] ?? '',
    actorId: plan.people[who],
    now: '2026-11-30T11:00:00.000Z',
  }
  return changeMeeting(app.db, { ...context, notify: false }, { type }, async () => ({
    read: 'by the board',
  }))
}

test('an agenda is made with one press, added to and put in order on a phone without a script', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-02' }])
  const page = await as(plan, 'administrator')
  const path = await added(page)
  expect(await mainText(page)).toContain('14 December 2026, 14:00 to 16:30')
  await press(page, 'button:has-text("Make the agenda")')
  expect(await mainText(page)).toContain('1 item is new on the agenda.')
  expect((await agendaOf(page)).join()).toContain('P1.S1: overdue, without word for the board')
  await press(page, 'button:has-text("Make the agenda")')
  expect(await mainText(page)).toContain('Nothing else waits for the board')

  await press(page, 'main a:has-text("Change the agenda")')
  await press(page, 'main a:has-text("Add an item")')
  await press(page, 'button:has-text("Add the item")')
  expect(await errorsOf(page)).toEqual(['Say what the item is'])
  await page.selectOption('#presenterId', plan.people.chair)
  await page.fill('#minutesAllotted', '10')
  await item(page, 'Welcome')
  expect(await mainText(page)).toContain('Item 2 is on the agenda.')
  expect(await mainText(page)).toMatch(/The chair\s+10 minutes/)

  const chair = await as(plan, 'chair', `${path}/agenda`)
  await press(chair, 'button:has-text("Move up")')
  expect(await mainText(chair)).toContain('‘Welcome’ is item 1 now.')
  await press(chair, 'main li:first-child a:has-text("Change")')
  await page.goto(chair.url())
  await chair.fill('#title', 'Welcome and apologies')
  await press(chair, 'button:has-text("Save the item")')
  expect((await agendaOf(chair))[0]).toContain('Welcome and apologies')
  // Another person who had it open sees what happened meanwhile, and loses nothing typed.
  await page.fill('#title', 'Welcome to all')
  await press(page, 'button:has-text("Save the item")')
  expect(await mainText(page)).toContain('Somebody changed this while you were typing')
  expect(await page.inputValue('#title')).toBe('Welcome to all')

  await chair.goto(`${app.url}${path}/agenda`)
  await press(chair, 'main li:last-child button:has-text("Take off")')
  expect(await mainText(chair)).toContain('is off the agenda.')
  await chair.goto(`${app.url}${path}`)
  expect(await agendaOf(chair)).toHaveLength(1)
})

test('who was there and what was said are recorded on pages, told in the history, and read as they were on a past day', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'administrator')
  const path = await added(page)
  await press(page, 'main a:has-text("Add an item")')
  await item(page, 'Budget of the hubs')
  await step(plan, path, 'administrator', 'freeze')
  await step(plan, path, 'chair', 'issue')

  await page.goto(`${app.url}${path}`)
  await press(page, 'main a:has-text("Record attendance")')
  await page.selectOption(`#attended-${plan.people.chair}`, 'present')
  await page.selectOption(`#attended-${plan.people.member}`, 'apologies')
  await page.fill('#others', 'Joan Hart, regional director\nAda Lamb')
  await press(page, 'button:has-text("Save the attendance")')
  const said = await mainText(page)
  expect(said).toMatch(
    /Present\s+The chair\s+Apologies\s+The member\s+In attendance\s+Joan Hart, regional director, Ada Lamb/,
  )

  await press(page, 'main a:has-text("Record the minutes")')
  await page.fill('#minutes', 'Agreed by al.')
  await page.check('#carryOver')
  await press(page, 'button:has-text("Save the minutes")')
  await press(page, 'main a:has-text("Change the minutes")')
  await page.fill('#minutes', 'Agreed by all.')
  await press(page, 'button:has-text("Save the minutes")')
  await press(page, 'main a:has-text("Record a decision")')
  await page.fill('#text', 'The budget is agreed.')
  await page.selectOption('#agendaItemId', { index: 1 })
  await press(page, 'button:has-text("Record the decision")')
  const minutes = await page.locator('section[aria-labelledby="minutes"]').innerText()
  expect(minutes).toMatch(
    /Budget of the hubs\s+Carried over to the next meeting\s+Agreed by all\.\s+Decision 1\.1 The budget is agreed\./,
  )
  const history = await page.locator('section[aria-labelledby="history"]').innerText()
  expect(history).toMatch(
    /Minutes: Agreed by all\..*Minutes: Agreed by al\..*Recorded attendance.*Present: The chair.*Added an item to the agenda/s,
  )
  for (const who of ['administrator', 'member'] as const)
    expect(await pageFaults({ personId: plan.people[who], path })).toEqual([])

  const cookie = await app.signInAs(plan.people.member)
  const today = (await get(app, `${path}?asAt=2026-11-30`, cookie)).text
  expect(today).toContain('Budget of the hubs')
  expect((await get(app, `${path}?asAt=2026-11-29`, cookie)).status).toBe(404)
})

test('those who may not are told whose it is, and every form is whole for those who may', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'administrator')
  const path = await added(page)
  await press(page, 'main a:has-text("Add an item")')
  await item(page, 'Budget of the hubs')
  await press(page, 'main a:has-text("Change the agenda")')
  const href = (await page.getAttribute('main li a:has-text("Change")', 'href')) ?? ''
  const minutes = href.replace(/edit$/, 'minutes')
  for (const below of [`${path}/agenda`, `${path}/agenda/new`, href, `${path}/attendance`, minutes]) {
    const member = await as(plan, 'member', below)
    expect(await mainText(member)).toMatch(/You cannot .*Only the plan administrator/s)
    expect(await pageFaults({ personId: plan.people.administrator, path: below })).toEqual([])
  }
  const member = await as(plan, 'member', path)
  expect(await member.locator('main form').count()).toBe(0)
  expect(await mainText(member)).toContain('Budget of the hubs')
})
