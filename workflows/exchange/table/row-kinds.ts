import { plain } from '../plain.ts'
import type { Column } from './columns.ts'
import { type GridRow, ownColumns, textOf } from './grid.ts'

/** What a row below the headings is. A section's text is the priority of the actions below it. */
export type RowKind =
  | { is: 'action'; line: GridRow }
  | { is: 'section'; line: GridRow; text: string }
  | { is: 'skipped'; line: GridRow; because: string }

/** Says what each row below the headings is: an action, a section, or something that is none of the table. */
export function rowKinds(rows: readonly GridRow[], columns: readonly Column[]): RowKind[] {
  const filled = rows.filter((line) => ownColumns(line).length > 0)
  const last = filled.findLastIndex((line) => isWhole(line, columns) && !isTotal(line))
  let isUnder = false
  return filled.map((line, at): RowKind => {
    const text = textOf(line.cells[ownColumns(line)[0] ?? 0])
    if (isRepeated(line, columns)) return skipped(line, 'The headings stand here again.')
    if (isTotal(line)) return skipped(line, 'This is a row of totals.')
    // Below the word 'Key' short rows explain it, until the table goes on.
    isUnder = ownColumns(line).length < 3 && (isUnder || noteBegins.test(text))
    if (at > last || isUnder) return afterTable(line, columns, isUnder)
    return isSection(line, columns) ? { is: 'section', line, text } : { is: 'action', line }
  })
}

const skipped = (line: GridRow, because: string): RowKind => ({ is: 'skipped', line, because })

/** Of what stands after the last whole row, an action of which the title alone is told is one still. */
function afterTable(line: GridRow, columns: readonly Column[], isUnder: boolean): RowKind {
  const [first, ...more] = ownColumns(line)
  const isTitle =
    fieldAt(columns, first) === 'title' && more.length === 0 && (line.across.get(first ?? 0) ?? 1) < 2
  const hasRef = columns.some(({ field, column }) => field === 'ref' && textOf(line.cells[column]) !== '')
  const text = textOf(line.cells[first ?? 0])
  if (!isUnder && isTitle && !hasRef && hasNoRef(columns) && !noteBegins.test(text))
    return { is: 'action', line }
  return skipped(line, 'This is a note under the table.')
}

const hasNoRef = (columns: readonly Column[]): boolean => columns.every(({ field }) => field !== 'ref')

const noteWords = '(nb|n\\.b\\.?|notes?|(rag |colour )?key|legend|rag rating|source|page \\d+( of \\d+)?)'
const versionWords =
  '(last (updated|reviewed)|updated|prepared by|approved by|version \\d|end of (table|plan|document))'
const noteBegins = new RegExp(`^(\\*|†|${noteWords}\\s*(:|-|–|$)|${versionWords}\\b)`, 'i')

const fieldAt = (columns: readonly Column[], at: number | undefined) =>
  columns.find(({ column }) => column === at)?.field ?? null

/** A row that has what is to be done, and something beside it. */
function isWhole(line: GridRow, columns: readonly Column[]): boolean {
  const known = ownColumns(line).filter((column) => fieldAt(columns, column) !== null)
  return known.length >= 2 && !isRepeated(line, columns)
}

function isRepeated(line: GridRow, columns: readonly Column[]): boolean {
  const told = columns.filter(({ column }) => textOf(line.cells[column]) !== '')
  const same = told.filter(({ column, heading }) => {
    const text = plain(textOf(line.cells[column]))
    return text.length <= heading.length && plain(heading).split(' / ').includes(text)
  })
  return same.length >= 2 && same.length >= told.length * 0.6
}

function isTotal(line: GridRow): boolean {
  const own = ownColumns(line)
  const text = textOf(line.cells[own[0] ?? 0])
  if (/^((grand|sub)[ -]?)?totals?\b:?/i.test(text))
    return own.length < 3 || own.slice(1).every((column) => isCount(line, column))
  return (
    own.length >= 2 &&
    /^((grand|sub)[ -]?)?total|^(number|no\.?|count|sum|average|percentage|%) (of|complete|red|amber|green)\b|^rag summary|^summary\b/i.test(
      text,
    ) &&
    own.slice(1).every((column) => isCount(line, column))
  )
}

const isCount = ({ cells }: GridRow, column: number): boolean => /^[\d.,]+\s?%?$/.test(textOf(cells[column]))

/**
 * A row with one cell alone is a section where that is over several columns, or stands before the column of what is to be
 * done and is no reference.
 */
function isSection(line: GridRow, columns: readonly Column[]): boolean {
  const [only, ...more] = ownColumns(line)
  if (only === undefined || more.length > 0) return false
  const text = textOf(line.cells[only])
  if ((line.across.get(only) ?? 1) >= Math.min(3, columns.length)) return true
  const title = columns.find(({ field }) => field === 'title')?.column ?? 0
  if (line.cells.some((cell, column) => column !== only && textOf(cell) !== '')) return false
  return only < title && fieldAt(columns, only) !== 'priority' && text.length > 8 && /\p{L}{3}/u.test(text)
}
