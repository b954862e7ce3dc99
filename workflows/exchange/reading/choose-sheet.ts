import type { ExchangeField } from '../exchange-fields.ts'
import { type GridRow, gridOf } from '../table/grid.ts'
import { type Headers, headersOf, headingsKnown } from '../table/headers.ts'
import type { Sheet, Workbook } from '../workbook.ts'

/** The sheet of a workbook that is read, with its headings. */
export type Chosen = { sheet: Sheet; grid: GridRow[]; headers: Headers; others: Sheet[] }

/**
 * Chooses the sheet with the most headings that are known, and of several with as many the longest. A hidden one is read
 * only where it is named.
 * @param told the sheet that a person named, and the row in which its headings stand
 */
export function chosenSheet(
  { sheets }: Workbook,
  { sheet: name, headerRow }: { sheet?: string | undefined; headerRow?: number | undefined },
  own: ReadonlyMap<string, ExchangeField>,
): Chosen | { refused: string } {
  const named =
    name === undefined
      ? null
      : sheets.find((sheet) => sheet.name.trim().toLowerCase() === name.trim().toLowerCase())
  if (named === undefined)
    return { refused: `There is no sheet ‘${name}’. The sheets are ${listed(sheets)}.` }
  const seen = named ? [named] : sheets.filter(({ hidden }) => hidden !== true)
  const tried = seen.map((sheet) => {
    const grid = gridOf(sheet)
    const headers = headersOf(grid, own, headerRow)
    return { sheet, grid, headers, known: headingsKnown(headers) }
  })
  const [best] = tried.toSorted(
    (a, b) =>
      b.known - a.known ||
      (b.sheet.tooMany ?? b.sheet.rows.length) - (a.sheet.tooMany ?? a.sheet.rows.length),
  )
  if (best === undefined || best.headers === null)
    return { refused: headerRow === undefined ? noHeadings(seen) : noSuchRow(headerRow) }
  const { sheet, grid, headers } = best
  return { sheet, grid, headers, others: sheets.filter((each) => each !== sheet && each.rows.length > 0) }
}

const noHeadings = (sheets: readonly Sheet[]): string => {
  const where = sheets.length < 2 ? '' : ` in any of the sheets ${listed(sheets)}`
  return `No row of headings was found${where}. ${writeThem}`
}

const noSuchRow = (row: number): string =>
  `Row ${row} of the sheet is empty. Give the number of the row in which the headings stand.`

const writeThem =
  'Write over the columns what they are, such as No., Area for improvement, Action, Lead, By when and Progress, and send the file again.'

/** Sheets by their names. */
export const listed = (sheets: readonly Sheet[]): string => sheets.map(({ name }) => `‘${name}’`).join(', ')
