import type { Instant } from '#workflows/calendar/calendar.ts'
import { isWritten, type ReportDescription, type ReportFacts, type SectionFacts } from './report-facts.ts'
import type { SectionOfTemplate } from './template-facts.ts'

/** What a report is made from: its sections in their order. */
export type ReportTemplate = {
  /** The code of one that ships, or the id of a plan's own. */
  code: string
  title: string
  /** For whom, and when it is chosen. */
  for: string
  body: string
  /** The post of who approves it. */
  approver: string
  sections: readonly SectionOfTemplate[]
}

/** A new report, with the sections of its template; the write gives it its number. */
export type NewReport = { report: Omit<ReportFacts, 'number'>; sections: SectionFacts[] }

/**
 * A draft made from a template.
 * @param fields what is told of it; what it leaves out comes from the template
 * @param newId gives the ids of the report and of its sections
 */
export function newReport(
  template: ReportTemplate,
  fields: Pick<ReportDescription, 'forOn'> & Partial<ReportDescription>,
  { planId, now, newId }: { planId: string; now: Instant; newId: () => string },
): NewReport {
  const made = { planId, version: 1, createdAt: now, updatedAt: now }
  const report: NewReport['report'] = {
    title: template.title,
    body: template.body,
    cutOffOn: fields.forOn,
    portfolio: '',
    contact: '',
    approverId: null,
    approverPost: template.approver,
    isPublic: false,
    meetingId: null,
    ...fields,
    ...made,
    id: newId(),
    template: template.code,
    edition: 0,
    correction: null,
    state: 'draft',
  }
  const sections = template.sections.map(({ kind, heading, guidance, text }, at): SectionFacts => ({
    ...made,
    id: newId(),
    reportId: report.id,
    number: at + 1,
    kind,
    heading,
    guidance,
    measureIds: [],
    priorityIds: [],
    exemptParagraph: null,
    exemptReason: '',
    authorId: null,
    dueOn: null,
    text,
    kept: [],
    sentBack: '',
    state: isWritten(kind) ? 'waiting' : 'accepted',
  }))
  return { report, sections }
}
