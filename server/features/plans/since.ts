import { lastBoard } from '#db/queries/board.ts'
import { readMeeting } from '#db/queries/meetings.ts'
import type { PlanRow } from '#db/queries/plans.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/features/actions/service.ts'
import { Problem } from '#server/problem.ts'
import { type Day, isDay, londonDay } from '#workflows/calendar.ts'

/**
 * The day after whose end changes are told.
 * @param asked a day; the id of a meeting of the plan, for the day of its cut-off; or `meeting`, for that of the
 *   last board, and before the first the day on which the plan was approved
 * @throws Problem 400 when there is no such cut-off
 */
export async function dayOfSince({ db }: Deps, actor: Actor, plan: PlanRow, asked: string): Promise<Day> {
  if (isDay(asked)) return asked
  if (asked === 'meeting') {
    const last = await lastBoard(db, plan.id)
    const since = last ? londonDay(last.cutOffAt) : plan.activeFrom
    if (since === null) throw noCutOff('No board has sat yet. Give a day.')
    return since
  }
  const meeting = await readMeeting(db, actor.id, asked)
  if (meeting?.planId !== plan.id) throw noCutOff('Give the id of a meeting of this plan.')
  if (meeting.cutOffAt === null)
    throw noCutOff('This meeting has no cut-off yet. Give a day, or one that has.')
  return londonDay(meeting.cutOffAt)
}

function noCutOff(detail: string): Problem {
  return new Problem('invalidRequest', detail, { errors: [{ pointer: '/since', code: 'invalid', detail }] })
}
