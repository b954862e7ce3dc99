import type { HistoryEntry } from '#db/read/history.ts'
import { type EntryTold, historySection } from '#server/sheets/history-section.ts'
import { labelsOf, meaningsIn } from '#server/sheets/noun.ts'
import type { Html } from '#server/ui/html/html.ts'
import { day } from '#server/ui/html/words.ts'
import { isDay } from '#workflows/calendar/calendar.ts'
import { type Attended, attendances } from '#workflows/meeting/attendance.ts'
import { agendaFields } from './agenda-fields-sheet.ts'
import { meetingFields } from './meeting-fields-sheet.ts'
import { meetingEvents } from './meeting-sheet.ts'
import { attendanceWords } from './words.ts'

type Names = Readonly<Record<string, string>>

/** What is told of each event of a meeting and of each change of it. */
export const meetingHappened: Readonly<Record<string, { past: string }>> = {
  ...meetingEvents,
  create: { past: 'Put it in the diary' },
  edit: { past: 'Changed the meeting' },
  recordDecision: { past: 'Recorded a decision' },
  makeAgenda: { past: 'Put what waited for the board on the agenda' },
  addAgendaItem: { past: 'Added an item to the agenda' },
  editAgendaItem: { past: 'Changed an item of the agenda' },
  moveAgendaItem: { past: 'Moved an item of the agenda' },
  removeAgendaItem: { past: 'Took an item off the agenda' },
  recordMinutes: { past: 'Recorded the minutes of an item' },
  recordAttendance: { past: 'Recorded attendance' },
  redact: { past: 'Took out a text that must not be here' },
}

/**
 * What happened to a meeting, newest first, as a section of its page.
 * @param names of the people, actions, reports and decisions that its entries name
 */
export function meetingHistory(entries: readonly HistoryEntry[], isWhole: boolean, names: Names): Html {
  return historySection(entries, { isWhole, noun: 'meetings', told: (entry) => told(entry, names) })
}

/** Ids of people and things that entries name. */
export function namedInHistory(entries: readonly HistoryEntry[]) {
  const all = entries.map(({ payload }) => ({ ...payload, ...changeIn(payload) }) as Record<string, unknown>)
  const ids = (field: string) => all.flatMap((each) => (typeof each[field] === 'string' ? [each[field]] : []))
  const attended = all.flatMap(({ attendance }) =>
    Array.isArray(attendance) ? (attendance as Attended[]).map(({ personId }) => personId) : [],
  )
  return {
    people: [...ids('presenterId'), ...attended],
    actions: ids('actionId'),
    reports: ids('reportId'),
    decisions: ids('decisionId'),
  }
}

function told({ event, payload }: HistoryEntry, names: Names): EntryTold {
  const { reason, text, minutes, carryOver, number, item, titles, attendance, others } = payload as Record<
    string,
    unknown
  >
  const line = (label: string, value: unknown) =>
    typeof value === 'string' && value !== '' ? [`${label}: ${value}`] : []
  return {
    what: meetingHappened[event]?.past ?? `Recorded '${event}'`,
    body: [
      ...line('Item', titleOf(item) ?? (event === 'addAgendaItem' ? payload['title'] : null)),
      ...(Array.isArray(titles) ? titles.flatMap((each) => titleOf(each) ?? []) : []),
      ...(typeof number === 'number' ? [`To number ${number}`] : []),
      ...line('Decision', text),
      ...line('Minutes', minutes),
      ...(carryOver === true ? ['Carried over to the next meeting'] : []),
      ...(Array.isArray(attendance) ? attendanceLines(attendance as Attended[], names) : []),
      ...(Array.isArray(others) && others.length > 0 ? [`Others in attendance: ${others.join('; ')}`] : []),
      ...line('Because', reason),
      ...Object.entries(changeIn(payload)).map(
        ([field, value]) => `${labels[field] ?? field}: ${inWords(field, value, names)}`,
      ),
    ],
  }
}

function attendanceLines(attendance: readonly Attended[], names: Names): string[] {
  const lines = attendances.flatMap((kind) => {
    const those = attendance.filter(({ attended }) => attended === kind)
    const words = those.map(({ personId }) => names[personId] ?? 'Somebody').join(', ')
    return those.length === 0 ? [] : [`${attendanceWords[kind]}: ${words}`]
  })
  return lines.length > 0 ? lines : ['Nobody of the plan']
}

const labels: Readonly<Record<string, string>> = { ...labelsOf(meetingFields), ...labelsOf(agendaFields) }
const meanings = { ...meaningsIn(meetingFields), ...meaningsIn(agendaFields) }

function inWords(field: string, value: unknown, names: Names): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || value === '') return 'taken out'
  return meanings[field]?.[value] ?? names[value] ?? (isDay(value) ? day(value) : value)
}

function titleOf(item: unknown): string | null {
  const { title } = (typeof item === 'object' && item !== null ? item : {}) as { title?: unknown }
  return typeof title === 'string' ? title : null
}

function changeIn({ change }: Record<string, unknown>): Record<string, unknown> {
  return typeof change === 'object' && change !== null ? (change as Record<string, unknown>) : {}
}
