import type { Db } from '#db/connection/connect.ts'
import { and, eq } from '#db/connection/drizzle.ts'
import { observationsInForce } from '#db/read/measures.ts'
import { measures } from '#db/schema/index.ts'
import { importMeasures } from '#db/write/import-measures.ts'
import { observe } from '#db/write/measure-change.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { earlierObservations, newObservation } from './figures.ts'
import type { DemoMeasure, DemoObservation } from './measure-form.ts'
import type { Offset } from './names.ts'

/**
 * Loads what was known of all measures before the plan, at once, as a file of figures is loaded.
 * @throws when it does not fit what is there
 */
export async function loadEarlier(
  db: Db,
  list: readonly DemoMeasure[],
  day: (offset: Offset) => Day,
  { planId, actorId, now }: { planId: string; actorId: string; now: Instant },
): Promise<void> {
  const drafts = list
    .map((measure) => ({ measure, observations: earlierObservations(measure, day) }))
    .filter(({ observations }) => observations.length > 0)
    .map(({ measure, observations }) => ({ ...measure, figures: {}, observations }))
  const file = { measures: drafts, inspections: [] }
  const loaded = await importMeasures(db, planId, file, { file: 'earlier-figures.yaml', actorId, now })
  if (loaded.outcome !== 'done' || loaded.measures.added > 0 || loaded.differing.length > 0)
    throw new Error(`the earlier figures of the demonstration do not fit: ${JSON.stringify(loaded)}`)
}

/**
 * Records an observation of the demonstration through the rules that people's own meet.
 * @throws when the rules refuse it: the demonstration may tell nothing that could not happen
 */
export async function recordObservation(
  db: Db,
  { measure, observation }: { measure: DemoMeasure; observation: DemoObservation },
  day: (offset: Offset) => Day,
  { planId, actorId, now }: { planId: string; actorId: string; now: Instant },
): Promise<void> {
  const { ref } = measure
  const [row] = await db
    .select({ id: measures.id })
    .from(measures)
    .where(and(eq(measures.planId, planId), eq(measures.ref, ref)))
  if (!row) throw new Error(`the demonstration has no measure ${ref}`)
  const inForce = observation.corrects === undefined ? [] : await observationsInForce(db, row.id)
  const corrected = inForce.find(({ asAtOn }) => asAtOn === day(observation.asAt))
  const wanted = newObservation(measure, observation, day, corrected?.id ?? null)
  const changed = await observe(db, row.id, wanted, { actorId, now })
  if (changed.outcome === 'done') return
  const why = changed.outcome === 'refused' ? changed.refusal.because : changed.outcome
  throw new Error(`${ref} on day ${observation.asAt}: ${why}`)
}
