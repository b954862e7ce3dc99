import type { Merge, Sheet, SheetCell } from '../workbook.ts'

/** A cell in its place; `merged` where its value stands above it, in the first of the cells that are one. */
export type PlacedCell = SheetCell & { merged?: true }

/** A row of a sheet with its cells in their places. `across` tells how many columns the cell of a column takes. */
export type GridRow = {
  row: number
  hidden: boolean
  cells: readonly (PlacedCell | null)[]
  across: ReadonlyMap<number, number>
}

/**
 * The rows of a sheet, in which a merged cell fills down to the last row of its own range, and nothing beyond it. What
 * lies under a merged cell is seen by nobody, and is left out.
 */
export function gridOf({ rows, merges }: Sheet): GridRow[] {
  const places = new Map(rows.map(({ row }, place) => [row, place]))
  const grid = rows.map(({ row, hidden = false, cells }) => ({
    row,
    hidden,
    cells: [...cells] as (PlacedCell | null)[],
    across: new Map<number, number>(),
  }))
  for (const merge of merges) {
    const top = grid[places.get(merge.fromRow) ?? -1]
    const first = top?.cells[merge.fromColumn] ?? null
    for (const line of within(grid, merge)) {
      for (let column = merge.fromColumn; column <= merge.toColumn && column < MOST_COLUMNS; column++) {
        if (line === top && column === merge.fromColumn) continue
        const isBelow = column === merge.fromColumn && first !== null
        if (isBelow) line.cells[column] = { ...first, merged: true }
        else if (column < line.cells.length) line.cells[column] = null
      }
      line.across.set(merge.fromColumn, merge.toColumn - merge.fromColumn + 1)
    }
  }
  return grid.map((line) => ({ ...line, cells: Array.from(line.cells, (cell) => cell ?? null) }))
}

const MOST_COLUMNS = 200

/** The rows of a range that are there, found by halving: a merged cell may go on to the last row that Excel has. */
function within<Line extends { row: number }>(grid: readonly Line[], { fromRow, toRow }: Merge): Line[] {
  let [low, high] = [0, grid.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((grid[middle]?.row ?? 0) < fromRow) low = middle + 1
    else high = middle
  }
  const found: Line[] = []
  for (let at = low; at < grid.length && (grid[at]?.row ?? 0) <= toRow; at++) {
    const line = grid[at]
    if (line) found.push(line)
  }
  return found
}

/** The text of a cell without the space around it; empty where there is none. */
export const textOf = (cell: PlacedCell | null | undefined): string => cell?.text.trim() ?? ''

/** The columns of a row in which something of its own stands, not filled down from above. */
export const ownColumns = ({ cells }: GridRow): number[] =>
  cells.flatMap((cell, column) =>
    cell !== null && cell.merged !== true && textOf(cell) !== '' ? [column] : [],
  )

/** A column as a spreadsheet names it: 'A', 'AB'. */
export function columnLetters(column: number): string {
  const before = column >= 26 ? columnLetters(Math.floor(column / 26) - 1) : ''
  return `${before}${String.fromCodePoint(65 + (column % 26))}`
}
