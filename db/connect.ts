import { connect as connectSocket, type Socket } from 'node:net'
import type { SQL } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { openPool, type Place, type Statement } from './pool.ts'
import * as schema from './schema/index.ts'

/** The handle that every query and commit takes as its first parameter. */
export type Db = PostgresJsDatabase<typeof schema>

export type Connection = { db: Db; close: () => Promise<void> }

export type ConnectOptions = {
  /** Connections held at most; 10 unless told. */
  max?: number
  /** Milliseconds that the server gives a statement; 10,000 unless told. */
  deadlineMs?: number
  /** Told when a connection is given up because a statement on it was not answered in time. */
  onReplaced?: (reason: string) => void
}

/**
 * Opens a pool to a PostgreSQL server. Nothing is sent until the first statement.
 *
 * Every statement settles: within half the deadline for a connection and the deadline and a second for the
 * answer. One whose connection died fails with DatabaseAwayError, which says whether it may have happened; what
 * only reads, or was never sent, is asked once more first. There are no transactions: a change is one statement.
 */
export function connect(url: string, options: ConnectOptions = {}): Connection {
  const { max = 10, deadlineMs = 10_000, onReplaced = () => {} } = options
  const pool = openPool({
    max,
    deadlineMs,
    open: (onGone) => openPlace(url, deadlineMs, onGone),
    onUnanswered: () => onReplaced(`a statement was not answered within ${deadlineMs} ms`),
  })
  const client = {
    // The query builder writes JSON, days and moments itself and sets so here; each place is told by `newClient`.
    options: { parsers: {}, serializers: {} },
    unsafe: (text: string, parameters: never[] = []) => ({
      // oxlint-disable-next-line unicorn/no-thenable -- the query builder awaits what the client returns
      ...lazily(() => pool.ask({ text, parameters, shape: 'objects' })),
      values: () => pool.ask({ text, parameters, shape: 'arrays' }),
    }),
  }
  return { db: drizzle(client as never, { schema }), close: pool.close }
}

/** Runs one statement written out in full and gives its rows as they come: days, moments and arrays are text. */
export async function rowsOf<Row>(db: Db, statement: SQL): Promise<Row[]> {
  return [...(await db.execute(statement))] as Row[]
}

/**
 * One connection of its own for work that needs a session: migrations and large loads. Thrown away afterwards.
 * When it dies, what is under way and everything asked later fails: nothing runs on another connection instead.
 */
export async function alone<T>(url: string, work: (session: postgres.Sql) => Promise<T>): Promise<T> {
  const { client, destroy } = newClient(url, { openMs: 10_000 })
  try {
    return await work(Object.assign(client, { begin: transactionOn(client) }))
  } finally {
    await client.end({ timeout: 5 })
    destroy()
  }
}

function openPlace(url: string, deadlineMs: number, onGone: () => void): Place {
  const { client, destroy } = newClient(url, { openMs: deadlineMs, onGone })
  const limits = `set statement_timeout = ${deadlineMs}; set lock_timeout = ${Math.ceil(deadlineMs / 3)}`
  return {
    // Nothing of a caller's is sent before this was answered, so that a failure until then did nothing.
    opened: client.unsafe(limits).execute(),
    ask: ({ text, parameters, shape }: Statement) => {
      const pending = client.unsafe(text, parameters)
      return shape === 'arrays' ? pending.values() : pending
    },
    end: async (how) => {
      if (how === 'politely') await client.end({ timeout: 1 })
      destroy()
    },
  }
}

/**
 * A client of the driver that has one connection and never opens it again. Its socket is ours, so that it can be
 * ended whatever state the driver is in.
 */
function newClient(url: string, { openMs, onGone }: { openMs: number; onGone?: () => void }) {
  let socket: Socket | undefined
  let destroyed = false
  let dialled = false
  const options: postgres.Options<Record<string, never>> & { socket: (target: Target) => Promise<Socket> } = {
    max: 1,
    onnotice: () => {},
    // The driver's question for types would throw where nobody can catch it when the connection dies under it.
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: Math.ceil(openMs / 1000),
    connection: { application_name: 'waymark', TimeZone: 'UTC' },
    ...(onGone && { onclose: onGone }),
    socket: async (target) => {
      if (dialled || destroyed) throw connectionLost()
      dialled = true
      return dial(target, openMs, (opening) => {
        if (destroyed) opening.destroy()
        socket = opening
      })
    },
  }
  const client = postgres(url, options)
  for (const type of textTypes) client.options.parsers[type] = asItIs
  for (const type of [...textTypes, ...jsonTypes]) client.options.serializers[type] = asItIs
  const destroy = () => {
    destroyed = true
    socket?.destroy()
  }
  return { client, destroy }
}
