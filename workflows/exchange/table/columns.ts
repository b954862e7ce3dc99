import { ratingInCell, isRatingWord } from '../cells/rating-cell.ts'
import { stateInCell } from '../cells/state-cell.ts'
import { type ExchangeField, repeatedFields } from '../exchange-fields.ts'
import { plain } from '../plain.ts'
import { columnLetters, type GridRow, textOf } from './grid.ts'
import type { Headers } from './headers.ts'

/** A column of a table with the field that it is read as; null where it is read as none. */
export type Column = { column: number; heading: string; field: ExchangeField | null }

/** What a person says that the columns with a heading are; null for none. */
export type ColumnChosen = { heading: string; field: ExchangeField | null }

/** The columns of a table, and what is said of those that were not clear. */
export type Columns = { columns: Column[]; said: string[] }

type Draft = Column & { own: string; values: string[]; isChosen: boolean }

/**
 * Says what each column is, by its heading and by what stands below it: a 'Status' of colours is a colour, one of long
 * texts is the progress, a 'Priority' of High and Low is none. Where two columns could be one field, the first is it. Of
 * columns with one heading each after the first has its letters with it, so that none takes the place of another.
 * @param rows the rows below the headings
 * @param chosen what a person says of columns by their headings, which goes before all of this
 */
export function columnsOf(
  { headings }: Headers,
  rows: readonly GridRow[],
  chosen: readonly ColumnChosen[] = [],
): Columns {
  const byHeading = new Map(chosen.map(({ heading, field }) => [plain(heading), field]))
  const drafts = apart(headings).map((each): Draft => {
    const told = byHeading.get(plain(each.heading))
    const field = told === undefined ? byHeading.get(plain(each.own)) : told
    const values = valuesBelow(rows, each.column)
    return { ...each, values, isChosen: field !== undefined, ...(field !== undefined && { field }) }
  })
  const said: string[] = []
  const named = drafts.map((draft) =>
    !draft.isChosen && isUrgencyAlone(draft) ? { ...draft, field: null } : draft,
  )
  const byTheirValues = named.map((draft) =>
    draft.isChosen ? draft : { ...draft, field: byValues(draft, named) },
  )
  const told = chosenFirst(byTheirValues, (all) => oneEach(all, said))
  return { columns: withTitle(told).map(({ column, heading, field }) => ({ column, heading, field })), said }
}

/** Columns with headings of which no two are the same; `own` is what stands in the sheet. */
function apart(columns: readonly Column[]): (Column & { own: string })[] {
  const taken = new Set<string>()
  return columns.map((each) => {
    const own = each.heading
    const heading = taken.has(plain(own)) ? `${own} (column ${columnLetters(each.column)})` : own
    taken.add(plain(heading))
    return { ...each, heading, own }
  })
}

/** Goes through the columns with those first that a person chose, and gives them in their order again. */
function chosenFirst(drafts: readonly Draft[], through: (drafts: readonly Draft[]) => Draft[]): Draft[] {
  const inTurn = drafts.toSorted((a, b) => Number(b.isChosen) - Number(a.isChosen))
  return through(inTurn).toSorted((a, b) => a.column - b.column)
}

const valuesBelow = (rows: readonly GridRow[], column: number): string[] =>
  rows.flatMap(({ cells }) => textOf(cells[column]) || [])

function byValues({ field, values, column }: Draft, all: readonly Draft[]): ExchangeField | null {
  const has = (other: ExchangeField) => all.some((each) => each.column !== column && each.field === other)
  const other = otherwise.find(([from, to, is]) => from === field && !has(to) && mostly(values, is))
  return other?.[1] ?? field
}

const mostly = (values: readonly string[], is: (value: string) => boolean): boolean =>
  values.length > 0 && values.filter(is).length > values.length * 0.6

/** A 'Priority' that tells how urgent an action is, and no priority of the plan. */
const isUrgencyAlone = ({ field, values }: Draft): boolean =>
  field === 'priority' &&
  mostly(values, (value) => /^(very )?(high|medium|med|low|urgent|critical|h|m|l)$/i.test(value))

/** What a column is instead of what its heading says, unless another one is that, by what most of its cells hold. */
const otherwise: [ExchangeField, ExchangeField, (value: string) => boolean][] = [
  ['state', 'rating', (value) => isRatingWord(value) || isColour(value)],
  ['state', 'lastUpdate', (value) => value.length > 60],
  ['lastUpdate', 'rating', isRatingWord],
  ['lastUpdate', 'state', (value) => isStatus(value)],
  ['recommendations', 'title', (value) => value.length > 20],
  ['recommendations', 'priority', (value) => value.length > 15 && !/\d/.test(value.slice(0, 12))],
]

function isColour(value: string): boolean {
  return value.length < 20 && ratingInCell(value).is === 'read'
}

function isStatus(value: string): boolean {
  const read = stateInCell(value)
  return read.is === 'read' || (read.is === 'askedOnce' && read.state !== null)
}

/** Where a field has two columns, the second may hold something near to it. */
const second: Readonly<Partial<Record<ExchangeField, ExchangeField>>> = {
  title: 'description',
  owner: 'contributors',
  priority: 'description',
}

function oneEach(drafts: readonly Draft[], said: string[]): Draft[] {
  const taken = new Map<ExchangeField, Draft>()
  const refs = drafts.filter(({ field }) => field === 'ref')
  const best = refs.find(({ isChosen }) => isChosen) ?? mostDistinct(refs)
  return drafts.map((draft) => {
    const { field } = draft
    if (field === null || repeatedFields.has(field)) return draft
    const isOther = field === 'ref' ? draft !== best : taken.has(field)
    if (!isOther) {
      taken.set(field, draft)
      return draft
    }
    const near = second[field]
    const isFree = near !== undefined && !taken.has(near) && drafts.every((each) => each.field !== near)
    if (isFree) taken.set(near, draft)
    const first = field === 'ref' ? best : taken.get(field)
    said.push(
      `${namedApart(draft)} could be read as ${namedApart(first ?? draft)} is. It is ${isFree ? `read as the ${wordsOf[near] ?? near}` : 'not read'}.`,
    )
    return { ...draft, field: isFree ? near : null }
  })
}

const wordsOf: Readonly<Partial<Record<ExchangeField, string>>> = {
  description: 'description',
  contributors: 'contributors',
}

const mostDistinct = (drafts: readonly Draft[]): Draft | undefined =>
  drafts.toSorted((a, b) => new Set(b.values).size - new Set(a.values).size)[0]

/** Where no heading says what is to be done, what describes it does. */
function withTitle(drafts: readonly Draft[]): readonly Draft[] {
  if (drafts.some(({ field }) => field === 'title')) return drafts
  const instead = (['description', 'priority', 'criteria', 'intendedEffect'] as const)
    .map((field) => drafts.find((each) => each.field === field && !each.isChosen))
    .find((draft) => draft !== undefined)
  return drafts.map((draft) => (draft === instead ? { ...draft, field: 'title' as const } : draft))
}

const namedApart = ({ own, column }: Draft): string => named({ heading: own, column })

/** A column as it is named to its reader: 'column D (‘By when’)'. */
export const named = ({ heading, column }: { heading: string; column: number }): string =>
  `Column ${columnLetters(column)} (‘${heading}’)`
