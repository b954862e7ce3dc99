import type { ReportWork } from '#db/read/reports-waiting.ts'
import { askWords } from '#emails/digests/report.ts'
import { paths } from '#server/paths.ts'
import { count, day } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { listed, waitingLine } from './waiting-line.ts'

/** How many sections and reports wait. */
export const writingLength = ({ sections, reports }: ReportWork): number => sections.length + reports.length

/** The sections that a person writes and the reports whose next move is theirs, each one press from its form. */
export function writingThatWaits(
  { sections, reports }: ReportWork,
  { today, personId }: { today: Day; personId: string },
): Html {
  const toWrite = sections.map(({ id, number, heading, dueOn, sentBack, author, report }) =>
    waitingLine({
      title: `Section ${number}: ${heading}`,
      href: paths.section.at({ id }),
      because: [
        `${report.title}, for ${report.body} on ${day(report.forOn)}.`,
        ...(author.id === personId ? [] : [`Author: ${author.name}, for whom you stand in.`]),
        ...(sentBack === '' ? [] : [`Sent back: ${sentBack}`]),
      ].join(' '),
      state: lateness(dueOn, today),
      press: { text: 'Write', href: paths.sectionWrite.at({ id }) },
    }),
  )
  const waiting = reports.map(({ id, title, body, forOn, ask, sections: counts }) =>
    waitingLine({
      title,
      href: paths.report.at({ id }),
      because: `For ${body} on ${day(forOn)}. ${askWords[ask](counts)}`,
      state: stateWords[ask],
      press: { text: 'Open', href: paths.report.at({ id }) },
    }),
  )
  return html`${toWrite.length > 0 && listed('Sections to write', 'sections', toWrite)}${
    waiting.length > 0 && listed('Reports', 'reports', waiting)
  }`
}

const stateWords: Record<ReportWork['reports'][number]['ask'], string> = {
  commission: 'Draft',
  accept: 'Being written',
  submit: 'Being written',
  approve: 'In review',
  issue: 'Approved',
}

function lateness(dueOn: Day | null, today: Day): string {
  if (dueOn === null) return 'To write'
  if (dueOn < today) return `${count(daysBetween(dueOn, today), 'day')} late`
  return `Due by ${day(dueOn)}`
}
