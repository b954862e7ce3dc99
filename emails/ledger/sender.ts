import { databaseNow } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { DeliveryState } from '#db/schema/index.ts'
import { queueSignInCodes } from '#emails/notices/sign-in-code.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { claimNext } from './claim.ts'
import { deliver, type SenderDeps } from './deliver.ts'
import { nextDigestOfAll } from './due-weeks.ts'
import { closeWeeks, planDueWeeks } from './plan-week.ts'
import { settleStranded } from './settle.ts'
import { trouble } from './trouble.ts'
import { newWakeableTimer } from './wakeable-timer.ts'

export type Sender = {
  /** Looks for work now: something may just have been queued. */
  wake: () => void
  /** Finishes the emails in hand, takes no more, and closes the transport. */
  stop: () => Promise<void>
  /** Resolves when the sender has nothing to do for the moment. */
  idle: () => Promise<void>
}

/**
 * Keeps sending what is owed until it is stopped. It asks which due week has no row, never whether it is eight
 * o'clock, so that an outage of any length is caught up; and it looks again when the next digest is due, when the
 * next delivery may be tried, and each minute at least. Nothing that goes wrong ends it.
 */
export function startSender(deps: SenderDeps): Sender {
  const ending = new AbortController()
  const timer = newWakeableTimer()
  const run = async () => {
    while (!ending.signal.aborted) await timer.run(await passAndPause(deps, () => ending.signal.aborted))
  }
  const running = run()
  return {
    wake: timer.wake,
    idle: timer.idle,
    stop: async () => {
      ending.abort()
      timer.wake()
      await running
      timer.end()
      deps.transport.close()
    },
  }
}

export type Tally = Partial<Record<DeliveryState, number>>

/**
 * One full pass: plans the weeks that are due, sends everything whose time has come, closes the weeks that are
 * done. One delivery's failure never stops the next.
 * @param stopping asked before each delivery: true ends the pass after those in hand
 * @returns how many deliveries came to which state
 */
export async function sendOnce(deps: SenderDeps, stopping: () => boolean = () => false): Promise<Tally> {
  const { db, clock, transport, log } = deps
  // First, because a week that can't be planned must keep no person from signing in.
  await queueSignInCodes(db, clock)
  await closeWeeks(db, clock)
  const { planned, superseded } = await planDueWeeks(db, clock)
  if (planned.length > 0) log.info({ weeks: planned }, 'Planned the weekly emails.')
  if (superseded.length > 0) {
    log.warn(
      { weeks: superseded },
      'Weekly emails were not sent before newer ones were due. They will not be.',
    )
  }
  await settleStranded(db, clock)
  const tally: Tally = {}
  const work = async () => {
    for (let claim = null; !stopping();) {
      claim = await claimNext(db, clock)
      if (!claim) return
      const state = await deliver(deps, claim)
      if (state) tally[state] = (tally[state] ?? 0) + 1
      log.info(
        { delivery: claim.id, kind: claim.kind, state, ambiguous: claim.ambiguous },
        'Worked on an email.',
      )
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: transport.concurrency }, work))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  await closeWeeks(db, clock)
  return tally
}

const MINUTE = 60_000
const AFTER_TROUBLE = 5_000

async function passAndPause(deps: SenderDeps, stopping: () => boolean): Promise<number> {
  try {
    await sendOnce(deps, stopping)
    return await untilNext(deps)
  } catch (error) {
    deps.log.error(trouble(error), 'Sending emails was interrupted. It goes on shortly.')
    return AFTER_TROUBLE
  }
}

/** Milliseconds until there may be something to do, by the database's clock. */
async function untilNext({ db, clock }: SenderDeps): Promise<number> {
  const [nextDigest, [row]] = await Promise.all([
    nextDigestOfAll(db, clock),
    rowsOf<{ now: Instant; next: Instant | null }>(
      db,
      sql`select ${zulu(databaseNow(clock))} as now,
        ${zulu(sql`(select min(case when state = 'queued' then next_try_at else lease_until end)
          from deliveries where state in ('queued', 'sending', 'handedOff'))`)} as next`,
    ),
  ])
  if (!row) return MINUTE
  const until = (instant: Instant | null) => (instant ? Date.parse(instant) - Date.parse(row.now) : MINUTE)
  // Never at once: a row that stays due because it can't be claimed must not keep the processor busy.
  return Math.max(250, Math.min(MINUTE, until(nextDigest?.dueAt ?? null), until(row.next)))
}
