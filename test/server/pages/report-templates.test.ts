import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { reportTemplatesOf } from '#db/read/report-templates.ts'
import { changeReportTemplate, createReportTemplate } from '#db/write/change-report-template.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, fillDay, mainText } from '#test/support/visitor.ts'
import type { ReportTemplateFacts } from '#workflows/report/template-facts.ts'
import { aReportTemplate } from '../../support/report-templates.ts'

const NOW = '2026-11-30T10:00:00.000Z'
const { app, open, pageFaults } = usePages({ now: NOW })

/** An own template of a plan with two sections, in use. */
async function given({ planId, people }: TestPlan): Promise<ReportTemplateFacts> {
  const template = aReportTemplate({ id: newId(), planId, version: 1, createdAt: NOW, updatedAt: NOW })
  const { administrator: actorId } = people
  await createReportTemplate(app.db, template, { actorId, from: 'assurance-to-board' })
  return template
}
const as = (plan: TestPlan, who: CastName, path: string) => open(plan.people[who], path)
const standing = async (plan: TestPlan) => (await reportTemplatesOf(app.db, plan.planId))[0]
const headings = async (plan: TestPlan) => (await standing(plan))?.sections.map(({ heading }) => heading)
const row = (page: Page, heading: string) => page.locator('main ol.wm-order > li', { hasText: heading })

test('a template is copied, changed and put in order, and a report is made from it, without a script', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'administrator', `/plans/${plan.planId}/reports`)
  await press(page, 'main a:has-text("Templates of this plan")')
  expect(await mainText(page)).toContain('This plan has no template of its own')
  await press(page, 'main a:has-text("Copy it to change it: Strategy on a page")')
  expect(await page.isChecked('input[name="from"][value="strategy-on-a-page"]')).toBe(true)
  await page.fill('#title', 'Families on a page')
  await press(page, 'button:has-text("Make the copy")')
  expect(await mainText(page)).toContain('‘Families on a page’ is a template of this plan.')

  await press(page, 'main a:has-text("Change what it says")')
  await page.fill('#title', '')
  await page.fill('#approver', 'Director')
  await press(page, 'button:has-text("Save the template")')
  expect(await errorsOf(page)).toEqual(['Give the template a title'])
  expect(await page.inputValue('#approver')).toBe('Director')
  await page.fill('#title', 'Families, on a page')
  await press(page, 'button:has-text("Save the template")')
  expect(await standing(plan)).toMatchObject({ title: 'Families, on a page', approver: 'Director' })

  await press(page, 'main a:has-text("Change its sections")')
  const before = (await headings(plan)) ?? []
  await press(page, 'main a:has-text("Add a section")')
  await page.fill('#text', 'The plan is **public**.')
  await page.selectOption('#kind', 'standing')
  await press(page, 'button:has-text("Add the section")')
  expect(await errorsOf(page)).toEqual(['Give the section a heading'])
  expect(await page.inputValue('#text')).toBe('The plan is **public**.')
  await page.fill('#heading', 'Background papers')
  await press(page, 'button:has-text("Add the section")')
  expect(await mainText(page)).toContain(`‘Background papers’ is section ${before.length + 1} now.`)
  await press(page, 'main li:last-child button:has-text("Move up")')
  expect(await mainText(page)).toContain(`‘Background papers’ is section ${before.length} now.`)
  await press(page, 'main ol > li:first-child button:has-text("Move down")')
  await press(page, 'main li:last-child button:has-text("Take out")')
  expect(await mainText(page)).toContain('is out of the template.')
  const [first = '', second = '', ...others] = before
  const kept = [second, first, ...others.slice(0, -1), 'Background papers']
  expect(await headings(plan)).toEqual(kept)

  await press(page, 'main ol > li:first-child a:has-text("Change")')
  await page.fill('#guidance', 'What families told us')
  expect(await page.locator('#after option:checked').innerText()).toBe('At the beginning')
  await press(page, 'button:has-text("Save the section")')
  expect(await mainText(page)).toContain(`‘${second}’ is saved.`)
  await press(page, 'main a:has-text("Back to the template")')
  expect(await mainText(page)).toContain('What families told us')
  expect(await mainText(page)).toContain('From: Strategy on a page')

  await press(page, 'main a:has-text("Make a report from it")')
  const { id } = (await standing(plan)) as ReportTemplateFacts
  expect(await page.locator('input[name="template"]').first().getAttribute('value')).toBe(id)
  expect(await page.isChecked(`input[name="template"][value="${id}"]`)).toBe(true)
  await fillDay(page, 'forOn', '2026-12-14')
  await fillDay(page, 'cutOffOn', '2026-12-10')
  await press(page, 'button:has-text("Make the report")')
  expect(await page.locator('main h1').innerText()).toContain('Families, on a page')
  const parts = await page.locator('section[aria-labelledby="sections"] tbody th').allInnerTexts()
  expect(parts.map((each) => each.replace(/^\d+\s+/, ''))).toEqual(kept)
  for (const path of [
    `/plans/${plan.planId}/report-templates`,
    `/plans/${plan.planId}/report-templates/new`,
    `/report-templates/${id}`,
    `/report-templates/${id}/edit`,
    `/report-templates/${id}/sections`,
    `/report-templates/${id}/sections/new`,
    `/report-templates/${id}/decide`,
  ])
    expect(await pageFaults({ personId: plan.people.administrator, path })).toEqual([])
})

