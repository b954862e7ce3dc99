import type { Db } from '#db/connection/connect.ts'
import { and, eq } from '#db/connection/drizzle.ts'
import { standingObservations } from '#db/read/measures.ts'
import { measures } from '#db/schema/index.ts'
import { observe } from '#db/write/measure-change.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { type DemoObservation, newObservation } from './observations.ts'
import type { Offset } from './types.ts'

/**
 * Records an observation of the demonstration through the rules that people's own meet.
 * @throws when the rules refuse it: the demonstration may tell nothing that could not happen
 */
export async function tellObservation(
  db: Db,
  told: DemoObservation,
  day: (offset: Offset) => Day,
  { planId, actorId, now }: { planId: string; actorId: string; now: Instant },
): Promise<void> {
  const [measure] = await db
    .select({ id: measures.id })
    .from(measures)
    .where(and(eq(measures.planId, planId), eq(measures.ref, told.ref)))
  if (!measure) throw new Error(`the demonstration has no measure ${told.ref}`)
  const standing = told.corrects === undefined ? [] : await standingObservations(db, measure.id)
  const corrected = standing.find(({ asAtOn }) => asAtOn === day(told.asAt))
  const wanted = newObservation(told, day, corrected?.id ?? null)
  const changed = await observe(db, measure.id, wanted, { actorId, now })
  if (changed.outcome === 'done') return
  const why = changed.outcome === 'refused' ? changed.refusal.because : changed.outcome
  throw new Error(`${told.ref} on day ${told.asAt}: ${why}`)
}
