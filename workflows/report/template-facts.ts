import type { Instant } from '#workflows/calendar/calendar.ts'
import type { SectionKind } from './report-facts.ts'

export const reportTemplateStates = ['inUse', 'withdrawn'] as const
export type ReportTemplateState = (typeof reportTemplateStates)[number]

/** A section as a template tells it. */
export type SectionOfTemplate = {
  kind: SectionKind
  heading: string
  /** What its author is asked to tell. */
  guidance: string
  /** Standing text, limited Markdown. */
  text: string
}

/** A section of a plan's own template: its id stays while it is moved and changed. */
export type TemplateSection = SectionOfTemplate & { id: string }

/** What describes a plan's own template. */
export type ReportTemplateDescription = {
  title: string
  /** For whom, and when it is chosen. */
  for: string
  body: string
  /** The post of who approves it. */
  approver: string
  /** In the order in which a report has them. */
  sections: TemplateSection[]
}

/**
 * A plan's own template of reports. A report copies its sections when it is made, so that no later change of the
 * template reaches it; none is deleted, and one that is not wanted any more is withdrawn.
 */
export type ReportTemplateFacts = ReportTemplateDescription & {
  id: string
  planId: string
  state: ReportTemplateState
  version: number
  createdAt: Instant
  updatedAt: Instant
}
