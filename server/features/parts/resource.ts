import type { ActionRead } from '#db/read/action-facts.ts'
import type { PartKind } from '#db/read/parts.ts'
import { milestoneResource, ofAction } from '#server/features/actions/resource.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** A part of an action as the API gives it, with its action; null where the action has no such part. */
export function partResource(kind: PartKind, read: ActionRead, id: string, today: Day) {
  return allOf(kind, read, today).find((each) => each.id === id) ?? null
}

/** The milestones of an action, each with its action. The version of a part is that of its action. */
export function milestonesOf(read: ActionRead, today: Day) {
  return read.facts.milestones.map((each) => ({ ...milestoneResource(each, today), ...ofAction(read) }))
}

/** The blockers of an action, open and resolved. */
export function blockersOf(read: ActionRead) {
  return read.facts.blockers.map(({ raisedBy, ...blocker }) => ({
    ...blocker,
    raisedBy: named(read, raisedBy),
    ...ofAction(read),
  }))
}

/** Every request for more time of an action, with its decision. */
export function extensionsOf(read: ActionRead) {
  return read.facts.extensions.map(({ requestedBy, decidedBy, ...extension }) => ({
    ...extension,
    requestedBy: named(read, requestedBy),
    decidedBy: decidedBy === null ? null : named(read, decidedBy),
    ...ofAction(read),
  }))
}

function allOf(kind: PartKind, read: ActionRead, today: Day) {
  if (kind === 'milestone') return milestonesOf(read, today)
  return kind === 'blocker' ? blockersOf(read) : extensionsOf(read)
}

function named({ names }: ActionRead, id: string) {
  return { id, name: names[id] ?? '' }
}
