import type { NounFields } from '#server/sheets/noun.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { inspectionFault, settled } from '#workflows/inspection/inspection-rules.ts'
import { days } from '#workflows/limits.ts'
import { pathIn } from './form.ts'
import { inspectionIn } from './inspection-in-file.ts'
import { describedInspection, type OwnFile } from './own-form.ts'
import type { Problem } from './plan-file-error.ts'
import type { Tree } from './tree.ts'

/**
 * What an inspection of a plan file says that no entry of a register can: a day that lies ahead, a report before the
 * visit, a report that judges nothing.
 * @param today left out, nothing lies ahead
 */
export function brokenInspections(file: OwnFile, tree: Tree, today: Day = days.last): Problem[] {
  return file.inspections.flatMap((entry, at) => {
    const told = settled({ ...inspectionIn(entry), recommendationIds: [] }, {})
    const fault = inspectionFault(told, null, today)
    if (!fault) return []
    const path = ['inspections', at, inFile(fault.field)]
    return [
      {
        line: tree.lineOf(path),
        path: pathIn(tree, path),
        wrong: fault.detail,
        todo: 'Correct it, or leave it out where it is not known.',
      },
    ]
  })
}

/** The key under which a plan file tells a field. */
function inFile(field: string): string {
  const told: NounFields = describedInspection
  return told[field]?.inFile ?? field
}
