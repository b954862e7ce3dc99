import { type Cell, type CellValue, formatValue, isDateFormat } from 'hucre'
import { addDays } from '#workflows/calendar/calendar.ts'
import { dayOfSerial } from '#workflows/exchange/dates/token-reading.ts'
import type { SheetCell } from '#workflows/exchange/workbook.ts'
import { fillOf } from './fills.ts'
import { withoutControls } from './printable.ts'

/**
 * A cell as the library gives it, as one of ours; null where nothing is in it and no colour behind it.
 * @param value its value in the list of its row, where nothing more is known of it
 */
export function cellOf(
  value: CellValue | undefined,
  cell: Cell | undefined,
  { theme, epoch }: Book,
): SheetCell | null {
  const kept = keptIn(value, cell)
  const fill = fillOf(cell?.style, theme)
  const read = kept === null ? { text: '', kind: 'text' as const } : valueOf(kept, cell, epoch)
  const { formula, comment } = cell ?? {}
  const isEmpty = read.text === '' && fill === null
  if (isEmpty && formula === undefined && comment === undefined) return null
  const struck = withoutControls(struckIn(cell, read.text))
  return {
    ...read,
    ...(formula !== undefined && { formula: withoutControls(formula) }),
    ...(fill !== null && { fill }),
    ...(struck !== '' && { struck }),
    ...(comment !== undefined && { comment: withoutControls(comment.text) }),
  }
}

/** What of a workbook its cells are read with: the colours of its theme, and the day from which it counts. */
export type Book = { theme: readonly string[]; epoch: 1900 | 1904 }

/** The value of a cell, which of a formula is the one that was kept when the file was saved. */
function keptIn(value: CellValue | undefined, cell: Cell | undefined): CellValue {
  const own = cell?.value ?? value ?? null
  return cell?.type === 'formula' ? (cell.formulaResult ?? own) : own
}

function valueOf(value: Exclude<CellValue, null>, cell: Cell | undefined, epoch: 1900 | 1904): SheetCell {
  const format = cell?.style?.numFmt
  if (value instanceof Date) return dateOf(value, format)
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', kind: 'boolean' }
  if (typeof value === 'number') return numberOf(value, format, epoch)
  const isError = cell?.type === 'error' || (cell?.type === 'formula' && errors.test(value))
  return isError
    ? { text: value, kind: 'error' }
    : { text: withoutControls(richTextOf(cell) ?? value), kind: 'text' }
}

/** The value of a formula is kept as a number, even where it is shown as a day. */
function numberOf(value: number, format: string | undefined, epoch: 1900 | 1904): SheetCell {
  const isDay = value >= 1 && format !== undefined && isDateFormat(format)
  if (isDay) return dateOf(new Date(dayOfSerial(value, epoch)), format)
  return { text: numberAsShown(value, format), kind: 'number', number: value }
}

function dateOf(value: Date, format = ''): SheetCell {
  if (Number.isNaN(value.getTime())) return { text: '#NUM!', kind: 'error' }
  // A time just short of midnight is a day that was reckoned with.
  const day = addDays(new Date(value.getTime() + 500).toISOString().slice(0, 10), 0)
  const codes = format.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase()
  const monthOnly = codes.includes('m') && codes.includes('y') && !codes.includes('d') && day.endsWith('-01')
  const [year, month, date] = day.split('-')
  if (!monthOnly) return { text: `${date}/${month}/${year}`, kind: 'date', day }
  return { text: formatValue(value, format), kind: 'date', day, monthOnly }
}

function numberAsShown(value: number, format: string | undefined): string {
  const plain = String(value)
  if (format === undefined || /^general$/i.test(format)) return plain
  try {
    // What does not fit a narrow column is shown as signs; its number is meant.
    const shown = formatValue(value, format).trim()
    return shown === '' || shown.startsWith('#') ? plain : shown
  } catch {
    return plain
  }
}

const richTextOf = (cell: Cell | undefined): string | null =>
  cell?.richText === undefined || cell.richText.length === 0
    ? null
    : cell.richText.map(({ text }) => text).join('')

function struckIn(cell: Cell | undefined, text: string): string {
  const struck = (cell?.richText ?? []).flatMap((run) => (run.font?.strikethrough === true ? [run.text] : []))
  if (struck.length > 0) return struck.join('').trim()
  return cell?.style?.font?.strikethrough === true && (cell.richText ?? []).length === 0 ? text : ''
}

const errors = /^#(REF|N\/A|VALUE|DIV\/0|NAME|NULL|NUM|SPILL|CALC|GETTING_DATA)[!?]?$/i
