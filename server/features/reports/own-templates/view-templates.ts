import { paths } from '#server/paths.ts'
import { count, emptyState, section } from '#server/ui/html/components.ts'
import { button, buttonGroup, details } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { sectionKindWords } from '#server/ui/words/section-words.ts'
import type { ReportTemplate } from '#workflows/report/new-report.ts'
import { templateOf } from '#workflows/report/new-template.ts'
import type { ReportTemplateFacts } from '#workflows/report/template-facts.ts'

export type TemplatesShown = {
  planId: string
  own: readonly ReportTemplateFacts[]
  shipped: readonly ReportTemplate[]
  /** Whether the person keeps them. */
  editable: boolean
}

/** What the reports of a plan are made from: its own templates, those that ship, and its own that are withdrawn. */
export function templatesView(shown: TemplatesShown): Html {
  const { own, shipped, editable } = shown
  const those = (state: ReportTemplateFacts['state']) => own.filter((each) => each.state === state)
  const [inUse, withdrawn] = [those('inUse'), those('withdrawn')]
  return html`<p class="wm-lead">A report copies the sections of its template when it is made. A template that is changed later changes no report.</p>
${section({
  title: 'This plan’s own',
  id: 'own',
  number: inUse.length,
  body:
    inUse.length > 0
      ? list(inUse.map((each) => ownItem(each, shown)))
      : emptyState({
          title: 'This plan has no template of its own',
          text: editable
            ? 'Copy one of those below, and change what it says and its sections.'
            : 'The plan administrator can copy one of those below and change it.',
        }),
})}
${section({
  title: 'What ships with Waymark',
  id: 'shipped',
  number: shipped.length,
  intro: 'They are the same for every plan.',
  body: list(shipped.map((each) => item(each, each.title, editable ? [copyLink(each, shown)] : []))),
})}
${
  withdrawn.length > 0 &&
  section({
    title: 'Withdrawn',
    id: 'withdrawn',
    number: withdrawn.length,
    intro: 'No report is made from them.',
    body: list(withdrawn.map((each) => item(templateOf(each), titleLink(each), []))),
  })
}`
}

/** The sections of a template in their order, each with what it holds. */
export function sectionList(sections: ReportTemplate['sections']): Html {
  return html`<ol class="govuk-list govuk-list--number">${sections.map(
    ({ heading, kind }) =>
      html`<li>${heading}<span class="wm-board__why">${sectionKindWords[kind]}</span></li>`,
  )}</ol>`
}

function list(items: readonly Html[]): Html {
  return html`<ul class="wm-resolutions wm-order">${items}</ul>`
}

function ownItem(template: ReportTemplateFacts, shown: TemplatesShown): Html {
  const { id, title } = template
  const { planId, editable } = shown
  const named = html`<span class="govuk-visually-hidden">: ${title}</span>`
  const makeHref = `${paths.reportNew.at({ id: planId })}?template=${id}`
  return item(
    templateOf(template),
    titleLink(template),
    editable
      ? [
          button({ text: html`Make a report from it${named}`, href: makeHref, look: 'secondary' }),
          html`<a class="govuk-link" href="${paths.reportTemplate.at({ id })}">Change it${named}</a>`,
        ]
      : [],
  )
}

function titleLink({ id, title }: ReportTemplateFacts): Html {
  return html`<a class="govuk-link" href="${paths.reportTemplate.at({ id })}">${title}</a>`
}

function copyLink({ code, title }: ReportTemplate, { planId }: TemplatesShown): Html {
  return button({
    text: html`Copy it to change it<span class="govuk-visually-hidden">: ${title}</span>`,
    href: `${paths.reportTemplateNew.at({ id: planId })}?from=${code}`,
    look: 'secondary',
  })
}

function item(template: ReportTemplate, title: Html | string, buttons: readonly Html[]): Html {
  const { title: name, for: when, body, approver, sections } = template
  return html`<li><h3 class="govuk-heading-s">${title}</h3>
<p class="wm-resolutions__text">${when}<span class="wm-board__why">For: ${body}${approver !== '' && `. Approved by: ${approver}`}</span></p>
${details({
  summary: html`${count(sections.length, 'section')}<span class="govuk-visually-hidden"> of ${name}</span>`,
  body: sectionList(sections),
})}${buttons.length > 0 && buttonGroup(...buttons)}</li>`
}
