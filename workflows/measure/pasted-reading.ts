import type { MeasureNamed } from './pasted-names.ts'

/** Where a cell stands: its row as it is counted by people, its column from 0. */
export type CellPlace = { row: number; column: number }

/** A cell that holds the figure of a measure. */
export type CellRead = CellPlace & { measure: MeasureNamed; typed: string }

/** What is not clear: where, which measure it is about where that is known, and what to do. */
export type CellDoubt = { place: CellPlace | null; measure: MeasureNamed | null; because: string }

/** What is found in a table before it is compared with what stands. */
export type Reading = {
  found: CellRead[]
  doubts: CellDoubt[]
  /** Rows that were not read, and why. */
  leftOut: string[]
}

/** That nothing of a table is read, and why. */
export const notRead = (because: string): Reading => ({
  found: [],
  doubts: [{ place: null, measure: null, because }],
  leftOut: [],
})
