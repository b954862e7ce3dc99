import type { ReportFacts, SectionFacts } from '#workflows/report/report-facts.ts'
import type { SectionStanding } from '#workflows/report/report.ts'
import { NOW } from './facts.ts'

/** A report as the rules know it. */
export function aReport(more: Partial<ReportFacts> = {}): ReportFacts {
  return {
    id: 'report',
    planId: 'plan',
    number: 1,
    template: 'assurance-to-board',
    title: 'Assurance report',
    body: 'Improvement board',
    forOn: '2026-12-14',
    cutOffOn: '2026-11-01',
    portfolio: '',
    contact: '',
    approverId: 'chair',
    approverPost: 'Chair of the board',
    isPublic: false,
    meetingId: null,
    edition: 0,
    correction: null,
    state: 'draft',
    version: 3,
    createdAt: NOW,
    updatedAt: NOW,
    ...more,
  }
}

/** A section as the rules know it. */
export function aSection(more: Partial<SectionFacts> = {}): SectionFacts {
  return {
    id: 'section',
    reportId: 'report',
    planId: 'plan',
    number: 2,
    kind: 'narrative',
    heading: 'Workforce',
    guidance: '',
    measureIds: [],
    priorityIds: [],
    exemptParagraph: null,
    exemptReason: '',
    authorId: 'owner',
    dueOn: '2026-12-07',
    text: '',
    kept: [],
    sentBack: '',
    state: 'waiting',
    version: 3,
    createdAt: NOW,
    updatedAt: NOW,
    ...more,
  }
}

/** A section as a decision about its report knows it: accepted, with nothing open. */
export function aStanding(more: Partial<SectionStanding> = {}): SectionStanding {
  const { number, heading, kind, authorId, dueOn } = aSection()
  return { number, heading, kind, authorId, dueOn, state: 'accepted', open: 0, ...more }
}
