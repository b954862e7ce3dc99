import type { Region } from '#workflows/calendar/bank-holidays.ts'
import { addDays, type Day, monthNames, weekdayOf } from '#workflows/calendar/calendar.ts'
import { workingDayFrom } from '#workflows/calendar/working-days.ts'

/** Which of its weekdays in a month a board sits on. */
export const seriesPlaces = ['first', 'second', 'third', 'fourth', 'last'] as const
export type SeriesPlace = (typeof seriesPlaces)[number]

/** Weekdays on which a board can sit, Monday first. */
export const seriesWeekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const
export type SeriesWeekday = (typeof seriesWeekdays)[number]

/** How often a board sits, by the number of months from one meeting to the next. */
export const everyMonths = { month: 1, twoMonths: 2, quarter: 3 } as const

/** When a board sits: the second Tuesday of every month, twelve times, none of them before a day. */
export type MeetingSeries = {
  place: SeriesPlace
  weekday: SeriesWeekday
  /** None is held before this day. */
  fromOn: Day
  /** Months from one to the next. */
  everyMonths: number
  /** How many meetings. */
  times: number
}

/** A day of a series; `movedFrom` where it would have been on a bank holiday. */
export type SeriesDay = { heldOn: Day; movedFrom: Day | null }

/**
 * The days of a series, in order. One that falls on a bank holiday is held on the next working day.
 * @param region whose bank holidays count
 */
export function seriesDays(
  { place, weekday, fromOn, everyMonths, times }: MeetingSeries,
  region: Region,
): SeriesDay[] {
  const days: SeriesDay[] = []
  const first = dayInMonth(monthOf(fromOn, 0), place, weekday)
  const start = first < fromOn ? 1 : 0
  for (let at = 0; at < times; at++) {
    const wanted = dayInMonth(monthOf(fromOn, start + at * everyMonths), place, weekday)
    const heldOn = workingDayFrom(wanted, region)
    days.push({ heldOn, movedFrom: heldOn === wanted ? null : wanted })
  }
  return days
}

/** What one of a series is called: 'Improvement board, December 2026'. */
export function titleInSeries(title: string, heldOn: Day): string {
  const [year = '', month = '1'] = heldOn.split('-')
  return `${title}, ${monthNames[Number(month) - 1]} ${year}`
}

/** The first day of the month that lies so many months after that of a day. */
function monthOf(day: Day, months: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const all = year * 12 + month - 1 + months
  return `${String(Math.floor(all / 12)).padStart(4, '0')}-${String((all % 12) + 1).padStart(2, '0')}-01`
}

function dayInMonth(first: Day, place: SeriesPlace, weekday: SeriesWeekday): Day {
  const wanted = seriesWeekdays.indexOf(weekday) + 1
  const earliest = addDays(first, (wanted - weekdayOf(first) + 7) % 7)
  if (place !== 'last') return addDays(earliest, 7 * seriesPlaces.indexOf(place))
  const fifth = addDays(earliest, 28)
  return fifth < monthOf(first, 1) ? fifth : addDays(earliest, 21)
}
