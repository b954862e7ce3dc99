import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { reportCycle } from '#test/support/report-cycle.ts'
import { fillDay, mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let plan: TestPlan

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}, { dueOn: '2026-11-20' }])
  // The report to the board before: its authors and days are taken for the next one.
  const { administrator, lead, member } = plan.people
  const cycle = reportCycle(api, plan.planId)
  await cycle.given(administrator, 'strategy-on-a-page', [lead, member], {
    forOn: '2026-11-09',
    cutOffOn: '2026-11-06',
  })
})

/** A person at a browser, whose presses of links and buttons are counted. */
async function at(personId: string) {
  const page = await newPage(personId, { viewport: { width: 1280, height: 900 } })
  await page.goto(api().app.url)
  const own = { presses: 0 }
  const go = async (words: string, within = 'main') => {
    own.presses++
    await press(page, page.locator(`${within} a, ${within} button`, { hasText: words }).first())
  }
  return { page, own, go }
}

const choose = (page: Page, words: string) => page.getByRole('radio', { name: words }).check()

test('a board’s cycle is gone through in the browser, from its report to an action, and the presses of the administrator stay few', async () => {
  const { administrator, chair, lead, member } = plan.people
  const admin = await at(administrator)
  const { page, go } = admin
  await page.goto(`${api().app.url}/plans/${plan.planId}/meetings`)

  await go('Add a meeting')
  await page.fill('#title', 'November board')
  await fillDay(page, 'heldOn', '2026-11-23')
  await go('Add the meeting')
  await go('Reports', '#section-navigation')
  await go('Make a report')
  await choose(page, 'Strategy on a page')
  await fillDay(page, 'forOn', '2026-11-23')
  await fillDay(page, 'cutOffOn', '2026-11-22')
  await page.selectOption('#approverId', chair)
  await page.selectOption('#meetingId', { label: 'Meeting 1, November board' })
  await go('Make the report')
  await go('Who writes it, and by when')
  await fillDay(page, 'dueOn', '2026-11-23')
  await go('Save the authors')
  expect(await mainText(page)).toContain('Every section has an author.')
  await go('Decide what happens next')
  await go('Commission')
  const reportPage = page.url()

  for (const who of [lead, member]) {
    const author = await at(who)
    while ((await mainText(author.page)).includes('Sections to write')) {
      await author.go('Write')
      await author.page.fill('#text', 'We did what we had set out to do, and two families told us so.')
      await author.go('Hand it in')
      await author.page.goto(api().app.url)
    }
  }

  // What is handed in is no longer given to anybody else by a new day.
  await page.goto(`${reportPage}/authors`)
  expect(await mainText(page)).toContain('Every section that people write is handed in.')
  await page.goto(reportPage)
  await go('Accept all that is handed in')
  await go('Decide what happens next')
  await go('Submit')

  const approver = await at(chair)
  await approver.page.goto(reportPage)
  await approver.go('Decide what happens next')
  await choose(approver.page, 'Approve')
  await approver.go('Confirm')

  await page.goto(reportPage)
  await go('Decide what happens next')
  await go('Issue')
  expect(await mainText(page)).toContain('Edition 1')

  await go('November board')
  const meetingPage = page.url()
  await go('Make the agenda')
  await go('Freeze the pack')
  await go('Freeze the pack')
  await approver.page.goto(meetingPage)
  await approver.go('Issue the pack')
  await choose(approver.page, 'Issue the pack')
  await approver.go('Confirm')

  await page.goto(meetingPage)
  await go('Record attendance')
  for (const person of await page.locator('main select:visible').all())
    await person.selectOption({ label: 'Present' })
  await go('Save the attendance')
  await go('Record the minutes')
  await page.fill('#minutes', 'The board heard what had been late, and why.')
  await go('Save the minutes')
  await go('Record a decision')
  await page.fill('#text', 'A second shift begins in January.')
  await go('Record the decision')
  await go('in the register')
  await go('Make an action of it')
  await page.selectOption('#priorityId', { index: 1 })
  await page.selectOption('#ownerId', plan.people.owner)
  await fillDay(page, 'dueOn', '2027-01-29')
  await go('Make the action')
  expect(await mainText(page)).toContain('came from decision 1.1')
  console.log('Presses of the administrator:', admin.own.presses)
  expect(admin.own.presses).toBeLessThanOrEqual(30)
}, 240_000)
