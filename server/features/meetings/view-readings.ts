import type { ReportBrief } from '#db/read/reports.ts'
import { reportStateWords } from '#server/features/reports/words.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { section } from '#server/ui/html/components.ts'
import { button, buttonGroup, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'

/** What the board of a meeting reads: its reports, and the plan as it was frozen for it. False where there is neither. */
export function whatBoardReads(
  { id, packId }: MeetingFacts,
  { reports, asAt }: { reports: readonly ReportBrief[]; asAt: Day | null },
): Html | false {
  const shown = asAt === null ? reports : []
  if (packId === null && shown.length === 0) return false
  return section({
    title: 'What the board reads',
    id: 'pack',
    body: html`${
      shown.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${shown.map(reportLine)}</ul>`
    }${
      packId !== null &&
      html`<p>The pack has the plan as it stood at the cut-off. It was taken once and never changes.</p>
${buttonGroup(
  button({ text: 'Read the pack', href: atDay(paths.meetingPackRead.at({ id }), asAt), look: 'secondary' }),
  html`<a class="govuk-link" href="${paths.meetingPack.at({ id })}" download>Download the pack as data (JSON)</a>`,
)}`
    }`,
  })
}

function reportLine({ id, title, state, edition }: ReportBrief): Html {
  const href = edition > 0 ? paths.edition.at({ id, number: String(edition) }) : paths.report.at({ id })
  return html`<li><a class="govuk-link" href="${href}">${title}</a> ${
    edition > 0 ? `Edition ${edition}` : tag(reportStateWords[state])
  }</li>`
}
