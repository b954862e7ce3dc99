import type { ReportTemplateFacts } from '#workflows/report/template-facts.ts'
import { NOW } from './facts.ts'

/** A template of a plan's own with two sections, with what every one of them has. */
export function aReportTemplate(change: Partial<ReportTemplateFacts> = {}): ReportTemplateFacts {
  return {
    id: 'template',
    planId: 'plan',
    title: 'Monthly report',
    for: 'The board every month',
    body: 'Improvement board',
    approver: 'Chair of the board',
    sections: [
      { id: 's1', kind: 'narrative', heading: 'Summary', guidance: 'Good and bad', text: '' },
      { id: 's2', kind: 'standing', heading: 'Background papers', guidance: '', text: 'The plan.' },
    ],
    state: 'inUse',
    version: 3,
    createdAt: NOW,
    updatedAt: NOW,
    ...change,
  }
}
