import { addDays, type Day, dayInWords, isDay, monthNames } from '#workflows/calendar/calendar.ts'
import { beyond, days, isFarDay } from '#workflows/limits.ts'
import { type DateToken, lastDayOf } from './date-token.ts'

/** What one date of a cell is: its first and last day, what could be meant, or why it is none. */
export type TokenRead =
  | { is: 'read'; first: Day; last: Day; said: string | null }
  | { is: 'asked'; question: string; proposed: Day | null }
  | { is: 'refused'; because: string }

/** What has to be known beside a cell to read its dates. */
export type DateContext = {
  /** The day on which it is read: a date without its year is proposed for the next one from then on. */
  today: Day
  /** The day that serial number 0 stands for. */
  epoch: 1900 | 1904
}

/**
 * Reads one date. What is told by its month alone is due on its last day. What may be of two years, or of no day that
 * there is, is never guessed.
 * @param year the year that stands beside it in the same cell, for a date without its own
 */
export function readToken(token: DateToken, context: DateContext, year: number | null = null): TokenRead {
  switch (token.kind) {
    case 'day':
      return dayRead(token.day, token.month, token.year ?? year, context)
    case 'month':
      return monthRead(token.month, token.year ?? year, context)
    case 'quarter':
      return quarterRead(token, context)
    case 'term':
      return termRead(token)
    case 'financialYear':
      return read(
        `${token.year}-04-01`,
        `${token.year + 1}-03-31`,
        'Only the year is told. It is read as its last day.',
      )
    case 'year':
      return asked(
        `${token.year} is a whole year. By which day of it? The end of the financial year would be 31 March ${token.year + 1}.`,
        `${token.year}-12-31`,
      )
    case 'serial':
      return serialRead(token.serial, context)
    case 'monthOrDay':
      return asked(
        `Is this a month and its year, or a day and its month? Write the day as 31/03/2027.`,
        token.first >= 1 && token.first <= 12 && token.second > 12
          ? lastDayOf(2000 + token.second, token.first)
          : null,
      )
  }
}

function dayRead(day: number, month: number, year: number | null, { today }: DateContext): TokenRead {
  if (month > 12 && day >= 1 && day <= 12)
    return refused(
      `There is no month ${month}. Days stand before months here: write ${month}/${day}${year === null ? '' : `/${year}`} if ${monthNames[day - 1]} is meant.`,
    )
  if (month < 1 || month > 12) return refused(`There is no month ${month}. Correct the date.`)
  if (year === null) {
    const next = nextOf(today, (each) => dayOf(each, month, day))
    return asked('Of which year? Write the date with its year.', next)
  }
  const told = dayOf(year, month, day)
  if (told === null)
    return refused(`There is no day ${day} in ${monthNames[month - 1]} ${year}. Correct the date.`)
  if (isFarDay(told)) return refused(`${beyond(days)} Correct the year.`)
  return read(told, told, null)
}

function monthRead(month: number, year: number | null, { today }: DateContext): TokenRead {
  if (year === null)
    return asked(
      `${monthNames[month - 1]} of which year? Write it with its year.`,
      nextOf(today, (each) => lastDayOf(each, month)),
    )
  const last = lastDayOf(year, month)
  if (isFarDay(last)) return refused(`${beyond(days)} Correct the year.`)
  return read(`${last.slice(0, 8)}01`, last, 'Only the month is told. It is read as its last day.')
}

function quarterRead(
  { quarter, year, financial }: Extract<DateToken, { kind: 'quarter' }>,
  { today }: DateContext,
): TokenRead {
  const lastOf = (each: number) =>
    lastDayOf(quarter === 4 ? each + 1 : each, quarter === 4 ? 3 : 3 + quarter * 3)
  if (financial && year !== null) {
    const last = lastOf(year)
    const first = `${addDays(`${last.slice(0, 8)}01`, -59).slice(0, 8)}01`
    return read(first, last, 'Only the quarter is told. It is read as its last day.')
  }
  const proposed = year === null ? nextOf(today, lastOf) : lastOf(year)
  const ofWhich = year === null ? ' And of which year?' : ''
  return asked(
    `Is it ${monthsOf(quarter + 1)}, quarter ${quarter} of the financial year from April, or ${monthsOf(quarter)} of the calendar year?${ofWhich}`,
    proposed,
  )
}

/** The months of a quarter of the calendar year: the fifth is the first of the next. */
function monthsOf(quarter: number): string {
  const last = ((quarter - 1) % 4) * 3 + 2
  return `${monthNames[last - 2]} to ${monthNames[last]}`
}

function termRead({ term, isTerm, year }: Extract<DateToken, { kind: 'term' }>): TokenRead {
  const last = { autumn: `${year}-12-31`, spring: `${year}-03-31`, summer: `${year}-07-31` }[term]
  if (!isTerm) return asked(`By which day of ${term} ${year}? Write the day.`, null)
  if (term === 'spring')
    return asked(`The spring term ends in March or in April, with Easter. By which day of ${year}?`, last)
  const first = term === 'autumn' ? `${year}-09-01` : `${year}-04-01`
  return read(
    first,
    last,
    `Only the term is told. It is read as the last day of ${monthNames[Number(last.slice(5, 7)) - 1]}.`,
  )
}

/** The day that a spreadsheet's number stands for. Excel counts a 29 February 1900 that there never was. */
export function dayOfSerial(serial: number, epoch: 1900 | 1904): Day {
  const whole = Math.floor(serial)
  return epoch === 1904
    ? addDays('1904-01-01', whole)
    : addDays(whole < 60 ? '1899-12-31' : '1899-12-30', whole)
}

function serialRead(serial: number, { epoch }: DateContext): TokenRead {
  const day = dayOfSerial(serial, epoch)
  return read(day, day, `The number is the one by which a spreadsheet keeps ${dayInWords(day)}.`)
}

function dayOf(year: number, month: number, day: number): Day | null {
  const written = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(written) || isFarDay(written) ? written : null
}

/** The first of this year's and next year's that is not past. */
function nextOf(today: Day, of: (year: number) => Day | null): Day | null {
  const year = Number(today.slice(0, 4))
  return [year - 1, year, year + 1, year + 2].map(of).find((day) => day !== null && day >= today) ?? null
}

const read = (first: Day, last: Day, said: string | null): TokenRead => ({ is: 'read', first, last, said })
const asked = (question: string, proposed: Day | null): TokenRead => ({ is: 'asked', question, proposed })
const refused = (because: string): TokenRead => ({ is: 'refused', because })
