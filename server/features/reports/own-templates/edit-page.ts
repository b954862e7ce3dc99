import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import type { Web } from '#server/ui/web.ts'
import { changeOfTemplate } from './service.ts'
import { closedTemplate, templateAt } from './template-at.ts'
import { templateFields } from './template-fields-sheet.ts'

const form = nounForm(templateFields)

/** `/report-templates/:id/edit`: what a template says of itself, apart from its sections. */
export function editTemplatePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.reportTemplateEdit.pattern, async (request) => {
    const at = await templateAt(deps, web, request)
    const { actor, template, home, frame } = at
    const saved = form.saved(template)
    return {
      page: frame('Change what the template says'),
      initial: saved,
      labels: form.labels,
      version: template.version,
      ...closedTemplate(at),
      fields: (state) => form.draw(state, 'Save the template'),
      send: async (values, version) => {
        const read = form.read(values, saved)
        if (!read.ok) return read
        const change = changedFields(template, read.data)
        if (Object.keys(change).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        await changeOfTemplate(deps, actor, template.id, { type: 'edit', change }, version)
        return { ok: true, data: { to: home, success: 'The template is saved.' } }
      },
    }
  })
}
