import type { FastifyInstance } from 'fastify'
import { newId } from '#db/connection/ids.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { drawnFields, nounForm } from '#server/sheets/noun-form.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import type { FormState, Read, Typed } from '#server/ui/forms/forms.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import type { SectionOfTemplate } from '#workflows/report/template-facts.ts'
import { templateHappened } from './history.ts'
import { noPlace, type PlaceField, placeField } from './place-field.ts'
import { templateSectionFields } from './section-fields-sheet.ts'
import { changeOfTemplate } from './service.ts'
import { closedTemplate, type TemplateAt, templateAt } from './template-at.ts'

const form = nounForm(templateSectionFields)
const { most } = limits.reportTemplate.sections

/** `/report-templates/:id/sections/new`: puts one more section into a template. */
export function newTemplateSectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.reportTemplateSectionNew.pattern, async (request) => {
    const at = await templateAt(deps, web, request)
    const { actor, template, frame } = at
    const { id, sections } = template
    const place = placeField(sections)
    const to = paths.reportTemplateSections.at({ id })
    return {
      page: { ...frame('Add a section'), back: { href: to, text: 'Back to the sections' } },
      initial: { kind: 'narrative', ...place.typed(sections.length) },
      labels: { ...form.labels, ...place.label },
      choices: { ...form.choices, ...place.choices },
      version: template.version,
      since: (version) => happenedSince(deps, id, version, templateHappened),
      anew: (values) => stillPlaced(place, values, sections.length),
      ...(sections.length < most
        ? closedTemplate(at)
        : shutBy(
            at,
            'The template is full',
            `It has ${most} sections, and more it cannot have. Take one out first.`,
          )),
      fields: (state) => fieldsWith(place, state, 'Add the section'),
      send: async (values, version) => {
        const read = readWith(place, values)
        if (!read.ok) return read
        const { section, before } = read.data
        const change = { sections: sections.toSpliced(before, 0, { id: newId(), ...section }) }
        await changeOfTemplate(deps, actor, id, { type: 'edit', change }, version)
        const success = `‘${section.heading}’ is section ${before + 1} now.`
        return { ok: true, data: { to, success } }
      },
    }
  })
}

/** `/report-templates/:id/sections/:sectionId/edit`: changes the kind, the words and the place of a section. */
export function editTemplateSectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.reportTemplateSectionEdit.pattern, async (request) => {
    const open = await templateAt(deps, web, request)
    const { actor, template, frame } = open
    const { id, sections } = template
    const { sectionId } = request.params as { sectionId: string }
    const to = paths.reportTemplateSections.at({ id })
    const section = sections.find((each) => each.id === sectionId)
    // Of a section that another person took out meanwhile, what was typed is not lost.
    if (!section && request.method === 'GET')
      throw new Problem('notFound', 'There is no such section in this template.')
    const at = section ? sections.indexOf(section) : 0
    const others = sections.filter((each) => each !== section)
    const place = placeField(others)
    const saved = section ? { ...form.saved(section), ...place.typed(at) } : {}
    return {
      page: { ...frame('Change a section'), back: { href: to, text: 'Back to the sections' } },
      initial: saved,
      labels: { ...form.labels, ...place.label },
      choices: { ...form.choices, ...place.choices },
      version: template.version,
      anew: (values) => stillPlaced(place, values, at),
      ...(section
        ? closedTemplate(open)
        : shutBy(open, 'The section is out of the template', 'Add a section to put its words back.')),
      fields: (state) => fieldsWith(place, state, 'Save the section'),
      send: async (values, version) => {
        if (!section) return { ok: false, faults: {}, status: 412, overtaken: true }
        const read = readWith(place, values, saved)
        if (!read.ok) return read
        const { section: typed, before } = read.data
        const changed = changedFields(section, typed)
        if (Object.keys(changed).length === 0 && before === at)
          return { ok: true, data: { to, success: 'Nothing was changed.' } }
        const change = { sections: others.toSpliced(before, 0, { ...section, ...changed }) }
        await changeOfTemplate(deps, actor, id, { type: 'edit', change }, version)
        return { ok: true, data: { to, success: `‘${typed.heading}’ is saved.` } }
      },
    }
  })
}

/** What was typed, where it names a section that was taken out meanwhile with the place that stands by now. */
function stillPlaced(place: PlaceField, values: Typed, before: number): Typed {
  return place.read(values) === null ? { ...values, ...place.typed(before) } : values
}

function fieldsWith(place: PlaceField, state: FormState, press: string): Html {
  return html`${drawnFields(fieldsOf(state), templateSectionFields)}${place.draw(state)}
${button({ text: press })}`
}

/** A section as it was typed, and how many of the others stand before it. */
function readWith(
  place: PlaceField,
  values: Typed,
  saved: Typed = {},
): Read<{ section: SectionOfTemplate; before: number }> {
  const read = form.read(values, saved)
  const before = place.read(values)
  if (read.ok && before !== null) return { ok: true, data: { section: read.data, before } }
  return { ok: false, faults: { ...(!read.ok && read.faults), ...(before === null && noPlace) } }
}

function shutBy(at: TemplateAt, title: string, text: string): Pick<FormPage, 'closed'> {
  const { closed } = closedTemplate(at)
  const href = paths.reportTemplateSections.at(at.template)
  const next = button({ text: 'Back to the sections', href, look: 'secondary' })
  return { closed: closed ?? { title, text, next } }
}
