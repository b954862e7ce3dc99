import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { planPeople } from '#db/read/plan-people.ts'
import { type HorizonRow, horizonsOf, listPriorities, type PriorityRow } from '#db/read/plans.ts'
import { actionIdsByRef } from '#db/read/recommendations.ts'
import type { Deps } from '#server/deps.ts'
import { whatFields } from '#server/features/actions/action-fields-sheet.ts'
import { nextActionRef } from '#server/features/actions/edit/action-form.ts'
import { createAction, whyNoNewAction } from '#server/features/actions/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { idTyped, textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { peopleOptions } from '#server/ui/forms/people-options.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { initialDescription } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { mayAddActions, type Role } from '#workflows/engine/policy.ts'
import { limits } from '#workflows/limits.ts'
import { isClosed, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { decisionAt } from './decision-at.ts'

const dates = ['dueOn']
const schema = z.object({
  title: textSchema('Enter what the action commits to', limits.action.title),
  priorityId: idTyped('Choose the priority it belongs to'),
  ownerId: idTyped('Choose who owns it'),
  dueOn: dayField('the due date'),
})

/** The open priorities of a plan into which a person may write actions. */
export async function prioritiesFor(
  { db }: Deps,
  actor: Actor,
  { plan, role }: { plan: { id: string }; role: Role | null },
): Promise<PriorityRow[]> {
  const all = await listPriorities(db, actor.id, plan.id)
  return all.filter(({ state, leadId }) => !isClosed(state) && mayAddActions(actor.id, role, leadId))
}

/** `/decisions/:id/action`: writes an action into the plan that came from a decision, as a draft. */
export function actionOfDecisionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.decisionAction.pattern, async (request) => {
    const at = await decisionAt(deps, web, request)
    const { actor, decision, plan, home, frame } = at
    const [priorities, horizons, people, taken] = await Promise.all([
      prioritiesFor(deps, actor, at),
      horizonsOf(deps.db, plan.id),
      planPeople(deps.db, plan.id),
      actionIdsByRef(deps.db, plan.id).then(Object.keys),
    ])
    const why =
      whyPlanIsShut(plan.state) ??
      (priorities.length === 0 ? whyNoNewAction : null) ??
      (horizons.length === 0 ? 'The plan has no horizons yet. Ask the plan administrator to add them.' : null)
    const offered = priorities.map(({ id, ref, title }) => ({ value: id, text: `${ref} ${title}` }))
    const owners = peopleOptions(people)
    return {
      page: frame('Make an action of it'),
      initial: {
        title: decision.title,
        ...(offered.length === 1 && { priorityId: offered[0]?.value ?? '' }),
      },
      dates,
      ...(why !== null && {
        closed: {
          title: 'You cannot make an action of it',
          text: why,
          next: button({ text: 'Back to the decision', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => {
        const draw = fieldsOf(state)
        return html`<p>It is written into the plan as a draft that came from decision ${decision.ref}, in the horizon of its due date.</p>
<p>It waits until the decision can be carried out.</p>
${draw.line('title', { label: whatFields.title.label, hint: whatFields.title.hint })}
${draw.pick('priorityId', { label: 'Priority', items: [{ value: '', text: 'Choose one' }, ...offered] })}
${draw.pick('ownerId', { label: 'Owner', hint: 'The one person who answers for it', items: [{ value: '', text: 'Choose one' }, ...owners] })}
${draw.day('dueOn', { label: 'Due date', hint: 'The day by which it is done, for example, 31 3 2027' })}
${button({ text: 'Make the action' })}`
      },
      send: async (values) => {
        const read = readForm(schema, values, dates)
        if (!read.ok) return read
        const { priorityId, ...typed } = read.data
        const priority = priorities.find(({ id }) => id === priorityId)
        if (!priority) return { ok: false, faults: { priorityId: 'Choose the priority it belongs to' } }
        const horizon = horizonOf(horizons, typed.dueOn)
        const { facts } = await createAction(deps, actor, priority, {
          ...initialDescription,
          ...typed,
          description: asDescription(decision.resolved),
          ref: nextActionRef(priority.ref, horizon, taken),
          horizon,
          agencyId: null,
          contributorIds: [],
          criteria: [],
          recommendationIds: [],
          measureIds: [],
          decisionId: decision.id,
        })
        const success = `Action ${facts.ref} came from decision ${decision.ref}. Before it can be agreed it needs closure criteria.`
        return { ok: true, data: { to: paths.action.at(facts), success } }
      },
    }
  })
}

/** The horizon in which a day lies: the last one for a later day, the first for an earlier one. */
function horizonOf(horizons: readonly HorizonRow[], day: Day): HorizonRow['name'] {
  const reached = horizons.find(({ lastOn }) => day <= lastOn) ?? horizons.at(-1)
  return reached?.name ?? 'short'
}

/** What was resolved, as the description of what is to be done; nothing where it is longer than one may be. */
function asDescription(resolved: readonly string[]): string {
  const text = resolved.map((each, at) => (resolved.length === 1 ? each : `${at + 1}. ${each}`)).join('\n')
  return text.length > limits.action.description.most ? '' : text
}
