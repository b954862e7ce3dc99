import { addDays } from '#workflows/calendar/calendar.ts'
import { type Period, periodInWords } from '#workflows/calendar/period.ts'
import { lastEnded } from './figures-due.ts'
import { periodNamed, periodsIn } from './pasted-period.ts'
import { isNumberAlone, listed, type PastedTable, quotedCell } from './pasted-table.ts'

/** What a heading says of the cells below it. An `unknown` one may be anything. */
type Role = 'name' | 'figure' | 'date' | 'period' | 'other' | 'unknown'

const nameHeading =
  /^(?!number$)(kpi|measure|indicator|metric)?\s*(ref(erence)?|no\.?|number|id|name|title|description)?$/i
const figureHeading = /^(figure|value|actual|result|latest|this month|this period|current)s?$/i
const dateHeading = /^(date|day|month|period|quarter|year|as at|(month|period|quarter|year) end(ing)?)$/i
// What stands beside figures, and is none of the period: aims, what was before, others, words and parts.
const otherWords = [
  /\b(targets?|trajectory|plan(ned)?|forecast|baseline|benchmark|england|neighbours?|national)\b/i,
  /\b(previous|prior|last|ytd|year to date|cumulative|average|change|variance|trend|direction|rag)\b/i,
  /\b(comments?|notes?|narrative|owner|lead|unit|frequency|polarity|numerator|denominator)\b/i,
]

/** The period of a heading, whether 'Actual' stands beside it or not. */
const periodOf = (heading: string) =>
  periodNamed(heading) ??
  periodNamed(
    heading.replace(/^(figures?|values?|actuals?|results?)\s+|\s+(figures?|values?|actuals?|results?)$/i, ''),
  )

export function roleOf(heading: string): Role {
  if (heading === '') return 'unknown'
  if (periodOf(heading) !== null) return 'period'
  if (figureHeading.test(heading)) return 'figure'
  if (dateHeading.test(heading)) return 'date'
  if (otherWords.some((words) => words.test(heading))) return 'other'
  return nameHeading.test(heading) ? 'name' : 'unknown'
}

/** A table with what stands over its columns, and the titles above it. */
export type Headed = {
  titles: string[]
  headings: readonly string[] | null
  rows: PastedTable
  /** The row in which the first figure is to stand: below the headings, or the first. */
  firstRow: number
}

/** So many rows may stand above the figures: titles, and the headings. */
const ROWS_ABOVE = 5

/**
 * Finds the headings of a table: of its first rows, until one names a measure or holds a number alone, the one with the
 * most that is known as a heading; else the last one with several cells in words. A cell alone at the left of a table
 * with several columns is a title.
 */
export function headedTable(table: PastedTable, isName: (cell: string) => boolean): Headed {
  const data = table.findIndex(({ cells }) => cells.some((cell) => isNumberAlone(cell) || isName(cell)))
  const above = table.slice(0, data < 0 ? ROWS_ABOVE : Math.min(data, ROWS_ABOVE))
  const isColumn = table.every(({ cells }) => cells.length === 1)
  const isTitle = (cells: readonly string[]) => !isColumn && cells.findLastIndex((cell) => cell !== '') === 0
  const known = above.map(({ cells }) =>
    isTitle(cells) ? 0 : cells.filter((cell) => roleOf(cell) !== 'unknown').length,
  )
  const most = Math.max(0, ...known)
  const at =
    most > 0
      ? known.lastIndexOf(most)
      : above.findLastIndex(({ cells }) => cells.filter(Boolean).length > 1 && cells.every(isWords))
  if (at >= 0)
    return {
      titles: above.slice(0, at).flatMap(({ cells }) => cells),
      headings: above[at]?.cells ?? [],
      rows: table.slice(at + 1),
      firstRow: (above[at]?.row ?? 0) + 1,
    }
  const dated = above.filter(({ cells }) => isTitle(cells) && periodsIn(cells[0] ?? '').length > 0)
  return {
    titles: dated.map(({ cells }) => cells[0] ?? ''),
    headings: null,
    rows: table.filter((row) => !dated.includes(row)),
    firstRow: (dated.at(-1)?.row ?? 0) + 1,
  }
}

/** Whether a cell is in words, as a heading is: it holds letters, no figures, and does not say that nothing is there. */
export const isWords = (cell: string): boolean =>
  cell === '' || (/\p{L}{3}/u.test(cell) && !/\d/.test(cell) && !/^(nil|none|tbc|unknown)$/i.test(cell))

/** The column in which the figures of a period stand, by the headings, or why none is known to be theirs. */
export function columnFor(headings: readonly string[], period: Period): number | { because: string } {
  const periods = headings.flatMap((heading, at) => {
    const told = periodOf(heading)
    return told === null ? [] : [{ at, heading, told }]
  })
  const fitting = periods.filter(({ told }) => isOf(told, period))
  // Of a quarter, its own column goes before that of its last month.
  const own = fitting.filter(({ told }) => told.from === period.from && !isOneMonth(period))
  const best = own.length > 0 ? own : fitting
  if (best.length > 1)
    return {
      because: `Several columns are for ${periodInWords(period)}: ${named(best)}. Paste one of them.`,
    }
  if (best[0]) return best[0].at
  if (periods.length > 0)
    return {
      because: `No column is for ${periodInWords(period)}: the headings are ${named(periods)}. Choose that period above, or paste the right column.`,
    }
  const figures = headings.flatMap((heading, at) => (roleOf(heading) === 'figure' ? [{ at, heading }] : []))
  if (figures.length > 1)
    return { because: `Several columns could be the figures: ${named(figures)}. Paste one of them.` }
  if (figures[0]) return figures[0].at
  const others = headings.filter((heading) => heading !== '').map((heading) => ({ heading }))
  return {
    because: `No heading says which column has the figures of ${periodInWords(period)}: the headings are ${named(others)}. Write ‘Figure’ or the month and its year over them, and paste them again.`,
  }
}

/** The columns of other months, where they were not read beside those that were: 'Aug 2026 and Sep 2026 were not read'. */
export function columnsLeftOut(headings: readonly string[], read: readonly { column: number }[]): string[] {
  const taken = new Set(read.map(({ column }) => column))
  const others = headings.filter((heading, at) => roleOf(heading) === 'period' && !taken.has(at))
  return others.length === 0 ? [] : [`${listed(others)} ${others.length === 1 ? 'was' : 'were'} not read`]
}

const named = (headings: readonly { heading: string }[]) =>
  listed(headings.map(({ heading }) => quotedCell(heading)))

/**
 * Whether what a heading or a cell names is the period asked for: it is that period, or its last month, or a day in that
 * month. A quarter or a year is no month, though they end together.
 */
export function isOf(told: Period, { from, to }: Period): boolean {
  if (told.from === from && told.to === to) return true
  const last = addDays(lastEnded('month', to), 1)
  return told.from >= last && told.to <= to && (told.to === to || told.from === told.to)
}

const isOneMonth = ({ from, to }: Period): boolean => from.slice(0, 7) === to.slice(0, 7)
