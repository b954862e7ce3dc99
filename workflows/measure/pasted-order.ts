import { type Period, periodInWords } from '#workflows/calendar/period.ts'
import { count } from '#workflows/words.ts'
import { isInWords } from './observation-rules.ts'
import { columnFor, type Headed, isWords } from './pasted-headings.ts'
import type { MeasureNamed } from './pasted-names.ts'
import { notRead, type Reading } from './pasted-reading.ts'
import { quotedCell } from './pasted-table.ts'

const byName = 'Paste the column with the references or the titles too.'

/**
 * Reads a single column in the order of the measures shown: a figure for each of them, or for each that may take one
 * where none is recorded yet. A gap, or another number of figures, leaves open whose they are.
 */
export function columnInOrder(
  { headings, rows, firstRow }: Headed,
  measures: readonly MeasureNamed[],
  period: Period,
): Reading {
  const [column, ...more] = [
    ...new Set(rows.flatMap(({ cells }) => cells.flatMap((cell, at) => (cell === '' ? [] : [at])))),
  ]
  if (column === undefined || more.length > 0)
    return notRead(`No row names a measure of the list below. ${byName}`)
  const first = rows[0]?.cells[column] ?? ''
  if (headings === null && measures[0] && !isInWords(measures[0]) && isWords(first))
    return notRead(
      `${quotedCell(first)} does not say that the figures below it are those of ${periodInWords(period)}. Write ‘Figure’ or the month and its year over them, and paste them again.`,
    )
  const gap = rows.findIndex(({ row }, at) => row !== firstRow + at)
  if (gap >= 0)
    return notRead(
      `Row ${firstRow + gap} is empty, and nothing says whose figure each of the others is. ${byName}`,
    )
  const open = measures.filter(({ unit }) => unit !== 'grade')
  const isFresh = measures.every(({ recorded }) => recorded === null)
  const asked = isFresh && rows.length === open.length ? open : measures
  if (rows.length !== asked.length)
    return notRead(
      `${count(rows.length, 'figure was', 'figures were')} pasted for the ${count(measures.length, 'measure')} below, and nothing says which is whose. ${byName}`,
    )
  const faults = asked.flatMap((measure) => {
    const found = headings === null ? column : columnFor(headings, measure.period)
    return typeof found === 'number' ? [] : [found.because]
  })
  if (faults[0] !== undefined) return notRead(faults[0])
  const found = rows.flatMap(({ row, cells }, at) => {
    const measure = asked[at]
    return measure ? [{ row, column, measure, typed: cells[column] ?? '' }] : []
  })
  return { found, doubts: [], leftOut: [] }
}
