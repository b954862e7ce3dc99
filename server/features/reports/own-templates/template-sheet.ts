import type { PlanEventSheet } from '#server/sheets/event.ts'
import { text } from '#server/sheets/field.ts'
import { limits } from '#workflows/limits.ts'
import type { ReportTemplateFacts } from '#workflows/report/template-facts.ts'
import type { ReportTemplateEvent } from '#workflows/report/template.ts'

const reason = (ask: string, because: string) => ({
  reason: text({ label: ask, ask, because, limit: limits.reportTemplate.reason, rows: 3 }),
})

/** What is told of each event of a plan's own template. */
export const templateEvents = {
  withdraw: {
    summary: 'Withdraw a template, so that no more reports are made from it',
    fields: reason('Why is it withdrawn?', 'Say why no report is to be made from it.'),
    label: 'Withdraw the template',
    press: 'Withdraw the template',
    warning: true,
    hint: () => 'No report is made from it any more. Reports that were made from it stay as they are.',
    done: ({ title }) => `‘${title}’ is withdrawn.`,
    past: 'Withdrew it',
  },
  reinstate: {
    summary: 'Reinstate a template that was withdrawn',
    fields: reason('Why is it used after all?', 'Say why reports are made from it after all.'),
    label: 'Reinstate the template',
    press: 'Reinstate the template',
    hint: () => 'Reports can be made from it again.',
    done: ({ title }) => `‘${title}’ is in use again.`,
    past: 'Reinstated it',
  },
} satisfies Record<ReportTemplateEvent['type'], PlanEventSheet<Pick<ReportTemplateFacts, 'title'>>>
