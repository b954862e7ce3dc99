import type { SheetRow, Workbook } from '#workflows/exchange/workbook.ts'

/** The sheets of a workbook by name, and the first rows of the one that is read, for choosing where its headings stand. */
export type SheetsTold = {
  names: { name: string; rows: number; hidden: boolean }[]
  top: { row: number; cells: string[] }[]
}

/** Rows and cells of a row that are shown, and characters of a cell. */
const ROWS = 15
const CELLS = 12
const CHARACTERS = 60

/** What a person chooses from, of a workbook of which one sheet is read. */
export function sheetsTold({ sheets }: Workbook, read: string): SheetsTold {
  const rows = sheets.find(({ name }) => name === read)?.rows ?? []
  return {
    names: sheets.map(({ name, rows: own, tooMany, hidden = false }) => ({
      name,
      rows: tooMany ?? own.length,
      hidden,
    })),
    top: rows.slice(0, ROWS).map(shown),
  }
}

function shown({ row, cells }: SheetRow): SheetsTold['top'][number] {
  const texts = cells.flatMap((cell) => cell?.text.replaceAll(/\s+/g, ' ').trim() || [])
  return {
    row,
    cells: texts
      .slice(0, CELLS)
      .map((text) => (text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text)),
  }
}