test('of two people at once the second loses nothing typed, and sees what the first did', async () => {
  const plan = await givenPlan(app.db)
  const { id, sections } = await given(plan)
  const [first, second] = sections
  const late = await as(plan, 'administrator', `/report-templates/${id}/sections/${first?.id}/edit`)
  const order = await as(plan, 'administrator', `/report-templates/${id}/sections`)
  const added = await as(plan, 'administrator', `/report-templates/${id}/sections/new`)
  const change = (wanted: typeof sections) =>
    changeReportTemplate(
      app.db,
      { templateId: id, actorId: plan.people.administrator, now: NOW },
      { type: 'edit', change: { sections: wanted } },
    )
  await change(sections.map((each) => ({ ...each, guidance: 'By another' })))

  await late.fill('#heading', 'What matters')
  await press(late, 'button:has-text("Save the section")')
  expect(await mainText(late)).toContain('Somebody changed this while you were typing')
  expect(await late.inputValue('#heading')).toBe('What matters')
  await press(order, 'main ol > li:first-child button:has-text("Move down")')
  expect(await mainText(order)).toContain('Two people wrote at the same time')
  expect(await headings(plan)).toEqual(['Summary', 'Background papers'])
  await added.fill('#heading', 'Glossary')
  await press(added, 'button:has-text("Add the section")')
  expect(await added.inputValue('#heading')).toBe('Glossary')
  await press(added, 'button:has-text("Add the section")')
  expect(await headings(plan)).toEqual(['Summary', 'Background papers', 'Glossary'])

  // The very section that is being changed is taken out, and so is that after which another was to stand.
  await added.goto(`${app.url}/report-templates/${id}/sections/new`)
  await added.fill('#heading', 'Contacts')
  await change(second ? [second] : [])
  await press(added, 'button:has-text("Add the section")')
  expect(await added.locator('#after option:checked').innerText()).toBe('After 1, Background papers')
  await press(late, 'button:has-text("Save the section")')
  expect(await mainText(late)).toContain('The section is out of the template')
  expect(await mainText(late)).toContain('What matters')
})

