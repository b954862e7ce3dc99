import type { WeekCounts } from '#db/read/mail.ts'
import { count } from '#workflows/words.ts'

/** Whether the weekly emails of a plan all went: told to those who have to see that they do. */
export function lastWeekInWords(counts: WeekCounts | null): { said: string; trouble: boolean } | null {
  if (!counts || counts.expected === 0) return null
  const { expected, sent, nothingDue, failed, superseded, waiting, late } = counts
  const quiet = nothingDue > 0 ? ` ${count(nothingDue, 'person', 'people')} had nothing due.` : ''
  const missing = failed + superseded + waiting
  if (missing === 0) {
    const when = late > 0 ? `, ${late} of them late` : ''
    return { said: `Last week’s emails all went: ${sent} sent${when}.${quiet}`, trouble: late > 0 }
  }
  const why = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(superseded > 0 ? [`${superseded} came too late to be sent`] : []),
    ...(waiting > 0 ? [`${waiting} still ${waiting === 1 ? 'waits' : 'wait'}`] : []),
  ]
  return {
    said: `Of last week’s ${count(expected, 'email')}, ${missing} did not go: ${why.join(', ')}. ${sent} went.${quiet}`,
    trouble: true,
  }
}
