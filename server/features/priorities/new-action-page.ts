import type { FastifyInstance } from 'fastify'
import type { HorizonRow } from '#db/read/plans.ts'
import { actionIdsByRef } from '#db/read/recommendations.ts'
import type { Deps } from '#server/deps.ts'
import {
  type ActionTyped,
  actionDates,
  nextActionRef,
  readActionForm,
} from '#server/features/actions/edit/action-form.ts'
import { actionOffers, personAdded } from '#server/features/actions/edit/action-offers.ts'
import { actionFormFields, missingPerson } from '#server/features/actions/edit/view-action-form.ts'
import { createAction, whyNoNewAction } from '#server/features/actions/service.ts'
import { type PriorityAt, priorityAt } from '#server/features/priorities/priority-at.ts'
import { paths } from '#server/paths.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import type { Read, Typed } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { mayAddActions, mayEditPlan } from '#workflows/engine/policy.ts'
import { isClosed, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'

/** `/plans/:id/priorities/:ref/actions/new`: writes an action into a priority, as a draft. */
export function newActionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.actionNew.pattern, async (request) => {
    const at = await priorityAt(deps, web, request)
    const { actor, plan, priority, role } = at
    const added = await personAdded(deps, request, role)
    const [offers, taken] = await Promise.all([
      actionOffers(deps, plan.id, { people: added ? [added] : [] }),
      actionIdsByRef(deps.db, plan.id).then(Object.keys),
    ])
    const refFor = ({ name }: HorizonRow) => nextActionRef(priority.ref, name, taken)
    const [first] = offers.horizons
    return {
      page: at.frame('Add an action'),
      dates: actionDates,
      ...(added && { initial: { ownerId: added.id } }),
      ...closedFor(at, offers.horizons.length > 0),
      fields: (state) =>
        actionFormFields(state, {
          offers,
          missing: missingPerson(
            plan,
            mayEditPlan(role),
            paths.actionNew.at({ id: plan.id, ref: priority.ref }),
          ),
          press: 'Add the action',
          open: () => true,
          ...(first && { freeRef: refFor(first) }),
        }),
      fieldFor: (refused) => (refused === 'horizon' ? 'horizonId' : refused),
      send: async (values) => {
        const read = readNew(values, offers.horizons)
        if (!read.ok) return read
        const { typed, horizon } = read.data
        const { facts } = await createAction(deps, actor, priority, {
          ...typed,
          horizon: horizon.name,
          ref: typed.ref ?? refFor(horizon),
          criteria: typed.criteria.map(({ text }) => ({ text })),
        })
        const success = `Action ${facts.ref} is written into the plan as a draft. ${stillMissing(typed)}`
        return { ok: true, data: { to: paths.action.at(facts), success } }
      },
    }
  })
}

function readNew(
  values: Typed,
  horizons: readonly HorizonRow[],
): Read<{ typed: Omit<ActionTyped, 'horizonId' | 'priorityId'>; horizon: HorizonRow }> {
  const read = readActionForm(values)
  if (!read.ok) return read
  const { horizonId, priorityId: _, ...typed } = read.data
  const horizon = horizons.find(({ id }) => id === horizonId)
  return horizon
    ? { ok: true, data: { typed, horizon } }
    : { ok: false, faults: { horizonId: 'Choose the horizon it lies in' } }
}

function stillMissing({
  ownerId,
  dueOn,
  criteria,
}: Pick<ActionTyped, 'ownerId' | 'dueOn' | 'criteria'>): string {
  const gaps = [
    ...(ownerId === null ? ['an owner'] : []),
    ...(dueOn === null ? ['a due date'] : []),
    ...(criteria.length === 0 ? ['closure criteria'] : []),
  ]
  if (gaps.length === 0) return 'The lead of the priority or the chair can agree it now.'
  return `Before it can be agreed it needs ${new Intl.ListFormat('en-GB').format(gaps)}.`
}

function closedFor(
  { actor, plan, priority, role, home }: PriorityAt,
  hasHorizons: boolean,
): Pick<FormPage, 'closed'> {
  const back = button({ text: 'Back to the priority', href: home, look: 'secondary' })
  const title = 'You cannot add an action here'
  if (!mayAddActions(actor.id, role, priority.leadId))
    return { closed: { title, text: whyNoNewAction, next: back } }
  const shut = whyPlanIsShut(plan.state)
  if (shut !== null) return { closed: { title, text: shut, next: back } }
  if (isClosed(priority.state)) {
    const text = 'The priority has been delivered. Have the chair reopen it first.'
    return { closed: { title, text, next: back } }
  }
  if (hasHorizons) return {}
  const text =
    'Every action lies in a horizon, and the plan has none yet. Its administrator adds them to the plan.'
  const next = mayEditPlan(role)
    ? button({ text: 'Add horizons to the plan', href: paths.planEdit.at(plan) })
    : back
  return { closed: { title, text, next } }
}
