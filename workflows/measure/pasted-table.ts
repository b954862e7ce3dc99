/** A table as it was pasted: its rows of cells, and where each row stood. */
export type PastedTable = readonly { row: number; cells: readonly string[] }[]

/**
 * The cells of a text as a spreadsheet copies it: a tab between cells, a line a row. A cell that holds a line break or a
 * tab stands in quotes. Rows without anything in them are left out, and keep their number.
 */
export function pastedTable(text: string): PastedTable {
  const rows = rowsOf(tabbed(text.replaceAll(/\r\n?/g, '\n')))
  return rows.flatMap((cells, at) => (cells.every((cell) => cell === '') ? [] : [{ row: at + 1, cells }]))
}

/** Lines of a CSV file, each of which begins with a reference, as the lines of a spreadsheet that they are meant as. */
function tabbed(text: string): string {
  const lines = text.split('\n')
  const isCsv = !text.includes('\t') && lines.every((each) => each.trim() === '' || referenceFirst.test(each))
  return isCsv ? lines.map((each) => each.replace(/\s*[,;]\s*/, '\t')).join('\n') : text
}

const referenceFirst = /^\s*[A-Za-z]{1,3}\d{1,3}(?:\.[A-Za-z]{1,3}\d{1,3})?\s*[,;]/

/** Where a cell stood among what was pasted, as a spreadsheet names it: 'B3'. */
export function placeOfCell(row: number, column: number): string {
  return `${lettersOf(column)}${row}`
}

function lettersOf(column: number): string {
  const before = column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : ''
  return `${before}${String.fromCodePoint(65 + (column % 26))}`
}

/** A cell as it is repeated to its person: cut short where it is long. */
export const shortCell = (cell: string): string =>
  cell.length > MOST_REPEATED ? `${cell.slice(0, MOST_REPEATED).trimEnd()}…` : cell

/** The same in quotes. */
export const quotedCell = (cell: string): string => `‘${shortCell(cell)}’`

/** Several as one list: 'Aug 2026, Sep 2026 and Nov 2026'. Beyond five they are counted. */
export function listed(items: readonly string[]): string {
  const told = items.length > MOST_LISTED ? items.slice(0, MOST_LISTED) : items.slice(0, -1)
  const last =
    items.length > MOST_LISTED ? `${(items.length - MOST_LISTED).toLocaleString('en-GB')} more` : items.at(-1)
  return told.length === 0 ? (last ?? '') : `${told.join(', ')} and ${last}`
}

/** Whether a cell holds a number and nothing else, as no heading and no title does. */
export const isNumberAlone = (cell: string): boolean => /^[-–−]?\s?£?\d[\d,]*(\.\d+)?\s?%?$/.test(cell)

const MOST_REPEATED = 80
const MOST_LISTED = 5

function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*)/y
  for (let at = 0; at <= text.length;) {
    cell.lastIndex = at
    const [whole = '', quoted, plain = ''] = cell.exec(text) ?? []
    const own = quoted === undefined ? plain : quoted.replaceAll('""', '"')
    rows.at(-1)?.push(own.replaceAll(/\s+/g, ' ').trim())
    at += whole.length
    if (text[at] === '\n') rows.push([])
    at++
  }
  return rows
}
