import { describe, expect, test } from 'vitest'
import { step } from '#workflows/engine/step.ts'
import { newReport } from '#workflows/report/new-report.ts'
import { copyOfTemplate, templateOf } from '#workflows/report/new-template.ts'
import {
  type ReportTemplateDescription,
  type ReportTemplateState,
  reportTemplateStates,
} from '#workflows/report/template-facts.ts'
import {
  editReportTemplate,
  type ReportTemplateEvent,
  reportTemplateWorkflow,
} from '#workflows/report/template.ts'
import { NOW, type StandingName, standing, standingNames, TODAY } from '../support/facts.ts'
import { aReportTemplate } from '../support/report-templates.ts'
import { holdsTableOf } from '../support/workflow-table.ts'

const around = { plan: { state: 'active' as const }, inUse: 1 }
const asked = (by: StandingName) => ({ around, standing: standing(by), today: TODAY, now: NOW })
const events: { [K in ReportTemplateEvent['type']]: Extract<ReportTemplateEvent, { type: K }> } = {
  withdraw: { type: 'withdraw', reason: 'The board wants the shorter one.' },
  reinstate: { type: 'reinstate', reason: 'The board asked for it again.' },
}
const table: Record<ReportTemplateState, Partial<Record<StandingName, ReportTemplateEvent['type'][]>>> = {
  inUse: { administrator: ['withdraw'] },
  withdrawn: { administrator: ['reinstate'] },
}

describe("a plan's own template", () => {
  test('has a row in the table for every state', () => {
    expect(Object.keys(table).toSorted()).toEqual([...reportTemplateStates].toSorted())
  })

  test('goes only where the table says, and says why not', () => {
    holdsTableOf(reportTemplateWorkflow, table, events, (state) => ({
      reportTemplate: aReportTemplate({ state: state as ReportTemplateState }),
      around,
    }))
  })

  test.each([
    ['withdraw', 'inUse', 'withdrawn'],
    ['reinstate', 'withdrawn', 'inUse'],
  ] as const)('keeps all that it says when it takes the step %s, and needs a reason', (type, from, to) => {
    const reportTemplate = aReportTemplate({ state: from })
    const question = { reportTemplate, ...asked('administrator') }
    const done = step(reportTemplateWorkflow, { ...question, event: events[type] })
    expect(done.ok && done.after).toEqual({ ...reportTemplate, state: to, version: 4, updatedAt: NOW })
    expect(
      step(reportTemplateWorkflow, { ...question, event: { ...events[type], reason: ' ' } }),
    ).toMatchObject({ ok: false, code: 'fieldMissing', missing: [{ field: 'reason' }] })
  })

  test('of a plan that was withdrawn stays as it is', () => {
    const question = {
      reportTemplate: aReportTemplate(),
      ...asked('administrator'),
      around: { plan: { state: 'withdrawn' as const }, inUse: 1 },
    }
    expect(step(reportTemplateWorkflow, { ...question, event: events.withdraw })).toMatchObject({
      code: 'planClosed',
    })
    expect(
      editReportTemplate({ ...question, event: { type: 'edit', change: { title: 'x' } } }),
    ).toMatchObject({ code: 'planClosed' })
  })
})

describe('an edit of a template', () => {
  const edit = (
    change: Partial<ReportTemplateDescription>,
    before = aReportTemplate(),
    by: StandingName = 'administrator',
  ) => editReportTemplate({ reportTemplate: before, ...asked(by), event: { type: 'edit', change } })
  const { sections } = aReportTemplate()
  const [first, second] = sections as [(typeof sections)[number], (typeof sections)[number]]

  test('is the administrator’s, and of one that is in use', () => {
    const allowed = standingNames.filter((by) => edit({ title: 'Other' }, aReportTemplate(), by).ok)
    expect(allowed).toEqual(['administrator'])
    expect(edit({ title: 'Other' }, aReportTemplate({ state: 'withdrawn' }))).toMatchObject({
      code: 'wrongState',
      because: 'The template is withdrawn. Reinstate it first.',
    })
  })

  test('changes what it names, its sections as a whole and in their order', () => {
    const change = { title: 'Quarterly report', sections: [second, first] }
    const done = edit(change)
    expect(done.ok && done.after).toEqual({ ...aReportTemplate(), ...change, version: 4, updatedAt: NOW })
  })

  test.each([
    ['none', [], 'A report needs a section.'],
    ['more than a template holds', Array.from({ length: 61 }, (_, at) => ({ ...first, id: `${at}` })), '60'],
    ['one twice', [first, { ...second, id: first.id }], 'One id stands at two sections.'],
  ])('does not leave it with sections that are %s', (_, wanted, because) => {
    const refused = edit({ sections: wanted })
    expect(refused).toMatchObject({ ok: false, code: 'fieldMissing', missing: [{ field: 'sections' }] })
    expect(refused.ok ? '' : refused.because).toContain(because)
  })

  test('of what it does not name leaves sections from before a limit alone', () => {
    expect(edit({ title: 'Other' }, aReportTemplate({ sections: [] })).ok).toBe(true)
  })
})

test('a copy says the same as what it is copied from, is in use, and has ids of its own', () => {
  let made = 0
  const context = { planId: 'plan', now: NOW, newId: () => `id-${(made += 1)}` }
  const from = aReportTemplate({ state: 'withdrawn', id: 'other', version: 9 })
  const copy = copyOfTemplate(from, context)
  expect(copy).toMatchObject({ id: 'id-1', state: 'inUse', version: 1, createdAt: NOW, title: from.title })
  expect(copy.sections.map(({ id }) => id)).toEqual(['id-2', 'id-3'])
  expect(templateOf(copy)).toMatchObject({ for: from.for, body: from.body, approver: from.approver })
  expect(copy.sections.map(({ id: _, ...section }) => section)).toEqual(
    from.sections.map(({ id: _, ...section }) => section),
  )
  expect(copyOfTemplate(from, { ...context, title: 'Short report' }).title).toBe('Short report')
})

test('a report made from one is named after its id, and keeps its sections whatever becomes of the template', () => {
  const { report, sections } = newReport(
    templateOf(aReportTemplate()),
    { forOn: TODAY },
    { planId: 'plan', now: NOW, newId: () => 'new' },
  )
  expect(report).toMatchObject({
    template: 'template',
    title: 'Monthly report',
    approverPost: 'Chair of the board',
  })
  expect(sections.map(({ number, heading, text, state }) => [number, heading, text, state])).toEqual([
    [1, 'Summary', '', 'waiting'],
    [2, 'Background papers', 'The plan.', 'accepted'],
  ])
})
