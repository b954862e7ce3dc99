import type { Instant } from '#workflows/calendar.ts'
import { newEventId } from './claim.ts'
import type { EventRow } from './commit.ts'
import type { SubjectKind } from './schema/index.ts'

/** A row of the history about a subject that is an aggregate of its own. */
export function eventOf(
  subjectKind: SubjectKind,
  after: { id: string; version: number; state?: string; planId?: string },
  told: {
    event: string
    from?: string | null
    actorId: string | null
    now: Instant
    payload?: Record<string, unknown>
  },
): EventRow {
  return {
    id: newEventId(after.id),
    planId: subjectKind === 'plan' ? after.id : (after.planId ?? null),
    subjectKind,
    subjectId: after.id,
    aggregateId: after.id,
    version: after.version,
    event: told.event,
    fromState: told.from ?? null,
    toState: after.state ?? null,
    actorId: told.actorId,
    at: told.now,
    payload: told.payload ?? {},
    after,
  }
}
