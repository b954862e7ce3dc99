import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations, sidewaysScroll } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { reportCycle } from '#test/support/report-cycle.ts'
import { mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let plan: TestPlan
let cycle: ReturnType<typeof reportCycle>
let report: Awaited<ReturnType<ReturnType<typeof reportCycle>['given']>>

beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  cycle = reportCycle(api, plan.planId)
  const { administrator, owner, member, chair } = plan.people
  const told = { ref: 'M1', title: 'Counted', unit: 'count', polarity: 'lowerIsBetter', every: 'month' }
  const measures = `/plans/${plan.planId}/measures`
  const measure = (await api().post(measures, { as: administrator, body: told })).body
  const figure = { asAtOn: '2026-10-31', precision: 'month', value: 40, published: '40', status: 'validated' }
  await api().post(`/measures/${measure.id}/observations`, { as: administrator, body: figure })
  const more = { approverId: chair, title: 'Report of December', cutOffOn: '2026-11-23' }
  report = await cycle.given(administrator, 'executive-member-to-council', [owner, member], more)
  await cycle.report(report.id, administrator, { event: 'commission' })
})

const opened = async (who: string, address: string, width = 1440) => {
  const page = await newPage(who, { viewport: { width, height: 900 } })
  await page.goto(api().app.url + address)
  return page
}
const first = () => report.toWrite[0]?.id ?? ''

describe.each([360, 1440])('at %i pixels', (width) => {
  test('a section waits in My work of its author, one press from its form', async () => {
    const page = await opened(plan.people.owner, paths.myWork.at(), width)
    const said = await mainText(page)
    expect(said).toContain('Section 2: Updates by service')
    expect(said).toContain('Report of December, for Council on 14 December 2026.')
    expect(said).not.toContain('Author: The owner')
    expect(said).toContain('3 days late')
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
    await press(page, page.getByRole('button', { name: 'Write Section 2: Updates by service' }))
    expect(await page.locator('h1').textContent()).toContain('Updates by service')
  })
})

test('a section reads with the figures that its text puts in, and one that Waymark makes with what it makes', async () => {
  const { owner, administrator } = plan.people
  await cycle.section(first(), owner, { event: 'write', text: 'There were {{M1}}.' })
  const written = await opened(owner, paths.section.at({ id: first() }))
  expect(await mainText(written)).toContain('There were 40 (October 2026).')
  const sections = await cycle.sectionsOf(report.id, administrator)
  const made = sections.find(({ kind }) => kind === 'performance')?.id ?? ''
  expect(await mainText(await opened(owner, paths.section.at({ id: made })))).toMatch(/M1\s+Counted/)
})

test('what the checks found stands beside the text where it is written, and counted by section on the report', async () => {
  const { owner, administrator } = plan.people
  const text = 'Counted was 44 in October 2026. There were {{M9}}.'
  await cycle.section(first(), owner, { event: 'write', text })
  const form = await opened(owner, paths.sectionWrite.at({ id: first() }))
  const said = await mainText(form)
  expect(said).toContain('What the checks found in the text as it is kept')
  expect(said).toContain('No measure of the plan has the reference M9')
  expect(await axeViolations(form)).toEqual([])
  const page = await opened(administrator, paths.report.at({ id: report.id }))
  expect(await mainText(page)).toMatch(
    /What the checks found\s+2\s+Section 2, Updates by service: 2 findings/,
  )
  expect(await mainText(page)).not.toContain('There were {{M9}}')
  expect(await axeViolations(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'Section 2, Updates by service: 2 findings' }))
  expect(await mainText(page)).toContain('No measure of the plan has the reference M9')
})

test('what a check found is kept with a reason, which stands beside it from then on', async () => {
  const { owner } = plan.people
  const text = 'Counted was 44 in October 2026. All actions are on track.'
  await cycle.section(first(), owner, { event: 'write', text })
  const page = await opened(owner, paths.section.at({ id: first() }))
  await press(page, page.getByRole('link', { name: 'Keep it, with a reason' }).first())
  await page.fill('#reason', 'The board asked for the earlier figure.')
  await press(page, page.getByRole('button', { name: /^Keep/ }))
  expect(await mainText(page)).toContain('It was kept, because: The board asked for the earlier figure.')
  expect(await axeViolations(page)).toEqual([])
})

test('why a section and a report came back stands where their people look, and in their history', async () => {
  const { owner, administrator, chair } = plan.people
  await cycle.section(first(), administrator, { event: 'sendBack', reason: 'Say which families.' })
  const section = await mainText(await opened(owner, paths.section.at({ id: first() })))
  expect(section).toMatch(/It was sent back\. Say which families\./)
  expect(section).toMatch(/Sent it back\s+The administrator, .+\s+Because: Say which families\./)
  for (const { id } of report.toWrite) {
    await cycle.section(id, administrator, { event: 'write', text: 'Families of babies are seen.' })
    await cycle.section(id, administrator, { event: 'accept' })
  }
  await cycle.report(report.id, administrator, { event: 'submit' })
  expect(await mainText(await opened(chair, paths.myWork.at()))).toContain(
    'Read it, and approve or return it.',
  )
  await cycle.report(report.id, chair, { event: 'return', reason: 'Too long.' })
  const page = await opened(administrator, paths.report.at({ id: report.id }))
  expect(await mainText(page)).toMatch(/The chair returned it\. Too long\./)
  expect(await page.locator('.wm-timeline__item').first().innerText()).toMatch(/Returned it\s+The chair/)
  expect(await axeViolations(page)).toEqual([])
  await cycle.report(report.id, administrator, { event: 'submit' })
  expect(await mainText(await opened(administrator, paths.report.at({ id: report.id })))).not.toContain(
    'returned it. Too long.',
  )
})
