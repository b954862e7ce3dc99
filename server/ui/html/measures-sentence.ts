import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { byWeight, type MovementKind } from '#workflows/measure/movement.ts'
import { count } from '#workflows/words.ts'
import { type Html, html } from './html.ts'
import { type MeasureLook, movementWords } from './measure-look.ts'

/** Measures that got worse, the weightiest first. */
export function worseOf(looks: readonly MeasureLook[]): MeasureLook[] {
  return looks
    .filter(({ movement }) => movement.kind === 'worse')
    .toSorted((a, b) => byWeight(a.movement, b.movement))
}

/**
 * Whether it is getting better, and which measures should worry a reader: '2 of 9 measures got better and 1 got worse.'
 * with those that got worse by name.
 */
export function measuresSentence(looks: readonly MeasureLook[], asAtDay: Day | null): Html {
  const of = (kind: MovementKind) => looks.filter(({ movement }) => movement.kind === kind).length
  const worse = worseOf(looks)
  const untold = of('unknown') + of('noFigure')
  return html`<p class="wm-lead">${of('better')} of ${count(looks.length, 'measure')} got better and ${
    worse.length === 0 ? 'none' : worse.length
  } got worse.${untold > 0 && ` Of ${untold} nothing can be told yet.`}${
    worse.length > 0 && html` Look first at ${worseNamed(worse.slice(0, NAMED), asAtDay)}`
  }</p>`
}

/** So many are named: a lead is read at one glance. */
const NAMED = 3

function worseNamed(worse: readonly MeasureLook[], asAtDay: Day | null): Html[] {
  return worse.map(
    ({ measure }, at) =>
      html`${at > 0 && (at === worse.length - 1 ? ' and ' : ', ')}<a class="govuk-link"
href="${atDay(paths.measure.at(measure), asAtDay)}">${measure.title}</a>${at === worse.length - 1 && '.'}`,
  )
}

/** Measures that got worse as lines: each with its title and how. */
export function worseLines(worse: readonly MeasureLook[], asAtDay: Day | null): Html {
  return html`<ul class="wm-also">${worse.map(
    (look) =>
      html`<li><a class="govuk-link" href="${atDay(paths.measure.at(look.measure), asAtDay)}"><span
class="wm-ref">${look.measure.ref}</span> ${look.measure.title}</a>
<span class="wm-quiet">${movementWords(look, { short: true })}</span></li>`,
  )}</ul>`
}
