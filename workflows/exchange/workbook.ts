import type { Day } from '#workflows/calendar/calendar.ts'

/** What a cell holds: `error` is one such as `#REF!`, and a formula has the kind of its kept value. */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error'

/** A cell of a spreadsheet as it was kept, before anything is made of it. */
export type SheetCell = {
  /** What a reader of the sheet sees in it. */
  text: string
  kind: CellKind
  /** Of a date its day, and of a number its value. */
  day?: Day
  number?: number
  /** A date that is shown as its month and year alone, as Excel shows a typed 'Sept 2018'. */
  monthOnly?: true
  /** The formula whose kept value it is. */
  formula?: string
  /** The colour behind it, 'RRGGBB'. */
  fill?: string
  /** The part of its text that is struck through. */
  struck?: string
  comment?: string
}

/** A row with something in it. `row` is its number in the sheet, from 1 on; a cell without anything is null. */
export type SheetRow = { row: number; hidden?: true; cells: readonly (SheetCell | null)[] }

/** Cells that are one: rows from 1 on, columns from 0 on, all included. */
export type Merge = { fromRow: number; toRow: number; fromColumn: number; toColumn: number }

/** A sheet of a workbook. Rows without any value and any colour are left out, and keep their number. */
export type Sheet = {
  name: string
  hidden?: true
  rows: readonly SheetRow[]
  merges: readonly Merge[]
  hiddenColumns: readonly number[]
  /** Rows that it has in all, where those are more than are read: `rows` are then the first ones alone. */
  tooMany?: number
  /** Colours of some of its cells come from rules (conditional formatting), which are no part of the cells. */
  colouredByRules?: true
}

/** A spreadsheet as it was read from a file, whatever its kind. */
export type Workbook = {
  kind: 'xlsx' | 'ods' | 'csv' | 'html'
  sheets: readonly Sheet[]
  /** The day that serial number 0 stands for: 1904 in old workbooks of a Mac. */
  epoch: 1900 | 1904
  /** What of the file was left unread or is worth knowing, in sentences. */
  said: readonly string[]
}

/** A workbook, or why there is none, in a sentence that says what to do. */
export type WorkbookRead = { workbook: Workbook } | { refused: string }
