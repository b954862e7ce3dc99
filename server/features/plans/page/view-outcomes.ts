import type { MeasureRow, ObservationRead } from '#db/read/measures.ts'
import type { PriorityRow } from '#db/read/plans.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { day } from '#server/ui/html/words.ts'
import { confidenceWords } from '#server/ui/words/confidence-words.ts'
import { asAt, inFigures } from '#server/ui/words/measure-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** A measure with its newest figure; null where none was recorded yet. */
export type MeasureNow = Pick<MeasureRow, 'id' | 'title' | 'target' | 'priorityId'> & {
  latest: ObservationRead | null
}

/** What a priority is to bring about, and how sure its lead is of it. */
export function aboutOutcomes({ impact, outcomeConfidence, confidenceNote }: PriorityRow): Html {
  const note = confidenceNote !== '' && html`. <span class="wm-quiet">${confidenceNote}</span>`
  return html`<div class="wm-matrix__about">${impact !== '' && html`<p>${impact}</p>`}
<p><strong>Confidence:</strong> ${confidenceWords[outcomeConfidence]}${note}</p></div>`
}

/**
 * What a priority is judged by: each measure with its newest figure, when that was so, and its target.
 * @param asAtDay the past day that is shown; null for now
 */
export function measuresNow(own: readonly MeasureNow[], asAtDay: Day | null): Html {
  if (own.length === 0) return html`<p class="wm-quiet">No measure yet</p>`
  return html`<ul class="wm-measures">${own.map(
    ({ id, title, latest, target }) =>
      html`<li><a class="govuk-link" href="${atDay(paths.measure.at({ id }), asAtDay)}">${title}</a>
<p>${latest === null ? 'No figure yet' : figure(latest)}${target !== null && `. Target: ${target}`}</p></li>`,
  )}</ul>`
}

function figure(latest: ObservationRead): Html {
  const { published, value, status } = latest
  return html`<b>${published ?? inFigures(value) ?? 'Published without a figure'}</b>, ${until(latest)}${status === 'provisional' && ', provisional'}`
}

// Of a period only its end: a line has no room for more, and the measure's own page tells it all.
function until(latest: ObservationRead): string {
  const { periodStartOn, precision } = latest
  return precision === 'day' && periodStartOn !== null ? `to ${day(latest.asAtOn)}` : asAt(latest)
}
