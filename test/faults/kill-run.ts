import { setTimeout as pause } from 'node:timers/promises'
import { connect, type Db } from '#db/connection/connect.ts'
import { inArray } from '#db/connection/drizzle.ts'
import { events } from '#db/schema/index.ts'
import { createTestDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'
import { backendsOf, openKiller } from './backends.ts'
import { historyFaults } from './history-check.ts'
import { watchStrayErrors } from './stray-errors.ts'
import { type Try, tallyOf, writeAtOnce } from './writers.ts'

export type KillRun = {
  /** Changes acknowledged before the run is over. */
  acknowledged: number
  writers: number
  /** Connections of the application. */
  max: number
  deadlineMs: number
  /** Milliseconds between two rounds of killing, and the chance of each backend in each. */
  everyMs: number
  share: number
}

export type KillReport = {
  outcomes: Record<Try['outcome'], number>
  kills: number
  seconds: number
  longestMs: number
  /** Statements that were given up without an answer, each with its connection. */
  unanswered: number
  /** Of the changes whose outcome was unknown, those that turned out to be written. */
  unknownButWritten: number
  faults: string[]
  strayErrors: unknown[]
  /** Backends that answered at once afterwards. */
  backendsAfterwards: number
}

/** Lets people write at once while the backends under them are killed, then compares all with the history. */
export async function killRun({
  writers,
  acknowledged,
  max,
  deadlineMs,
  everyMs,
  share,
}: KillRun): Promise<KillReport> {
  const stray = watchStrayErrors()
  let unanswered = 0
  const database = await createTestDatabase({ max, deadlineMs, onReplaced: () => (unanswered += 1) })
  const killer = openKiller(database.adminUrl)
  const calm = connect(database.url, { max: 2 })
  try {
    const plan = await givenPlan(
      calm.db,
      Array.from({ length: 40 }, () => ({})),
    )
    const actionIds = Object.values(plan.actions)
    const begin = performance.now()
    const writing = writeAtOnce(database.db, plan, { writers, enough: (done) => done >= acknowledged })
    const killing = killUntil(writing, () => killer.kill(share), everyMs)
    const { tries, longestMs } = await writing
    const kills = await killing
    const seconds = (performance.now() - begin) / 1000
    const found = await comparedWithHistory(calm.db, actionIds, tries)
    return {
      outcomes: tallyOf(tries),
      kills,
      seconds,
      longestMs,
      unanswered,
      unknownButWritten: found.unknownButWritten,
      faults: [...found.faults, ...(await historyFaults(calm.db, actionIds))],
      strayErrors: stray.seen,
      backendsAfterwards: (await backendsOf(database.db, max)).length,
    }
  } finally {
    await Promise.all([calm.close(), killer.close()])
    await database.close()
    stray.stop()
  }
}

async function killUntil(
  end: Promise<unknown>,
  kill: () => Promise<number>,
  everyMs: number,
): Promise<number> {
  const over = end.then(
    () => true,
    () => true,
  )
  let kills = 0
  while (!(await Promise.race([over, pause(everyMs, false)]))) kills += await kill()
  return kills
}

/** Every acknowledged change exactly once, with the version it was told; none of those said not to be done. */
async function comparedWithHistory(db: Db, actionIds: string[], tries: Try[]) {
  const history = await db.select().from(events).where(inArray(events.aggregateId, actionIds))
  const byMoment = Map.groupBy(history, ({ at }) => at)
  const written = ({ at }: Try) => byMoment.get(at) ?? []
  const faults = tries.flatMap((each) => {
    const rows = written(each)
    const versions = rows.map(({ aggregateId, version }) => `${aggregateId} ${version}`)
    if (each.outcome === 'unknown') return rows.length > 1 ? [`unknown, written ${rows.length} times`] : []
    const expected = each.outcome === 'done' ? [`${each.actionId} ${each.version}`] : []
    return versions.join() === expected.join()
      ? []
      : [`${each.outcome}, but written: ${versions.join() || 'nothing'}`]
  })
  const unknownButWritten = tries.filter(
    (each) => each.outcome === 'unknown' && written(each).length > 0,
  ).length
  return { faults, unknownButWritten }
}