test('a section is put in its place at once, when it is added and when it is changed', async () => {
  const plan = await givenPlan(app.db)
  const { id, sections } = await given(plan)
  const page = await as(plan, 'administrator', `/report-templates/${id}/sections/new`)
  expect(await page.locator('#after option:checked').innerText()).toBe('After 2, Background papers')
  await page.fill('#heading', 'Glossary')
  await page.selectOption('#after', { label: 'After 1, Summary' })
  await press(page, 'button:has-text("Add the section")')
  expect(await headings(plan)).toEqual(['Summary', 'Glossary', 'Background papers'])
  const [, second] = sections
  await page.goto(`${app.url}/report-templates/${id}/sections/${second?.id}/edit`)
  expect(await page.locator('#after option:checked').innerText()).toBe('After 2, Glossary')
  await page.selectOption('#after', { label: 'At the beginning' })
  await press(page, 'button:has-text("Save the section")')
  expect(await headings(plan)).toEqual(['Background papers', 'Summary', 'Glossary'])
  expect((await standing(plan))?.sections[0]).toEqual(second)
})

test('a section is not taken out where it is the last, and none is added to a full template', async () => {
  const plan = await givenPlan(app.db)
  const { id, sections } = await given(plan)
  const context = { templateId: id, actorId: plan.people.administrator, now: NOW }
  const [first] = sections as [(typeof sections)[number]]
  await changeReportTemplate(app.db, context, { type: 'edit', change: { sections: [first] } })
  const page = await as(plan, 'administrator', `/report-templates/${id}/sections`)
  expect(await row(page, 'Summary').locator('button').count()).toBe(0)
  const full = Array.from({ length: 60 }, () => ({ ...first, id: newId() }))
  await changeReportTemplate(app.db, context, { type: 'edit', change: { sections: full } })
  const shut = await as(plan, 'administrator', `/report-templates/${id}/sections/new`)
  expect(await mainText(shut)).toContain('The template is full')
})

test('a template that is withdrawn is offered nowhere, stays to be read, and comes back', async () => {
  const plan = await givenPlan(app.db)
  const { id } = await given(plan)
  const page = await as(plan, 'administrator', `/report-templates/${id}`)
  await press(page, 'main a:has-text("Withdraw it")')
  await press(page, 'button:has-text("Withdraw the template")')
  expect(await errorsOf(page)).toEqual(['Say why no report is to be made from it'])
  await page.fill('#withdraw-reason', 'The board wants the shorter one')
  await press(page, 'button:has-text("Withdraw the template")')
  expect(await mainText(page)).toContain('‘Monthly report’ is withdrawn.')
  expect(await mainText(page)).toContain('Because: The board wants the shorter one')
  const list = await as(plan, 'administrator', `/plans/${plan.planId}/report-templates`)
  expect(await list.locator('section[aria-labelledby="withdrawn"] h3').allInnerTexts()).toEqual([
    'Monthly report',
  ])
  await list.goto(`${app.url}/plans/${plan.planId}/reports/new`)
  expect(await list.locator(`input[value="${id}"]`).count()).toBe(0)
  const shut = await as(plan, 'administrator', `/report-templates/${id}/edit`)
  expect(await mainText(shut)).toContain('The template is withdrawn. Reinstate it first.')

  await press(page, 'main a:has-text("Reinstate the template")')
  await page.fill('#reinstate-reason', 'Asked for again')
  await press(page, 'button:has-text("Reinstate the template")')
  expect((await standing(plan))?.state).toBe('inUse')
})

test('those who do not keep the reports read the templates, and are told whom to ask', async () => {
  const plan = await givenPlan(app.db)
  const { id } = await given(plan)
  const list = await as(plan, 'member', `/plans/${plan.planId}/report-templates`)
  expect(await list.locator('main a:has-text("Copy it")').count()).toBe(0)
  const page = await as(plan, 'member', `/report-templates/${id}`)
  expect(await mainText(page)).toContain('Good and bad')
  expect(await page.locator('main a:has-text("Change")').count()).toBe(0)
  for (const below of ['edit', 'sections', 'sections/new'])
    expect(await mainText(await as(plan, 'member', `/report-templates/${id}/${below}`))).toContain(
      'The plan administrator puts its reports together. Ask them.',
    )
})
