import { expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { reportCycle } from '#test/support/report-cycle.ts'
import { fillDay, mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)

test('a section is read as it stood on a past day, with the figures of that day and nothing to change', async () => {
  api().moveTo('2026-11-23T10:00:00.000Z')
  const plan = await givenPlan(api().app.db)
  const { administrator, owner, chair } = plan.people
  const told = { ref: 'M1', title: 'Counted', unit: 'count', polarity: 'lowerIsBetter', every: 'month' }
  const measure = (await api().post(`/plans/${plan.planId}/measures`, { as: administrator, body: told })).body
  const recorded = (asAtOn: string, value: number) =>
    api().post(`/measures/${measure.id}/observations`, {
      as: administrator,
      body: { asAtOn, precision: 'month', value, published: String(value), status: 'validated' },
    })
  await recorded('2026-09-30', 40)
  const cycle = reportCycle(api, plan.planId)
  const more = { approverId: chair, cutOffOn: '2026-12-14' }
  const { id, toWrite } = await cycle.given(administrator, 'strategy-on-a-page', [owner], more)
  const section = toWrite[0]?.id ?? ''
  await cycle.report(id, administrator, { event: 'commission' })
  await cycle.section(section, owner, { event: 'write', text: 'There were {{M1}} before the winter.' })
  api().moveTo('2026-12-01T10:00:00.000Z')
  await recorded('2026-10-31', 55)
  await cycle.section(section, owner, { event: 'write', text: 'There are {{M1}} now.' })

  const page = await newPage(owner)
  await page.goto(`${api().app.url}${paths.report.at({ id })}?asAt=2026-11-23`)
  await press(page, page.locator(`main a[href^="${paths.section.at({ id: section })}"]`))
  expect(new URL(page.url()).search).toBe('?asAt=2026-11-23')
  const then = await mainText(page)
  expect(then).toContain('There were 40 (September 2026) before the winter.')
  expect(then).not.toContain('There are')
  expect(await page.locator('main button, main a:has-text("Change its text")').count()).toBe(0)
  expect(await page.locator('.govuk-back-link').getAttribute('href')).toBe(
    `${paths.report.at({ id })}?asAt=2026-11-23`,
  )
  expect(await axeViolations(page)).toEqual([])
  await page.goto(api().app.url + paths.section.at({ id: section }))
  expect(await mainText(page)).toContain('There are 55 (October 2026) now.')
  const missing = await page.goto(`${api().app.url}${paths.section.at({ id: section })}?asAt=2026-11-01`)
  expect(missing?.status()).toBe(404)
})

test('the cut-off of a new report may be left out, and is the day of the report then', async () => {
  const plan = await givenPlan(api().app.db)
  const page = await newPage(plan.people.administrator)
  await page.goto(api().app.url + paths.reportNew.at({ id: plan.planId }))
  expect(await mainText(page)).toContain('Left empty, up to the day of the report')
  await page.getByLabel('Strategy on a page').check()
  await fillDay(page, 'forOn', '2026-12-14')
  await press(page, page.getByRole('button', { name: 'Make the report' }))
  expect(await mainText(page)).toMatch(/Figures and changes up to\s+14 December 2026/)
})
