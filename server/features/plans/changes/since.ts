import { lastBoard } from '#db/read/board.ts'
import { readMeeting } from '#db/read/meetings.ts'
import type { PlanRow } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { type Actor, todayOf } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { type Instant, isDay, londonDay } from '#workflows/calendar/calendar.ts'
import type { Span } from './changes.ts'

/**
 * Where the changes that are told begin: after a day, or at a cut-off.
 * @param asked a day; the id of a meeting of the plan, for its cut-off; or `meeting`, for that of the last board, and
 *   before the first the day on which the plan was approved
 * @throws Problem 400 when there is no such cut-off
 */
export async function beginningOf(
  deps: Deps,
  actor: Actor,
  plan: PlanRow,
  asked: string,
): Promise<Omit<Span, 'until'>> {
  if (isDay(asked)) return { since: asked }
  if (asked === 'meeting') {
    const last = await lastBoard(deps.db, plan.id, todayOf(deps))
    if (last) return atCutOff(last.cutOffAt)
    if (plan.activeFrom === null) throw noCutOff('No board has sat yet. Give a day.')
    return { since: plan.activeFrom }
  }
  const meeting = await readMeeting(deps.db, actor.id, asked)
  if (meeting?.planId !== plan.id) throw noCutOff('Give the id of a meeting of this plan.')
  if (meeting.cutOffAt === null)
    throw noCutOff('This meeting has no cut-off yet. Give a day, or one that has.')
  return atCutOff(meeting.cutOffAt)
}

/** The changes after the cut-off of a board. */
export function atCutOff(cutOffAt: Instant): Required<Omit<Span, 'until'>> {
  return { since: londonDay(cutOffAt), cutOffAt }
}

function noCutOff(detail: string): Problem {
  return new Problem('invalidRequest', detail, { errors: [{ pointer: '/since', code: 'invalid', detail }] })
}
