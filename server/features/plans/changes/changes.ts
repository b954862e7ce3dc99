import { type ActionChanged, actionChanges } from '#db/read/changes.ts'
import { type BriefAction, briefActions } from '#db/read/matrix.ts'
import { namesOf } from '#db/read/names.ts'
import type { PlanRow } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { excludedStates, finishedStates, isLive } from '#workflows/action/action-facts.ts'
import { type Day, daysBetween, endOfLondonDay, type Instant } from '#workflows/calendar/calendar.ts'
import { type Turned, turnedBetween } from './turned.ts'

/**
 * What lies between the ends of two London days; or from the cut-off of a board on, which is a moment of the first:
 * what was done later that day was in no pack yet.
 */
export type Span = { since: Day; until: Day; cutOffAt?: Instant }

/**
 * What changed in a plan after the end of one London day, or a cut-off, until the end of another, for a meeting to go
 * through.
 * What stood at the two ends is compared for colours and for dates that have run out; everything else is told from
 * the history, once for each time it happened, with who did it.
 * @throws Problem 400 when `until` lies before `since`
 */
export async function changesOf({ db }: Pick<Deps, 'db'>, plan: PlanRow, { cutOffAt, ...span }: Span) {
  if (span.until < span.since) throw endsBeforeItBegins()
  const [from, until] = [cutOffAt ?? endOfLondonDay(span.since), endOfLondonDay(span.until)]
  const [then, now, happened] = await Promise.all([
    briefActions(db, plan.id, from),
    briefActions(db, plan.id, until),
    actionChanges(db, plan.id, { from, until }),
  ])
  const names = await namesOf(db, namedIn(happened))
  const named: Named = (id) => (typeof id === 'string' ? { id, name: names[id] ?? '' } : null)
  const actions = new Map(now.map((action) => [action.facts.id, shortly(action)]))
  const all = <T extends object>(tell: (change: ActionChanged, named: Named) => T | null) =>
    happened.flatMap((change) => {
      const [action, more] = [actions.get(change.actionId), tell(change, named)]
      return action && more ? [{ action, at: change.at, actor: change.actor, ...more }] : []
    })
  return {
    plan: { id: plan.id, title: plan.title },
    ...span,
    ...withActions(turnedBetween(then, now, happened, span), actions),
    added: all(added),
    closed: all(closed),
    reopened: all(reopened),
    moved: all(moved),
    cancelled: all(cancelled),
    superseded: all(superseded),
    reinstated: all(reinstated),
    handedOver: all(handedOver),
  }
}

type Named = (id: unknown) => { id: string; name: string } | null
type Shortly = ReturnType<typeof shortly>

function shortly({ facts: { id, ref, title }, priority, owner }: BriefAction) {
  return { id, ref, title, priority, owner }
}

function withActions({ turned, newlyOverdue }: Turned, actions: ReadonlyMap<string, Shortly>) {
  const named = <T extends { actionId: string }>(list: T[]) =>
    list.flatMap(({ actionId, ...more }) => {
      const action = actions.get(actionId)
      return action ? [{ action, ...more }] : []
    })
  return { turned: named(turned), newlyOverdue: named(newlyOverdue) }
}

function added({ before }: ActionChanged) {
  return before === null ? {} : null
}

function closed(change: ActionChanged) {
  return cameInto(change, finishedStates) ? { from: change.before?.state, to: change.after.state } : null
}

function reopened(change: ActionChanged) {
  return cameBackFrom(change, finishedStates)
    ? { from: change.before?.state, dueOn: change.after.dueOn, ...reasonOf(change) }
    : null
}

/** A due date that was agreed and is another now: by an extension, or with a decision that sets it anew. */
function moved(change: ActionChanged) {
  const { before, after, event } = change
  if (!before?.agreed || before.dueOn === null || after.dueOn === null || before.dueOn === after.dueOn) {
    return null
  }
  const days = daysBetween(before.dueOn, after.dueOn)
  return { from: before.dueOn, to: after.dueOn, days, event, ...reasonOf(change) }
}

function cancelled(change: ActionChanged) {
  return cameInto(change, ['cancelled']) ? reasonOf(change) : null
}

function superseded(change: ActionChanged, named: Named) {
  return cameInto(change, ['superseded'])
    ? { successor: named(change.payload['successorId']), ...reasonOf(change) }
    : null
}

function reinstated(change: ActionChanged) {
  return cameBackFrom(change, excludedStates) ? { dueOn: change.after.dueOn, ...reasonOf(change) } : null
}

function handedOver(change: ActionChanged, named: Named) {
  const { before, after, payload } = change
  if (!before || before.ownerId === null || before.ownerId === after.ownerId) return null
  const fromOn = (payload['fromOn'] ?? null) as Day | null
  return { from: named(before.ownerId), to: named(after.ownerId), fromOn, ...reasonOf(change) }
}

function cameInto({ before, after }: ActionChanged, states: readonly string[]): boolean {
  return before !== null && before.state !== after.state && states.includes(after.state)
}

function cameBackFrom({ before, after }: ActionChanged, states: readonly string[]): boolean {
  return before !== null && states.includes(before.state) && isLive(after.state)
}

function reasonOf({ payload }: ActionChanged): { reason: string | null } {
  return { reason: (payload['reason'] ?? null) as string | null }
}

function namedIn(happened: readonly ActionChanged[]) {
  const owners = happened.flatMap(({ before, after }) => [before?.ownerId ?? [], after.ownerId ?? []].flat())
  const successors = happened.flatMap(({ payload }) => (payload['successorId'] ?? []) as string | string[])
  return { people: [...new Set(owners)], actions: [...new Set(successors)] }
}

function endsBeforeItBegins(): Problem {
  const detail = "Give 'until' a day that is not before 'since'."
  return new Problem('invalidRequest', detail, {
    errors: [{ pointer: '/until', code: 'beforeSince', detail }],
  })
}
