import type { Instant } from '#workflows/calendar/calendar.ts'
import type { ColumnChosen } from '#workflows/exchange/table/columns.ts'

export const importStates = ['open', 'imported', 'discarded'] as const
export type ImportState = (typeof importStates)[number]

/** What a person says of how a spreadsheet is to be read, beside the answers to its questions. */
export type ImportChoices = {
  /** The plan that is made of it; of one for a plan that there is, empty. */
  title: string
  /** The sheet that is read, and the row of its headings; null where they are found by what stands in them. */
  sheet: string | null
  headerRow: number | null
  /** What columns are, by their headings, where a person said so. */
  columns: ColumnChosen[]
}

/** Rows of a sheet by how they are read, and the questions that are open, those for the whole file among them. */
export type ImportCounts = {
  rows: number
  read: number
  asked: number
  refused: number
  skipped: number
  open: number
}

/** What an import made of its plan. No text of the sheet is in it: that stands in the plan and its history. */
export type ImportResult = {
  isNew: boolean
  newPriorities: string[]
  newActions: string[]
  /** Their references; absent where the import was carried out before this was counted, as are the three below. */
  newRecommendations?: string[]
  /** How many people, agencies and horizons came with it. */
  newPeople?: number
  newAgencies?: number
  newHorizons?: number
  changed: { ref: string; field: string }[]
  /** Cells that changed nothing, and why. */
  kept: { ref: string; field: string; because: string }[]
  unchanged: number
  /** Actions of the plan that the file does not have: they stay. */
  gone: string[]
  /** Rows of the sheet that were left aside, and why. */
  skipped: { row: number; because: string }[]
}

/**
 * A spreadsheet on its way into a plan. What was read of it is kept beside this until it is imported or discarded, and
 * no longer.
 */
export type ImportFacts = ImportChoices & {
  id: string
  /** The plan that it goes into; null for a new one until that is there. */
  planId: string | null
  fileName: string
  size: number
  sha256: string
  counts: ImportCounts
  result: ImportResult | null
  createdBy: string
  state: ImportState
  version: number
  createdAt: Instant
  updatedAt: Instant
}
