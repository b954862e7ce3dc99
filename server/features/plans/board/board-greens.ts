import { day } from '#server/ui/html/components.ts'
import { ratingWords } from '#server/ui/words/rating-words.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { daysBetween } from '#workflows/calendar/calendar.ts'
import { greenUnheardSince, withoutTheMove } from '#workflows/rating/greens.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import { count, timesMoved } from '#workflows/words.ts'
import { inOrder, type Told } from './board-turned.ts'
import type { Board } from './board.ts'

/** Greens that a board has reason to ask about. */
export type GreensOnBoard = {
  /** Green only because a date moved. */
  byMove: Told[]
  /** Green, or amber for that alone, and unheard of for five weeks. */
  unheard: Told[]
}

/** The greens of a plan that are not what they seem. */
export function greensOn({ actions, plan, settings, today }: Board): GreensOnBoard {
  const byMove = actions.flatMap((read): Told[] => {
    const first = withoutTheMove(read.facts, settings, today)
    const { baselineDueOn, dueOn } = read.facts
    if (first === null || baselineDueOn === null) return []
    const due = `First agreed for ${day(baselineDueOn)}, due ${dueOn === null ? 'on no date' : day(dueOn)} now`
    const moved = timesMoved(timesDateMoved(read.facts))
    return [
      {
        read,
        rating: 'green',
        text: `${due}, ${moved}. By its first date it would be ${ratingWords[first.rating].toLowerCase()}.`,
      },
    ]
  })
  const unheard = actions.flatMap((read): Told[] => {
    const since = plan.state === 'active' ? greenUnheardSince(read.facts, settings, today) : null
    if (since === null) return []
    const { rating } = ratingOf(read.facts, settings, today)
    const alone = rating === 'amber' ? ', amber for that alone' : ''
    return [
      {
        read,
        rating,
        text: `no update since ${day(since)}, ${count(daysBetween(since, today), 'day')}${alone}`,
      },
    ]
  })
  return { byMove: inOrder(byMove), unheard: inOrder(unheard) }
}
