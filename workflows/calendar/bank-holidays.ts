import { addDays, type Day, mondayOf, weekdayOf } from './calendar.ts'

/** The parts of the United Kingdom that keep bank holidays of their own. */
export const regions = ['englandAndWales', 'scotland', 'northernIreland'] as const
export type Region = (typeof regions)[number]

/**
 * What the yearly rules alone would miss or misplace: holidays proclaimed once, and regular ones moved. Source: the
 * government's published list at gov.uk/bank-holidays, read in November 2026; a newly proclaimed day is added here.
 */
const exceptions: readonly { day: Day; is: 'proclaimed' | 'moved away'; only?: Region; why: string }[] = [
  { day: '2020-05-04', is: 'moved away', why: 'early May bank holiday, for VE Day' },
  { day: '2020-05-08', is: 'proclaimed', why: '75 years since VE Day' },
  { day: '2022-05-30', is: 'moved away', why: 'spring bank holiday, for the Platinum Jubilee' },
  { day: '2022-06-02', is: 'proclaimed', why: 'spring bank holiday, for the Platinum Jubilee' },
  { day: '2022-06-03', is: 'proclaimed', why: 'Platinum Jubilee' },
  { day: '2022-09-19', is: 'proclaimed', why: 'State funeral of Queen Elizabeth II' },
  { day: '2023-05-08', is: 'proclaimed', why: 'Coronation of King Charles III' },
  { day: '2026-06-15', is: 'proclaimed', only: 'scotland', why: 'Scotland at the World Cup' },
]

const known = new Map<string, ReadonlySet<Day>>()

/**
 * The bank holidays of a year in a part of the country, with substitutes for those that fall on a weekend
 * (Banking and Financial Dealings Act 1971, schedule 1, and the yearly proclamations).
 */
export function bankHolidays(year: number, region: Region): ReadonlySet<Day> {
  const key = `${year} ${region}`
  const cached = known.get(key)
  if (cached) return cached
  const days = new Set([
    addDays(easterSunday(year), -2),
    firstMonday(year, 5),
    mondayOf(`${year}-05-31`),
    ...pairFrom(`${year}-12-25`),
    ...regional[region](year),
  ])
  for (const { day, is, only } of exceptions) {
    if (!day.startsWith(`${year}-`) || (only && only !== region)) continue
    if (is === 'proclaimed') days.add(day)
    else days.delete(day)
  }
  known.set(key, days)
  return days
}

const regional: Record<Region, (year: number) => Day[]> = {
  englandAndWales: (year) => [
    weekdayFrom(`${year}-01-01`),
    addDays(easterSunday(year), 1),
    mondayOf(`${year}-08-31`),
  ],
  scotland: (year) => [...pairFrom(`${year}-01-01`), firstMonday(year, 8), weekdayFrom(`${year}-11-30`)],
  northernIreland: (year) => [
    weekdayFrom(`${year}-01-01`),
    weekdayFrom(`${year}-03-17`),
    addDays(easterSunday(year), 1),
    weekdayFrom(`${year}-07-12`),
    mondayOf(`${year}-08-31`),
  ],
}

/** Two holidays in a row, each on its day where that is a weekday, otherwise on the next weekday left free. */
function pairFrom(first: Day): Day[] {
  const days = [first, addDays(first, 1)]
  const kept = days.filter((day) => weekdayFrom(day) === day)
  for (const moved of days.filter((day) => weekdayFrom(day) !== day)) {
    let free = weekdayFrom(moved)
    while (kept.includes(free)) free = weekdayFrom(addDays(free, 1))
    kept.push(free)
  }
  return kept
}

function weekdayFrom(day: Day): Day {
  const weekday = weekdayOf(day)
  return weekday > 5 ? addDays(day, 8 - weekday) : day
}

function firstMonday(year: number, month: number): Day {
  const first = `${year}-${String(month).padStart(2, '0')}-01`
  const monday = mondayOf(first)
  return monday === first ? first : addDays(monday, 7)
}

/** Easter Sunday of a year in the Gregorian calendar, by the anonymous computus published in Nature, 1876. */
function easterSunday(year: number): Day {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const month = Math.floor((epact + weekday - 7 * shift + 114) / 31)
  const day = ((epact + weekday - 7 * shift + 114) % 31) + 1
  return addDays(`${year}-0${month}-01`, day - 1)
}
