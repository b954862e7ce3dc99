import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { nextNumber } from '#db/read/meetings.ts'
import { createMeetings } from '#db/write/change-meeting.ts'
import type { Deps } from '#server/deps.ts'
import { requireEditor, requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { unnumberedMeeting } from '#workflows/meeting/new-meeting.ts'
import {
  everyMonths,
  type SeriesPlace,
  type SeriesWeekday,
  seriesDays,
  titleInSeries,
} from '#workflows/meeting/series.ts'
import type { MeetingTimes } from '#workflows/meeting/times.ts'
import { MOST_TRIES, requireTimesInOrder } from './service.ts'

/** A series as it is asked for. */
export type SeriesWanted = MeetingTimes & {
  title: string
  place: string
  which: SeriesPlace
  weekday: SeriesWeekday
  every: keyof typeof everyMonths
  fromOn: Day
  times: number
}

/**
 * Puts the meetings of a series in the diary, all or none, with the next numbers of their plan.
 * @returns the meetings, and those that were moved off a bank holiday of the plan's region
 */
export async function addSeries(
  deps: Deps,
  actor: Actor,
  planId: string,
  { title, place, startsAt, endsAt, which, every, ...wanted }: SeriesWanted,
): Promise<{ meetings: MeetingFacts[]; moved: { heldOn: Day; movedFrom: Day }[] }> {
  const plan = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  requireInUse(plan)
  requireTimesInOrder({ startsAt, endsAt })
  const days = seriesDays({ ...wanted, place: which, everyMonths: everyMonths[every] }, plan.bankHolidays)
  const now = deps.clock.now()
  for (let times = 1; ; times++) {
    const first = await nextNumber(deps.db, planId)
    const meetings = days.map(({ heldOn }, at): MeetingFacts => ({
      ...unnumberedMeeting(
        { title: titleInSeries(title, heldOn), heldOn, place, startsAt, endsAt },
        { id: newId(), planId, now },
      ),
      number: first + at,
    }))
    try {
      await createMeetings(deps.db, meetings, actor.id)
      const moved = days.flatMap(({ heldOn, movedFrom }) =>
        movedFrom === null ? [] : [{ heldOn, movedFrom }],
      )
      return { meetings, moved }
    } catch (error) {
      // Another person took a number at the same moment.
      if (brokenConstraint(error) !== 'meetings_number' || times === MOST_TRIES) throw error
    }
  }
}
