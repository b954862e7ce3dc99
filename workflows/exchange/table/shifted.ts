import { isRatingWord } from '../cells/rating-cell.ts'
import { stateInCell } from '../cells/state-cell.ts'
import { dateInCell } from '../dates/date-cell.ts'
import type { DateContext } from '../dates/token-reading.ts'
import { dayFields, type ExchangeField } from '../exchange-fields.ts'
import { whoKind } from '../people/person-words.ts'
import type { Column } from './columns.ts'
import { type GridRow, type PlacedCell, textOf } from './grid.ts'

/**
 * Why a row cannot be read, with what stands under which heading, where its cells stand a column or two beside those that
 * they belong to; null where they do not. Nothing is put back in its place: which cell went first is not known.
 */
export function whyShifted(line: GridRow, columns: readonly Column[], context: DateContext): string | null {
  const told = columns.filter(({ field }) => isTold(field))
  const misfits = told.filter(
    ({ field, column }) => isTold(field) && !fits(field, line.cells[column], context),
  )
  // One cell may be told in its own way; a row that moved has several that are not where they belong.
  if (misfits.length < 2) return null
  for (const by of [1, -1, 2, -2]) {
    const pairs = misfits.flatMap((column) => {
      const there = line.cells[column.column + by]
      const own = columns.find((each) => each.column === column.column + by)
      const isPair =
        isTold(column.field) &&
        there !== null &&
        there !== undefined &&
        there.merged !== true &&
        fits(column.field, there, context) &&
        !(own !== undefined && isTold(own.field) && fits(own.field, there, context))
      return isPair ? [{ column, text: textOf(there) }] : []
    })
    const isSure = pairs.some(({ column }) => column.field !== 'owner' && column.field !== 'ref')
    if (pairs.length >= 2 && isSure) return sentence(by, pairs)
  }
  return null
}

function sentence(by: number, pairs: { column: Column; text: string }[]): string {
  const way = `${Math.abs(by) === 1 ? 'one column' : 'two columns'} to the ${by > 0 ? 'right' : 'left'}`
  const told = pairs.map(({ column, text }) => `‘${text}’ belongs under ‘${column.heading}’`)
  return `Cells of this row stand ${way} of where they belong: ${told.join(', and ')}. Move them back in the sheet.`
}

const isTold = (field: ExchangeField | null): field is ExchangeField =>
  field !== null &&
  (dayFields.has(field) || ['ref', 'owner', 'contributors', 'state', 'rating'].includes(field))

/** Whether a cell is plainly one of a field; an empty one is none. */
function fits(field: ExchangeField, cell: PlacedCell | null | undefined, context: DateContext): boolean {
  const text = textOf(cell)
  if (cell === null || cell === undefined || text === '') return false
  if (dayFields.has(field)) return cell.kind === 'date' || (text.length < 40 && isDate(cell, context))
  if (cell.kind === 'date') return false
  if (field === 'rating') return isRatingWord(text)
  if (field === 'state') return isState(text)
  if (field === 'ref') return text.length <= 8 && /\d/.test(text)
  return (
    text.length <= 60 &&
    ['name', 'initials', 'post'].includes(whoKind(text)) &&
    !isRatingWord(text) &&
    !isState(text)
  )
}

function isDate(cell: PlacedCell, context: DateContext): boolean {
  if (cell.kind === 'number') return (cell.number ?? 0) > 30_000 && (cell.number ?? 0) < 60_000
  const read = dateInCell(cell, context)
  return (
    read.is === 'read' ||
    (read.is === 'asked' &&
      (read.proposed !== null || /^(ongoing|tbc|asap|monthly|quarterly)$/i.test(cell.text.trim())))
  )
}

function isState(text: string): boolean {
  const read = stateInCell(text)
  return text.length < 30 && (read.is === 'read' || (read.is === 'askedOnce' && read.state !== null))
}
