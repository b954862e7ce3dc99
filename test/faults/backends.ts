import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

export type Killer = {
  admin: postgres.Sql
  /** Ends each of the application's backends with the given chance, and gives how many it ended. */
  kill: (share?: number) => Promise<number>
  /** Process ids of the application's backends that wait for a lock. */
  blocked: () => Promise<number[]>
  /** Ends the one backend that waits for a lock, once it does. */
  killBlocked: () => Promise<void>
  close: () => Promise<void>
}

/** A superuser's session in the same database that ends the application's backends. */
export function openKiller(adminUrl: string): Killer {
  const admin = postgres(adminUrl, { max: 2, onnotice: () => {}, connection: { application_name: 'killer' } })
  const theirs = admin`datname = current_database() and application_name = 'waymark'`
  const blocked = async () => {
    const rows = await admin<{ pid: number }[]>`
      select pid from pg_stat_activity where ${theirs} and wait_event_type = 'Lock'`
    return rows.map(({ pid }) => pid)
  }
  return {
    admin,
    kill: async (share = 1) => {
      const ended = await admin`
        select pg_terminate_backend(pid) from pg_stat_activity where ${theirs} and random() < ${share}`
      return ended.length
    },
    blocked,
    killBlocked: async () => {
      const [pid] = await eventually(blocked, (pids) => pids.length === 1)
      await admin`select pg_terminate_backend(${pid ?? 0})`
    },
    close: () => admin.end({ timeout: 5 }),
  }
}

/** Process ids of the backends that answer when that many statements are asked at once. */
export async function backendsOf(db: Db, statements: number): Promise<number[]> {
  const answers = await Promise.all(
    Array.from({ length: statements }, () =>
      rowsOf<{ pid: number }>(db, sql`select pg_backend_pid() as pid, pg_sleep(0.3)`),
    ),
  )
  return [...new Set(answers.flat().map(({ pid }) => pid))]
}

/** What is found as soon as it is as wanted; fails after ten seconds. */
export async function eventually<T>(look: () => Promise<T>, wanted: (found: T) => boolean): Promise<T> {
  const until = performance.now() + 10_000
  for (;;) {
    const found = await look()
    if (wanted(found)) return found
    if (performance.now() > until) throw new Error(`Not within ten seconds: ${JSON.stringify(found)}`)
    await pause(10)
  }
}
