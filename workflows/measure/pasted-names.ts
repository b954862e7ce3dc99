import { type Period } from '#workflows/calendar/period.ts'
import { sameName } from '#workflows/sameness.ts'
import type { MeasureTyped } from './figure-typed.ts'
import type { ObservationFacts } from './measure-facts.ts'
import { roleOf } from './pasted-headings.ts'
import { isNumberAlone, listed, quotedCell } from './pasted-table.ts'

/** A measure as a pasted table may name it. */
export type MeasureNamed = MeasureTyped & {
  id: string
  ref: string
  title: string
  aliases: readonly string[]
  /** What its figure is asked for: a month, or the quarter or year that ends with it. */
  period: Period
  /** The figure that stands for it already, and how that is shown; null where none does. */
  recorded: FigureRecorded | null
  /** What a person typed in its box before the table was read; empty where nothing stands there. */
  typed: string
}

export type FigureRecorded = Pick<ObservationFacts, 'published' | 'value' | 'numerator' | 'denominator'> & {
  shown: string
}

/** Which measures a name may mean: one as a rule. */
export type Names = ReadonlyMap<string, readonly MeasureNamed[]>

/** Each name by which a measure goes: its reference, its title, the two together, and its other names. */
export function namesOf(measures: readonly MeasureNamed[]): Names {
  const names = new Map<string, MeasureNamed[]>()
  for (const measure of measures) {
    const { ref, title, aliases } = measure
    const own = new Set([ref, title, `${ref} ${title}`, ...aliases].map(sameName))
    for (const name of own) names.set(name, [...(names.get(name) ?? []), measure])
  }
  names.delete('')
  return names
}

/** The measure that a row names, with the columns in which it does; or why it is not clear; null where it names none. */
export type RowNamed = { measure: MeasureNamed; at: number[] } | { at: number[]; because: string }

/**
 * Finds the measure of a row: in the columns that are headed as names, else in others that hold no figures. A number is
 * a name only in such a column, or as the first cell of a row.
 * @param figures the columns that hold figures
 */
export function measureOfRow(
  cells: readonly string[],
  names: Names,
  headings: readonly string[] | null,
  figures: ReadonlySet<number>,
): RowNamed | null {
  const first = cells.findIndex((cell) => cell !== '')
  const naming = cells.flatMap((cell, at) => {
    const meant = cell === '' || figures.has(at) ? undefined : names.get(sameName(cell))
    const role = roleOf(headings?.[at] ?? '')
    const mayName = role === 'name' || !isNumberAlone(cell) || (at === first && role === 'unknown')
    return meant && mayName ? [{ at, cell, meant, role }] : []
  })
  const headed = naming.filter(({ role }) => role === 'name')
  const found = headed.length > 0 ? headed : naming
  const at = found.map((each) => each.at)
  const [one] = found
  if (!one) return null
  const [measure, second] = one.meant.filter((each) => found.every(({ meant }) => meant.includes(each)))
  if (measure === undefined)
    return {
      at,
      because: `${listed(found.map(({ cell }) => quotedCell(cell)))} name different measures. Leave out what is wrong.`,
    }
  return second === undefined
    ? { measure, at }
    : { at, because: `${quotedCell(one.cell)} names more than one measure. Put the reference in its place.` }
}
