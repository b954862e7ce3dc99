import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import { templateHappened } from './history.ts'
import { templateSectionFields } from './section-fields-sheet.ts'
import { changeOfTemplate } from './service.ts'
import { closedTemplate, type TemplateAt, templateAt } from './template-at.ts'

const form = nounForm(templateSectionFields)
const { most } = limits.reportTemplate.sections

/** `/report-templates/:id/sections/new`: puts one more section at the end of a template. */
export function newTemplateSectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.reportTemplateSectionNew.pattern, async (request) => {
    const at = await templateAt(deps, web, request)
    const { actor, template, frame } = at
    const { id, sections } = template
    const to = paths.reportTemplateSections.at({ id })
    return {
      page: { ...frame('Add a section'), back: { href: to, text: 'Back to the sections' } },
      initial: { kind: 'narrative' },
      labels: form.labels,
      choices: form.choices,
      version: template.version,
      since: (version) => happenedSince(deps, id, version, templateHappened),
      ...(sections.length < most
        ? closedTemplate(at)
        : shutBy(
            at,
            'The template is full',
            `It has ${most} sections, and more it cannot have. Take one out first.`,
          )),
      fields: (state) => form.draw(state, 'Add the section'),
      send: async (values, version) => {
        const read = form.read(values)
        if (!read.ok) return read
        const change = { sections: [...sections, read.data] }
        await changeOfTemplate(deps, actor, id, { type: 'edit', change }, version)
        const success = `‘${read.data.heading}’ is section ${sections.length + 1}. Move it to its place.`
        return { ok: true, data: { to, success } }
      },
    }
  })
}

/** `/report-templates/:id/sections/:sectionId/edit`: changes the kind and the words of a section. */
export function editTemplateSectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.reportTemplateSectionEdit.pattern, async (request) => {
    const at = await templateAt(deps, web, request)
    const { actor, template, frame } = at
    const { id, sections } = template
    const { sectionId } = request.params as { sectionId: string }
    const to = paths.reportTemplateSections.at({ id })
    const section = sections.find((each) => each.id === sectionId)
    // Of a section that another person took out meanwhile, what was typed is not lost.
    if (!section && request.method === 'GET')
      throw new Problem('notFound', 'There is no such section in this template.')
    const saved = section ? form.saved(section) : {}
    return {
      page: { ...frame('Change a section'), back: { href: to, text: 'Back to the sections' } },
      initial: saved,
      labels: form.labels,
      choices: form.choices,
      version: template.version,
      ...(section
        ? closedTemplate(at)
        : shutBy(at, 'The section is out of the template', 'Add a section to put its words back.')),
      fields: (state) => form.draw(state, 'Save the section'),
      send: async (values, version) => {
        if (!section) return { ok: false, faults: {}, status: 412, overtaken: true }
        const read = form.read(values, saved)
        if (!read.ok) return read
        const changed = changedFields(section, read.data)
        if (Object.keys(changed).length === 0)
          return { ok: true, data: { to, success: 'Nothing was changed.' } }
        const change = {
          sections: sections.map((each) => (each === section ? { ...section, ...changed } : each)),
        }
        await changeOfTemplate(deps, actor, id, { type: 'edit', change }, version)
        return { ok: true, data: { to, success: `‘${read.data.heading}’ is saved.` } }
      },
    }
  })
}

function shutBy(at: TemplateAt, title: string, text: string): Pick<FormPage, 'closed'> {
  const { closed } = closedTemplate(at)
  const href = paths.reportTemplateSections.at(at.template)
  const next = button({ text: 'Back to the sections', href, look: 'secondary' })
  return { closed: closed ?? { title, text, next } }
}
