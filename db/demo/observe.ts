import type { Db } from '#db/connection/connect.ts'
import { and, eq } from '#db/connection/drizzle.ts'
import { observationsInForce } from '#db/read/measures.ts'
import { measures } from '#db/schema/index.ts'
import { observe } from '#db/write/measure-change.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { newObservation } from './figures.ts'
import type { DemoMeasure, DemoObservation } from './measure-form.ts'
import type { Offset } from './names.ts'

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
