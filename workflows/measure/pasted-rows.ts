import { type Period, periodInWords } from '#workflows/calendar/period.ts'
import { dateColumns, rowDated } from './pasted-dates.ts'
import { columnFor, type Headed } from './pasted-headings.ts'
import { type MeasureNamed, measureOfRow, type Names } from './pasted-names.ts'
import { notRead, type Reading } from './pasted-reading.ts'
import { isNumberAlone, listed, placeOfCell, quotedCell, shortCell } from './pasted-table.ts'

/** The column of a row in which its figure stands, or why that is not clear. */
type Column = number | { because: string }

/** A row that names its measure and is of its period. */
type NamedRow = {
  row: number
  cells: readonly string[]
  measure: MeasureNamed
  at: number[]
  dated: number[]
}

/**
 * Reads the rows that name their measures. Rows of another period are left out.
 * @param measures those that are shown
 * @param period the month that is asked for
 */
export function rowsByName(
  table: Headed,
  names: Names,
  measures: readonly MeasureNamed[],
  period: Period,
): Reading {
  const columns = columnsFor(table.headings, measures)
  const figures = new Set([...columns.values()].filter((column) => typeof column === 'number'))
  const fault = [...columns.values()].find((column) => typeof column !== 'number')
  if (fault && figures.size === 0) return notRead(fault.because)
  const read: Reading = { found: [], doubts: [], leftOut: [] }
  const rows = namedRows(table, names, figures, period, read)
  const seen = new Map<string, string>()
  for (const named of rows) {
    const { row, cells, measure } = named
    const place = { row, column: named.at[0] ?? 0 }
    const doubt = (because: string) =>
      read.doubts.push({ place, measure, because: `${measure.ref}: ${because}` })
    const before = seen.get(measure.id)
    if (before !== undefined) {
      doubt(`It stands in ${before} already. Leave one of the two out.`)
      continue
    }
    seen.set(measure.id, placeOfCell(row, place.column))
    const column = columns.get(measure.period.from) ?? figureBeside(named)
    if (typeof column !== 'number') doubt(column.because)
    else if (column >= cells.length)
      doubt('Its row ends before the column of the figures. Paste the whole table.')
    else read.found.push({ row, column, measure, typed: cells[column] ?? '' })
  }
  return read
}

/** For each period that a measure is asked for, by its first day, the column of its figures; empty without headings. */
function columnsFor(
  headings: readonly string[] | null,
  measures: readonly MeasureNamed[],
): Map<string, Column> {
  const columns = new Map<string, Column>()
  for (const { period } of headings === null ? [] : measures)
    if (!columns.has(period.from)) columns.set(period.from, columnFor(headings ?? [], period))
  return columns
}

/** The rows that name a measure and are of its period. What is said of the others goes into the reading. */
function namedRows(
  { headings, rows }: Headed,
  names: Names,
  figures: ReadonlySet<number>,
  period: Period,
  read: Reading,
): NamedRow[] {
  const dates = dateColumns(headings, rows, figures)
  const others: { row: number; cell: string; line: string }[] = []
  let isDated = false
  const kept = rows.flatMap(({ row, cells }): NamedRow[] => {
    const named = measureOfRow(cells, names, headings, figures)
    if (named === null) {
      unknownRow(read, row, cells, figures)
      return []
    }
    const place = { row, column: named.at[0] ?? 0 }
    if ('because' in named) {
      read.doubts.push({ place, measure: null, because: named.because })
      return []
    }
    const { measure, at } = named
    const told = rowDated(
      cells,
      dates,
      (column) => at.includes(column) || figures.has(column),
      measure.period,
    )
    if ('because' in told) {
      read.doubts.push({ place, measure, because: `${measure.ref}: ${told.because}` })
      return []
    }
    if (told.is === 'ours') {
      isDated ||= told.dated.length > 0
      return [{ row, cells, measure, at, dated: told.dated }]
    }
    const line = `Row ${row}: ${shortCell(told.cell)} is not ${periodInWords(measure.period)}`
    others.push({ row, cell: told.cell, line })
    return []
  })
  if (isDated || others.length === 0) read.leftOut.push(...others.map(({ line }) => line))
  else {
    const told = listed([...new Set(others.map(({ cell }) => quotedCell(cell)))])
    const because = `No row is for ${periodInWords(period)}: the rows are for ${told}. Choose that period above, or paste its own rows.`
    read.doubts.push({ place: null, measure: null, because })
  }
  return kept
}

/** Without headings: the one cell of a row that is neither its name nor its date. */
function figureBeside({ cells, at, dated }: NamedRow): Column {
  const figures = cells.flatMap((cell, column) =>
    cell === '' || at.includes(column) || dated.includes(column) ? [] : [{ cell, column }],
  )
  const [only, second] = figures
  if (only === undefined)
    return { because: 'No figure stands beside it. Paste the column with the figures too.' }
  return second === undefined
    ? only.column
    : {
        because: `Several cells could be its figure: ${listed(figures.map(({ cell }) => quotedCell(cell)))}. Paste one column of figures, or the headings too.`,
      }
}

function unknownRow(
  read: Reading,
  row: number,
  cells: readonly string[],
  figures: ReadonlySet<number>,
): void {
  const column = cells.findIndex((cell) => cell !== '')
  const told = cells[column] ?? ''
  const isAlone = cells.every((cell, at) => at === column || cell === '') && !isNumberAlone(told)
  const isEmpty = figures.size > 0 && [...figures].every((at) => (cells[at] ?? '') === '')
  const isNote = cells.every((cell) => !/\d/.test(cell)) || /^(sub|grand )?total\b/i.test(told)
  if (isAlone || isEmpty || isNote) read.leftOut.push(`Row ${row}: ${shortCell(told)} (it names no measure)`)
  else
    read.doubts.push({
      place: { row, column },
      measure: null,
      because: `${quotedCell(told)} is none of the measures below. Put the reference of the measure in its place, or take the row out.`,
    })
}
