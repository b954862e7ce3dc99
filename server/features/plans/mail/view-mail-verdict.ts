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
  if (first !== null || counts === null) return html`<p>${mailLine(week, counts, first)}</p>`
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
  return html`<p class="wm-mailed${isMissing(counts) && ' wm-mailed--trouble'}">${verdict(counts)}</p>
${table({
  caption: `Emails of the week of ${day(week)}`,
  captionHidden: true,
  narrow: 'scroll',
  rowHeadings: true,
  columns: [{ heading: html`Week of ${day(week)}` }, { heading: 'Emails', numeric: true }],
  rows: rows.filter(([name, number]) => number > 0 || always.includes(name)),
})}`
}

/** The same in one line: the verdict, then how many of the plan's people got an email, had nothing due, or did not. */
export function mailLine(week: Day, counts: WeekCounts | null, first: FirstMail): string {
  if (first === 'approval')
    return 'None was due yet: weekly emails begin once the chair has approved the plan.'
  if (first !== null) return `None was due yet: the first go on ${weekday(first.on)}.`
  if (counts === null) return `No email was planned for the week of ${day(week)}.`
  const { expected, sent, nothingDue, failed, superseded, waiting } = counts
  const parts = [
    `${sent} sent`,
    ...(nothingDue > 0 ? [`${nothingDue} had nothing due`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(superseded > 0 ? [`${superseded} too late to be sent`] : []),
  ]
  return `${verdict(counts)} Of ${count(expected, 'person', 'people')} in the week of ${day(week)}: ${parts.join(', ')}.`
}

/** Whether an email of the week did not go to whom it was owed, or not yet. */
export function isMissing(counts: WeekCounts | null): boolean {
  return counts !== null && counts.failed + counts.superseded + counts.waiting > 0
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
