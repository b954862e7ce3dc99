import { type PgTable, getTableName, sql, type SQL } from '#db/connection/drizzle.ts'

/**
 * What of each table is searched, by how well it tells what a thing is: its `title` before its `text`. The columns are
 * those of the database; an array is searched whole. Each has an index, of the function `search_words`, which cuts as
 * `wordsOf` does: no way in can forget it.
 */
export const searched = {
  actions: {
    title: ['ref', 'title'],
    text: ['description', 'intended_effect', 'owner_post'],
  },
  criteria: { text: ['text'] },
  evidence: { text: ['title'] },
  milestones: { text: ['title'] },
  blockers: { text: ['what', 'waiting_on', 'how'] },
  updates: { text: ['note', 'what_changed'] },
  measures: {
    title: ['ref', 'title'],
    text: [
      'definition',
      'count_of',
      'numerator',
      'numerator_source',
      'denominator',
      'denominator_source',
      'note',
      'aliases[]',
    ],
  },
  people: { title: ['name'], text: ['post'] },
  agencies: { text: ['name'] },
  decisions: { text: ['text'] },
  priorities: { title: ['ref', 'title'], text: ['description', 'impact', 'confidence_note', 'outcome_note'] },
  recommendations: { title: ['ref'], text: ['text', 'source', 'paragraph'] },
} as const satisfies Record<string, { title?: readonly string[]; text: readonly string[] }>

/** The words of some columns, as their index has them. */
export function wordsIn(columns: readonly string[]): SQL {
  return sql.raw(called(columns, ''))
}

/** The same of a table in a statement, under its own name. */
export function wordsOfTable(table: PgTable, columns: readonly string[]): SQL {
  return sql.raw(called(columns, `"${getTableName(table)}".`))
}

function called(columns: readonly string[], prefix: string): string {
  const single = columns.filter((name) => !name.endsWith('[]')).map((name) => `${prefix}"${name}"`)
  const lists = columns.filter((name) => name.endsWith('[]')).map((name) => `${prefix}"${name.slice(0, -2)}"`)
  return lists.length === 0
    ? `search_words(${single.join(', ')})`
    : `search_words(variadic array[${single.join(', ')}] || ${lists.join(' || ')})`
}
