import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { confidences } from '#db/schema/priority.ts'
import type { Deps } from '#server/deps.ts'
import { priorityAt } from '#server/features/priorities/priority-at.ts'
import { priorityFields } from '#server/features/priorities/schemas.ts'
import { mayStateOutcome, patchPriority } from '#server/features/priorities/service.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { confidenceWords } from '#server/ui/words/confidence-words.ts'

const schema = z.object({
  outcomeConfidence: z.enum(confidences, { error: 'Choose how sure you are' }),
  confidenceNote: priorityFields.confidenceNote.optional(),
})

/** `/plans/:id/priorities/:ref/outcome`: how sure its lead is that outcomes move, and why. */
export function outcomePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.priorityOutcome.pattern, async (request) => {
    const { actor, role, priority, home, frame } = await priorityAt(deps, web, request)
    const standing = {
      outcomeConfidence: priority.outcomeConfidence,
      confidenceNote: priority.confidenceNote,
    }
    return {
      page: frame('Is the outcome moving?'),
      initial: standing,
      version: priority.version,
      labels: { outcomeConfidence: 'How sure', confidenceNote: 'Why' },
      choices: { outcomeConfidence: confidenceWords },
      ...(!mayStateOutcome(actor, priority, role) && {
        closed: {
          title: 'This verdict is not yours to give',
          text: 'The lead of the priority gives it. Delivery is another verdict: its colour follows from the actions.',
          next: button({ text: 'Back to the priority', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => html`${fieldsOf(state).oneOf('outcomeConfidence', {
        label: 'How sure are you that outcomes move?',
        labelSize: 'm',
        hint: 'Not whether the work is done: whether it makes a difference for children or residents.',
        items: confidences.map((value) => ({ value, text: confidenceWords[value] })),
      })}
${fieldsOf(state).text('confidenceNote', { label: 'What makes you say so? (optional)', hint: 'A figure, an audit, what children or residents say', rows: 4 })}
${button({ text: 'Save the verdict' })}`,
      send: async (values, version) => {
        const read = readForm(schema, values, [], standing)
        if (!read.ok) return read
        const { outcomeConfidence, confidenceNote = '' } = read.data
        await patchPriority(deps, actor, priority.id, { outcomeConfidence, confidenceNote }, version)
        return { ok: true, data: { to: home, success: 'The verdict on the outcome is saved.' } }
      },
    }
  })
}
