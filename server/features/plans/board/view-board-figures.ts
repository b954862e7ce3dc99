import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { count, section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import type { Board } from './board.ts'

/** The figures that are late, longest first, with who supplies each; nothing where none is. */
export function lateFigures({ figuresDue, asAt }: Board): Html | false {
  const late = figuresDue
    .filter(({ owed }) => owed.lateDays > 0)
    .toSorted((a, b) => b.owed.lateDays - a.owed.lateDays)
  if (late.length === 0) return false
  return section({
    title: 'Figures late',
    id: 'figures-late',
    number: late.length,
    body: html`<ul class="wm-also">${late.map(({ id, ref, title, supplier, owed: { periods, lateDays } }) => {
      const [first = ''] = periods
      const of = periodInWords({ from: first, to: first })
      const more =
        periods.length > 1
          ? ` ${count(periods.length - 1, 'later figure is', 'later figures are')} missing too.`
          : ''
      return html`<li><a class="govuk-link" href="${atDay(paths.measure.at({ id }), asAt)}"><span class="wm-ref">${ref}</span> ${title}</a>
<span class="wm-quiet">${of}, <span class="wm-late">${count(lateDays, 'day')} late</span>.${more} ${
        supplier === null ? 'Nobody supplies it.' : `Supplied by ${supplier.name}.`
      }</span></li>`
    })}</ul>`,
  })
}
