import type { WeekCounts } from '#db/read/mail.ts'
import { count, day, table, weekday } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { FirstMail } from '../board/board.ts'

/**
 * Whether the weekly emails of a plan's people all went, in a sentence and in numbers.
 * @param week the newest week whose emails were due
 * @param first what the plan's first weekly emails wait for, while they lie ahead
 */
export function mailVerdict(week: Day, counts: WeekCounts | null, first: FirstMail): Html {
  if (first === 'approval')
    return html`<p>None was due yet: weekly emails begin once the chair has approved the plan.</p>`
  if (first !== null) return html`<p>None was due yet: the first go on ${weekday(first.on)}.</p>`
  if (counts === null) return html`<p>No email was planned for the week of ${day(week)}.</p>`
  const { expected, sent, nothingDue, failed, superseded, waiting, late } = counts
  const rows: [string, number][] = [
    ['Expected', expected],
    ['Sent', sent],
    ['Nothing due, so no email', nothingDue],
    ['Failed', failed],
    ['Waiting', waiting],
    ['Too late to be sent', superseded],
    ['Sent late', late],
  ]
  return html`<p class="wm-mailed${failed + superseded + waiting > 0 && ' wm-mailed--trouble'}">${verdict(counts)}</p>
${table({
  caption: `Emails of the week of ${day(week)}`,
  captionHidden: true,
  narrow: 'scroll',
  rowHeadings: true,
  columns: [{ heading: html`Week of ${day(week)}` }, { heading: 'Emails', numeric: true }],
  rows: rows.filter(([name, number]) => number > 0 || always.includes(name)),
})}`
}

const always = ['Expected', 'Sent', 'Failed']

function verdict({ expected, sent, nothingDue, failed, superseded, waiting, late }: WeekCounts): string {
  if (failed > 0) return `No. ${count(failed, 'email')} failed.`
  if (superseded > 0) return `No. ${count(superseded, 'email')} came too late to be sent.`
  if (waiting > 0)
    return `Not yet: ${waiting} of ${count(expected, 'email')} still ${waiting === 1 ? 'waits' : 'wait'}.`
  if (sent === 0)
    return `Nobody had anything due: ${count(nothingDue, 'person was', 'people were')} looked at.`
  return late > 0 ? `Yes, ${late} of them late.` : 'Yes, all of them.'
}
