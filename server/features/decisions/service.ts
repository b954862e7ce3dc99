import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import {
  type DecisionRead,
  nextDecisionRef,
  readDecision,
  readDecisionBasis,
} from '#db/read/decision-records.ts'
import { readMeeting } from '#db/read/meetings.ts'
import {
  changeDecision,
  type DecisionChange,
  decisionPossibilities,
  newDecision,
  recordDecision,
} from '#db/write/change-decision.ts'
import { meetingPossibilities, recordInMeeting } from '#db/write/change-meeting.ts'
import type { Deps } from '#server/deps.ts'
import { requireEditor, requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { changedOrProblem } from '#server/http/changed.ts'
import { Problem } from '#server/http/problem.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { stateAt } from '#workflows/decision/carried-out.ts'
import type { DecisionDescription } from '#workflows/decision/decision-facts.ts'
import { decisionFault } from '#workflows/decision/decision-rules.ts'
import { asMinuted } from '#workflows/decision/minuted.ts'

/**
 * A decision of a plan that the person may see. Throws 404 otherwise.
 * @param moment as it stood then
 */
export async function seeDecision(
  { db }: Deps,
  actor: Actor,
  decisionId: string,
  moment: Instant | null = null,
): Promise<DecisionRead> {
  const read = await readDecision(db, actor.id, decisionId, moment)
  if (!read) throw noSuchDecision()
  return read
}

/**
 * A new decision of the register. One of a meeting stands in its minutes as well, under the number that they quote.
 * @throws Problem 400, 403 or 409 for what cannot be recorded, or not by this person, or not of this meeting now
 */
export async function addDecision(
  deps: Deps,
  actor: Actor,
  planId: string,
  { meetingId, ...description }: DecisionDescription & { meetingId: string | null },
): Promise<{ id: string; ref: string }> {
  const plan = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  requireInUse(plan)
  const fault = decisionFault(description, null, londonDay(deps.clock.now()))
  if (fault) throw fieldRefused(fault.code, fault)
  return meetingId === null
    ? addWithoutMeeting(deps, actor, planId, description)
    : addToMeeting(deps, actor, { planId, meetingId }, description)
}

async function addWithoutMeeting(
  { db, clock }: Deps,
  actor: Actor,
  planId: string,
  description: DecisionDescription,
): Promise<{ id: string; ref: string }> {
  const now = clock.now()
  for (let times = 1; ; times++) {
    const decision = newDecision(description, { planId, ref: await nextDecisionRef(db, planId), now })
    try {
      await recordDecision(db, decision, actor.id)
      return decision
    } catch (error) {
      // Another person took the next reference at the same moment.
      if (brokenConstraint(error) !== 'decision_records_ref' || times === MOST) throw error
    }
  }
}

const MOST = 10

async function addToMeeting(
  { db, clock }: Deps,
  actor: Actor,
  { planId, meetingId }: { planId: string; meetingId: string },
  description: DecisionDescription,
): Promise<{ id: string; ref: string }> {
  const meeting = await readMeeting(db, actor.id, meetingId)
  if (meeting?.planId !== planId)
    throw fieldRefused('invalidRequest', { field: 'meetingId', detail: 'Choose a meeting of the same plan.' })
  const decisionId = newId()
  const context = { meetingId, actorId: actor.id, now: clock.now() }
  const recorded = await recordInMeeting(db, context, {
    type: 'recordDecision',
    decisionId,
    text: asMinuted(description.resolved),
    record: description,
  })
  const { number, decisions } = changedOrProblem(recorded, {
    noun: 'meeting',
    ifVersion: undefined,
    versionOf: (read) => read.meeting.version,
    possible: (read) => meetingPossibilities(read, context),
  })
  return { id: decisionId, ref: `${number}.${decisions.find(({ id }) => id === decisionId)?.number}` }
}

/**
 * Changes a decision by its workflow.
 * @param ifVersion the version the change was decided on
 * @throws Problem as `changedOrProblem` does
 */
export async function changeOfDecision(
  deps: Deps,
  actor: Actor,
  decisionId: string,
  change: DecisionChange,
  ifVersion?: number,
): Promise<void> {
  await seeDecision(deps, actor, decisionId)
  const context = { decisionId, actorId: actor.id, now: deps.clock.now(), ifVersion }
  changedOrProblem(await changeDecision(deps.db, context, change), {
    noun: 'decision',
    ifVersion,
    versionOf: ({ decision }) => decision.version,
    possible: (basis) => decisionPossibilities(basis, context),
  })
}

/** A decision with every event of its machine, for the caller. */
export async function decisionWithEvents(deps: Deps, actor: Actor, decisionId: string) {
  await seeDecision(deps, actor, decisionId)
  const basis = await readDecisionBasis(deps.db, decisionId, actor.id)
  if (!basis) throw noSuchDecision()
  const now = deps.clock.now()
  const items = decisionPossibilities(basis, { actorId: actor.id, now })
  return { state: stateAt(basis.decision, now), version: basis.decision.version, items }
}

function noSuchDecision(): Problem {
  return new Problem('notFound', 'There is no such decision, or it is not yours to see.')
}
