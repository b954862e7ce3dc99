import type { SQL } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { DatabaseAwayError } from './errors.ts'
import * as schema from './schema/index.ts'

/** The handle that every query and commit takes as its first parameter. */
export type Db = PostgresJsDatabase<typeof schema>

export type Connection = { db: Db; close: () => Promise<void> }

export type ConnectOptions = {
  /** Connections held at most; 10 unless told. */
  max?: number
  /** Milliseconds after which a statement counts as unanswered; 10,000 unless told. */
  deadlineMs?: number
  /** Told when a pool is given up because a statement in it never settled. */
  onReplaced?: (reason: string) => void
}

/**
 * Opens a pool to a PostgreSQL server. Nothing is sent until the first statement.
 *
 * Each statement has a deadline, because the driver leaves some unsettled for ever when a connection dies under
 * them, and each such statement keeps its place in the pool. When a deadline passes, the whole pool is replaced
 * by a fresh one: that is what gives the capacity back.
 */
export function connect(url: string, options: ConnectOptions = {}): Connection {
  const { max = 10, deadlineMs = 10_000, onReplaced = () => {} } = options
  let pool = open(url, max, deadlineMs)
  const retired = new Set<Promise<void>>()

  const replace = (unsettled: postgres.Sql) => {
    if (pool !== unsettled) return
    pool = open(url, max, deadlineMs)
    onReplaced(`a statement was not answered within ${deadlineMs} ms`)
    const ending = unsettled.end({ timeout: Math.ceil(deadlineMs / 1000) }).catch(() => {})
    retired.add(ending)
    void ending.finally(() => retired.delete(ending))
  }

  const client = {
    options: pool.options,
    unsafe: (query: string, parameters: never[]) => {
      const used = pool
      const giveUp = () => replace(used)
      const pending = used.unsafe(query, parameters)
      return settling(pending, deadlineMs, giveUp, () => settling(pending.values(), deadlineMs, giveUp))
    },
  }
  return {
    db: drizzle(client as never, { schema }),
    close: async () => {
      await pool.end({ timeout: 5 }).catch(() => {})
      await Promise.all(retired)
    },
  }
}

/** Runs one statement written out in full and gives its rows as they come: days and moments are text. */
export async function rowsOf<Row>(db: Db, statement: SQL): Promise<Row[]> {
  return [...(await db.execute(statement))] as Row[]
}

/** One connection of its own for work that needs a session: migrations and large loads. Thrown away afterwards. */
export async function alone<T>(url: string, work: (session: postgres.Sql) => Promise<T>): Promise<T> {
  const session = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    return await work(session)
  } finally {
    await session.end({ timeout: 5 })
  }
}

function open(url: string, max: number, deadlineMs: number): postgres.Sql {
  const pool = postgres(url, {
    max,
    onnotice: () => {},
    connect_timeout: Math.ceil(deadlineMs / 1000),
    idle_timeout: 60,
    connection: {
      application_name: 'waymark',
      TimeZone: 'UTC',
      statement_timeout: deadlineMs,
      lock_timeout: Math.ceil(deadlineMs / 3),
    },
  })
  // The query builder prepares only the first pool it is given: it writes JSON and reads days and moments itself.
  for (const type of textTypes) pool.options.parsers[type] = asItIs
  for (const type of [...textTypes, ...jsonTypes]) pool.options.serializers[type] = asItIs
  return pool
}

/** date, time stamps with and without zone, intervals, and their arrays. */
const textTypes = [1082, 1083, 1114, 1184, 1115, 1182, 1185, 1231]
const jsonTypes = [114, 3802]
const asItIs = <T>(value: T) => value

/** A pending statement as the query builder expects it, which fails when its deadline passes. */
function settling<T>(
  pending: PromiseLike<T>,
  deadlineMs: number,
  giveUp: () => void,
  values?: () => unknown,
): PromiseLike<T> & { values?: () => unknown } {
  let settled: Promise<T> | null = null
  // The driver sends a statement when it is first awaited, so the clock starts there too.
  const start = () => {
    settled ??= new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        giveUp()
        reject(new DatabaseAwayError(`The database did not answer within ${deadlineMs} ms.`))
      }, deadlineMs + 1_000)
      pending.then(resolve, reject)
      void Promise.resolve(pending).then(
        () => clearTimeout(timer),
        () => clearTimeout(timer),
      )
    })
    return settled
  }
  const thenable: PromiseLike<T> & { values?: () => unknown } = {
    // oxlint-disable-next-line unicorn/no-thenable -- the query builder awaits what the client returns
    then: (onfulfilled, onrejected) => start().then(onfulfilled, onrejected),
  }
  return values ? Object.assign(thenable, { values }) : thenable
}
