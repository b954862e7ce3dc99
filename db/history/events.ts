import type { SubjectKind } from '#db/schema/index.ts'
import { newEventId } from '#db/write/claim.ts'
import type { EventRow } from '#db/write/commit.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** A row of the history about a subject that is an aggregate of its own. */
export function eventOf(
  subjectKind: SubjectKind,
  after: { id: string; version: number; state?: string; planId?: string | null },
  change: {
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
    event: change.event,
    fromState: change.from ?? null,
    toState: after.state ?? null,
    actorId: change.actorId,
    at: change.now,
    payload: change.payload ?? {},
    after,
  }
}
