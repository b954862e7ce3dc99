import type { MeasureEnds } from '#db/read/measure-ends.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { inFigures, wanted, wayWords } from '#server/ui/words/measure-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { shownOf } from '#workflows/measure/measure-rules.ts'
import { type MeasureWay, measureWay } from '#workflows/measure/measure-way.ts'
import { sizeWords } from '#workflows/measure/year-on-year.ts'
import { type Html, html } from './html.ts'
import { type MeasureLook, movementWords, sparkOf, until } from './measure-look.ts'
import { day } from './words.ts'

/**
 * Measures as lines: the first value and the newest, each with its day, the target, and whether it got better. Where
 * their series are known, each is drawn small beside it.
 * @param asAtDay the past day that is shown; null for now
 */
export function measureWays(list: readonly Ends[], asAtDay: Day | null = null): Html {
  return html`<ul class="wm-measure-ways">${list.map((ends) => {
    const { id, title } = ends.measure
    const way = 'way' in ends ? ends.way : measureWay(ends.measure, ends.first, ends.newest)
    return html`<li><a class="govuk-link" href="${atDay(paths.measure.at({ id }), asAtDay)}">${title}</a>
${'read' in ends && sparkOf(ends)}
<span>${inWords(ends)}${
      ends.newest !== null &&
      html` <strong${isWorse(ends, way) && html` class="wm-late"`}>${isTold(ends) ? movementWords(ends) : wayWords(ends.measure, way)}</strong>`
    }</span></li>`
  })}</ul>`
}

type Ends = MeasureEnds | MeasureLook

/** Whether a look says more than both ends do: where nothing can be told, its reason would repeat them. */
const isTold = (ends: Ends): ends is MeasureLook =>
  'movement' in ends && ends.movement.kind !== 'unknown' && ends.movement.kind !== 'noFigure'

const isWorse = (ends: Ends, way: MeasureWay): boolean =>
  ('movement' in ends ? ends.movement.kind : way.direction) === 'worse'

function inWords({ measure, first, newest }: Ends): string {
  const { baseline, baselineValue, baselineOn } = measure
  const began =
    dated(baseline ?? inFigures(baselineValue), baselineOn) ??
    (first && newest && first.asAtOn < newest.asAtOn ? figure(measure, first) : null)
  const now = newest === null ? 'no figure yet' : figure(measure, newest)
  return [
    began === null ? `${capital(now)}.` : `${capital(began)}, ${newest === null ? '' : 'then '}${now}.`,
    `${wanted(measure) ?? 'No target'}.`,
  ].join(' ')
}

function dated(value: string | null, on: string | null): string | null {
  return value === null ? null : `${value}${on === null ? ' at the start' : ` on ${day(on)}`}`
}

function figure(measure: Ends['measure'], observation: NonNullable<Ends['first']>): string {
  const shown = shownOf(measure, observation)
  const size = observation.value === null ? '' : sizeWords(measure, observation.denominator, shown)
  return `${shown}${size} (${until(observation)})`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
