import { CsvError, parse } from 'csv-parse/sync'
import { spreadsheetLimits as limits } from '#workflows/exchange/spreadsheet-limits.ts'
import type { SheetRow, WorkbookRead } from '#workflows/exchange/workbook.ts'
import { decoded, decodedOddly } from './decoded.ts'
import { isHtml, rowsOfHtml } from './html-table.ts'
import { controlsSaid, hasControls, withoutControls } from './printable.ts'
import { separatorOf } from './separator.ts'
import { withinLimits, withinRows } from './within-limits.ts'

/**
 * Reads a text with separated cells, or the page with a table that other systems write under the name .xls. Rows are
 * numbered as records are, whatever lines they take.
 */
export function fromText(bytes: Buffer): WorkbookRead {
  const plain = decoded(bytes)
  const text = plain ?? decodedOddly(bytes)
  const said = plain === null || hasControls(plain) ? [controlsSaid] : []
  if (text === null) return { refused: noText }
  if (text.trim() === '') return { refused: 'The file is empty. Send the one that holds the plan.' }
  if (/^\s*(<\?xml[^>]*\?>\s*)?(<\?mso[^>]*\?>\s*)?<(ss:)?Workbook\b/i.test(text)) return { refused: oldXml }
  if (/^MIME-Version:/i.test(text)) return { refused: archivedPage }
  if (isHtml(text)) {
    const table = rowsOfHtml(text)
    return 'refused' in table ? table : workbookOf({ kind: 'html', said }, table.rows, table.merges)
  }
  const cut = text.replace(/^sep=.\r?\n/i, '')
  try {
    const records = parse(cut, {
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: MOST_OF_A_RECORD,
      bom: true,
    }) as string[][]
    return workbookOf(
      { kind: 'csv', said },
      records.map((cells, at) => ({ row: at + 1, cells })),
    )
  } catch (error) {
    return { refused: error instanceof CsvError ? brokenCsv(error) : noText }
  }
}

type Row = { row: number; cells: string[] }

function workbookOf(
  told: { kind: 'csv' | 'html'; said: string[] },
  records: readonly Row[],
  merges: Merges = [],
): WorkbookRead {
  const rows = records.flatMap(({ row, cells }): SheetRow[] => {
    const last = cells.findLastIndex((cell) => cell.trim() !== '')
    if (last < 0) return []
    const kept = cells.slice(0, Math.min(last + 1, limits.columns))
    return [
      {
        row,
        cells: kept.map((text) =>
          text.trim() === '' ? null : { text: withoutControls(text), kind: 'text' },
        ),
      },
    ]
  })
  const sheet = { name: '', ...withinRows(rows), merges, hiddenColumns: [] }
  return withinLimits({ ...told, sheets: [sheet], epoch: 1900 })
}

type Merges = { fromRow: number; toRow: number; fromColumn: number; toColumn: number }[]

const MOST_OF_A_RECORD = 500_000

function brokenCsv(error: CsvError): string {
  const { lines } = error as { lines?: unknown }
  const where = typeof lines === 'number' ? ` Look at line ${lines}.` : ''
  const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
  const [wrong, todo] = isOpen ? openQuote : otherFault
  return `${wrong}${where} ${todo}`
}

const openQuote = [
  'A quotation mark (") opens a cell and nothing closes it, so that the rest of the file is one cell.',
  'Close it, or save the file from Excel anew.',
] as const
const otherFault = [
  'The text cannot be divided into cells.',
  'A cell with quotation marks stands in quotation marks, and each inside it is doubled: save the file from Excel anew.',
] as const

const noText =
  'This is neither a spreadsheet nor a text that can be read. Save it in Excel as .xlsx, and send that.'
const oldXml =
  'This is an XML spreadsheet of Excel 2003, which is not read here. Open it in Excel, save it as .xlsx, and send that.'
const archivedPage =
  'This is a web page in one file (.mht), which is not read here. Open it in Excel, save it as .xlsx, and send that.'
