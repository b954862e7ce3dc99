import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { roleIn } from '#db/read/plans.ts'
import { reportTemplatesOf } from '#db/read/report-templates.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { whyNotKeepReports } from '../report-at.ts'
import { templateChoices } from './choices.ts'
import { copyTemplate } from './service.ts'
import { templateFields } from './template-fields-sheet.ts'

const schema = z.object({
  from: z.string({ error: 'Choose what is copied' }),
  title: templateFields.title.body.optional(),
})

/** `/plans/:id/report-templates/new`: copies a template, so that the plan can change its own. */
export function copyTemplatePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.reportTemplateNew.pattern, async (request) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const role = await roleIn(deps.db, actor.id, plan.id)
    const home = paths.reportTemplates.at(plan)
    const shut = whyNotKeepReports(role, plan)
    const items = templateChoices(await reportTemplatesOf(deps.db, plan.id, 'inUse'))
    const { from } = request.query as { from?: unknown }
    return {
      page: {
        title: `Copy a template: ${plan.title}`,
        heading: 'Copy a template to change it',
        section: planSection(plan, role, 'reports', 'below'),
        back: { href: home, text: 'Back to the templates' },
      },
      ...(items.some(({ value }) => value === from) && { chosen: { from: from as string } }),
      ...(shut !== null && {
        closed: {
          title: 'You cannot copy a template',
          text: shut,
          next: button({ text: 'Back to the templates', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => {
        const draw = fieldsOf(state)
        return html`${draw.oneOf('from', { label: 'What is copied?', items })}
${draw.line('title', {
  label: 'Title of the copy (optional)',
  hint: 'Left empty, it has the title of what is copied',
})}
${button({ text: 'Make the copy' })}`
      },
      send: async (values) => {
        const read = readForm(schema, values)
        if (!read.ok) return read
        if (!items.some(({ value }) => value === read.data.from))
          return { ok: false, faults: { from: 'Choose what is copied' } }
        const { id, title } = await copyTemplate(deps, actor, plan.id, read.data)
        const success = `‘${title}’ is a template of this plan. Change what it says and its sections.`
        return { ok: true, data: { to: paths.reportTemplate.at({ id }), success } }
      },
    }
  })
}
