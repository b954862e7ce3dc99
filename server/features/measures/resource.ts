import type { MeasureRead, MeasureRow, ObservationRead } from '#db/read/measures.ts'
import { quotient } from '#workflows/measure/measure-arithmetic.ts'
import { measureProgress } from '#workflows/measure/measure-progress.ts'
import { gradedIn, recalculate } from '#workflows/measure/measure-recalculation.ts'
import { shownOf, warningsOf } from '#workflows/measure/measure-rules.ts'

export type MeasureResource = ReturnType<typeof measureResource>
export type ObservationResource = ReturnType<typeof observationResource>

/**
 * A measure as the API gives it: what it counts, its newest figure, and where that stands.
 * @param newest its newest figures that stand, newest first
 */
export function measureResource(
  { measure, priority, supplier }: MeasureRead,
  newest: readonly ObservationRead[],
) {
  const { position: _, planId, priorityId: __, supplierId: ___, ...fields } = measure
  const [latest = null, previous = null] = newest
  return {
    ...fields,
    planId,
    priority: priority && { id: priority.id, ref: priority.ref, title: priority.title },
    supplier: supplier && { id: supplier.id, name: supplier.name },
    latest: latest && observationResource(latest, measure),
    standing: measureProgress(measure, latest, previous),
  }
}

/** An observation as the API gives it: as published, beside what its parts give. */
export function observationResource(read: ObservationRead, measure: MeasureRow) {
  const { recorder, supersedesId, supersededById, distribution, recordedBy: _, ...fields } = read
  const n = gradedIn(distribution)
  return {
    ...fields,
    distribution: distribution.map((part) => ({
      ...part,
      percent: n === null || n === 0 ? null : quotient(part.count, n, 100, 1).rounded,
    })),
    n: n ?? fields.denominator,
    shown: shownOf(measure, read),
    corrects: supersedesId,
    correctedBy: supersededById,
    recordedBy: recorder,
    recalculated: recalculate(measure, read),
    warnings: warningsOf(measure, read),
    charted: isCharted(read),
    version: measure.version,
  }
}

/** Words are never drawn as if they were a number, nor is what a correction has replaced. */
function isCharted({ kind, status, value, distribution, supersededById }: ObservationRead): boolean {
  const drawable = kind === 'figure' && status !== 'withdrawn' && supersededById === null
  return drawable && (value !== null || distribution.length > 0)
}
