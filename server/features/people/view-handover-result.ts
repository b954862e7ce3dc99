import type { WorkItem, WorkNamed } from '#db/read/people-list.ts'
import { paths } from '#server/paths.ts'
import { day, moment, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { PersonAt } from './person-at.ts'

/** What a hand-over came to, piece by piece. `because` says why a piece did not move; it is null where it did. */
export type HandoverResult = {
  rows: (WorkNamed & {
    kind: WorkItem['kind']
    to: string | null
    because: string | null
  })[]
  reason: string
  fromOn: Day
  leftOn: Day | null
  at: Instant
  by: string | null
}

/** What moved to whom, what did not and why, and what to do next. */
export function handoverResult({ plan, person, place }: PersonAt, result: HandoverResult): Html {
  const stayed = result.rows.some(({ because }) => because !== null)
  return html`${summaryList({
    rows: [
      { key: 'From', value: person.name },
      { key: 'Since', value: day(result.fromOn) },
      { key: 'Reason', value: result.reason },
      { key: 'Recorded', value: `${moment(result.at)}${result.by === null ? '' : `, by ${result.by}`}` },
      ...(result.leftOn === null ? [] : [{ key: 'Left on', value: day(result.leftOn) }]),
    ],
  })}
${table({
  caption: 'Piece by piece',
  rowHeadings: true,
  columns: [{ heading: 'Work' }, { heading: 'Their part' }, { heading: 'What came of it' }],
  rows: result.rows.map((row) => [
    html`<a class="govuk-link" href="${addressOf(row)}"><span class="wm-ref">${row.ref}</span> ${row.title}</a>`,
    parts[row.kind],
    row.because === null
      ? html`${tag('Moved', 'govuk-tag--green')} to ${row.to}`
      : html`${tag('Not moved', 'govuk-tag--yellow')} ${row.because}`,
  ]),
})}
${stayed && html`<p>${person.name} still has what did not move.</p>`}
${buttonGroup(
  ...(stayed ? [button({ text: 'Hand over the rest', href: paths.handover.at(place) })] : []),
  button({ text: 'Back to the people', href: paths.people.at(plan), look: 'secondary' }),
)}`
}

const parts: Record<WorkItem['kind'], string> = {
  action: 'Owned it',
  priority: 'Led it',
  measure: 'Supplied its figures',
  section: 'Was to write it',
  contribution: 'Helped with it',
}

const pages = {
  action: paths.action,
  measure: paths.measure,
  section: paths.section,
  contribution: paths.action,
}

function addressOf({ kind, id, planId, ref }: HandoverResult['rows'][number]): string {
  if (kind === 'priority') return paths.priority.at({ id: planId, ref })
  return pages[kind].at({ id })
}
