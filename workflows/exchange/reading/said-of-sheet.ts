import { count } from '#workflows/words.ts'
import { type Column, named } from '../table/columns.ts'
import { columnLetters, textOf } from '../table/grid.ts'
import type { RowKind } from '../table/row-kinds.ts'
import { type Chosen, listed } from './choose-sheet.ts'

/** What is worth knowing of a sheet as a whole: what of it is hidden, not read, or looks otherwise than it is. */
export function saidOfSheet(
  { sheet, others }: Chosen,
  columns: readonly Column[],
  kinds: readonly RowKind[],
): string[] {
  const hidden = kinds.flatMap(({ is, line }) => (is === 'action' && line.hidden ? [line.row] : []))
  const columnsHidden = sheet.hiddenColumns.filter((column) => columns.some((each) => each.column === column))
  const unread = columns.filter(
    ({ field, column }) => field === null && kinds.some(({ line }) => textOf(line.cells[column]) !== ''),
  )
  const cells = kinds.flatMap(({ line }) => line.cells)
  const remarks = cells.filter((cell) => cell?.comment !== undefined && cell.merged !== true).length
  return [
    ...(others.length === 0
      ? []
      : [
          `${listed(others)} ${others.length === 1 ? 'is another sheet, and was' : 'are other sheets, and were'} not read.`,
        ]),
    ...(hidden.length === 0
      ? []
      : [
          `${numbers('Row', hidden)} ${hidden.length === 1 ? 'is hidden in the sheet, and is' : 'are hidden in the sheet, and are'} read.`,
        ]),
    ...(columnsHidden.length === 0
      ? []
      : [`Column ${columnsHidden.map(columnLetters).join(', ')} is hidden in the sheet, and is read.`]),
    ...unread.map(
      (column) => `${named(column)} is no field of an action. Its words are kept with the description.`,
    ),
    ...(remarks === 0
      ? []
      : [
          `${count(remarks, 'cell has a remark', 'cells have remarks')} beside ${remarks === 1 ? 'it, which is' : 'them, which are'} not read.`,
        ]),
    ...(sheet.colouredByRules === true
      ? [
          'Colours of the sheet come from rules (conditional formatting), and are not in its cells. Only words and colours of cells are read.',
        ]
      : []),
  ]
}

const numbers = (what: string, rows: readonly number[]): string => {
  const told = rows.slice(0, 10).join(', ')
  return `${what}${rows.length === 1 ? '' : 's'} ${told}${rows.length > 10 ? ` and ${rows.length - 10} more` : ''}`
}
