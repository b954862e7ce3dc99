import type { ReportRead } from '#db/read/reports.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { day, emptyState, table } from '#server/ui/html/components.ts'
import { button, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { reportStateWords } from './words.ts'

/**
 * The reports of a plan, the newest first.
 * @param newHref where another one is made, for a person who may make one
 * @param isCut whether there are older ones that are not shown
 * @param asAt the past day that is shown; null for now
 */
export function reportList(
  reports: readonly ReportRead[],
  { newHref, isCut, asAt }: { newHref: string | undefined; isCut: boolean; asAt: Day | null },
): Html {
  if (reports.length === 0)
    return emptyState({
      title: 'No report has been made yet',
      text:
        newHref === undefined
          ? 'The plan administrator makes reports for the board, the cabinet or the council.'
          : 'Make one from a template: Waymark writes what it knows, and asks people for the rest.',
      next: newHref === undefined ? undefined : button({ text: 'Make a report', href: newHref }),
    })
  return html`${newHref !== undefined && html`<p>${button({ text: 'Make a report', href: newHref, look: 'secondary' })}</p>`}${table(
    {
      caption: 'Reports, newest first',
      captionHidden: true,
      rowHeadings: true,
      columns: [
        { heading: 'Report' },
        { heading: 'For' },
        { heading: 'Day' },
        { heading: 'State' },
        { heading: 'Edition', numeric: true },
      ],
      rows: reports.map(({ report }) => [
        html`<a class="govuk-link wm-measure__link" href="${atDay(paths.report.at(report), asAt)}"><span
            class="wm-ref">${report.number}</span> ${report.title}</a>`,
        report.body,
        day(report.forOn),
        tag(reportStateWords[report.state]),
        report.edition === 0 ? null : report.edition,
      ]),
    },
  )}${isCut && html`<p class="wm-quiet">Older reports are listed by the API.</p>`}`
}
