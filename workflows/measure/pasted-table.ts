/** A table as it was pasted: its rows of cells, and where each row stood. */
export type PastedTable = readonly { row: number; cells: readonly string[] }[]

/**
 * The cells of a text as a spreadsheet copies it: a tab between cells, a line a row. A cell that holds a line break or a
 * tab stands in quotes. Rows without anything in them are left out, and keep their number.
 */
export function pastedTable(text: string): PastedTable {
  const rows = rowsOf(text.replaceAll(/\r\n?/g, '\n'))
  return rows.flatMap((cells, at) => (cells.every((cell) => cell === '') ? [] : [{ row: at + 1, cells }]))
}

/** Where a cell stood among what was pasted, as a spreadsheet names it: 'B3'. */
export function placeOfCell(row: number, column: number): string {
  const letter = String.fromCodePoint(65 + (column % 26))
  return `${column >= 26 ? placeOfCell(0, Math.floor(column / 26) - 1).slice(0, -1) : ''}${letter}${row}`
}

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
