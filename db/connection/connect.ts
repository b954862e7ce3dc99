import { connect as connectSocket, Socket } from 'node:net'
import postgres from 'postgres'
import * as schema from '#db/schema/index.ts'
import { drizzle, type PostgresJsDatabase, type SQL } from './drizzle.ts'
import { openPool, type Place, type Statement } from './pool.ts'

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
  const isWorthPreparing = newPreparing()
  const pool = openPool({
    max,
    deadlineMs,
    open: (onGone) => openPlace(url, { deadlineMs, isWorthPreparing, onGone }),
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
 * When it dies, so does the work: nothing it asks later is answered, least of all on another connection.
 */
export async function alone<T>(url: string, work: (session: postgres.Sql) => Promise<T>): Promise<T> {
  const { promise: lost, reject } = Promise.withResolvers<never>()
  let gone = false
  const onGone = () => {
    gone = true
    // The work's own failure says more, so it may come first; but the driver leaves some statements waiting.
    setImmediate(() => reject(connectionLost()))
  }
  lost.catch(() => {})
  const { client, destroy } = newClient(url, { openMs: 10_000, onGone })
  try {
    return await Promise.race([work(Object.assign(client, { begin: transactionOn(client) as never })), lost])
  } finally {
    if (!gone) await client.end({ timeout: 5 })
    destroy()
  }
}

/** The handle of a session from `alone`, for queries and commits that are part of its work. */
export function sessionDb(session: postgres.Sql): Db {
  speakText(session)
  const isWorthPreparing = newPreparing()
  const ask = (text: string, parameters: never[] = []) =>
    session.unsafe(text, parameters, { prepare: isWorthPreparing(text) })
  return drizzle({ options: { parsers: {}, serializers: {} }, unsafe: ask } as never, { schema })
}

/** The query builder writes JSON, and reads and writes days and moments, itself. */
function speakText(client: postgres.Sql): void {
  for (const type of textTypes) client.options.parsers[type] = asItIs
  for (const type of [...textTypes, ...jsonTypes]) client.options.serializers[type] = asItIs
}

type Opening = { deadlineMs: number; isWorthPreparing: (text: string) => boolean; onGone: () => void }

function openPlace(url: string, { deadlineMs, isWorthPreparing, onGone }: Opening): Place {
  const { client, destroy } = newClient(url, { openMs: deadlineMs, onGone })
  speakText(client)
  const limits = `set statement_timeout = ${deadlineMs}; set lock_timeout = ${Math.ceil(deadlineMs / 3)}`
  return {
    // Nothing of a caller's is sent before this was answered, so that a failure until then did nothing.
    opened: client.unsafe(limits).execute(),
    ask: ({ text, parameters, shape }: Statement) => {
      const pending = client.unsafe(text, parameters, { prepare: isWorthPreparing(text) })
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
function newClient(url: string, { openMs, onGone }: { openMs: number; onGone: () => void }) {
  let socket: Socket | undefined
  let destroyed = false
  const options = {
    max: 1,
    onnotice: () => {},
    // The driver's question for array types throws where no caller can catch it when the connection dies under it.
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    backoff: () => 0,
    connect_timeout: Math.ceil(openMs / 1000),
    // To compile a statement costs more than any of ours saves by it.
    connection: { application_name: 'waymark', TimeZone: 'UTC', jit: 'off' },
    onclose: onGone,
    socket: async () => {
      if (socket || destroyed) return failedSocket(connectionLost())
      const dialled = await dial(targets, openMs, (dialling) => {
        socket = dialling
        if (destroyed) dialling.destroy()
      })
      // The driver tells a moment later, and leaves without an answer what it is asked until then.
      return dialled.once('error', onGone).once('end', onGone)
    },
  }
  const client = postgres(url, options)
  const targets = targetsOf(client.options)
  // The driver would go round several hosts by itself, without end while none of them answers.
  client.options.host.splice(1)
  const destroy = () => {
    destroyed = true
    socket?.destroy()
  }
  return { client, destroy }
}

type Target = { host: string; port: number } | { path: string }

function targetsOf({ path, host, port }: { path: unknown; host: string[]; port: number[] }): Target[] {
  if (typeof path === 'string') return [{ path }]
  return host.map((name, at) => ({ host: name, port: port[at] ?? 5432 }))
}

/** A socket to the first of the targets that takes the call. */
async function dial(
  targets: Target[],
  timeoutMs: number,
  onDialling: (socket: Socket) => void,
): Promise<Socket> {
  let failure: unknown
  for (const target of targets) {
    const socket = connectSocket({ ...target, noDelay: true })
    onDialling(socket)
    try {
      await connected(socket, timeoutMs)
      // By its host the driver checks the server's certificate.
      return Object.assign(socket, target)
    } catch (error) {
      failure = error
    }
  }
  return failedSocket(failure as Error)
}

/** A socket that ends with an error as soon as the driver has it. An error instead of one leaves statements waiting. */
function failedSocket(error: Error): Socket {
  const socket = new Socket()
  setImmediate(() => socket.destroy(error))
  return socket
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
 * where no caller can catch it.
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

/** Different statements that are prepared at most; what comes later is planned anew each time. */
const MOST_PREPARED = 300

/**
 * Whether a connection of one pool should keep the plan of a statement: that halves the time of a change. Lists of
 * any length give statements without end, and each would stay in the server's memory, so the number is bounded, and
 * a statement that is asked once only takes no place of one that is asked again.
 */
export function newPreparing(): (text: string) => boolean {
  const prepared = new Set<string>()
  const askedOnce = new Set<string>()
  return (text) => {
    if (prepared.has(text)) return true
    if (prepared.size >= MOST_PREPARED) return false
    if (askedOnce.delete(text)) {
      prepared.add(text)
      return true
    }
    if (askedOnce.size >= MOST_PREPARED) askedOnce.clear()
    askedOnce.add(text)
    return false
  }
}
