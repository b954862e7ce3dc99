import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { eventOf } from '#db/history/events.ts'
import { type DecisionBasis, readDecisionBasis } from '#db/read/decision-records.ts'
import { decisionRecords } from '#db/schema/index.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import type { DecisionDescription, DecisionFacts } from '#workflows/decision/decision-facts.ts'
import { type DecisionEvent, type DecisionSubject, decisionWorkflow } from '#workflows/decision/decision.ts'
import { type DecisionEdit, editDecision } from '#workflows/decision/edit-decision.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities, step } from '#workflows/engine/step.ts'
import { farDayWarnings } from '#workflows/warnings/plan-warnings.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { commitRow } from './commit-row.ts'
import { heed } from './heed.ts'

export const decisionDays = ['decidedOn', 'noticeOn'] as const

export type DecisionChange = DecisionEvent | DecisionEdit

export type DecisionContext = {
  decisionId: string
  actorId: string
  now: Instant
  ifVersion?: number | undefined
}

/** The only way in which a decision of the register changes. */
export async function changeDecision(
  db: Db,
  context: DecisionContext,
  change: DecisionChange,
): Promise<Outcome<DecisionBasis, DecisionFacts>> {
  const { decisionId, actorId, now } = context
  return decideAndWrite<DecisionBasis, DecisionSubject>({
    ifVersion: context.ifVersion,
    read: () => readDecisionBasis(db, decisionId, actorId),
    versionOf: ({ decision }) => decision.version,
    decide: (basis) => {
      const asked = askedOf(basis, context)
      return change.type === 'edit'
        ? editDecision({ ...asked, event: change })
        : step(decisionWorkflow, { ...asked, event: change })
    },
    write: ({ decision: before, planVersion }, { after, from }) => {
      if (change.type === 'edit') heed(farDayWarnings(decisionDays, change.change, londonDay(now), before))
      const { type, ...payload } = change
      const event = eventOf('decision', after, { event: type, from, actorId, now, payload })
      return commitRow(db, decisionRecords, {
        before,
        after,
        event,
        // What is frozen on publication are the settings of the plan as they are at that moment.
        ...(type === 'publish' && {
          condition: sql`exists (select from plans where id = ${before.planId} and version = ${planVersion})`,
        }),
      })
    },
  })
}

/** A new decision of the register as it is first written. */
export function newDecision(
  description: DecisionDescription,
  made: { planId: string; ref: string; now: Instant; id?: string; meetingId?: string },
): DecisionFacts {
  const { planId, ref, now, id = newId(), meetingId = null } = made
  return {
    ...description,
    id,
    planId,
    ref,
    meetingId,
    state: 'recorded',
    version: 1,
    publishedOn: null,
    callIn: null,
    callInUntil: null,
    effectiveAt: null,
    calledInOn: null,
    calledInBy: '',
    calledInReason: '',
    settledOn: null,
    settledReason: '',
    resolvedBefore: [],
    createdAt: now,
    updatedAt: now,
  }
}

/** Writes a new decision of the register that no meeting made. */
export async function recordDecision(db: Db, decision: DecisionFacts, actorId: string): Promise<void> {
  const { createdAt: now } = decision
  heed(farDayWarnings(decisionDays, decision, londonDay(now)))
  const event = eventOf('decision', decision, { event: 'record', actorId, now })
  await commitRow(db, decisionRecords, { before: null, after: decision, event })
}

/** What this person may do next with a decision, by the conditions that `changeDecision` enforces. */
export function decisionPossibilities(
  basis: DecisionBasis,
  context: { actorId: string; now: Instant },
): Possibility<DecisionEvent['type']>[] {
  return possibilities<DecisionEvent, DecisionSubject>(decisionWorkflow, askedOf(basis, context))
}

function askedOf(
  { decision, around, role }: DecisionBasis,
  { actorId, now }: { actorId: string; now: Instant },
): Omit<Question<DecisionEvent, DecisionSubject>, 'event'> {
  return { decision, around, standing: standingInPlan({ id: actorId, role }), today: londonDay(now), now }
}
