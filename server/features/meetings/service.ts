import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { nextNumber, readMeeting, readMeetingForDecision, readPack } from '#db/read/meetings.ts'
import {
  changeMeeting,
  createMeeting,
  type MeetingChange,
  meetingPossibilities,
} from '#db/write/change-meeting.ts'
import type { Deps } from '#server/deps.ts'
import { requireEditor, requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { changedOrProblem } from '#server/http/changed.ts'
import { Problem } from '#server/http/problem.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { MeetingDescription } from '#workflows/meeting/edit-meeting.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { unnumberedMeeting } from '#workflows/meeting/new-meeting.ts'
import { type MeetingTimes, timesFault } from '#workflows/meeting/times.ts'
import { takePack } from './pack.ts'

/**
 * A meeting of a plan that the person may see. Throws 404 otherwise.
 * @param moment as it stood then
 */
export async function seeMeeting(
  { db }: Deps,
  actor: Actor,
  meetingId: string,
  moment: Instant | null = null,
): Promise<MeetingFacts> {
  const meeting = await readMeeting(db, actor.id, meetingId, moment)
  if (!meeting) throw noSuchMeeting()
  return meeting
}

/** A new meeting of a plan, with the next number. */
export async function addMeeting(
  deps: Deps,
  actor: Actor,
  planId: string,
  fields: MeetingDescription,
): Promise<MeetingFacts> {
  const plan = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  requireInUse(plan)
  requireTimesInOrder(fields)
  const now = deps.clock.now()
  const unnumbered = unnumberedMeeting(fields, { id: newId(), planId, now })
  for (let times = 1; ; times++) {
    const meeting = { ...unnumbered, number: await nextNumber(deps.db, planId) }
    try {
      await createMeeting(deps.db, meeting, actor.id)
      return meeting
    } catch (error) {
      // Another person took the number at the same moment.
      if (brokenConstraint(error) !== 'meetings_number' || times === MOST_TRIES) throw error
    }
  }
}

/** @throws Problem 400 when a meeting would end before it starts */
export function requireTimesInOrder(times: MeetingTimes): void {
  const fault = timesFault(times)
  if (fault) throw fieldRefused('invalidRequest', fault)
}

/** Times that a number is asked for while others take it. */
export const MOST_TRIES = 10

/**
 * Changes a meeting by its workflow.
 * @param ifVersion the version the change was decided on
 */
export async function changeOfMeeting(
  deps: Deps,
  actor: Actor,
  meetingId: string,
  change: MeetingChange,
  ifVersion?: number,
): Promise<MeetingFacts> {
  await seeMeeting(deps, actor, meetingId)
  const context = { meetingId, actorId: actor.id, now: deps.clock.now(), ifVersion }
  return changedOrProblem(await changeMeeting(deps.db, context, change, takePack), {
    noun: 'meeting',
    ifVersion,
    versionOf: ({ meeting }) => meeting.version,
    possible: (decision) => meetingPossibilities(decision, context),
  })
}

/** A meeting with every event of its machine, for the caller. */
export async function seeMeetingWithEvents(deps: Deps, actor: Actor, meetingId: string) {
  await seeMeeting(deps, actor, meetingId)
  const decision = await readMeetingForDecision(deps.db, meetingId, actor.id)
  if (!decision) throw noSuchMeeting()
  const { state, version } = decision.meeting
  const items = meetingPossibilities(decision, { actorId: actor.id, now: deps.clock.now() })
  return { state, version, items }
}

/** What the board of a meeting reads, as it was frozen. Throws 404 while there is no pack. */
export async function seePack(deps: Deps, actor: Actor, meetingId: string) {
  const { packId } = await seeMeeting(deps, actor, meetingId)
  const pack = packId === null ? null : await readPack(deps.db, packId)
  if (!pack)
    throw new Problem(
      'notFound',
      'The pack of this meeting has not been frozen yet. Ask the plan administrator.',
    )
  return { id: pack.id, meetingId, takenAt: pack.takenAt, ...pack.contents }
}

function noSuchMeeting(): Problem {
  return new Problem('notFound', 'There is no such meeting, or it is not yours to see.')
}
