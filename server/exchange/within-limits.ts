import { spreadsheetLimits as limits } from '#workflows/exchange/spreadsheet-limits.ts'
import type { SheetRow, Workbook, WorkbookRead } from '#workflows/exchange/workbook.ts'

/** Rows that may stand above and below a table of as many rows as are read: titles, headings, notes. */
const AROUND = 60

/** The rows of a sheet; of one with more than are read the first ones, with how many there are. */
export function withinRows(rows: readonly SheetRow[]): { rows: readonly SheetRow[]; tooMany?: number } {
  const many = rows.filter(({ cells }) => cells.some((cell) => cell !== null && cell.text !== '')).length
  return many > limits.rows + AROUND ? { rows: rows.slice(0, AROUND), tooMany: many } : { rows }
}

/** A workbook that was read, unless nothing of it can be used, or a cell holds more than Excel does. */
export function withinLimits(workbook: Workbook): WorkbookRead {
  const { sheets } = workbook
  const filled = sheets.filter(({ rows }) =>
    rows.some(({ cells }) => cells.some((cell) => cell !== null && cell.text !== '')),
  )
  if (filled.length === 0) return { refused: nothing }
  const [long] = filled.flatMap(({ tooMany }) => tooMany ?? [])
  if (long !== undefined && filled.every(({ tooMany }) => tooMany !== undefined))
    return { refused: tooManyRows(long) }
  let cells = 0
  for (const { rows } of sheets)
    for (const row of rows) {
      cells += row.cells.length
      if (row.cells.some((cell) => (cell?.text.length ?? 0) > limits.cell)) return { refused: longCell }
    }
  return cells > limits.cells ? { refused: tooManyCells } : { workbook }
}

/** What is said of a sheet with more rows than are read. */
export const tooManyRows = (count: number) =>
  `The sheet has ${inFigures(count)} rows, and ${inFigures(limits.rows)} at most are read. Copy those of the plan into a new workbook, or divide it, and send that.`
const nothing = 'There is nothing in the sheets of the file. Send the one that holds the plan.'
const longCell = `A cell has more than ${inFigures(limits.cell)} characters, which Excel cannot hold. Shorten it, or look for a quotation mark that nothing closes.`
const tooManyCells = `The workbook has more than ${inFigures(limits.cells)} cells with something in them. Copy the rows of the plan into a new workbook, and send that.`

function inFigures(number: number): string {
  return number.toLocaleString('en-GB')
}
