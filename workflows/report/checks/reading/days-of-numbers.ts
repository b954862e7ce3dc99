import { sinceWords } from './beside-words.ts'
import type { DateRead } from './dates.ts'
import type { Quantity } from './quantities.ts'
import { lowAt, type Token } from './tokens.ts'

type Item = { is: 'number'; quantity: Quantity } | { is: 'date'; date: DateRead }

/** What may stand between a number and the date behind it that is its own: '307 in March 2017'. */
const joints: ReadonlySet<string> = new Set('in at the end of as on for during ('.split(' '))

/**
 * The day that a sentence tells of each of its numbers: the date right behind a number, or else the one before it with
 * no other number between, or behind it likewise, or the only date of the sentence. A date after 'since' or 'by' is no
 * day of a figure, and one date is not given to two numbers of which it follows the first.
 */
export function daysOfNumbers(
  tokens: readonly Token[],
  quantities: readonly Quantity[],
  dates: readonly DateRead[],
): Map<Quantity, DateRead> {
  const items: Item[] = [
    ...quantities.map((quantity): Item => ({ is: 'number', quantity })),
    ...dates
      .filter((date) => !sinceWords.has(beforeOf(tokens, date)))
      .map((date): Item => ({ is: 'date', date })),
  ].toSorted((a, b) => firstOf(a) - firstOf(b))
  const days = new Map<Quantity, DateRead>()
  const free = new Set<DateRead>()
  for (const [at, item] of items.entries()) {
    if (item.is === 'number') continue
    const before = items[at - 1]
    if (before?.is === 'number' && areJoined(tokens, before.quantity.last, item.date.first))
      days.set(before.quantity, item.date)
    else free.add(item.date)
  }
  for (const [at, item] of items.entries()) {
    if (item.is === 'date' || days.has(item.quantity)) continue
    const near = [items[at - 1], items[at + 1]].flatMap((each) =>
      each?.is === 'date' && free.has(each.date) ? [each.date] : [],
    )
    const [day = free.size === 1 ? [...free][0] : undefined] = near
    if (day) days.set(item.quantity, day)
  }
  return days
}

const firstOf = (item: Item): number => (item.is === 'number' ? item.quantity.first : item.date.first)

/** The word before a date, across 'the end of' and the like. */
function beforeOf(tokens: readonly Token[], { first }: DateRead): string {
  let at = first - 1
  while (/^(the|end|of|start|late|early|mid)$/.test(lowAt(tokens, at))) at -= 1
  return lowAt(tokens, at)
}

function areJoined(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!joints.has(lowAt(tokens, at))) return false
  return true
}
