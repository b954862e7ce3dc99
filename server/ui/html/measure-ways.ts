import type { MeasureEnds } from '#db/read/measure-ends.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { asAt, directionWords, inFigures } from '#server/ui/words/measure-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { measureWay } from '#workflows/measure/measure-way.ts'
import { type Html, html } from './html.ts'
import { day } from './words.ts'

/**
 * Measures as lines: the first value and the newest, each with its day, the target, and whether it got better.
 * @param asAtDay the past day that is shown; null for now
 */
export function measureWays(list: readonly MeasureEnds[], asAtDay: Day | null = null): Html {
  return html`<ul class="wm-measure-ways">${list.map((ends) => {
    const { id, title } = ends.measure
    const { direction, unmoved } = measureWay(ends.measure, ends.first, ends.newest)
    return html`<li><a class="govuk-link" href="${atDay(paths.measure.at({ id }), asAtDay)}">${title}</a>
<span>${inWords(ends)}${ends.newest !== null && html` <strong${unmoved === true && html` class="wm-late"`}>${directionWords[direction]}.</strong>`}</span></li>`
  })}</ul>`
}

function inWords({ measure, first, newest }: MeasureEnds): string {
  const { baseline, baselineValue, baselineOn, target, targetValue, targetOn } = measure
  const began =
    dated(baseline ?? inFigures(baselineValue), baselineOn) ??
    (first && newest && first.asAtOn < newest.asAtOn ? figure(first) : null)
  const now = newest === null ? 'no figure yet' : figure(newest)
  const wanted = target ?? inFigures(targetValue)
  return [
    began === null ? `${capital(now)}.` : `${capital(began)}, ${newest === null ? '' : 'then '}${now}.`,
    wanted === null ? 'No target.' : `Target ${wanted}${targetOn === null ? '' : ` by ${day(targetOn)}`}.`,
  ].join(' ')
}

function dated(value: string | null, on: string | null): string | null {
  return value === null ? null : `${value}${on === null ? ' at the start' : ` on ${day(on)}`}`
}

function figure(observation: NonNullable<MeasureEnds['first']>): string {
  const value = observation.published ?? inFigures(observation.value) ?? 'no single value'
  return `${value} (${asAt(observation)})`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
