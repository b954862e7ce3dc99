import { afterEach } from 'vitest'
import { type Connection, type ConnectOptions, connect, type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { codeOf, isDatabaseAway, mayHaveHappened } from '#db/connection/errors.ts'
import { type TestDatabase, useDatabase } from '../support/database.ts'
import { type Killer, openKiller } from './backends.ts'
import { openRelay, type Relay } from './relay.ts'

export type PoolHarness = {
  database: () => TestDatabase
  /** A pool of three connections unless told otherwise. */
  open: (url?: string, options?: ConnectOptions) => Connection
  relay: () => Promise<Relay>
  killer: (adminUrl?: string) => Killer
  /** How many agencies have that name. */
  countOf: (name: string) => Promise<number>
}

/** Pools, relays and killers for the tests of one file, closed after each. */
export function usePools(): PoolHarness {
  const database = useDatabase()
  const opened: { close: () => Promise<void> }[] = []
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()))
  })
  const closedLater = <T extends { close: () => Promise<void> }>(one: T): T => {
    opened.push(one)
    return one
  }
  return {
    database,
    open: (url = database().url, options = {}) => closedLater(connect(url, { max: 3, ...options })),
    relay: async () => closedLater(await openRelay(database().url)),
    killer: (adminUrl = database().adminUrl) => closedLater(openKiller(adminUrl)),
    countOf: async (name) => {
      const rows = await rowsOf(database().db, sql`select from agencies where name = ${name}`)
      return rows.length
    },
  }
}

/** The backend that answers, after some seconds. */
export function ask(db: Db, seconds = 0): Promise<{ pid: number }[]> {
  return rowsOf(db, sql`select pg_backend_pid() as pid, pg_sleep(${seconds})`)
}

/** A write that takes some seconds. */
export function insertAgency(db: Db, name: string, seconds = 0): Promise<unknown[]> {
  return rowsOf(db, sql`insert into agencies select gen_random_uuid(), ${name} from pg_sleep(${seconds})`)
}

/** What a piece of work failed with, as the application sees it. */
export async function failureOf(work: PromiseLike<unknown>) {
  const error = await Promise.resolve(work).then(
    () => null,
    (reason: unknown) => reason,
  )
  return { away: isDatabaseAway(error), unknown: mayHaveHappened(error), code: codeOf(error), error }
}
