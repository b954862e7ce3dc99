import type { MeasureInScope } from '../plan-at-cut-off.ts'
import { ofFigure, pastWords } from './beside-words.ts'
import type { Cue, Given } from './beside.ts'
import { type DateRead } from './dates.ts'
import type { Mention } from './names.ts'
import type { Passage, TableRead } from './passages.ts'
import { numbersOf, type Quantity } from './quantities.ts'

const current: ReadonlySet<string> = new Set(
  'now current currently latest newest actual value figure number rate percentage % total result performance this'.split(
    ' ',
  ),
)
const others: ReadonlySet<string> = new Set(
  'target change rank ranking england national nationally region regional neighbours neighbour average benchmark comparator aim milestone baseline trajectory forecast expected difference trend direction'.split(
    ' ',
  ),
)

/**
 * The numbers that rows of tables give of the measure that the row names. Of a table of two columns it is the second;
 * else a column counts only where its heading tells a day, or says 'now', 'number' or the like. What heads others'
 * figures, targets and changes is left out.
 * @param read what was read within the cells, each by itself
 */
export function givenInTables(
  tables: readonly TableRead[],
  measures: ReadonlyMap<Passage, readonly Mention<MeasureInScope>[]>,
  read: readonly Given[],
): Given[] {
  const done = new Set(read.map(({ passage }) => passage))
  return tables.flatMap(({ headings, rows }) => {
    const columns = headings.map((heading) => columnOf(heading, headings.length))
    return rows.flatMap((cells) => {
      const named = cells.findIndex((cell) => (measures.get(cell) ?? []).length > 0)
      const of = [...new Set((measures.get(cells[named] as Passage) ?? []).flatMap((mention) => mention.of))]
      if (named < 0) return []
      return cells.flatMap((cell, at) => {
        const column = columns[at]
        return at === named || !column || done.has(cell) ? [] : givenOf(cell, of, column)
      })
    })
  })
}

type Column = { date: DateRead | null; isEarlier: boolean; cue: Cue }

function columnOf({ tokens }: Passage, count: number): Column | null {
  const words = tokens.map(({ low }) => low)
  if (words.some((word) => others.has(word))) return null
  const { dates } = numbersOf(tokens)
  const isEarlier = words.some((word) => pastWords.has(word))
  const cue = words.reduce<Cue>((found, word) => found ?? ofFigure.get(word) ?? null, null)
  const [date = null] = dates
  const counts = count === 2 || dates.length === 1 || isEarlier || words.some((word) => current.has(word))
  return counts && dates.length < 2 ? { date, isEarlier, cue } : null
}

function givenOf(passage: Passage, of: readonly MeasureInScope[], { date, isEarlier, cue }: Column): Given[] {
  const { quantities } = numbersOf(passage.tokens)
  const [sentence] = passage.sentences
  if (!sentence) return []
  // A cell may hold a number with its share, '10 (32%)', and nothing more.
  return quantities
    .filter((_, at) => at < 2)
    .map((quantity: Quantity) => ({
      passage,
      sentence,
      quantity,
      of,
      date,
      isEarlier,
      cue,
      side: 'right' as const,
    }))
}
