import type { DateContext } from '../dates/token-reading.ts'
import type { ExchangeField } from '../exchange-fields.ts'
import type { Known } from '../people/person-for.ts'
import type { Column } from '../table/columns.ts'
import type { GridRow, PlacedCell } from '../table/grid.ts'
import type { Answers } from './answers.ts'
import type { Questions } from './questions.ts'
import type { Asked, Noted, ReadFields, Refused } from './reading.ts'

/** Names that are there already, one of which may be meant by another writing. */
export type NamesThere = {
  agencies: readonly string[]
  /** Of the plan that the rows go into. */
  priorities: readonly { ref: string; title: string }[]
}

/** What rows are read with. */
export type Around = {
  columns: readonly Column[]
  /** Whether Waymark wrote the file itself. */
  ofWaymark: boolean
  dates: DateContext
  answers: Answers
  questions: Questions
  known: readonly Known[]
  there: NamesThere
  /** What was found near each name, since the same few stand in thousands of rows. */
  near: Map<string, string[]>
  /** What was found out of each owner by name, since the same few stand in thousands of rows. */
  owners: Map<string, OwnerKnown>
}

/** Whether it is known who an owner is, and else who could be meant. */
export type OwnerKnown = { isKnown: boolean; proposed: string[] }

/** A row while it is read: what is found is entered, field by field. */
export type Draft = {
  row: number
  line: GridRow
  read: ReadFields
  noted: Noted[]
  asked: Asked[]
  refused: Refused[]
  /** An answer says that it is not imported. */
  isLeftOut: boolean
}

/** The cell of a field in a row, with the answer in its place where a person gave one. Null where it is empty. */
export function cellFor(
  draft: Draft,
  field: ExchangeField,
  { columns, answers }: Around,
): { cell: PlacedCell; original: string } | null {
  const column = columns.find((each) => each.field === field)
  const cell = column === undefined ? null : (draft.line.cells[column.column] ?? null)
  if (column === undefined) return null
  const original = cell?.text.trim() ?? ''
  const answer = answers.ofRow(draft.row, field, original)
  if (answer !== null) return { cell: { text: answer, kind: 'text' }, original }
  if (cell === null || isUnusable(draft, field, cell, original)) return null
  return original === '' ? null : { cell, original }
}

/** A cell with an error, or a formula whose value was not kept, is refused. */
function isUnusable(draft: Draft, field: ExchangeField, cell: PlacedCell, original: string): boolean {
  if (cell.kind === 'error') {
    draft.refused.push({ field, original, because: `The cell shows the error ${original}. Write its value.` })
    return true
  }
  if (cell.formula === undefined || original !== '') return false
  const because =
    'The cell has a formula whose value the file does not keep. Open it in Excel, save it, and send it again.'
  draft.refused.push({ field, original: `=${cell.formula}`, because })
  return true
}
