import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { type DateCell, dateInCell } from '../dates/date-cell.ts'
import type { ExchangeField } from '../exchange-fields.ts'
import { type Around, cellFor, type Draft } from './row-context.ts'

type DayField = 'startOn' | 'dueOn' | 'baselineDueOn' | 'completedOn'

/**
 * Reads the dates of a row. A revised date is the due date, and the one beside it the first agreed. A span gives the start
 * as well, unless a column of its own tells it.
 */
export function readDates(draft: Draft, around: Around): void {
  const due = dateOf(draft, 'dueOn', around)
  const revised = dateOf(draft, 'revisedDueOn', around)
  const isMoved = revised !== null && revised.date.is !== 'none'
  if (isMoved && due !== null && due.date.is === 'read') enter(draft, 'baselineDueOn', due)
  const counts = isMoved ? revised : due
  if (counts !== null) enter(draft, 'dueOn', counts)
  for (const field of ['baselineDueOn', 'startOn', 'completedOn'] as const) {
    const own = dateOf(draft, field, around)
    if (own !== null && own.date.is !== 'none') enter(draft, field, own)
  }
  refuseOrder(draft)
}

type Told = { date: DateCell; original: string }

function dateOf(draft: Draft, field: ExchangeField, around: Around): Told | null {
  const found = cellFor(draft, field, around)
  return found === null ? null : { date: dateInCell(found.cell, around.dates), original: found.original }
}

function enter(draft: Draft, field: DayField, { date, original }: Told): void {
  if (date.is === 'none') return
  if (date.is === 'refused') {
    draft.refused.push({ field, original, because: date.because })
    return
  }
  if (date.is === 'asked') {
    const { question, proposed, was } = date
    draft.asked.push({ field, original, question, proposed: proposed === null ? [] : [proposed] })
    if (was === undefined || proposed === null) return
    // Both are proposed: the row is not read until somebody says so.
    Object.assign(draft.read, { [field]: proposed, baselineDueOn: was })
    return
  }
  draft.read[field] = date.due
  if (date.first !== undefined && field === 'dueOn') draft.read.startOn ??= date.first
  if (date.said !== null) draft.noted.push({ field, original, said: date.said })
}

function refuseOrder(draft: Draft): void {
  const { startOn, dueOn } = draft.read
  if (startOn === undefined || dueOn === undefined || startOn <= dueOn) return
  const because = `It would start on ${dayInWords(startOn)}, after it is due on ${dayInWords(dueOn)}. Correct the dates.`
  draft.refused.push({ field: 'startOn', original: dayInWords(startOn), because })
}

/** The days of a file that lie far from its others, as a slip of the year does. */
export function farFromOthers(days: readonly Day[]): (day: Day) => boolean {
  const years = days.map((day) => Number(day.slice(0, 4))).toSorted((a, b) => a - b)
  const middle = years[Math.floor(years.length / 2)] ?? 0
  return (day) => years.length >= 5 && Math.abs(Number(day.slice(0, 4)) - middle) >= 4
}
