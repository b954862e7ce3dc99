import type { FastifyInstance, FastifyRequest } from 'fastify'
import { heedingAs } from '#db/write/heed.ts'
import type { Deps } from '#server/deps.ts'
import { mayCreatePlan, whyNoNewPlan } from '#server/features/plans/service.ts'
import { type Actor, todayOf } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { asFault, type Faults, typedValues } from '#server/ui/forms/forms.ts'
import type { Web } from '#server/ui/web.ts'
import { copyOf } from './copy.ts'
import { daysFault, daysWarnings } from './days.ts'
import { fromDates, fromInitial, fromLabels, madeFromOf, markOf, readFromForm } from './from-form.ts'
import { makePlanFrom, sourceOf, sourcesFor } from './make.ts'
import { fromFields, type Preview } from './view-from.ts'

/**
 * `/plans/from`: makes a plan from another, or from a template. The first press shows what would be made, and nothing
 * is written before the second; `?plan=` names the plan that it is opened from.
 */
export function planFromPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.planFrom.pattern, async (request) => {
    const actor = web.signedIn(request)
    const [may, { plans, templates }, seen] = await Promise.all([
      mayCreatePlan(deps, actor),
      sourcesFor(deps, actor),
      previewIn(deps, actor, request),
    ])
    const preview = seen && 'copy' in seen ? seen : null
    const sources = [
      ...templates.map(({ name, draft }) => ({
        value: `template:${name}`,
        text: draft.title,
        group: 'Templates',
      })),
      ...plans.map(({ id, title }) => ({ value: `plan:${id}`, text: title, group: 'Plans' })),
    ]
    const { plan } = request.query as { plan?: unknown }
    const named = sources.find(({ value }) => value === `plan:${String(plan)}`)
    return {
      page: {
        title: 'Start a plan from another',
        back: { href: paths.plans.at(), text: 'Back to the plans' },
      },
      address: paths.planFrom.at(),
      initial: fromInitial,
      ...(named && { chosen: { source: named.value } }),
      dates: fromDates,
      labels: fromLabels,
      ...(!may && { closed: { title: 'You cannot start a plan', text: whyNoNewPlan } }),
      fields: (state) => fromFields(state, sources, preview),
      send: async (values) => {
        const read = readFromForm(values)
        if (!read.ok) return read
        if (seen && 'faults' in seen) return { ok: false, faults: seen.faults }
        if (!preview) return { ok: false, faults: { source: 'Choose what the plan is made from' } }
        // Nothing is wrong: the page comes back with what would be made.
        if (values.seen !== markOf(values)) return { ok: false, faults: {}, status: 200 }
        const { from, copying } = read.data
        // What is unusual about its days stands in what was shown.
        const { id } = await heedingAs(
          () => [],
          () => makePlanFrom(deps, actor, from, { copying }),
        )
        const success = 'The plan is started as a draft, and you are its administrator.'
        return { ok: true, data: { to: paths.plan.at({ id }), success } }
      },
    }
  })
}

/**
 * What the plan of a form that is sent would be, or what is wrong with its days; null while nothing is sent, or
 * something else is wrong with the form.
 */
async function previewIn(
  deps: Deps,
  actor: Actor,
  request: FastifyRequest,
): Promise<Preview | { faults: Faults } | null> {
  if (request.method !== 'POST') return null
  const values = typedValues(request)
  const read = readFromForm(values)
  if (!read.ok || madeFromOf(values.source ?? '') === null) return null
  const source = await sourceOf(deps, actor, read.data.from).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  })
  if (!source) return null
  const copy = copyOf(source, read.data.copying)
  const fault = daysFault(source, copy)
  if (fault) return { faults: { [fault.field === 'from' ? 'source' : 'startOn']: asFault(fault.detail) } }
  const warnings = daysWarnings(copy, todayOf(deps))
  return { source, copy, mark: markOf(values), unusual: [...new Set(warnings.map(({ detail }) => detail))] }
}
