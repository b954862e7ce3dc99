import type { ExchangeField } from '../exchange-fields.ts'
import { fieldOfHeading } from '../headings.ts'
import { type GridRow, ownColumns, textOf } from './grid.ts'

/** The headings of a table: the rows in which they stand, and for each column what stands over it. */
export type Headers = {
  /** The places of the rows among those of the grid. */
  places: number[]
  headings: { column: number; heading: string; field: ExchangeField | null }[]
}

type Own = ReadonlyMap<string, ExchangeField>

/** So many rows may stand above the headings: a title, notes, a key. */
const ROWS_ABOVE = 40

/**
 * Finds the headings of a sheet: the row with the most columns that are known, two at least. A row of groups above it
 * ('Timescale' over 'Start' and 'End'), or one that divides it below, belongs to them.
 * @param row the row of the sheet that a person named, whatever is known in it
 */
export function headersOf(grid: readonly GridRow[], own: Own = new Map(), row?: number): Headers | null {
  const place = row === undefined ? bestPlace(grid, own) : grid.findIndex((line) => line.row === row)
  if (place === -1) return null
  const lines = [...(isGroups(grid, place - 1) ? [place - 1] : []), place]
  if (lines.length === 1 && isBelow(grid, place, own)) lines.push(place + 1)
  return {
    places: lines,
    headings: headingsIn(
      lines.flatMap((each) => grid[each] ?? []),
      own,
    ),
  }
}

/** The place of the row with the most columns that are known; -1 where none has two. */
function bestPlace(grid: readonly GridRow[], own: Own): number {
  const scores = grid.slice(0, ROWS_ABOVE).map((line) => fieldsIn(line, own).size)
  const best = Math.max(0, ...scores)
  return best < 2 ? -1 : scores.indexOf(best)
}

/** How many columns of a sheet have a heading that is known. */
export const headingsKnown = (headers: Headers | null): number =>
  new Set((headers?.headings ?? []).flatMap(({ field }) => field ?? [])).size

function fieldsIn({ cells }: GridRow, own: Own): Set<ExchangeField> {
  return new Set(
    cells.flatMap((cell) =>
      cell === null || cell.kind !== 'text' || cell.merged === true
        ? []
        : (fieldOfHeading(cell.text, own) ?? []),
    ),
  )
}

/** A row of groups stands right above the headings, with a cell over several columns, but not over all. */
function isGroups(grid: readonly GridRow[], place: number): boolean {
  const [line, next] = [grid[place], grid[place + 1]]
  if (line === undefined || next === undefined || line.row !== next.row - 1) return false
  const width = next.cells.length
  return ownColumns(line).some((column) => {
    const across = line.across.get(column) ?? 1
    return across > 1 && across < width - 1
  })
}

/** A row below divides the headings: each of its own cells lies under one that is over several columns. */
function isBelow(grid: readonly GridRow[], place: number, own: Own): boolean {
  const [line, next] = [grid[place], grid[place + 1]]
  if (line === undefined || next === undefined || next.row !== line.row + 1) return false
  const columns = ownColumns(next)
  const wide = [...line.across].filter(([, across]) => across > 1)
  const isUnder = (column: number) => wide.some(([from, across]) => column >= from && column < from + across)
  const isHeading = (column: number) =>
    next.cells[column]?.kind === 'text' && textOf(next.cells[column]).length <= 60
  if (columns.length === 0 || !columns.every((column) => isUnder(column) && isHeading(column))) return false
  return wide.length > 0 && (columns.length > 1 || fieldsIn(next, own).size > 0)
}

function headingsIn(lines: readonly GridRow[], own: Own): Headers['headings'] {
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length))
  return Array.from({ length: width }, (_, column) => {
    const parts = lines.flatMap((line, at) => partOver(line, column, at < lines.length - 1))
    const told = [...new Set(parts)]
    const heading = told.join(' / ')
    const last = told.at(-1) ?? ''
    const field =
      fieldOfHeading(last, own) ?? fieldOfHeading(told.join(' '), own) ?? fieldOfHeading(told[0] ?? '', own)
    return { column, heading: heading.replaceAll(/\s+/g, ' '), field }
  }).filter(({ heading }) => heading !== '')
}

/** What stands over a column in one row; a group's heading stands over each of its columns. */
function partOver({ cells, across }: GridRow, column: number, isUpper: boolean): string[] {
  const own = textOf(cells[column])
  if (own !== '') return [own]
  if (!isUpper) return []
  const [from] = [...across].find(([first, many]) => column > first && column < first + many) ?? []
  const group = from === undefined ? '' : textOf(cells[from])
  return group === '' ? [] : [group]
}
