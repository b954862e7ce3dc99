import type { HistoryEntry } from '#db/read/history.ts'
import { type EntryTold, historySection } from '#server/sheets/history-section.ts'
import type { Html } from '#server/ui/html/html.ts'
import { day } from '#server/ui/html/words.ts'
import { isDay } from '#workflows/calendar/calendar.ts'
import { reportEvents } from './report-sheet.ts'
import { sectionEvents } from './section-sheet.ts'

/** Events that a report's or a section's page tells of at most. */
export const MOST_HAPPENED = 50

/** What happened to a report or to one of its sections, newest first, as a section of its page. */
export function writingHistory(entries: readonly HistoryEntry[], noun: 'reports' | 'sections'): Html {
  return historySection(
    entries.filter(({ event }) => event !== 'saveDraft'),
    { isWhole: entries.length < MOST_HAPPENED, noun, told },
  )
}

/** Why a report is with its authors again: its newest return since it was submitted; null where it was not returned. */
export function lastReturn(entries: readonly HistoryEntry[]): { by: string; reason: string } | null {
  const last = entries.find(({ from, to }) => from !== to)
  const reason = last?.payload['reason']
  return last?.event === 'return' && typeof reason === 'string'
    ? { by: last.actor?.name ?? 'The approver', reason }
    : null
}

const events: Readonly<Record<string, { past: string }>> = {
  ...reportEvents,
  ...sectionEvents,
  create: { past: 'Began it' },
  edit: { past: 'Changed it' },
  redact: { past: 'Took out a text that must not be here' },
}

const weights: Readonly<Record<string, 'decision' | 'setback'>> = {
  approve: 'decision',
  issue: 'decision',
  accept: 'decision',
  return: 'setback',
  sendBack: 'setback',
  correct: 'setback',
  withdraw: 'setback',
}

function told({ event, payload: { reason, dueOn } }: HistoryEntry): EntryTold {
  const weight = weights[event]
  return {
    what: events[event]?.past ?? `Recorded '${event}'`,
    body: [
      ...(typeof reason === 'string' && reason !== '' ? [`Because: ${reason}`] : []),
      ...(typeof dueOn === 'string' && isDay(dueOn) ? [`Due by ${day(dueOn)}`] : []),
    ],
    ...(weight && { weight }),
  }
}
