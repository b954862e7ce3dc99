import type { HistoryEntry } from '#db/read/history.ts'
import { type EntryTold, historySection } from '#server/sheets/history-section.ts'
import { labelsOf, meaningsIn } from '#server/sheets/noun.ts'
import type { Html } from '#server/ui/html/html.ts'
import { day } from '#server/ui/html/words.ts'
import { isDay } from '#workflows/calendar/calendar.ts'
import { inspectionFields, inspectionLists } from './inspection-fields-sheet.ts'
import { inspectionEvents } from './inspection-sheet.ts'

/** What happened to an inspection, newest first, as a section of its page. */
export function inspectionHistory(entries: readonly HistoryEntry[], isWhole: boolean): Html {
  return historySection(entries, { isWhole, noun: 'inspections', told })
}

const events: Readonly<Record<string, { past: string }>> = {
  ...inspectionEvents,
  create: { past: 'Recorded it' },
  import: { past: 'Recorded it from a file' },
  edit: { past: 'Changed it' },
  redact: { past: 'Took out a text that must not be here' },
}

function told({ event, payload }: HistoryEntry): EntryTold {
  const { reason, file, change } = payload as Record<string, unknown>
  return {
    what: events[event]?.past ?? `Recorded '${event}'`,
    body: [
      ...(typeof file === 'string' ? [`File: ${file}`] : []),
      ...(typeof reason === 'string' ? [`Because: ${reason}`] : []),
      ...Object.entries(typeof change === 'object' && change !== null ? change : {}).map(
        ([field, value]: [string, unknown]) => `${labels[field] ?? field}: ${inWords(field, value)}`,
      ),
    ],
  }
}

const labels: Readonly<Record<string, string>> = labelsOf({ ...inspectionFields, ...inspectionLists })
const meanings = meaningsIn(inspectionFields)

function inWords(field: string, value: unknown): string {
  if (Array.isArray(value)) {
    const each = value.flatMap((one: unknown) => (isAspect(one) ? `${one.aspect}: ${one.judgement}` : []))
    return each.length > 0 ? each.join('; ') : `${value.length} of them`
  }
  if (typeof value !== 'string' || value === '') return 'taken out'
  return meanings[field]?.[value] ?? (isDay(value) ? day(value) : value)
}

function isAspect(value: unknown): value is { aspect: string; judgement: string } {
  return typeof value === 'object' && value !== null && 'aspect' in value && 'judgement' in value
}
