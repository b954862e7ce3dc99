import { readOds, readXlsx, type Sheet as RawSheet } from 'hucre'
import { spreadsheetLimits as limits } from '#workflows/exchange/spreadsheet-limits.ts'
import type { Sheet, SheetCell, SheetRow, WorkbookRead } from '#workflows/exchange/workbook.ts'
import { type Book, cellOf } from './cell-of.ts'
import { controlsSaid, hasControls, withoutControls } from './printable.ts'
import { withinLimits, withinRows } from './within-limits.ts'
import { damaged, locked, tooLarge } from './zip-sizes.ts'

/** Reads an .xlsx or .ods file whose declared sizes are within their limits. Nothing that it refers to is opened. */
export async function fromArchive(bytes: Uint8Array, kind: 'xlsx' | 'ods'): Promise<WorkbookRead> {
  const read = await parsed(bytes, kind)
  if ('refused' in read) return read
  const { sheets: raw, themeColors = [], dateSystem, externalLinks = [] } = read
  if (raw.length > limits.sheets) return { refused: tooManySheets(raw.length) }
  const epoch = dateSystem === '1904' ? 1904 : 1900
  const sheets = raw.map((each) => sheetOf(each, { theme: themeColors, epoch }))
  const said = saidOf(kind, externalLinks.length)
  const isOdd = raw.some(({ rows }) =>
    rows.some((row) => row.some((value) => typeof value === 'string' && hasControls(value))),
  )
  return withinLimits({ kind, sheets, epoch, said: isOdd ? [...said, controlsSaid] : said })
}

async function parsed(bytes: Uint8Array, kind: 'xlsx' | 'ods') {
  try {
    return await (kind === 'xlsx' ? readXlsx : readOds)(bytes, { readStyles: true })
  } catch (error) {
    const { name = '', message = '' } = error as Error
    if (name === 'EncryptedFileError') return { refused: locked }
    return { refused: /bomb|too large|exceeds|cells?\b.*limit/i.test(message) ? tooLarge : damaged }
  }
}

function sheetOf(raw: RawSheet, book: Book): Sheet {
  const rows: SheetRow[] = []
  const more = [...(raw.cells?.keys() ?? [])].reduce(
    (most, key) => Math.max(most, Number.parseInt(key, 10)),
    -1,
  )
  // Colours alone may go on to the last row that Excel has.
  const last = Math.max(raw.rows.length - 1, Math.min(more, raw.rows.length + limits.rows))
  for (let at = 0; at <= last; at++) {
    const cells = cellsOf(raw, at, book)
    if (cells.length === 0) continue
    rows.push({ row: at + 1, ...(raw.rowDefs?.get(at)?.hidden === true && { hidden: true as const }), cells })
  }
  return {
    name: withoutControls(raw.name),
    ...((raw.hidden === true || raw.veryHidden === true) && { hidden: true as const }),
    ...withinRows(rows),
    merges: (raw.merges ?? []).map((each) => ({
      fromRow: each.startRow + 1,
      toRow: each.endRow + 1,
      fromColumn: each.startCol,
      toColumn: each.endCol,
    })),
    hiddenColumns: (raw.columns ?? []).flatMap(({ hidden }, at) => (hidden === true ? [at] : [])),
    ...((raw.conditionalRules ?? []).length > 0 && { colouredByRules: true as const }),
  }
}

function cellsOf(raw: RawSheet, at: number, book: Book): (SheetCell | null)[] {
  const values = raw.rows[at] ?? []
  const cells: (SheetCell | null)[] = []
  let filled = 0
  const width = Math.min(Math.max(values.length, raw.rows[0]?.length ?? 0), limits.columns)
  for (let column = 0; column < width; column++) {
    const cell = cellOf(values[column], raw.cells?.get(`${at},${column}`), book)
    cells.push(cell)
    if (cell !== null) filled = column + 1
  }
  return cells.slice(0, filled)
}

const saidOf = (kind: 'xlsx' | 'ods', links: number): string[] => [
  ...(kind === 'ods'
    ? ['The colours of an .ods file are not read. Save it as .xlsx where they matter.']
    : []),
  ...(links > 0
    ? [
        'Some cells take their values from other workbooks. Those were not opened: the values that the file kept were read.',
      ]
    : []),
]

const tooManySheets = (count: number) =>
  `The workbook has ${count.toLocaleString('en-GB')} sheets, and ${limits.sheets} at most are read. Copy the sheet of the plan into a new workbook, and send that.`
