import type { FastifyInstance } from 'fastify'
import { horizonsOf, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { createPlanRow, mayCreatePlan, savePlan, whyNoNewPlan } from '#server/features/plans/service.ts'
import { paths } from '#server/paths.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { newPlanTyped, planDates, planLabels, planTyped, readPlanForm } from './plan-form.ts'
import { planFormFields } from './view-plan-form.ts'

/** `/plans/new`: starts a plan. Who starts it is its administrator. */
export function newPlanPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.planNew.pattern, async (request) => {
    const actor = web.signedIn(request)
    const may = await mayCreatePlan(deps, actor)
    return {
      page: { title: 'Start a plan', back: { href: paths.plans.at(), text: 'Back to the plans' } },
      initial: newPlanTyped,
      dates: planDates,
      ...(!may && { closed: { title: 'You cannot start a plan', text: whyNoNewPlan } }),
      fields: (state) => planFormFields(state, { press: 'Start the plan' }),
      fieldFor: fieldOfPlan,
      send: async (values) => {
        const read = readPlanForm(values)
        if (!read.ok) return read
        const { id } = await createPlanRow(deps, actor, read.data.fields, read.data.windows)
        const success = 'The plan is started as a draft, and you are its administrator.'
        return { ok: true, data: { to: paths.plan.at({ id }), success } }
      },
    }
  })
}

/** `/plans/:id/edit`: changes what describes a plan, and its horizons. */
export function editPlanPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.planEdit.pattern, async (request) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const home = paths.plan.at(plan)
    const [role, horizons] = await Promise.all([
      roleIn(deps.db, actor.id, plan.id),
      horizonsOf(deps.db, plan.id),
    ])
    const closed = mayEditPlan(role)
      ? whyPlanIsShut(plan.state)
      : 'The plan administrator changes it. Ask them.'
    return {
      page: {
        title: `Change the plan: ${plan.title}`,
        heading: 'Change the plan',
        section: planSection(plan, role),
        back: { href: home, text: 'Back to the plan' },
      },
      initial: planTyped(plan, horizons),
      dates: planDates,
      labels: planLabels,
      version: plan.version,
      ...(closed !== null && {
        closed: {
          title: 'You cannot change this plan',
          text: closed,
          next: button({ text: 'Back to the plan', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => planFormFields(state, { press: 'Save the plan' }),
      fieldFor: fieldOfPlan,
      send: async (values, version) => {
        const read = readPlanForm(values, horizons, plan)
        if (!read.ok) return read
        const { windows } = read.data
        const fields = changedFields(plan, read.data.fields)
        if (Object.keys(fields).length + windows.length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        await savePlan(deps, actor, plan.id, { fields, windows }, version)
        return { ok: true, data: { to: home, success: 'The plan is saved.' } }
      },
    }
  })
}

/** The field of the form for one that a refusal or a warning names: a day of a horizon stands under its name. */
function fieldOfPlan(named: string): string {
  const [, horizon, day] = /^horizons\/(\w+)\/(\w+)$/.exec(named) ?? []
  return horizon === undefined ? named : `${horizon}-${day}`
}
