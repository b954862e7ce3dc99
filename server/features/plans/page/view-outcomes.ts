import type { PriorityRow } from '#db/read/plans.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { figureNow, type MeasureLook, sparkOf } from '#server/ui/html/measure-look.ts'
import { confidenceWords } from '#server/ui/words/confidence-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** What a priority is to bring about, and how sure its lead is of it. */
export function aboutOutcomes({ impact, outcomeConfidence, confidenceNote }: PriorityRow): Html {
  const note = confidenceNote !== '' && html`. <span class="wm-quiet">${confidenceNote}</span>`
  return html`<div class="wm-matrix__about">${impact !== '' && html`<p>${impact}</p>`}
<p><strong>Confidence:</strong> ${confidenceWords[outcomeConfidence]}${note}</p></div>`
}

/**
 * What a priority is judged by: each measure drawn small, with its newest figure, when that was so, and its target.
 * @param asAtDay the past day that is shown; null for now
 */
export function measuresNow(own: readonly MeasureLook[], asAtDay: Day | null): Html {
  if (own.length === 0) return html`<p class="wm-quiet">No measure yet</p>`
  return html`<ul class="wm-measures">${own.map((look) => {
    const { id, title, target } = look.measure
    return html`<li><a class="govuk-link" href="${atDay(paths.measure.at({ id }), asAtDay)}">${title}</a>
<p>${sparkOf(look)}${figureNow(look)}${target !== null && `. Target: ${target}`}</p></li>`
  })}</ul>`
}
