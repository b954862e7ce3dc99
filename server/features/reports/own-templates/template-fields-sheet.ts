import { line } from '#server/sheets/field.ts'
import { freeText, type NounField } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'
import type { ReportTemplateDescription } from '#workflows/report/template-facts.ts'

const { reportTemplate } = limits

/** What describes a plan's own template, in the order of its form. */
export const templateFields = {
  title: line({
    label: 'Title',
    hint: 'A report that is made from it takes this title, unless it is told another',
    because: 'Give the template a title.',
    limit: reportTemplate.title,
  }),
  for: freeText({
    label: 'When it is chosen',
    hint: 'For whom and how often, such as The board every month',
    limit: reportTemplate.for,
  }),
  body: line({
    label: 'For',
    ask: 'Whom is it for?',
    hint: 'Such as Improvement board, Cabinet or Council',
    classes: 'govuk-input--width-20',
    because: 'Say whom it is for.',
    limit: reportTemplate.body,
  }),
  approver: freeText({
    label: 'Approved by',
    ask: 'Who approves it? (optional)',
    hint: 'The post, such as Chair of the board. The person is chosen for each report.',
    classes: 'govuk-input--width-20',
    limit: reportTemplate.approver,
  }),
} satisfies Record<Exclude<keyof ReportTemplateDescription, 'sections'>, NounField>
