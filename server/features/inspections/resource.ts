import { type InspectionRead, registerOf } from '#db/read/inspections.ts'
import type { Deps } from '#server/deps.ts'
import type { CsvColumns } from '#server/http/csv.ts'
import { columnsOf } from '#server/sheets/noun.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { changeFrom } from '#workflows/inspection/judgements.ts'
import { type JudgementBefore, judgementsBefore } from '#workflows/inspection/register.ts'
import { inspectionFields } from './inspection-fields-sheet.ts'

export type InspectionResource = ReturnType<typeof inspectionResource>

/**
 * Inspections as the API gives them, each with the judgement before it.
 * @param planId that of all of them
 * @param moment by the register as it stood then
 */
export async function inspectionResources(
  { db }: Pick<Deps, 'db'>,
  planId: string,
  reads: readonly InspectionRead[],
  moment: Instant | null = null,
): Promise<InspectionResource[]> {
  if (reads.length === 0) return []
  const before = judgementsBefore(await registerOf(db, planId, moment))
  return reads.map((read) => inspectionResource(read, before.get(read.inspection.id) ?? null))
}

function inspectionResource({ inspection, recommendations }: InspectionRead, before: JudgementBefore | null) {
  const { recommendationIds: _, ...fields } = inspection
  return { ...fields, before, change: changeFrom(before, inspection), recommendations }
}

/** The columns of inspections as CSV: who, what and when first, then how it was judged. */
export const inspectionColumns: CsvColumns<InspectionResource> = {
  id: ({ id }) => id,
  ref: ({ ref }) => ref,
  title: ({ title }) => title,
  setting: ({ setting }) => setting,
  urn: ({ urn }) => urn,
  inspector: ({ inspector }) => inspector,
  visit: ({ visit }) => visit,
  inspectedOn: ({ inspectedOn }) => inspectedOn,
  precision: ({ precision }) => precision,
  publishedOn: ({ publishedOn }) => publishedOn,
  judgement: ({ judgement }) => judgement,
  aspects: ({ aspects }) => aspects.map(({ aspect, judgement }) => `${aspect}: ${judgement}`),
  before: ({ before }) => before?.judgement,
  beforeOn: ({ before }) => before?.on,
  change: ({ change }) => change.change,
  state: ({ state }) => state,
  recommendations: ({ recommendations }) => recommendations.map(({ ref }) => ref),
  ...columnsOf(inspectionFields),
}
