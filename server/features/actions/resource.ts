import type { ActionRead, PersonShown } from '#db/read/action-facts.ts'
import { described } from '#server/sheets/noun.ts'
import type { Extension, Milestone } from '#workflows/action/action-facts.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { overdueDays } from '#workflows/action/owner-work.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import { actionFields } from './action-fields-sheet.ts'

export type ActionResource = ReturnType<typeof actionResource>

/**
 * An action as the API gives it.
 * @param today the London day to rate it at
 */
export function actionResource(read: ActionRead, today: Day) {
  const { facts, names } = read
  const named = (id: string) => ({ id, name: names[id] ?? '' })
  const requested = facts.extensions.find(({ state }) => state === 'requested')
  return {
    id: facts.id,
    ref: facts.ref,
    plan: { id: read.plan.id, title: read.plan.title },
    priority: { id: read.priority.id, ref: read.priority.ref, title: read.priority.title },
    horizon: read.horizon.name,
    ...described(actionFields, facts),
    state: facts.state,
    version: facts.version,
    owner: read.owner satisfies PersonShown | null,
    contributors: read.contributors,
    agency: facts.agencyId && read.agency !== null ? { id: facts.agencyId, name: read.agency } : null,
    criteria: facts.criteria.map(({ id, text }) => ({
      id,
      text,
      evidence: facts.evidence
        .filter(({ criterionId }) => criterionId === id)
        .map(({ criterionId: _, addedBy, ...evidence }) => ({ ...evidence, addedBy: named(addedBy) })),
    })),
    recommendations: read.recommendations,
    measures: read.measures,
    baselineDueOn: facts.baselineDueOn,
    forecastOn: facts.forecastOn,
    timesExtended: facts.timesExtended,
    timesMoved: timesDateMoved(facts),
    overdueDays: overdueDays(facts, today),
    rating: ratingOf(facts, read.plan.settings, today),
    ownRating: facts.ownRating,
    lastUpdate: facts.lastUpdate && {
      at: facts.lastUpdate.at,
      by: named(facts.lastUpdate.by),
      note: facts.lastUpdate.note,
      via: facts.lastUpdate.via ?? null,
    },
    openExtension: requested ? extensionResource(requested, named) : null,
    openBlockers: facts.blockers
      .filter(({ state }) => state === 'open')
      .map(({ id, what, waitingOn, sinceOn, critical }) => ({ id, what, waitingOn, sinceOn, critical })),
    milestones: facts.milestones.map((milestone) => milestoneResource(milestone, today)),
    embedCheckOn: facts.embedCheckOn,
    decisionId: facts.decisionId,
    decision: read.decision && { id: read.decision.id, ref: read.decision.ref, title: read.decision.title },
    createdAt: facts.createdAt,
    updatedAt: facts.updatedAt,
  }
}

/** What each part of an action says of it. The version of a part is that of its action. */
export function ofAction({ facts: { id, ref, title, state, version } }: ActionRead) {
  return { action: { id, ref, title, state }, version }
}

/** A milestone with what is derived from its dates: overdue, and met late. */
export function milestoneResource({ id, title, state, dueOn, metOn, timesReplanned }: Milestone, today: Day) {
  return {
    id,
    title,
    state,
    dueOn,
    metOn,
    timesReplanned,
    overdue: state === 'planned' && dueOn < today,
    late: state === 'met' && metOn !== null && metOn > dueOn,
  }
}

function extensionResource(extension: Extension, named: (id: string) => { id: string; name: string }) {
  const { id, state, dueOn, previousDueOn, reasonCode, text, effect, mitigation, requestedOn, requestedBy } =
    extension
  return {
    id,
    state,
    dueOn,
    previousDueOn,
    reasonCode,
    text,
    effect,
    mitigation,
    requestedOn,
    requestedBy: named(requestedBy),
  }
}
