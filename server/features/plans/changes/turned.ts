import type { ActionChanged } from '#db/read/changes.ts'
import type { BriefAction } from '#db/read/matrix.ts'
import { overdueDays } from '#workflows/action/owner-work.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type Rated, type Rating, ratingOf } from '#workflows/rating/rating.ts'

export type Turned = {
  turned: {
    actionId: string
    from: Omit<Rated, 'toTurnGreen'>
    to: Omit<Rated, 'toTurnGreen'>
    direction: 'better' | 'worse' | 'neither'
    /** The last that was done to it between the two days; null when only time has passed. */
    last: Pick<ActionChanged, 'event' | 'at' | 'actor'> | null
  }[]
  newlyOverdue: { actionId: string; dueOn: Day | null; overdueDays: number }[]
}

/**
 * The actions whose colour is another at the end of the second day than it was on the first, each
 * judged on its own day, and those that ran past their due date between the two. What had or has no colour is
 * left out: it was agreed, added or taken out, and is told there.
 */
export function turnedBetween(
  then: readonly BriefAction[],
  now: readonly BriefAction[],
  happened: readonly ActionChanged[],
  { since, until }: { since: Day; until: Day },
): Turned {
  const stood = new Map(then.map((action) => [action.facts.id, action]))
  const last = new Map(happened.map(({ actionId, event, at, actor }) => [actionId, { event, at, actor }]))
  const turned = now.flatMap((action) => {
    const before = stood.get(action.facts.id)
    if (!before) return []
    const [from, to] = [rated(before, since), rated(action, until)]
    if (from.rating === to.rating || from.rating === 'none' || to.rating === 'none') return []
    const { id } = action.facts
    return [
      { actionId: id, from, to, direction: directionOf(from.rating, to.rating), last: last.get(id) ?? null },
    ]
  })
  const newlyOverdue = now.flatMap(({ facts }) => {
    const before = stood.get(facts.id)
    const days = overdueDays(facts, until)
    const wasOverdue = before !== undefined && overdueDays(before.facts, since) > 0
    return days > 0 && !wasOverdue ? [{ actionId: facts.id, dueOn: facts.dueOn, overdueDays: days }] : []
  })
  return { turned, newlyOverdue }
}

const badness: Record<Rating, number> = { blue: 0, green: 1, grey: 1, none: 1, amber: 2, red: 3 }

function directionOf(from: Rating, to: Rating): 'better' | 'worse' | 'neither' {
  if (badness[from] === badness[to]) return 'neither'
  return badness[to] < badness[from] ? 'better' : 'worse'
}

function rated({ facts, settings }: BriefAction, day: Day): Omit<Rated, 'toTurnGreen'> {
  const { rating, code, because } = ratingOf(facts, settings, day)
  return { rating, code, because }
}
