import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { button, buttonGroup } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { sectionKindWords } from '#server/ui/words/section-words.ts'
import type { ReportTemplateFacts, TemplateSection } from '#workflows/report/template-facts.ts'
import { templateHappened } from './history.ts'
import { changeOfTemplate } from './service.ts'
import { closedTemplate, templateAt } from './template-at.ts'

/** `/report-templates/:id/sections`: the sections of a template, where they are moved and taken out, without a script. */
export function orderSectionsPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.reportTemplateSections.pattern, async (request) => {
    const at = await templateAt(deps, web, request)
    const { actor, template, home, frame } = at
    const { id, sections } = template
    return {
      page: frame('Change its sections'),
      version: template.version,
      labels: {},
      since: (version) => happenedSince(deps, id, version, templateHappened),
      ...closedTemplate(at),
      fields:
        () => html`<ol class="wm-resolutions wm-order">${sections.map((section, place) => sectionRow(template, section, place))}</ol>
${buttonGroup(
  button({ text: 'Add a section', href: paths.reportTemplateSectionNew.at({ id }), look: 'secondary' }),
  html`<a class="govuk-link" href="${home}#sections">Back to the template</a>`,
)}`,
      send: async (values, version) => {
        const pressed = pressedIn(values, sections)
        if (!pressed)
          return { ok: false, faults: {}, errors: [{ text: 'Press the button of what is to change.' }] }
        const change = { sections: pressed.sections }
        await changeOfTemplate(deps, actor, id, { type: 'edit', change }, version)
        return { ok: true, data: { to: paths.reportTemplateSections.at({ id }), success: pressed.success } }
      },
    }
  })
}

function sectionRow({ id, sections }: ReportTemplateFacts, section: TemplateSection, place: number): Html {
  const named = html`<span class="govuk-visually-hidden"> section ${place + 1}</span>`
  const press = (text: string, value: string) =>
    button({ text: html`${text}${named}`, name: 'press', value: `${value}:${section.id}`, look: 'secondary' })
  const edit = paths.reportTemplateSectionEdit.at({ id, sectionId: section.id })
  return html`<li><p class="wm-resolutions__text"><span class="wm-ref">${place + 1}</span> ${section.heading}
<span class="wm-board__why">${sectionKindWords[section.kind]}</span></p>
${buttonGroup(
  ...(place > 0 ? [press('Move up', 'up')] : []),
  ...(place < sections.length - 1 ? [press('Move down', 'down')] : []),
  ...(sections.length > 1 ? [press('Take out', 'out')] : []),
  html`<a class="govuk-link" href="${edit}">Change${named}</a>`,
)}</li>`
}

/** What a button asks for, with what is said once it is done; null where it names no section of the template. */
function pressedIn({ press = '' }: Typed, sections: readonly TemplateSection[]) {
  const [what, sectionId] = press.split(':')
  const place = sections.findIndex(({ id }) => id === sectionId)
  const section = sections[place]
  if (!section) return null
  const others = sections.toSpliced(place, 1)
  if (what === 'out') return { sections: others, success: `‘${section.heading}’ is out of the template.` }
  if (what !== 'up' && what !== 'down') return null
  const to = Math.min(others.length, Math.max(0, what === 'up' ? place - 1 : place + 1))
  return {
    sections: others.toSpliced(to, 0, section),
    success: `‘${section.heading}’ is section ${to + 1} now.`,
  }
}
