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
    // Here the query builder sets that it reads and writes days, moments and JSON itself; `openPlace` does it.
    options: { parsers: {}, serializers: {} },
    unsafe: (text: string, parameters: never[] = []) => ({
      // oxlint-disable-next-line unicorn/no-thenable -- the query builder awaits what the client returns
      then: once(() => pool.ask({ text, parameters, shape: 'objects' })),
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
    return await work(Object.assign(client, { begin: transactionOn(client) as never }))
  } finally {
    await client.end({ timeout: 5 })
    destroy()
  }
}

function openPlace(url: string, deadlineMs: number, onGone: () => void): Place {
  const { client, destroy } = newClient(url, { openMs: deadlineMs, onGone })
  for (const type of textTypes) client.options.parsers[type] = asItIs
  for (const type of [...textTypes, ...jsonTypes]) client.options.serializers[type] = asItIs
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
 * A client of the driver that has one connection and never opens it again, because what it had buffered and
 * counted for the dead one would reach the new one. The socket is ours: it can be ended in whatever state the
 * driver is.
 */
function newClient(url: string, { openMs, onGone }: { openMs: number; onGone?: () => void }) {
  let socket: Socket | undefined
  let destroyed = false
  const options = {
    max: 1,
    onnotice: () => {},
    // The driver's question for array types throws where nobody can catch it when the connection dies under it.
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: Math.ceil(openMs / 1000),
    connection: { application_name: 'waymark', TimeZone: 'UTC' },
    ...(onGone && { onclose: onGone }),
    socket: (target: Target) => {
      if (socket || destroyed) throw connectionLost()
      return dial(target, openMs, (dialling) => {
        if (destroyed) dialling.destroy()
        socket = dialling
      })
    },
  }
  const client = postgres(url, options)
  const destroy = () => {
    destroyed = true
    socket?.destroy()
  }
  return { client, destroy }
}

type Target = { path: string | false; host: string[]; port: number[] }

/** A socket to the first of the hosts that takes the call. */
async function dial(
  { path, host, port }: Target,
  timeoutMs: number,
  onDialling: (socket: Socket) => void,
): Promise<Socket> {
  const calls = path ? [{ path }] : host.map((name, at) => ({ host: name, port: port[at] ?? 5432 }))
  let failure: unknown
  for (const call of calls) {
    const socket = connectSocket({ ...call, noDelay: true })
    onDialling(socket)
    try {
      await connected(socket, timeoutMs)
      // The name by which the driver checks the server's certificate.
      return Object.assign(socket, call)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

async function connected(socket: Socket, timeoutMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => socket.destroy(), timeoutMs)
  socket.once('connect', resolve).once('error', reject)
  socket.once('close', () => reject(connectionLost()))
  return promise.finally(() => clearTimeout(timer))
}

function connectionLost(): Error {
  return Object.assign(new Error('The connection to the database is gone.'), { code: 'CONNECTION_CLOSED' })
}

/**
 * A transaction in plain statements. The driver's own goes on after the death of its connection, and throws
 * where nobody can catch it.
 */
function transactionOn(session: postgres.Sql) {
  return async (work: (session: postgres.Sql) => Promise<unknown>): Promise<unknown> => {
    await session.unsafe('begin')
    try {
      const result = await work(session)
      await session.unsafe('commit')
      return result
    } catch (error) {
      await session.unsafe('rollback').catch(() => {})
      throw error
    }
  }
}

/** The `then` of something that begins when it is first awaited, and is done only once. */
function once<T>(begin: () => Promise<T>): Promise<T>['then'] {
  let begun: Promise<T> | undefined
  // oxlint-disable-next-line promise/prefer-await-to-then -- this is what awaiting calls
  return (onfulfilled, onrejected) => (begun ??= begin()).then(onfulfilled, onrejected)
}

/** date, time stamps with and without zone, intervals, and their arrays. */
const textTypes = [1082, 1083, 1114, 1184, 1115, 1182, 1185, 1231]
const jsonTypes = [114, 3802]
const asItIs = <T>(value: T) => value
