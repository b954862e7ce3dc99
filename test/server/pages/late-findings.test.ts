import { beforeEach, describe, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { reportCycle } from '#test/support/report-cycle.ts'
import { mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let plan: TestPlan
let cycle: ReturnType<typeof reportCycle>
let id: string
let section: { id: string; number: number; heading: string }

/** A report with its approver, whose text tells a figure that was the newest when it was submitted. */
beforeEach(async () => {
  plan = await givenPlan(api().app.db)
  cycle = reportCycle(api, plan.planId)
  const { administrator, owner, chair } = plan.people
  const told = { ref: 'M1', title: 'Counted', unit: 'count', polarity: 'lowerIsBetter', every: 'month' }
  const measure = (await api().post(`/plans/${plan.planId}/measures`, { as: administrator, body: told })).body
  const recorded = (asAtOn: string, value: number) =>
    api().post(`/measures/${measure.id}/observations`, {
      as: administrator,
      body: { asAtOn, precision: 'month', value, published: String(value), status: 'validated' },
    })
  await recorded('2026-09-30', 40)
  const more = { approverId: chair, cutOffOn: '2026-11-23' }
  const given = await cycle.given(administrator, 'strategy-on-a-page', [owner], more)
  id = given.id
  section = given.toWrite[0] as typeof section
  await cycle.report(id, administrator, { event: 'commission' })
  for (const each of given.toWrite) {
    await cycle.section(each.id, owner, { event: 'write', text: 'Counted is 40.' })
    await cycle.section(each.id, administrator, { event: 'accept' })
  }
  await cycle.report(id, administrator, { event: 'submit' })
  expect((await recorded('2026-10-31', 55)).status).toBe(201)
})

const approve = (who: string) =>
  api().post(`/reports/${id}/transitions`, { as: who, ifMatch: '*', body: { event: 'approve' } })
const opened = async (who: string, address: string) => {
  const page = await newPage(who)
  await page.goto(api().app.url + address)
  return page
}

describe('what a check finds after a report was submitted', () => {
  test('stops its approval, in words that name what to answer', async () => {
    const { status, body } = await approve(plan.people.chair)
    expect([status, body.code]).toEqual([409, 'incomplete'])
    expect(body.detail).toMatch(
      new RegExp(`^Section ${section.number}, ${section.heading}, has 1 finding that nobody answered`),
    )
    expect(body.detail).toContain('or return the report')
    expect(body.errors).toMatchObject([{ pointer: `/sections/${section.number}` }])
    const next = await api().get(`/reports/${id}/transitions`, { as: plan.people.chair })
    const may = Object.fromEntries(
      next.body.items.map(({ event, allowed }: { event: string; allowed: boolean }) => [event, allowed]),
    )
    expect([may['approve'], may['return']]).toEqual([false, true])
  })

  test('is shown to the approver and the administrator, and to nobody else', async () => {
    for (const who of ['chair', 'administrator'] as const) {
      const page = await opened(plan.people[who], paths.report.at({ id }))
      const said = await mainText(page)
      expect(said).toContain('What the checks found since it was submitted')
      expect(said).toContain('Counted is 40.')
      expect(await axeViolations(page)).toEqual([])
    }
    const page = await opened(plan.people.member, paths.report.at({ id }))
    expect(await mainText(page)).not.toContain('since it was submitted')
  })

  test('is what the page says on which the approver decides, where approving is not offered', async () => {
    const page = await opened(plan.people.chair, paths.reportDecide.at({ id }))
    const said = await mainText(page)
    expect(said).toContain(
      `Section ${section.number}, ${section.heading}, has 1 finding that nobody answered`,
    )
    expect(said).toContain('Return it')
    expect(await axeViolations(page)).toEqual([])
  })

  test('is kept with a reason while the report is with its approver, who approves it then', async () => {
    const page = await opened(plan.people.administrator, paths.report.at({ id }))
    await press(page, page.getByRole('link', { name: /^Keep it, with a reason/ }))
    await page.fill('#reason', 'The board asked for the figure of September.')
    await press(page, page.getByRole('button', { name: /^Keep/ }))
    expect(await mainText(page)).toContain('It was kept, because: The board asked')
    expect(await mainText(await opened(plan.people.chair, paths.report.at({ id })))).not.toContain(
      'since it was submitted',
    )
    expect((await approve(plan.people.chair)).body.state).toBe('approved')
  })

  test('goes away when the report is returned and the text is put right', async () => {
    const { administrator, owner, chair } = plan.people
    await cycle.report(id, chair, { event: 'return', reason: 'The figure has changed.' })
    await cycle.section(section.id, administrator, { event: 'sendBack', reason: 'The figure has changed.' })
    await cycle.section(section.id, owner, { event: 'write', text: 'Counted was {{M1}}.' })
    await cycle.section(section.id, administrator, { event: 'accept' })
    await cycle.report(id, administrator, { event: 'submit' })
    expect((await approve(chair)).body.state).toBe('approved')
  })
})
