import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Deps } from '#server/deps.ts'
import { seeAction } from '#server/features/actions/service.ts'
import { seeFile } from '#server/features/files/service.ts'
import { textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { button, warningText } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import { redactFile, whyNotIn } from './service.ts'

/** `/files/:id/take-out`: takes out a file that must not be there. */
export function takeFileOutPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.fileTakeOut.pattern, async (request): Promise<FormPage> => {
    const actor = web.signedIn(request)
    const file = await seeFile(deps, actor.id, (request.params as { id: string }).id)
    const { facts } = await seeAction(deps, actor, file.actionId)
    const home = paths.action.at(facts)
    const stands = await whyNotIn(deps, actor, facts.planId)
    return {
      page: {
        title: `Take out a file of ${facts.ref}`,
        heading: 'Take the file out',
        caption: file.name,
        back: { href: home, text: `Back to ${facts.ref}` },
      },
      ...(stands !== null && { closed: { title: 'The file stays', text: stands } }),
      labels: { reason: 'Why must it go?' },
      fields: (
        state,
      ) => html`${warningText('Its name and its content are gone for good. Only copies that people made, and backups, still have it.')}
${fieldsOf(state).text('reason', {
  label: 'Why must it go?',
  hint: 'The reason stays in the history of the action. Say it without what the file holds.',
  rows: 3,
})}
${button({ text: 'Take the file out', look: 'warning' })}`,
      send: async (values) => {
        const read = readForm(schema, values)
        if (!read.ok) return read
        await redactFile(deps, actor, file, read.data.reason)
        return { ok: true, data: { to: home, success: 'The file is taken out. The evidence says so.' } }
      },
    }
  })
}

const schema = z.object({
  reason: textSchema('Say why the file has to be taken out', limits.redaction.reason),
})
