import type { Instant } from '#workflows/calendar/calendar.ts'
import type { ReportTemplate } from './new-report.ts'
import type { ReportTemplateFacts } from './template-facts.ts'

/**
 * A plan's own copy of a template, in use.
 * @param from what it is copied from, be it one that ships or another of the plan's own
 * @param title its own; that of `from` where it is left out
 * @param newId gives the ids of the copy and of its sections
 */
export function copyOfTemplate(
  { title: titleBefore, for: when, body, approver, sections }: Omit<ReportTemplate, 'code'>,
  {
    title = titleBefore,
    planId,
    now,
    newId,
  }: { title?: string | undefined; planId: string; now: Instant; newId: () => string },
): ReportTemplateFacts {
  return {
    id: newId(),
    planId,
    title,
    for: when,
    body,
    approver,
    sections: sections.map(({ kind, heading, guidance, text }) => ({
      id: newId(),
      kind,
      heading,
      guidance,
      text,
    })),
    state: 'inUse',
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
}

/** What a report is made from, where that is a plan's own template: it is named by its id. */
export function templateOf({
  id,
  title,
  for: when,
  body,
  approver,
  sections,
}: ReportTemplateFacts): ReportTemplate {
  return { code: id, title, for: when, body, approver, sections }
}
