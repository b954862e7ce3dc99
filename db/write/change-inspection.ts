import type { Db } from '#db/connection/connect.ts'
import { newId } from '#db/connection/ids.ts'
import { eventOf } from '#db/history/events.ts'
import { type InspectionDecision, readInspectionForDecision } from '#db/read/inspections.ts'
import { inspections } from '#db/schema/index.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities, step } from '#workflows/engine/step.ts'
import type { InspectionDescription, InspectionFacts } from '#workflows/inspection/inspection-facts.ts'
import { settled } from '#workflows/inspection/inspection-rules.ts'
import {
  editInspection,
  type InspectionEdit,
  type InspectionEvent,
  type InspectionSubject,
  inspectionWorkflow,
} from '#workflows/inspection/inspection.ts'
import { farDayWarnings } from '#workflows/warnings/plan-warnings.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { commitRow } from './commit-row.ts'
import { heed } from './heed.ts'

const days = ['inspectedOn', 'publishedOn', 'judgementBeforeOn'] as const

export type InspectionChange = InspectionEvent | InspectionEdit

export type InspectionContext = {
  inspectionId: string
  actorId: string
  now: Instant
  ifVersion?: number | undefined
}

/** The only way in which an entry of the register changes. */
export async function changeInspection(
  db: Db,
  context: InspectionContext,
  change: InspectionChange,
): Promise<Outcome<InspectionDecision, InspectionFacts>> {
  const { inspectionId, actorId, now } = context
  return decideAndWrite<InspectionDecision, InspectionSubject>({
    ifVersion: context.ifVersion,
    read: () => readInspectionForDecision(db, inspectionId, actorId),
    versionOf: ({ inspection }) => inspection.version,
    decide: (decision) => {
      const asked = askedOf(decision, context)
      return change.type === 'edit'
        ? editInspection({ ...asked, event: change })
        : step(inspectionWorkflow, { ...asked, event: change })
    },
    write: ({ inspection: before }, { after, from }) => {
      if (change.type === 'edit') heed(farDayWarnings(days, change.change, londonDay(now), before))
      const { type, ...payload } = change
      const event = eventOf('inspection', after, { event: type, from, actorId, now, payload })
      return commitRow(db, inspections, { before, after, event })
    },
  })
}

/** A new entry of the register as it is first written. */
export function newInspection(
  description: InspectionDescription,
  { planId, now, id = newId() }: { planId: string; now: Instant; id?: string },
): InspectionFacts {
  return {
    ...settled(description, {}),
    id,
    planId,
    state: 'recorded',
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
}

/** Writes a new entry of the register. */
export async function recordInspection(
  db: Db,
  inspection: InspectionFacts,
  actorId: string | null,
): Promise<void> {
  const { createdAt: now } = inspection
  heed(farDayWarnings(days, inspection, londonDay(now)))
  const event = eventOf('inspection', inspection, { event: 'create', actorId, now })
  await commitRow(db, inspections, { before: null, after: inspection, event })
}

/** What this person may do next with an inspection, by the conditions that `changeInspection` enforces. */
export function inspectionPossibilities(
  decision: InspectionDecision,
  context: { actorId: string; now: Instant },
): Possibility[] {
  return possibilities<InspectionEvent, InspectionSubject>(inspectionWorkflow, askedOf(decision, context))
}

function askedOf(
  { inspection, around, role }: InspectionDecision,
  { actorId, now }: { actorId: string; now: Instant },
): Omit<Question<InspectionEvent, InspectionSubject>, 'event'> {
  return { inspection, around, standing: standingInPlan({ id: actorId, role }), today: londonDay(now), now }
}
