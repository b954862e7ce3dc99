import type { CsvColumns, CsvValue } from '#server/http/csv.ts'
import { ratingFills } from './rating-fills.ts'
import type { CellOut, SheetOut } from './write-workbook.ts'

/** So wide a column is at most and at least, in letters, and so many letters stand beside each other on a page. */
const WIDEST = 48
const NARROWEST = 9
const PAGE = 170

/**
 * A sheet of a list with the columns that it has as CSV: those of ids come last, and headings are words ('Due on' for
 * `dueOn`). Days and moments are dates where their column says that it holds such, and a rating has its colour behind it.
 */
export function listSheet<T>(name: string, columns: CsvColumns<T>, items: readonly T[]): SheetOut {
  const all = Object.entries(columns)
  const ordered = [...all.filter(([key]) => !isId(key)), ...all.filter(([key]) => isId(key))]
  const rows = items.map((item) => ordered.map(([key, read]) => cellOf(key, read(item))))
  const widths = ordered.map(([key], at) =>
    widthOf(
      headingOf(key),
      rows.map((row) => row[at] ?? null),
    ),
  )
  return {
    name,
    columns: ordered.map(([key], at) => ({ heading: headingOf(key), width: widths[at] ?? NARROWEST })),
    rows,
    pagesAcross: Math.max(1, Math.round(widths.reduce((sum, width) => sum + width, 0) / PAGE)),
  }
}

const isId = (key: string): boolean => key === 'id' || key.endsWith('Id')

/** Words of a name in the way of programs: 'Baseline due on' for `baselineDueOn`. */
function headingOf(key: string): string {
  const words = key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const isDay = /^\d{4}-\d{2}-\d{2}$/
const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/
const ofDays = /(?:On|At|To|^at|^from|^until|^week)$/
const ofRatings = /^(?:own)?rating$/i

function cellOf(key: string, value: CsvValue): CellOut {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : value.filter((each) => each !== null).join('; ')
  if (text === '') return null
  if (ofDays.test(key) && isDay.test(text)) return { day: text }
  if (ofDays.test(key) && isMoment.test(text)) return { moment: text }
  const fill = ofRatings.test(key) ? fillOf(text) : null
  return fill === null ? text : { text, fill }
}

const fillOf = (text: string): string | null =>
  Object.hasOwn(ratingFills, text) ? ratingFills[text as keyof typeof ratingFills] : null

/** As wide as what is in it, so that few lines are broken, and as the longest word of its heading. */
function widthOf(heading: string, cells: readonly CellOut[]): number {
  const word = Math.max(...heading.split(' ').map(({ length }) => length))
  const longest = cells.reduce<number>((most, cell) => Math.max(most, lengthOf(cell)), 0)
  return Math.min(WIDEST, Math.max(NARROWEST, word + 2, longest + 2))
}

function lengthOf(cell: CellOut): number {
  if (cell === null) return 0
  if (typeof cell === 'number') return String(cell).length
  if (typeof cell === 'string') return cell.length
  return 'text' in cell ? cell.text.length : 'day' in cell ? 10 : 16
}
