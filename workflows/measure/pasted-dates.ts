import { type Period, periodInWords } from '#workflows/calendar/period.ts'
import { isOf, roleOf } from './pasted-headings.ts'
import { periodNamed } from './pasted-period.ts'
import { type PastedTable, quotedCell } from './pasted-table.ts'

/** What a row says of its period: that it is the one asked for, which other one it is, or that it is not clear. */
export type RowDated = { is: 'ours'; dated: number[] } | { is: 'other'; cell: string } | { because: string }

/** The columns in which rows of a table may tell their period: those headed so, or any where no heading tells. */
export type DateColumns = { headed: readonly number[]; open: (column: number) => boolean }

/** Where the rows tell their periods. None does where the heading of their figures does.
 * @param figures the columns that hold figures
 */
export function dateColumns(
  headings: readonly string[] | null,
  rows: PastedTable,
  figures: ReadonlySet<number>,
): DateColumns {
  if (headings === null) return { headed: [], open: () => true }
  const roles = headings.map(roleOf)
  if ([...figures].some((column) => roles[column] === 'period')) return { headed: [], open: () => false }
  const headed = roles.flatMap((role, column) =>
    role === 'date' && rows.some(({ cells }) => (cells[column] ?? '') !== '') ? [column] : [],
  )
  return { headed, open: (column) => headed.length === 0 && (roles[column] ?? 'unknown') === 'unknown' }
}

/**
 * Compares the dates of a row with the period that its measure is asked for.
 * @param taken columns that hold the name or the figure
 */
export function rowDated(
  cells: readonly string[],
  { headed, open }: DateColumns,
  taken: (column: number) => boolean,
  period: Period,
): RowDated {
  const told = cells.flatMap((cell, column) => {
    if (cell === '' || taken(column)) return []
    const named = headed.includes(column) || open(column) ? periodNamed(cell) : null
    return named !== null || headed.includes(column) ? [{ cell, column, named }] : []
  })
  if (told.length === 0 && headed.length > 0)
    return { because: 'No date stands in its row, as in others. Write it there, or leave the column out.' }
  const fits = told.filter(({ named }) => named !== null && isOf(named, period))
  const unclear = told.find(({ named }) => named === null)
  const wrong = told.find(({ named }) => named !== null && !isOf(named, period) && !isAround(named, period))
  if (fits.length === 0) {
    if (unclear)
      return {
        because: `${quotedCell(unclear.cell)} does not say which month of which year it is. Write it as 10/2026.`,
      }
    const [other] = told
    return other === undefined ? { is: 'ours', dated: [] } : { is: 'other', cell: other.cell }
  }
  return wrong === undefined
    ? { is: 'ours', dated: told.map(({ column }) => column) }
    : {
        because: `${quotedCell(wrong.cell)} is not ${periodInWords(period)}. Leave it out if it is about something else.`,
      }
}

/** Whether a longer period holds the one asked for, as a year its months. */
const isAround = (told: Period, { from, to }: Period): boolean => told.from <= from && told.to >= to
