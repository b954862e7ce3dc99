import { day, timesMoved } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type Ground, percent, placeOn } from './axis.ts'

/** An action as a bar over time. */
export type TimeBar = {
  /** When it starts; the edge of the scale where no day is known. */
  startOn: Day | null
  baselineDueOn: Day | null
  dueOn: Day | null
  forecastOn: Day | null
  timesMoved: number
  /** Whether it still has to be done: only then is the forecast drawn. */
  live: boolean
  /** The bar in words. */
  label: string
}

/**
 * An action as a bar: solid from its start to the date first agreed, pale for what was added by moving the date, an
 * open mark where the owner expects to be done, and its date beside it. What stands behind every bar is drawn once.
 */
export function timeBar(bar: TimeBar, { scale }: Ground): Html {
  const { startOn, dueOn, baselineDueOn } = bar
  const from = placeOn(scale, startOn ?? scale.from)
  const to = dueOn === null ? from : placeOn(scale, dueOn)
  const first = baselineDueOn === null ? to : Math.min(to, Math.max(from, placeOn(scale, baselineDueOn)))
  const ring = bar.live && bar.forecastOn !== null ? placeOn(scale, bar.forecastOn) : null
  // Short, since there may be hundreds: the tag of the rating before it gives the colour.
  return html`<svg role="img" aria-label="${bar.label}"><use href="#time-ground"/><rect x="${percent(from)}" width="${percent(Math.max(first - from, 0.4))}"/>${
    to > first &&
    html`<rect class="m" x="${percent(first)}" width="${percent(to - first)}"/><rect class="f" x="${percent(first)}"/>`
  }${ring !== null && html`<circle cx="${percent(ring)}"/>`}${dated(bar, from, Math.max(to, ring ?? 0))}</svg>`
}

/**
 * When an action is due, and how often and from when that was moved: beside its bar, on the side with more room. What is
 * needed is what such words take of a chart on a narrow laptop, in percent.
 */
function dated({ dueOn, baselineDueOn, timesMoved: times }: TimeBar, from: number, to: number): Html {
  const moved = timesMoved(times)
  const shifted = baselineDueOn !== null && baselineDueOn !== dueOn
  const first = shifted && html`<tspan>${moved === '' ? ', at first' : ' from'} ${day(baselineDueOn)}</tspan>`
  const words = html`${dueOn === null ? 'no due date' : day(dueOn)}${moved !== '' && `, ${moved}`}${first}`
  const [left, right, needed] = [from, 100 - to, moved !== '' || shifted ? 47 : 24]
  if (right >= Math.max(left, needed)) return html`<text x="${percent(to)}">${words}</text>`
  // With room on no side they stand at the edge, over the bar.
  return html`<text class="e" x="${percent(left >= needed ? left : 100)}">${words}</text>`
}
