import type { HistoryEntry } from '#db/read/history.ts'
import { day } from '#server/ui/html/words.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'

/** What a line needs besides its entry: the action for its parts, and names of people and actions by id. */
export type Known = { facts: ActionFacts; names: Readonly<Record<string, string>> }

/** What happened, in plain words: `what` begins with a verb and follows the name of who did it. */
export type HistoryLine = { what: string; body?: string[]; weight?: 'decision' | 'setback' }

/** Reads what an entry carries, and the part of the action it is about. What is not there reads as ''. */
export type HistoryReader = {
  entry: HistoryEntry
  text: (key: string) => string
  flag: (key: string) => boolean
  /** A day in words. */
  on: (key: string) => string
  /** The name of the person or the action whose id it is. */
  name: (key: string) => string
  /** The name of the person whose id a field was changed to by an edit. */
  changed: (field: string) => string
  criterion: (key: string) => string
  part: (kind: 'milestones' | 'blockers' | 'extensions', key: string) => string
}

/** Reads an entry of the history. */
export function historyReader(entry: HistoryEntry, { facts, names }: Known): HistoryReader {
  const { payload, subject } = entry
  const text = (key: string): string => (typeof payload[key] === 'string' ? payload[key] : '')
  return {
    entry,
    text,
    flag: (key) => payload[key] === true,
    on: (key) => inWords(text(key)),
    name: (key) => names[text(key)] ?? '',
    changed: (field) => names[changeOf(payload)[field] ?? ''] ?? '',
    criterion: (key) => facts.criteria.find(({ id }) => id === text(key))?.text ?? '',
    part: (kind, key) => {
      const found = (facts[kind] as readonly { id: string }[]).find(({ id }) => id === subject.id)
      const value = (found as Record<string, unknown> | undefined)?.[key]
      return typeof value === 'string' ? inWords(value) : ''
    },
  }
}

/** The texts that an edit changed fields to, by the field. */
export function changeOf({ change }: HistoryEntry['payload']): Readonly<Record<string, string>> {
  const fields = Object.entries(typeof change === 'object' && change !== null ? change : {})
  return Object.fromEntries(fields.filter(([, value]) => typeof value === 'string')) as Record<string, string>
}

/** A text with words before it; nothing where there is no text. */
export const after = (lead: string, text: string): string => (text === '' ? '' : lead + text)

const inWords = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? day(text) : text)
