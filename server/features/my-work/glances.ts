import { type PlanGlance, plansAtAGlance } from '#db/read/glance.ts'
import { type BriefAction, briefActions } from '#db/read/matrix.ts'
import type { Deps } from '#server/deps.ts'
import { turnedBetween } from '#server/features/plans/changes/turned.ts'
import { addDays, type Day, endOfLondonDay, londonDay } from '#workflows/calendar/calendar.ts'

/** A plan with what turned red in it since its board sat last, or since a day where none has sat yet. */
export type Glance = PlanGlance & {
  since: Day
  turnedRed: Pick<BriefAction['facts'], 'id' | 'ref' | 'title'>[]
}

/** Days to look back over where no board has sat yet. */
const LOOK_BACK = 28

/**
 * How the active plans of a person stand today.
 * @param which all that they see, or those alone in which they have a role
 */
export async function glancesOf(
  { db }: Deps,
  personId: string,
  today: Day,
  which: 'all' | 'withRole',
): Promise<Glance[]> {
  const plans = await plansAtAGlance(db, personId, today, which)
  return Promise.all(
    plans.map(async (plan) => {
      const from = plan.lastCutOffAt ?? endOfLondonDay(addDays(today, -LOOK_BACK))
      const since = londonDay(from)
      const [then, now] = await Promise.all([
        briefActions(db, plan.id, from),
        briefActions(db, plan.id, null),
      ])
      const facts = new Map(now.map((action) => [action.facts.id, action.facts]))
      const { turned } = turnedBetween(then, now, [], { since, until: today })
      const red = turned.filter(({ to }) => to.rating === 'red')
      return { ...plan, since, turnedRed: red.flatMap(({ actionId }) => facts.get(actionId) ?? []) }
    }),
  )
}
