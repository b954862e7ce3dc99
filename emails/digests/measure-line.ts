import type { MeasureNews } from '#db/read/measure-news.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import { perWords, shownOf } from '#workflows/measure/measure-rules.ts'
import { runOf, runWords } from '#workflows/measure/run-of.ts'
import { sizeWords } from '#workflows/measure/year-on-year.ts'
import type { DigestLineText } from './line.ts'
import { short } from './words.ts'

/** A new figure, with what it is after those before: '64% (of 67) on 10 November 2026: better, 3rd period running.' */
export function measureLine(
  { measure, newest, values, plan }: MeasureNews,
  publicUrl: string,
): DigestLineText {
  const run = newest.value === null ? null : runOf(measure, values)
  const size = newest.value === null ? '' : sizeWords(measure, newest.denominator)
  const shown = shownOf(measure, newest)
  const figure = `${short(shown, 200)}${perWords(measure, shown)}${size} on ${dayInWords(newest.asAtOn)}`
  return {
    heading: `${short(measure.ref, 40)} ${short(measure.title, 200)}`,
    facts: run === null ? `${figure}.` : `${figure}: ${runWords(run)}.`,
    late: null,
    place: short(plan.title, 120),
    href: `${publicUrl}${mailedPages.measure.at({ id: measure.id })}`,
    about: measure.id,
  }
}
