import type { Choice } from '#server/ui/html/govuk.ts'
import type { ReportTemplateFacts } from '#workflows/report/template-facts.ts'
import { reportTemplates } from '../templates.ts'

/** What may be chosen of templates: the plan's own first, then those that ship, each with when it is chosen. */
export function templateChoices(own: readonly ReportTemplateFacts[]): Choice[] {
  return [
    ...own.map(({ id, title, for: when }) => ({
      value: id,
      text: title,
      hint: ['This plan’s own.', when].filter(Boolean).join(' '),
    })),
    ...reportTemplates().map(({ code, title, for: when }) => ({ value: code, text: title, hint: when })),
  ]
}
