import { bankHolidays, type Region } from '#workflows/calendar/bank-holidays.ts'
import { type Day, dayInWords, isDay, weekdayOf } from '#workflows/calendar/calendar.ts'
import { isFarDay } from '#workflows/limits.ts'
import type { Term } from '#workflows/plan/plan-days.ts'
import type { Warning, WarningCode } from './warning.ts'

/** What a day is held against. What is not known, such as a plan without days of its own, is asked nothing. */
export type Frame = {
  today: Day
  /** The first and the last day of the plan. */
  plan?: Term | undefined
  /** The window of the horizon, with its name for people. */
  horizon?: (Term & { label: string }) | null | undefined
  /** Where offices keep which bank holidays; England and Wales unless told. */
  region?: Region | undefined
}

/**
 * What is asked of a day beside being one: `horizon` that it lies in its horizon and in the plan, `plan` that it lies
 * in the plan, `past` that it is not past, `working` that offices work on it. Every day is asked whether it is far.
 */
export type Asked = readonly ('horizon' | 'plan' | 'past' | 'working')[]

/** Years from today on after which a day reads like a slip of the pen: no plan of this kind looks further ahead. */
const FAR_YEARS = 10

/** The first day that does not read like a slip of the pen in what looks back. */
const EARLIEST = '2000-01-01'

/**
 * What is unusual about a day that a change gives a field. A far day is told as that alone, for it lies outside of
 * everything else as well; a day outside of its horizon is not told to lie outside of the plan too.
 */
export function dayWarnings(field: string, day: unknown, asked: Asked, frame: Frame): Warning[] {
  if (typeof day !== 'string' || !isDay(day) || isFarDay(day)) return []
  const far = farness(day, frame.today)
  const found: (Told | null)[] =
    far === null
      ? [
          asked.includes('past') ? told('dayPast', pastDay(day, frame.today)) : null,
          outside(day, asked, frame),
          asked.includes('working') ? told('dayNotWorking', idleDay(day, frame.region)) : null,
        ]
      : [told('dayFar', far)]
  return found.flatMap((each) => (each === null ? [] : [{ field, ...each }]))
}

type Told = Omit<Warning, 'field'>

const told = (code: WarningCode, detail: string | null): Told | null =>
  detail === null ? null : { code, detail }

/** What is said of a day that is past, or null. */
export function pastDay(day: Day, today: Day): string | null {
  return day < today ? `${dayInWords(day)} is already past.` : null
}

function farness(day: Day, today: Day): string | null {
  const years = (each: Day) => Number(each.slice(0, 4))
  const latest = `${years(today) + FAR_YEARS}${today.slice(4)}`
  if (day > latest) return `${dayInWords(day)} is more than ten years from now. Is the year right?`
  return day < EARLIEST ? `${dayInWords(day)} lies before the year 2000. Is the year right?` : null
}

function outside(day: Day, asked: Asked, frame: Frame): Told | null {
  const inHorizon = asked.includes('horizon')
  const ofHorizon = inHorizon ? outsideHorizon(day, frame) : null
  return ofHorizon ?? (inHorizon || asked.includes('plan') ? outsidePlan(day, frame) : null)
}

function outsideHorizon(day: Day, { horizon }: Frame): Told | null {
  if (!horizon || isIn(day, horizon)) return null
  return {
    code: 'outsideHorizon',
    detail: `${dayInWords(day)} lies outside its horizon: ${horizon.label} ${span(horizon)}.`,
  }
}

function outsidePlan(day: Day, { plan }: Frame): Told | null {
  if (!plan || isIn(day, plan)) return null
  return { code: 'outsidePlan', detail: `${dayInWords(day)} lies outside the plan, which ${span(plan)}.` }
}

function isIn(day: Day, { firstOn, lastOn }: Term): boolean {
  return (!firstOn || day >= firstOn) && (!lastOn || day <= lastOn)
}

function span({ firstOn, lastOn }: Term): string {
  const from = firstOn ? ` from ${dayInWords(firstOn)}` : ''
  return `runs${from}${lastOn ? ` until ${dayInWords(lastOn)}` : ' on'}`
}

function idleDay(day: Day, region: Region = 'englandAndWales'): string | null {
  const weekday = weekdayOf(day)
  if (weekday > 5) return `${dayInWords(day)} is a ${weekday === 6 ? 'Saturday' : 'Sunday'}.`
  return bankHolidays(Number(day.slice(0, 4)), region).has(day)
    ? `${dayInWords(day)} is a bank holiday.`
    : null
}
