import { type Cell, type CellStyle, type CellValue, writeXlsx } from 'hucre'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { londonClock } from '#workflows/calendar/calendar.ts'
import { columnLetters } from '#workflows/exchange/table/grid.ts'

/** A cell that is written: text as it stands, whatever it begins with, a number, a day, a moment (shown by the clocks of London), or words with a colour. */
export type CellOut =
  | string
  | number
  | null
  | { day: Day }
  | { moment: Instant }
  | { text: string; fill: string }

/** A sheet that is written: its headings stay in sight and are repeated on each page in print. */
export type SheetOut = {
  name: string
  columns: readonly { heading: string; width: number }[]
  rows: readonly (readonly CellOut[])[]
  /** Pages that its columns stand on beside each other in print, each with the first column; one unless told. */
  pagesAcross?: number
}

/**
 * Writes sheets as an .xlsx file that looks as trackers do: headings in bold that stay in sight, filters, days as days,
 * colours with words, wrapped texts. No cell is ever a formula: '=1+1', '00123' and '1-2' stay the texts that they are.
 * The same sheets of the same day are the same bytes.
 * @param madeOn the day that the file says it was made on
 */
export async function writeWorkbook(sheets: readonly SheetOut[], madeOn: Day): Promise<Buffer> {
  const properties = { creator: 'Waymark', modified: dateOf(madeOn) }
  return Buffer.from(await writeXlsx({ sheets: sheets.map(sheetOf), properties }))
}

function sheetOf({ name, columns, rows, pagesAcross = 1 }: SheetOut) {
  const all: readonly (readonly CellOut[])[] = [columns.map(({ heading }) => heading), ...rows]
  return {
    name: sheetName(name),
    columns: columns.map(({ width }) => ({ width })),
    rows: all.map((row) => row.map(valueOf)),
    cells: new Map(
      all.flatMap((row, line) =>
        row.map((cell, column): [string, Partial<Cell>] => [
          `${line},${column}`,
          { style: styleOf(cell, line === 0) },
        ]),
      ),
    ),
    rowDefs: new Map(all.map((row, line) => [line, { height: POINTS * linesIn(row, columns) }])),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${columnLetters(columns.length - 1)}${all.length}` },
    pageSetup: {
      orientation: 'landscape' as const,
      fitToPage: true,
      fitToWidth: pagesAcross,
      fitToHeight: 0,
      printTitlesRow: '$1:$1',
      ...(pagesAcross > 1 && { printTitlesColumn: '$A:$A' }),
    },
  }
}

/** The height of a line, and of how many lines the tallest row is that Excel takes. */
const POINTS = 15
const MOST_LINES = 27

/** Lines that the tallest cell of a row needs: not every program fits the height of a row to texts that are wrapped. */
function linesIn(row: readonly CellOut[], columns: SheetOut['columns']): number {
  const needs = row.map((cell, at) => {
    const value = valueOf(cell)
    const letters = Math.max(1, (columns[at]?.width ?? 10) * 0.95)
    return typeof value !== 'string'
      ? 1
      : value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0)
  })
  return Math.min(MOST_LINES, Math.max(1, ...needs))
}

/** A name that Excel takes: 31 characters, none of those that it uses itself. */
const sheetName = (name: string): string =>
  name
    .replaceAll(/[\\/?*[\]:]/g, ' ')
    .trim()
    .slice(0, 31) || 'Sheet'

function valueOf(cell: CellOut): CellValue {
  if (typeof cell === 'string') return escaped(cell)
  if (cell === null || typeof cell !== 'object') return cell
  if ('moment' in cell) return new Date(`${londonClock(cell.moment)}Z`)
  return 'day' in cell ? dateOf(cell.day) : escaped(cell.text)
}

// In cells '_x0041_' stands for the letter of that number, unless its first sign is told so itself.
const escaped = (text: string): string => text.replaceAll(/_(?=x[\dA-F]{4}_)/gi, '_x005F_')

const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`)

/** Rows are told apart in print too, where a sheet shows no lines of its own. */
const rowLine = { style: 'thin' as const, color: { rgb: 'BFBFBF' } }

function styleOf(cell: CellOut, isHeading: boolean): CellStyle {
  const kind = kindOf(cell)
  const numFmt = isHeading ? undefined : formats[kind]
  return {
    alignment: { vertical: 'top', wrapText: true, ...sides[kind] },
    font: { name: 'Calibri', size: 11, ...(isHeading && { bold: true }) },
    border: { bottom: isHeading ? { style: 'medium' } : rowLine },
    ...(numFmt !== undefined && { numFmt }),
    ...(cell !== null &&
      typeof cell === 'object' &&
      'fill' in cell && {
        fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: cell.fill } },
      }),
  }
}

type Kind = 'none' | 'number' | 'text' | 'day' | 'moment' | 'colour'

function kindOf(cell: CellOut): Kind {
  if (cell === null) return 'none'
  if (typeof cell === 'object') return 'day' in cell ? 'day' : 'moment' in cell ? 'moment' : 'colour'
  return typeof cell === 'number' ? 'number' : 'text'
}

/** A text is one by its format too, so that what looks like a number or a day stays as it is when it is edited. */
const formats: Partial<Record<Kind, string>> = { day: 'dd/mm/yyyy', moment: 'dd/mm/yyyy hh:mm', text: '@' }

// Else a day or a number stands right against the words of the next column.
const left = { horizontal: 'left' as const }
const sides: Partial<Record<Kind, CellStyle['alignment']>> = {
  day: left,
  moment: left,
  number: { horizontal: 'right', indent: 1 },
}
