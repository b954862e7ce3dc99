import type { FastifyInstance, FastifyRequest } from 'fastify'
import { newId } from '#db/connection/ids.ts'
import { roleIn } from '#db/read/plans.ts'
import { type RecommendationWithCover, recommendationsWithCover } from '#db/read/recommendations.ts'
import type { Deps } from '#server/deps.ts'
import { addToPlan, rewordRecommendation } from '#server/features/plans/parts.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { button } from '#server/ui/html/govuk.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { recommendationFields } from './recommendation-fields-sheet.ts'
import { recommendationsView } from './view.ts'

const form = nounForm(recommendationFields)

/** The recommendations of a plan with what answers each, and the forms to add one and to reword it. */
export function recommendationPages(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.recommendations.pattern, web.signedInOnly, async (request, reply) => {
    const { plan, role, editable } = await at(request)
    const { asAt } = momentOfPage(deps, request)
    const all = await recommendationsWithCover(deps.db, plan.id, asAt && endOfLondonDay(asAt))
    return web.show(request, reply, {
      title: `Recommendations: ${plan.title}`,
      heading: 'Recommendations',
      section: planSection(plan, role, 'recommendations'),
      ofToday:
        'The words of the recommendations are those of today, with the actions that answered them then.',
      body: recommendationsView(plan.id, all, { editable: editable && asAt === null, asAt }),
    })
  })

  formPage(app, web, paths.recommendationNew.pattern, async (request) => {
    const { actor, plan, home, frame, closed } = await at(request)
    const all = await recommendationsWithCover(deps.db, plan.id)
    return {
      page: frame('Add a recommendation'),
      ...closed,
      initial: { ref: nextRef(all), source: all.at(-1)?.source ?? '' },
      fields: (state) => form.draw(state, 'Add the recommendation'),
      send: async (values) => {
        const read = form.read(values)
        if (!read.ok) return read
        await addToPlan(deps, actor, plan.id, { recommendation: { ...read.data, id: newId() } })
        return { ok: true, data: { to: home, success: `Recommendation ${read.data.ref} is added.` } }
      },
    }
  })

  formPage(app, web, paths.recommendationEdit.pattern, async (request) => {
    const { actor, plan, home, frame, closed } = await at(request)
    const { ref: named } = request.params as { ref: string }
    const all = await recommendationsWithCover(deps.db, plan.id)
    const own = all.find(({ ref }) => ref === named)
    if (!own) throw new Problem('notFound', 'There is no such recommendation in this plan.')
    const { id, ref } = own
    const saved = form.saved(own)
    return {
      page: frame(`Change recommendation ${ref}`),
      ...closed,
      initial: saved,
      labels: form.labels,
      version: plan.version,
      fields: (state) => form.draw(state, 'Save the recommendation'),
      send: async (values, version) => {
        const read = form.read(values, saved)
        if (!read.ok) return read
        if (Object.keys(changedFields(own, read.data)).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        await rewordRecommendation(deps, actor, plan.id, { id, ...read.data }, { version })
        return { ok: true, data: { to: home, success: `Recommendation ${read.data.ref} is saved.` } }
      },
    }
  })

  async function at(request: FastifyRequest) {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const role = await roleIn(deps.db, actor.id, plan.id)
    const home = paths.recommendations.at(plan)
    const mine = mayEditPlan(role)
    const shut = whyPlanIsShut(plan.state)
    const editable = mine && shut === null
    const text = mine
      ? (shut ?? '')
      : 'The plan administrator adds recommendations and changes them. Ask them.'
    const next = button({ text: 'Back to the recommendations', href: home, look: 'secondary' })
    const closed: Pick<FormPage, 'closed'> = editable
      ? {}
      : { closed: { title: 'You cannot change the recommendations', text, next } }
    const frame = (heading: string): FormPage['page'] => ({
      title: `${heading}: ${plan.title}`,
      heading,
      section: planSection(plan, role, 'recommendations', 'below'),
      back: { href: home, text: 'Back to the recommendations' },
    })
    return { actor, plan, role, home, editable, closed, frame }
  }
}

function nextRef(all: readonly RecommendationWithCover[]): string {
  const numbers = all.flatMap(({ ref }) => /^R(\d{1,6})$/.exec(ref)?.[1] ?? [])
  return `R${Math.max(0, ...numbers.map(Number)) + 1}`
}
