import type { CellOut, SheetOut } from '#server/exchange/write-workbook.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** A column of a sheet: its heading, its width in letters, and what a row has in it. */
export type SheetColumn<T> = readonly [heading: string, width: number, cell: (item: T) => CellOut]

/** A sheet of columns and items; one without items has its headings alone. */
export function sheetOf<T>(name: string, columns: readonly SheetColumn<T>[], items: readonly T[]): SheetOut {
  return {
    name,
    columns: columns.map(([heading, width]) => ({ heading, width })),
    rows: items.map((item) => columns.map(([, , cell]) => cell(item))),
  }
}

/** The cell of a day; an empty one where there is none. */
export const dayCell = (day: Day | null): CellOut => (day === null ? null : { day })

/** The cell of a text; an empty one where nothing is in it. */
export const textCell = (text: string | null | undefined): CellOut => (text ? text : null)

/** The cell of a list, one item a line. */
export const listCell = (items: readonly string[]): CellOut => textCell(items.join('\n'))
