import type { Db } from '#db/connection/connect.ts'
import { findMeasure } from '#db/read/measures.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { type HandoverNotice, handoverSteps } from './handover-notice.ts'
import { type MeasureAuthor, measureEvent, nextVersion } from './measure-change.ts'
import { commitMeasures } from './measure-commit.ts'
import { stillHere } from './still-here.ts'

/**
 * Gives the figures of a measure to another person to supply, as part of a hand-over.
 * @returns `stale` where they are not supplied by the person whose work it is, or where others keep changing it
 */
export async function handOverMeasure(
  db: Db,
  { measureId, actorId, now }: { measureId: string } & MeasureAuthor & { actorId: string },
  { fromId, handover, ...terms }: { fromId: string; handover: HandoverNotice; fromOn: Day; reason: string },
): Promise<'done' | 'refused' | 'stale'> {
  for (let times = 1; times <= MOST; times++) {
    const read = await findMeasure(db, measureId)
    if (!read || read.measure.supplierId !== fromId) return 'stale'
    const { measure: before } = read
    if (!mayEditPlan(await roleIn(db, actorId, before.planId))) return 'refused'
    const { toId } = handover
    const after = nextVersion({ ...before, supplierId: toId }, now)
    const event = measureEvent(after, 'handOver', { supplierId: toId, ...terms }, { actorId, now })
    const steps = await handoverSteps(db, handover, event)
    const written = await commitMeasures(db, [{ before, after, observations: [], event }], {
      steps,
      condition: stillHere(toId),
    })
    if (written) return 'done'
  }
  return 'stale'
}

/** Times that it is tried again while others change the measure. */
const MOST = 5
