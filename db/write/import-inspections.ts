import type { Db } from '#db/connection/connect.ts'
import { eventOf } from '#db/history/events.ts'
import { inspectionsOf } from '#db/read/inspections.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { InspectionDescription, InspectionFacts } from '#workflows/inspection/inspection-facts.ts'
import { sameName } from '#workflows/sameness.ts'
import { newInspection } from './change-inspection.ts'
import type { EventRow } from './commit.ts'

/** New entries of a register with their rows of history, and what becomes of the others of a file. */
export type InspectionsSorted = {
  fresh: { after: InspectionFacts; event: EventRow }[]
  alreadyThere: number
  /** Entries that are there with another judgement: left for people to change. */
  differing: string[]
  /** References that entries of other inspections have. */
  taken: string[]
}

/**
 * Sorts the inspections of a file into those that the register of a plan has, by their reference or by setting,
 * inspector and day, and those that are new. What is there is never changed.
 */
export async function sortedInspections(
  db: Db,
  planId: string,
  drafts: readonly InspectionDescription[],
  { file, actorId, now }: { file: string; actorId: string | null; now: Instant },
): Promise<InspectionsSorted> {
  const there = drafts.length === 0 ? [] : await inspectionsOf(db, planId)
  const matched = drafts.map((draft) => ({
    draft,
    known: there.find((each) => isSameVisit(each, draft)),
    rival: there.find(({ ref }) => sameName(ref) === sameName(draft.ref)),
  }))
  const known = matched.flatMap(({ draft, known: own }) => (own ? [{ draft, own }] : []))
  const unknown = matched.filter((each) => !each.known && !each.rival)
  // One visit that a file tells twice is one entry.
  const fresh = unknown.filter(
    ({ draft }, at) => unknown.findIndex((each) => isSameVisit(each.draft, draft)) === at,
  )
  return {
    fresh: fresh.map(({ draft }) => {
      const after = newInspection(draft, { planId, now })
      return {
        after,
        event: eventOf('inspection', after, { event: 'import', actorId, now, payload: { file } }),
      }
    }),
    alreadyThere: known.length + unknown.length - fresh.length,
    differing: known.flatMap(({ draft, own }) =>
      sameName(draft.judgement) === sameName(own.judgement)
        ? []
        : [`${draft.ref} is there with another judgement, ${own.judgement || 'none'}: change it there.`],
    ),
    taken: matched.flatMap(({ draft, known: own, rival }) => (!own && rival ? [draft.ref] : [])),
  }
}

function isSameVisit(one: InspectionDescription, other: InspectionDescription): boolean {
  return (
    sameName(one.title) === sameName(other.title) &&
    sameName(one.inspector) === sameName(other.inspector) &&
    one.inspectedOn === other.inspectedOn
  )
}
