import { paths } from '#server/paths.ts'
import { section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, insetText, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { sectionKindWords } from '#server/ui/words/section-words.ts'
import type { ReportTemplateFacts, TemplateSection } from '#workflows/report/template-facts.ts'

/**
 * A plan's own template: when it is chosen, and its sections in their order.
 * @param editable whether the reader keeps it
 */
export function templateView(template: ReportTemplateFacts, editable: boolean): Html {
  const { for: when, body, approver, sections } = template
  const text = (key: string, value: string) => (value === '' ? [] : [{ key, value }])
  return html`${whatNext(template, editable)}
<div class="wm-panel wm-priority__verdicts">${summaryList({
    rows: [...text('When it is chosen', when), { key: 'For', value: body }, ...text('Approved by', approver)],
  })}</div>
${section({
  title: 'Sections',
  id: 'sections',
  number: sections.length,
  body: table({
    caption: 'Sections, in their order',
    captionHidden: true,
    rowHeadings: true,
    columns: [
      { heading: 'Section' },
      { heading: 'Holds' },
      { heading: 'What is asked and what stands there' },
    ],
    rows: sections.map(row),
  }),
})}`
}

function row({ heading, kind, guidance, text }: TemplateSection, place: number) {
  return [
    html`<span class="wm-ref">${place + 1}</span> ${heading}`,
    sectionKindWords[kind],
    guidance === '' && text === ''
      ? null
      : html`${guidance}${text !== '' && html`<span class="wm-board__why"><strong>Standing text:</strong> ${text}</span>`}`,
  ]
}

function whatNext({ id, planId, state }: ReportTemplateFacts, editable: boolean): Html {
  const decide = paths.reportTemplateDecide.at({ id })
  const plan = { id: planId }
  const withdrawn = state === 'withdrawn'
  const buttons = withdrawn
    ? [button({ text: 'Reinstate the template', href: decide, look: 'secondary' })]
    : [
        button({ text: 'Make a report from it', href: `${paths.reportNew.at(plan)}?template=${id}` }),
        button({
          text: 'Change what it says',
          href: paths.reportTemplateEdit.at({ id }),
          look: 'secondary',
        }),
        button({
          text: 'Change its sections',
          href: paths.reportTemplateSections.at({ id }),
          look: 'secondary',
        }),
        html`<a class="govuk-link" href="${paths.reportTemplateNew.at(plan)}?from=${id}">Copy it</a>`,
        html`<a class="govuk-link" href="${decide}">Withdraw it</a>`,
      ]
  return html`${
    withdrawn &&
    insetText(
      html`<strong>Withdrawn.</strong> No report is made from it. Those that were made stay as they are. The history says why.`,
    )
  }${editable && buttonGroup(...buttons)}`
}
