import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { wanted, wayWords } from '#server/ui/words/measure-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { aimShown, perWords, shownOf } from '#workflows/measure/measure-rules.ts'
import { sizeWords } from '#workflows/measure/year-on-year.ts'
import { type Html, html } from './html.ts'
import { isAlone, type MeasureLook, movementWords, sparkOf, until } from './measure-look.ts'
import { day } from './words.ts'

/**
 * Measures as lines: the first value and the newest, each with its day, the target, the series drawn small, and what it
 * did, in the words of the measures page.
 * @param asAtDay the past day that is shown; null for now
 */
export function measureWays(list: readonly MeasureLook[], asAtDay: Day | null = null): Html {
  return html`<ul class="wm-measure-ways">${list.map((look) => {
    const { measure, newest, way, movement } = look
    const { id, title } = measure
    return html`<li><a class="govuk-link" href="${atDay(paths.measure.at({ id }), asAtDay)}">${title}</a>
${sparkOf(look)}
<span>${inWords(look)}${
      newest !== null &&
      !isAlone(look) &&
      html` <strong${movement.kind === 'worse' && html` class="wm-late"`}>${
        isTold(look) ? movementWords(look, { short: true }) : wayWords(measure, way)
      }</strong>`
    }</span></li>`
  })}</ul>`
}

/** Whether it is told what a measure did: where nothing can be told, the reason would repeat its figures. */
const isTold = ({ movement: { kind } }: MeasureLook): boolean => kind !== 'unknown' && kind !== 'noFigure'

function inWords({ measure, first, newest }: MeasureLook): string {
  const { baseline, baselineValue, baselineOn } = measure
  const began =
    dated(aimShown(measure, baseline, baselineValue), baselineOn) ??
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

function figure(measure: MeasureLook['measure'], observation: NonNullable<MeasureLook['first']>): string {
  const shown = shownOf(measure, observation)
  const size = observation.value === null ? '' : sizeWords(measure, observation.denominator, shown)
  return `${shown}${perWords(measure, shown)}${size} (${until(observation)})`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
