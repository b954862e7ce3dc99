import type { ActionRead } from '#db/read/action-facts.ts'
import { count, day } from '#server/ui/html/components.ts'
import { ratingWords } from '#server/ui/words/rating-words.ts'
import { byRef } from '#workflows/plan/reference-order.ts'
import { type Rating, ratingOf, ratings } from '#workflows/rating/rating.ts'
import type { Board } from './board.ts'

/** An action of a list of the board page, with what there is to say of it. */
export type Told = { read: ActionRead; rating: Rating; text: string }

/** What is another colour than at the last board, or has another date: each action once in a list, reds first. */
export type TurnedOnBoard = {
  /** Every action that is red and was not, be it new in the plan. */
  red: Told[]
  /** What else went back: amber that was better, past its date, or with its date moved back. */
  slipped: Told[]
  better: Told[]
}

/** What turned since the last board. Nothing is left out. */
export function turnedOn({ actions, changes, since, today }: Board): TurnedOnBoard {
  const reads = new Map(actions.map((read) => [read.facts.id, read]))
  const turned = new Map(changes.turned.map((each) => [each.action.id, each]))
  const late = new Map(changes.newlyOverdue.map((each) => [each.action.id, each]))
  const fresh = new Set([...changes.added, ...changes.reinstated].map(({ action }) => action.id))
  const told = (id: string, text: string): Told[] => {
    const read = reads.get(id)
    return read ? [{ read, rating: ratingOf(read.facts, read.plan.settings, today).rating, text }] : []
  }
  const was = (id: string) => {
    const before = turned.get(id)
    return before ? `Was ${ratingWords[before.from.rating].toLowerCase()}. ` : ''
  }
  const why = (id: string, because: string) => {
    const ran = late.get(id)
    return ran
      ? `Ran past ${ran.dueOn === null ? 'its date' : day(ran.dueOn)}, ${count(ran.overdueDays, 'day')} ago.`
      : because
  }
  const red = actions.flatMap((read) => {
    const { id, agreedOn } = read.facts
    const now = ratingOf(read.facts, read.plan.settings, today)
    const isNew = fresh.has(id) || (agreedOn !== null && agreedOn > since.day)
    if (now.rating !== 'red' || !(turned.has(id) || isNew)) return []
    const before = turned.has(id) ? was(id) : 'Not rated at the last board. '
    return [{ read, rating: now.rating, text: `${before}${why(id, now.because)}` }]
  })
  const isRed = new Set(red.map(({ read }) => read.facts.id))
  const slipped = [
    ...changes.turned.flatMap(({ action: { id }, to, direction }) =>
      direction === 'worse' && !isRed.has(id) ? told(id, `${was(id)}${why(id, to.because)}`) : [],
    ),
    ...changes.newlyOverdue.flatMap(({ action: { id } }) =>
      isRed.has(id) || turned.has(id) ? [] : told(id, why(id, '')),
    ),
    ...changes.moved.flatMap(({ action, from, to, days, actor }) =>
      days > 0
        ? told(
            action.id,
            `Moved from ${day(from)} to ${day(to)}, ${count(days, 'day')} later${actor ? `, by ${actor.name}` : ''}.`,
          )
        : [],
    ),
  ]
  const better = changes.turned.flatMap(({ action: { id }, to, direction }) =>
    direction === 'better' ? told(id, `${was(id)}${to.because}`) : [],
  )
  return { red: inOrder(red), slipped: inOrder(slipped), better: inOrder(better) }
}

/** Reds before ambers before all others, each in the order of their references. */
export function inOrder(list: readonly Told[]): Told[] {
  return list.toSorted(
    (a, b) => ratings.indexOf(a.rating) - ratings.indexOf(b.rating) || byRef(a.read.facts, b.read.facts),
  )
}
