import type { FastifyInstance } from 'fastify'
import { measureSeries } from '#db/read/measure-ends.ts'
import type { Deps } from '#server/deps.ts'
import { priorityAt } from '#server/features/priorities/priority-at.ts'
import { verdictFields } from '#server/features/priorities/priority-fields-sheet.ts'
import { mayStateOutcome, patchPriority } from '#server/features/priorities/service.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { drawn } from '#server/sheets/option.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { section } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { lookOf } from '#server/ui/html/measure-look.ts'
import { measureWays } from '#server/ui/html/measure-ways.ts'
import type { Web } from '#server/ui/web.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'

const form = nounForm(verdictFields)
const { outcomeConfidence, confidenceNote } = verdictFields

/** `/plans/:id/priorities/:ref/outcome`: how sure its lead is that outcomes move, and why. */
export function outcomePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.priorityOutcome.pattern, async (request) => {
    const { actor, plan, role, priority, home, frame } = await priorityAt(deps, web, request)
    const saved = form.saved(priority)
    const shut = whyPlanIsOutOfUse(plan.state)
    const measures = await measureSeries(deps.db, priority.planId, { priorityId: priority.id })
    return {
      page: frame('Is the outcome moving?'),
      initial: saved,
      version: priority.version,
      labels: form.labels,
      choices: form.choices,
      aside: section({
        title: 'What the measures say',
        id: 'measures',
        body:
          measures.length === 0
            ? html`<p>Nothing is measured here yet, so nobody can tell whether it helps.</p>`
            : measureWays(measures.map(lookOf)),
      }),
      ...((shut !== null || !mayStateOutcome(actor, priority, role)) && {
        closed: {
          title: 'This verdict is not yours to give',
          text:
            shut ??
            'The lead of the priority gives it. Delivery is another verdict: its colour follows from the actions.',
          next: button({ text: 'Back to the priority', href: home, look: 'secondary' }),
        },
      }),
      fields: (
        state,
      ) => html`${drawn(fieldsOf(state), 'outcomeConfidence', outcomeConfidence, { alone: true })}
${drawn(fieldsOf(state), 'confidenceNote', confidenceNote)}
${button({ text: 'Save the verdict' })}`,
      send: async (values, version) => {
        const read = form.read(values, saved)
        if (!read.ok) return read
        await patchPriority(deps, actor, priority.id, read.data, version)
        return { ok: true, data: { to: home, success: 'The verdict on the outcome is saved.' } }
      },
    }
  })
}
