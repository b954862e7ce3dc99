import type { HistoryEntry } from '#db/read/history.ts'
import { type EntryTold, historySection } from '#server/sheets/history-section.ts'
import { labelsOf, meaningsIn } from '#server/sheets/noun.ts'
import type { Html } from '#server/ui/html/html.ts'
import { day } from '#server/ui/html/words.ts'
import { isDay } from '#workflows/calendar/calendar.ts'
import { decisionFields } from './decision-fields-sheet.ts'
import { decisionEvents } from './decision-sheet.ts'

/** What happened to a decision, newest first, as a section of its page. */
export function decisionHistory(entries: readonly HistoryEntry[], isWhole: boolean): Html {
  return historySection(entries, { isWhole, noun: 'decisions', told })
}

const events: Readonly<Record<string, { past: string }>> = {
  ...decisionEvents,
  record: { past: 'Recorded it' },
  edit: { past: 'Edited it' },
  redact: { past: 'Took out a text that must not be here' },
}

function told({ event, payload }: HistoryEntry): EntryTold {
  const { reason, change, publishedOn, calledInBy, calledInOn, resolved } = payload as Record<string, unknown>
  const line = (label: string, value: unknown) =>
    typeof value === 'string' ? [`${label}: ${isDay(value) ? day(value) : value}`] : []
  return {
    what: events[event]?.past ?? `Recorded '${event}'`,
    body: [
      ...line('Published on', publishedOn),
      ...line('Asked for by', calledInBy),
      ...line('Asked for on', calledInOn),
      ...(Array.isArray(resolved) ? [`${labels['resolved']}: ${inWords('resolved', resolved)}`] : []),
      ...line('Because', reason),
      ...Object.entries(typeof change === 'object' && change !== null ? change : {}).map(
        ([field, value]: [string, unknown]) => `${labels[field] ?? field}: ${inWords(field, value)}`,
      ),
    ],
  }
}

const labels: Readonly<Record<string, string>> = labelsOf(decisionFields)
const meanings = meaningsIn(decisionFields)

function inWords(field: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each, at) => `${at + 1}. ${String(each)}`).join(' ')
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return meanings[field]?.[value] ?? String(value)
  if (typeof value !== 'string' || value === '') return 'taken out'
  return meanings[field]?.[value] ?? (isDay(value) ? day(value) : value)
}
