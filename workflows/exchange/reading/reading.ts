import type { Day } from '#workflows/calendar/calendar.ts'
import type { StateArriving } from '../cells/state-cell.ts'
import type { ExchangeField } from '../exchange-fields.ts'

/** What is read of an action, by the names that the API has for its fields. */
export type ReadFields = {
  ref?: string
  /** The title of its priority, as the tracker tells it. */
  priority?: string
  title?: string
  description?: string
  intendedEffect?: string
  criteria?: string[]
  /** Who is accountable, as the tracker names them: who that is, is asked once. */
  owner?: string
  contributors?: string[]
  agency?: string
  startOn?: Day
  dueOn?: Day
  baselineDueOn?: Day
  completedOn?: Day
  state?: StateArriving
  rating?: 'red' | 'amber' | 'green'
  lastUpdate?: string
  evidence?: string
  recommendations?: string[]
  horizon?: 'short' | 'medium' | 'long'
  critical?: boolean
}

/** What a finding is about: a field, or the row as a whole. */
export type FieldOrRow = ExchangeField | 'row'

/** A question about a cell, with its original, and what could be answered. */
export type Asked = { field: FieldOrRow; original: string; question: string; proposed: string[] }
/** A cell that is not taken, with its original, and what to do. */
export type Refused = { field: FieldOrRow; original: string; because: string }
/** What was made of a cell, where that is not plain. */
export type Noted = { field: FieldOrRow; original: string; said: string }
/** A question about all cells that say the same. */
export type AskedOnce = {
  field: FieldOrRow
  original: string
  question: string
  proposed: string[]
  rows: number[]
}

/** A row as it will be read. `row` is its number in the sheet, `originals` are its cells by their headings. */
export type RowRead = {
  row: number
  ref: string | null
  read: ReadFields
  noted: Noted[]
  asked: Asked[]
  refused: Refused[]
  originals: Record<string, string>
}

/** A sheet as it will be read. Rows count once: as refused where a cell is, else as asked where one is, else as read. */
export type Reading = {
  sheet: string
  headerRows: number[]
  columns: { heading: string; field: FieldOrRow | null }[]
  rows: RowRead[]
  askedOnce: AskedOnce[]
  skipped: { row: number; original: string; because: string }[]
  /** What is worth knowing of the sheet as a whole, in sentences. */
  said: string[]
  counts: { rows: number; read: number; asked: number; refused: number; skipped: number }
  /** Waymark wrote the file itself: what it tells of how actions stand changes nothing of those that there are. */
  ofWaymark?: true
}

/**
 * What a person answered to a question, by the field and the original of the cell as they were asked. With a row it is
 * the answer for that row; without one, for all that say the same.
 */
export type Answer = {
  row?: number | undefined
  field: string
  original: string
  answer: string
  /** It was given for an earlier file of the same plan, and may answer nothing in this one. */
  remembered?: true | undefined
}
