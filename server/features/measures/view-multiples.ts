import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import {
  figureNow,
  type MeasureLook,
  movementWords,
  sparkOf,
  targetWords,
} from '#server/ui/html/measure-look.ts'
import { wanted } from '#server/ui/words/measure-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/**
 * One glance for each measure, side by side: its title, its figures drawn small, the newest, and what it tells.
 * @param asAtDay the past day that is shown; null for now
 */
export function measureMultiples(looks: readonly MeasureLook[], asAtDay: Day | null): Html {
  return html`<ul class="wm-multiples">${looks.map((look) => {
    const { measure } = look
    const target = wanted(measure)
    const words = targetWords(look)
    return html`<li class="wm-multiple"><h3 class="wm-multiple__title"><a class="govuk-link"
href="${atDay(paths.measure.at(measure), asAtDay)}">${measure.title}</a></h3>
${sparkOf(look)}
<p>${figureNow(look)}</p>
<p>${movementWords(look)}</p>
<p class="wm-quiet">${target === null ? 'No target' : target}${words && html`<br>${words}`}</p></li>`
  })}</ul>`
}
