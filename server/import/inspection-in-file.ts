import type { InspectionDraft } from '#db/write/plan-draft.ts'
import { fieldsInFile } from './from-sheet.ts'
import { inspectionNote } from './in-doubt.ts'
import { describedInspection, type OwnFile } from './own-form.ts'

/** An inspection as the file tells it, its doubts and its source kept with its note. */
export function inspectionIn(entry: OwnFile['inspections'][number]): InspectionDraft {
  const { ref, url, aspects, recommendations } = entry
  return {
    ...fieldsInFile(describedInspection, entry),
    ref,
    url,
    aspects: aspects.map(({ aspect, judgement }) => ({ aspect, judgement })),
    recommendations,
    note: inspectionNote(entry),
  }
}
