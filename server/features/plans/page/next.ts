import { type HistoryEntry, readHistory } from '#db/read/history.ts'
import { membersOf } from '#db/read/members.ts'
import { readPlan } from '#db/read/plans.ts'
import { actionIdsByRef } from '#db/read/recommendations.ts'
import type { MadeFrom } from '#db/write/create-plan.ts'
import type { Deps } from '#server/deps.ts'
import { planWithEvents } from '#server/features/plans/events.ts'
import { planTemplates } from '#server/features/plans/from/templates.ts'
import type { Actor } from '#server/http/actor.ts'
import { paths } from '#server/paths.ts'
import { type Content, html } from '#server/ui/html/html.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import type { PlanNext, Returned } from './view-next.ts'

/** What a person may do next with a plan, and what that needs. */
export async function nextOf(deps: Deps, actor: Actor, planId: string, role: Role | null): Promise<PlanNext> {
  const [{ decision, events }, members, actions] = await Promise.all([
    planWithEvents(deps, actor, planId),
    membersOf(deps.db, planId),
    actionIdsByRef(deps.db, planId),
  ])
  const chaired = members.some(({ role: held, leftOn }) => held === 'chair' && leftOn === null)
  const entries = decision.plan.state === 'draft' ? await readHistory(deps.db, planId, { limit: RECENT }) : []
  const returned = whyReturned(entries)
  const madeFrom = await whatMadeFrom(deps, actor, entries)
  return { decision, events, actions, chaired, returned, madeFrom, editable: mayEditPlan(role) }
}

/** What the chair said on returning a plan that has not been submitted again since. */
function whyReturned(entries: readonly HistoryEntry[]): Returned | null {
  const last = entries.find(({ event }) => event === 'return' || event === 'submit')
  if (last?.event !== 'return' || typeof last.payload.reason !== 'string') return null
  return { by: last.actor?.name ?? 'The chair', at: last.at, reason: last.payload.reason }
}

/** The plan or template that a plan was made from. A plan that this person may not see is not named. */
async function whatMadeFrom(
  { db }: Deps,
  actor: Actor,
  entries: readonly HistoryEntry[],
): Promise<Content | null> {
  const made = entries.find(({ event }) => event === 'create')?.payload.madeFrom as MadeFrom | undefined
  if (made === undefined) return null
  if ('template' in made) {
    const template = planTemplates().find(({ name }) => name === made.template)
    return `the template ‘${template?.draft.title ?? made.template}’`
  }
  const source = await readPlan(db, actor.id, made.planId)
  return source
    ? html`<a class="govuk-link" href="${paths.plan.at(source)}">${source.title}</a>`
    : 'another plan'
}

/** Far more than is changed in a plan between its return and its being submitted again. */
const RECENT = 500
