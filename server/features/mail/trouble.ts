import { planWeekCounts, type WeekCounts } from '#db/read/mail.ts'
import { listPlans, type PlanRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { addDays, type Day, type Instant } from '#workflows/calendar/calendar.ts'
import { slotIn, slotName } from '#workflows/calendar/digest-slot.ts'
import { digestDueAt, newestDueWeek } from '#workflows/calendar/weeks.ts'
import type { Role } from '#workflows/engine/policy.ts'

/** What went wrong with the weekly emails of a plan in one week. */
export type MailTrouble = {
  plan: Pick<PlanRow, 'id' | 'title'>
  week: Day
  /** `unplanned`: nothing has been planned though the week is due for an hour. */
  kind: 'failed' | 'superseded' | 'waiting' | 'unplanned' | 'late'
  emails: number
}

/** Weeks before the newest in which emails that never went are still told of. */
const WEEKS_BACK = 3
const HOUR = 3_600_000

/**
 * What a person has to know of the weekly emails of the plans they administer or chair: addresses that failed in
 * the newest week that was due, emails of it that are late, and weeks of the last month that were skipped.
 */
export async function mailTroublesOf(deps: Deps, personId: string): Promise<MailTrouble[]> {
  const plans = await listPlans(deps.db, personId)
  const found = await Promise.all(
    plans.map(async (plan) =>
      plan.state === 'active' ? mailTroublesIn(deps, plan, await roleIn(deps.db, personId, plan.id)) : [],
    ),
  )
  return found.flat()
}

/** The same for one plan, to a person with a role in it: nothing to those who do not see to its emails. */
export async function mailTroublesIn(
  { db, clock }: Deps,
  plan: PlanRow,
  role: Role | null,
): Promise<MailTrouble[]> {
  if (plan.state !== 'active' || !(role === 'administrator' || role === 'chair' || role === 'viceChair'))
    return []
  const now = clock.now()
  const newest = newestDueWeek(now, plan)
  const weeks = Array.from({ length: WEEKS_BACK + 1 }, (_, back) => addDays(newest, -7 * back))
  const found = await Promise.all(
    weeks
      .filter((week) => plan.digestsFrom !== null && week >= plan.digestsFrom)
      .map(async (week) => {
        const slot = slotIn(plan, week)
        const counts = await planWeekCounts(db, plan.id, week, slotName(slot))
        return troublesOfWeek(counts, {
          newest: week === newest,
          overdue: isOverdue(digestDueAt(week, slot), now),
        }).map((trouble) => ({ plan: { id: plan.id, title: plan.title }, week, ...trouble }))
      }),
  )
  return found.flat()
}

/** The troubles of a week by its counts; null where nothing of it is planned. */
export function troublesOfWeek(
  counts: WeekCounts | null,
  { newest, overdue }: { newest: boolean; overdue: boolean },
): Pick<MailTrouble, 'kind' | 'emails'>[] {
  if (counts === null) return newest && overdue ? [{ kind: 'unplanned', emails: 0 }] : []
  const { failed, superseded, waiting, late } = counts
  const all: Pick<MailTrouble, 'kind' | 'emails'>[] = [
    { kind: 'superseded', emails: superseded },
    { kind: 'failed', emails: newest ? failed : 0 },
    { kind: 'waiting', emails: newest && overdue ? waiting : 0 },
    { kind: 'late', emails: newest ? late : 0 },
  ]
  return all.filter(({ emails }) => emails > 0)
}

function isOverdue(dueAt: Instant, now: Instant): boolean {
  return Date.parse(now) - Date.parse(dueAt) >= HOUR
}
