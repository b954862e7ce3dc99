import type { CellChange } from '#db/write/import-changes.ts'
import type { NewThings } from '#db/write/import-plan.ts'
import type { ImportResult } from '#workflows/import/import-facts.ts'

/** What an import would make of its plan: what is new, what changes cell by cell, and what stays. */
export type ImportSummary = NewThings & {
  isNew: boolean
  cells: CellChange[]
  unchanged: number
  gone: string[]
  /** What this very summary is known by: a press that names it is refused where the import would make something else. */
  digest: string
}

/** What of a summary is kept once it is carried out: no name of a person, and no text of the sheet. */
export function resultOf(
  summary: ImportSummary,
  skipped: readonly { row: number; because: string }[],
): ImportResult {
  const { isNew, newPriorities, newActions, newRecommendations, newPeople, newAgencies, newHorizons } =
    summary
  const { cells, unchanged, gone } = summary
  return {
    isNew,
    newPriorities,
    newActions,
    newRecommendations,
    newPeople: newPeople.length,
    newAgencies: newAgencies.length,
    newHorizons: newHorizons.length,
    unchanged,
    gone,
    changed: cells.flatMap(({ ref, field, because }) => (because === undefined ? [{ ref, field }] : [])),
    kept: cells.flatMap(({ ref, field, because }) =>
      because === undefined ? [] : [{ ref, field, because }],
    ),
    skipped: skipped.map(({ row, because }) => ({ row, because })),
  }
}
