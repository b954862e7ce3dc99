import { createHash } from 'node:crypto'
import { textLimits } from '#workflows/exchange/exchange-fields.ts'
import type { Answer, FieldOrRow, Reading, RowRead } from '#workflows/exchange/reading/reading.ts'
import { isWithin } from '#workflows/limits.ts'

/** A question of a reading as a form asks it: one for all cells that say the same. */
export type Question = {
  /** The name of its field: the same as long as it asks the same. */
  name: string
  field: FieldOrRow
  original: string
  question: string
  proposed: readonly string[]
  rows: readonly number[]
  /** Asked for the whole file, so that its answer names no row. */
  isOnce: boolean
  /** Its text is longer than any that is taken, and is to be shortened. */
  isLong: boolean
}

/** What is open of a reading: what is asked for the whole file first, then the rows in their order. */
export function questionsOf({ askedOnce, rows }: Pick<Reading, 'askedOnce' | 'rows'>): Question[] {
  const once = askedOnce.map((each) => question({ ...each, isOnce: true }))
  const byName = new Map<string, Question & { rows: number[] }>()
  for (const each of rows.flatMap(ofRow)) {
    const found = byName.get(each.name)
    if (found) found.rows.push(...each.rows.filter((row) => !found.rows.includes(row)))
    else byName.set(each.name, { ...each, rows: [...each.rows] })
  }
  return [...once, ...byName.values()]
}

function ofRow({ row, asked, refused }: RowRead): Question[] {
  const common = { rows: [row], isOnce: false }
  return [
    ...asked.map((each) => question({ ...each, ...common })),
    ...refused.map(({ because, ...each }) =>
      question({ ...each, ...common, question: because, proposed: [] }),
    ),
  ]
}

function question(told: Omit<Question, 'name' | 'isLong'>): Question {
  const { field, original, isOnce } = told
  const limit = field === 'row' ? undefined : textLimits[field]
  // A row as a whole, a reference and an empty cell have nothing in common with another.
  const which = field === 'row' || field === 'ref' || original === '' ? told.rows.join(',') : ''
  // What is asked may be put otherwise once it was answered: it is the same question still.
  const key = JSON.stringify([isOnce, field, original, which])
  const name = `q-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
  return { ...told, name, isLong: limit !== undefined && !isWithin(limit, original) }
}

/** What a person chose beside typing an answer: that the rows are not imported. */
export const LEAVE_OUT = 'leave out'
/** That the answer is the one that is typed. */
export const TYPED = 'typed'

/** The answer to a question for each of its rows, or for the whole file. */
export function answersTo({ isOnce, rows, field, original }: Question, answer: string): Answer[] {
  if (isOnce) return [{ field, original, answer }]
  if (answer === LEAVE_OUT) return rows.map((row) => ({ row, field: 'row', original: '', answer }))
  return rows.map((row) => ({ row, field, original, answer }))
}
