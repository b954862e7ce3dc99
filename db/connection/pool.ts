import { connectionDied, DatabaseAwayError, type Outcome } from './errors.ts'

export type Statement = { text: string; parameters: never[]; shape: 'objects' | 'arrays' }

/** One connection for as long as it lives. It is never opened a second time. */
export type Place = {
  /** Settles when the connection is ready for statements. */
  opened: Promise<unknown>
  ask: (statement: Statement) => PromiseLike<unknown[]>
  /** Ends the connection: with a word to the server when nothing is under way on it, or at once. */
  end: (how: 'politely' | 'atOnce') => Promise<void>
}

export type PoolOptions = {
  /** Connections held at most. */
  max: number
  /** Milliseconds that the server gives a statement. The pool waits a second longer for the answer. */
  deadlineMs: number
  /** Begins to open a connection and tells when it is gone, by whichever end. */
  open: (onGone: () => void) => Place
  /** Told when a connection is given up because a statement on it was not answered in time. */
  onUnanswered: () => void
}

export type Pool = {
  /**
   * Rows of one statement. It has half the deadline to get a connection, and the deadline and a second to be
   * answered; then it fails.
   * @throws DatabaseAwayError when it could not be sent, or its connection died or kept silent
   */
  ask: (statement: Statement) => Promise<unknown[]>
  /** Refuses new statements, gives those under way five seconds, and ends every connection. */
  close: () => Promise<void>
}

/**
 * Shares out connections, one statement at a time each, first come first served. A connection that died or kept
 * silent is dropped with all its state, and its place taken by a new one: the driver's own pool opens the dead
 * one again, with buffers, row counters and errors of the statement that was under way when it died.
 */
export function openPool({ max, deadlineMs, open, onUnanswered }: PoolOptions): Pool {
  const turns = turnsOf(max)
  const places = new Set<Place>()
  const idle: { place: Place; timer: NodeJS.Timeout }[] = []
  const ending = new Set<Promise<void>>()
  let accepting = true
  let ended = false
  let closing: Promise<void> | undefined

  async function ask(statement: Statement): Promise<unknown[]> {
    if (!accepting) throw closedError()
    const toBeSent = deadline(deadlineMs / 2)
    try {
      await turns.take(toBeSent)
      try {
        return await attempt(statement, toBeSent).catch((error: unknown) => {
          if (toBeSent.isOver() || !repeatable(error, statement)) throw error
          return attempt(statement, toBeSent)
        })
      } finally {
        turns.giveBack()
      }
    } finally {
      toBeSent.cancel()
    }
  }

  async function attempt(statement: Statement, toBeSent: Deadline): Promise<unknown[]> {
    const place = fromIdle() ?? (await newPlace(toBeSent))
    const answer = deadline(deadlineMs + 1_000)
    try {
      const rows = await answer.before(place.ask(statement), 'unknown')
      keep(place)
      return rows
    } catch (error) {
      if (answer.isOver()) onUnanswered()
      if (!(error instanceof DatabaseAwayError) && !connectionDied(error)) {
        keep(place)
        throw error
      }
      drop(place, 'atOnce')
      // What ended this one has most likely ended those that no caller uses, and a write should not find out.
      for (const { place: unused } of idle.slice()) drop(unused, 'politely')
      throw away('The connection to the database was lost.', 'unknown', error)
    } finally {
      answer.cancel()
    }
  }

  async function newPlace(toBeSent: Deadline): Promise<Place> {
    if (ended) throw closedError()
    const place = open(() => forget(place))
    places.add(place)
    try {
      await toBeSent.before(place.opened, 'notDone')
      return place
    } catch (error) {
      drop(place, 'atOnce')
      throw away('The database could not be reached.', 'notDone', error)
    }
  }

  function fromIdle(): Place | undefined {
    const newest = idle.pop()
    clearTimeout(newest?.timer)
    return newest?.place
  }

  function keep(place: Place): void {
    if (!places.has(place)) return drop(place, 'atOnce')
    if (ended) return drop(place, 'politely')
    // Firewalls forget connections that say nothing for minutes, without telling either side.
    idle.push({ place, timer: setTimeout(() => drop(place, 'politely'), IDLE_MS).unref() })
  }

  function forget(place: Place): void {
    places.delete(place)
    const at = idle.findIndex((each) => each.place === place)
    if (at >= 0) clearTimeout(idle.splice(at, 1)[0]?.timer)
  }

  function drop(place: Place, how: 'politely' | 'atOnce'): void {
    forget(place)
    const gone = place
      .end(how)
      .catch(() => {})
      .finally(() => ending.delete(gone))
    ending.add(gone)
  }

  async function endAll(): Promise<void> {
    accepting = false
    const grace = deadline(CLOSE_MS)
    await grace.before(turns.allBack(), 'unknown').catch(() => {})
    grace.cancel()
    ended = true
    const quiet = new Set(idle.map(({ place }) => place))
    for (const place of places) drop(place, quiet.has(place) ? 'politely' : 'atOnce')
    await turns.allBack()
    await Promise.all(ending)
  }

  return { ask, close: () => (closing ??= endAll()) }
}

const IDLE_MS = 60_000
const CLOSE_MS = 5_000

/** Whether asking once more can't write twice: what was never sent, and what only reads. */
function repeatable(error: unknown, { text }: Statement): boolean {
  if (!(error instanceof DatabaseAwayError)) return false
  // PostgreSQL allows INSERT, UPDATE and DELETE in a WITH only before the outermost SELECT, never below it.
  return error.outcome === 'notDone' || (/^\s*select\b/i.test(text) && !text.includes(';'))
}

function away(message: string, outcome: Outcome, cause: unknown): DatabaseAwayError {
  return cause instanceof DatabaseAwayError ? cause : new DatabaseAwayError(message, outcome, { cause })
}

function closedError(): DatabaseAwayError {
  return new DatabaseAwayError('The connection to the database has been closed.', 'notDone')
}

type Deadline = {
  /** What the work gives, or a failure with that outcome once the deadline has passed. */
  before: <T>(work: PromiseLike<T>, outcome: Outcome) => Promise<T>
  isOver: () => boolean
  cancel: () => void
}

function deadline(ms: number): Deadline {
  let over = false
  const { promise: passed, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    over = true
    resolve()
  }, ms)
  return {
    before: (work, outcome) =>
      Promise.race([
        work,
        passed.then(() => {
          throw new DatabaseAwayError(`The database did not answer within ${ms} ms.`, outcome)
        }),
      ]),
    isOver: () => over,
    cancel: () => clearTimeout(timer),
  }
}

/** As many turns as there are places; a caller who finds none waits in line. */
function turnsOf(max: number) {
  const line: (() => void)[] = []
  const whenAllBack: (() => void)[] = []
  let taken = 0

  function giveBack(): void {
    const next = line.shift()
    if (next) return next()
    taken -= 1
    if (taken === 0) for (const tell of whenAllBack.splice(0)) tell()
  }

  return {
    async take(patience: Deadline): Promise<void> {
      if (taken < max) {
        taken += 1
        return
      }
      const { promise: called, resolve: call } = Promise.withResolvers<void>()
      line.push(call)
      try {
        await patience.before(called, 'notDone')
      } catch (error) {
        const at = line.indexOf(call)
        // Called in the moment in which the patience ended: the turn goes to the next, or it would be lost.
        if (at < 0) giveBack()
        else line.splice(at, 1)
        throw error
      }
    },
    giveBack,
    async allBack(): Promise<void> {
      if (taken === 0) return
      await new Promise<void>((resolve) => whenAllBack.push(resolve))
    },
  }
}
