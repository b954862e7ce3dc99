import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { previousCutOff } from '#db/read/meetings.ts'
import { readPlan } from '#db/read/plans.ts'
import { summarise } from '#db/read/summary.ts'
import type { TakePack } from '#db/write/change-meeting.ts'
import { changesOf } from '#server/features/plans/changes/changes.ts'
import { atCutOff } from '#server/features/plans/changes/since.ts'
import { matrixOf } from '#server/features/plans/matrix.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'

/**
 * Takes the pack of a meeting: its agenda, the counts, the plan on a page with every colour and its reason, and what changed
 * since the previous meeting's cut-off, as they stand at this moment. Where a person writes to the plan while it is
 * read, it is read again, so that its parts agree with one another.
 */
export const takePack: TakePack = async (db, { meeting, actorId, now }) => {
  const { planId, id, number, title, heldOn } = meeting
  for (let times = 1; ; times++) {
    const before = await lastEventOf(db, planId)
    const contents = await contentsOf(db, { planId, number, actorId, now })
    const undisturbed = (await lastEventOf(db, planId)) === before
    if (undisturbed || times === MOST) {
      return {
        takenAt: now,
        meeting: { id, number, title, heldOn },
        agenda: frozenAgenda(meeting),
        ...contents,
      }
    }
  }
}

/** What the board will discuss. What is said of it comes later, and is no part of what the board reads. */
function frozenAgenda({ agenda }: MeetingFacts) {
  return agenda.map(({ minutes: _, carryOver: _carried, ...item }, at) => ({ ...item, number: at + 1 }))
}

/** Times that a pack is read while others write. */
const MOST = 5

/** What a pack holds; one that was frozen by an earlier version may lack what was added since. */
export type PackContents = Awaited<ReturnType<typeof contentsOf>> & {
  takenAt: string
  agenda?: ReturnType<typeof frozenAgenda>
  meeting: Pick<MeetingFacts, 'id' | 'number' | 'title' | 'heldOn'>
}

async function contentsOf(
  db: Db,
  { planId, number, actorId, now }: { planId: string; number: number; actorId: string; now: string },
) {
  const today = londonDay(now)
  const [plan, cutOff] = await Promise.all([
    readPlan(db, actorId, planId),
    previousCutOff(db, { planId, number }),
  ])
  if (!plan) throw new Error(`plan ${planId} cannot be read for its pack`)
  const whole = plan.activeFrom === null ? null : { since: plan.activeFrom }
  const beginning = cutOff === null ? whole : atCutOff(cutOff)
  const [summary, matrix, changes] = await Promise.all([
    summarise(db, planId, today),
    matrixOf({ db }, { id: actorId }, plan, { today, asAt: null }),
    beginning === null || beginning.since > today
      ? null
      : changesOf({ db }, plan, { ...beginning, until: today }),
  ])
  return { asAt: today, summary, matrix, changes }
}

async function lastEventOf(db: Db, planId: string): Promise<number> {
  const count: SQL = sql`select count(*)::int as count from events where plan_id = ${planId}`
  const [row] = await rowsOf<{ count: number }>(db, count)
  return row?.count ?? 0
}
