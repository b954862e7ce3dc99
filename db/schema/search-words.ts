import { type PgTable, getTableName, sql, type SQL } from '#db/connection/drizzle.ts'

/**
 * What of each table is searched, by how well it tells what a thing is: its `title` before its `text`. The columns are
 * those of the database; an array (`[]`) is searched whole, and of an agenda (`()`) its titles and minutes. Each has
 * an index, of the function `search_words`, which cuts as
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
  extensions: { text: ['text', 'effect', 'mitigation', 'decision_reason'] },
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
  meetings: { title: ['title'], text: ['agenda()'] },
  inspections: {
    title: ['ref', 'title'],
    text: ['urn', 'inspector', 'judgement', 'note'],
  },
  people: { title: ['name'], text: ['post'] },
  agencies: { text: ['name'] },
  decisions: { text: ['text'] },
  decision_records: {
    title: ['ref', 'title'],
    text: ['reasons', 'alternatives', 'decision_maker', 'resolved[]'],
  },
  priorities: { title: ['ref', 'title'], text: ['description', 'impact', 'confidence_note', 'outcome_note'] },
  recommendations: { title: ['ref'], text: ['text', 'source', 'paragraph'] },
} as const satisfies Record<string, { title?: readonly string[]; text: readonly string[] }>

/** The words of some columns, as their index has them. */
export function wordsIn(columns: readonly string[]): SQL {
  return sql.raw(called('search_words', columns, ''))
}

/** The same of a table in a statement, under its own name. */
export function wordsOfTable(table: PgTable, columns: readonly string[]): SQL {
  return sql.raw(called('search_words', columns, `"${getTableName(table)}".`))
}

/** The lines of some columns that were read under a name, in which phrases are looked for. */
export function linesOf(name: string, columns: readonly string[]): SQL {
  return sql.raw(called('search_lines', columns, `"${name}".`))
}

/** Some columns of rows that are grouped by the row, as they are read for `linesOf`. */
export function columnsOf(table: PgTable, columns: readonly string[]): SQL {
  const own = `"${getTableName(table)}"`
  const read = columns.map((column) => {
    const name = `"${column.replace(/\[\]|\(\)/, '')}"`
    return column.endsWith('()')
      ? `(array_agg(${own}.${name}))[1] as ${name}`
      : `min(${own}.${name}) as ${name}`
  })
  return sql.raw(read.join(', '))
}

function called(by: 'search_words' | 'search_lines', columns: readonly string[], prefix: string): string {
  const [first = ''] = columns
  if (first.endsWith('()')) {
    const agenda = `${prefix}"${first.slice(0, -2)}"`
    return by === 'search_words'
      ? `agenda_words(${agenda})`
      : `search_lines(variadic agenda_texts(${agenda}))`
  }
  const single = columns.filter((name) => !name.endsWith('[]')).map((name) => `${prefix}"${name}"`)
  const lists = columns.filter((name) => name.endsWith('[]')).map((name) => `${prefix}"${name.slice(0, -2)}"`)
  return lists.length === 0
    ? `${by}(${single.join(', ')})`
    : `${by}(variadic array[${single.join(', ')}] || ${lists.join(' || ')})`
}
