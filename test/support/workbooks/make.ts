import { type Cell, type CellValue, type ConditionalRule, writeXlsx } from 'hucre'

/** A cell as a test tells it: a value, or a value with what stands around it. */
export type Told =
  | CellValue
  | {
      value: CellValue
      fill?: string
      format?: string
      struck?: true
      runs?: { text: string; struck?: true }[]
      formula?: string
      comment?: string
    }

export type SheetTold = {
  name?: string
  rows: readonly (readonly Told[])[]
  /** Ranges as Excel names them, such as 'A2:A4'. */
  merges?: readonly string[]
  hiddenRows?: readonly number[]
  hiddenColumns?: readonly number[]
  hidden?: true
  rules?: ConditionalRule[]
}

/** A day as Excel keeps it. */
export const on = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** An .xlsx file of sheets that a test tells. */
export async function xlsxOf(
  sheets: SheetTold | readonly SheetTold[],
  dateSystem: '1900' | '1904' = '1900',
): Promise<Buffer> {
  const told = Array.isArray(sheets) ? (sheets as SheetTold[]) : [sheets as SheetTold]
  const bytes = await writeXlsx({ sheets: told.map(sheetOf), dateSystem })
  return Buffer.from(bytes)
}

/** The same once it is asked for. */
export const xlsx = (sheets: SheetTold | SheetTold[], dates?: '1904') => () => xlsxOf(sheets, dates)

function sheetOf(
  { name = 'Plan', rows, merges = [], hiddenRows = [], hiddenColumns = [], hidden, rules }: SheetTold,
  at: number,
) {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return {
    name: at > 0 && name === 'Plan' ? `Plan ${at + 1}` : name,
    rows: rows.map((row) => row.map((told) => (isPlain(told) ? told : told.value))),
    cells: new Map(
      rows.flatMap((row, line) =>
        row.flatMap((told, column) => (isPlain(told) ? [] : [[`${line},${column}`, cellOf(told)] as const])),
      ),
    ),
    merges: merges.map(rangeOf),
    rowDefs: new Map(hiddenRows.map((row) => [row - 1, { hidden: true }])),
    columns: Array.from({ length: width }, (_, column) =>
      hiddenColumns.includes(column) ? { hidden: true } : {},
    ),
    ...(hidden && { hidden }),
    ...(rules && { conditionalRules: rules }),
  }
}

const isPlain = (told: Told): told is CellValue =>
  told === null || typeof told !== 'object' || told instanceof Date

function cellOf({
  value,
  fill,
  format,
  struck,
  runs,
  formula,
  comment,
}: Exclude<Told, CellValue>): Partial<Cell> {
  return {
    value,
    ...(formula !== undefined && {
      formula,
      formulaResult: value instanceof Date ? value.getTime() / 86_400_000 + 25_569 : value,
    }),
    ...(runs && {
      richText: runs.map((run) => ({ text: run.text, ...(run.struck && { font: { strikethrough: true } }) })),
    }),
    ...(comment !== undefined && { comment: { text: comment } }),
    style: {
      ...(fill !== undefined && { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill } } }),
      ...(format !== undefined && { numFmt: format }),
      ...(struck && { font: { strikethrough: true } }),
    },
  }
}

function rangeOf(range: string) {
  const [, from = 'A', first = '1', to = 'A', last = '1'] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(range) ?? []
  const column = (letter: string) => (letter.codePointAt(0) ?? 65) - 65
  return { startRow: Number(first) - 1, startCol: column(from), endRow: Number(last) - 1, endCol: column(to) }
}
