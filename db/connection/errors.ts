/** Whether a statement that failed may have been carried out all the same. */
export type Outcome = 'notDone' | 'unknown'

/** The database could not be asked, or the connection died before it answered. */
export class DatabaseAwayError extends Error {
  override readonly name = 'DatabaseAwayError'
  /** 'notDone': the statement was never sent. 'unknown': it was sent, and a write may have happened or not. */
  readonly outcome: Outcome

  constructor(message: string, outcome: Outcome, options?: ErrorOptions) {
    super(message, options)
    this.outcome = outcome
  }
}

/** A statement the database refused, with its SQLSTATE and the constraint concerned. */
export type SqlError = Error & { code: string; constraint_name?: string }

/** The driver's error inside the wrapping that the query builder adds, as far down as there is one. */
export function rootCause(error: unknown): unknown {
  return causesOf(error).at(-1)
}

/** SQLSTATE or driver code of an error, if it has one. */
export function codeOf(error: unknown): string | null {
  const cause = rootCause(error)
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null
}

/** The unique or check constraint that a statement broke, or null when it broke none. */
export function brokenConstraint(error: unknown): string | null {
  const cause = rootCause(error) as Partial<SqlError>
  return codeOf(error)?.startsWith('23') ? (cause.constraint_name ?? null) : null
}

/**
 * Whether a write was undone because what it was decided on had changed meanwhile, or because another write was in
 * its way: deciding again on what is there now may succeed.
 */
export function hasMovedOn(error: unknown): boolean {
  return ['WM001', '40001', '40P01'].includes(codeOf(error) ?? '')
}

/** Whether an error means that the database was away, not that it refused what it was asked. */
export function isDatabaseAway(error: unknown): boolean {
  return causesOf(error).some((each) => each instanceof DatabaseAwayError) || connectionDied(error)
}

/**
 * Whether the database is there but could not do this now: the statement took too long, waited too long for a
 * lock, lost against another one, or the server is out of space, memory or connections or only takes reads.
 * Nothing was written, and the same request may succeed later.
 */
export function isDatabaseBusy(error: unknown): boolean {
  const code = codeOf(error) ?? ''
  return !isDatabaseAway(error) && (busy.has(code) || code.startsWith('53'))
}

/** Whether a write that failed with this error may have happened all the same. */
export function mayHaveHappened(error: unknown): boolean {
  const away = causesOf(error).find((each) => each instanceof DatabaseAwayError)
  return away ? away.outcome === 'unknown' : connectionDied(error)
}

/** Whether an error of the driver says that the connection is gone, so that nothing more can be asked on it. */
export function connectionDied(error: unknown): boolean {
  const cause = rootCause(error)
  if (!(cause instanceof Error)) return false
  const code = codeOf(error) ?? ''
  const { severity } = cause as { severity?: string }
  if (severity) return severity === 'FATAL' || severity === 'PANIC' || code.startsWith('57P')
  return 'syscall' in cause || deathPrefixes.some((prefix) => code.startsWith(prefix))
}

function causesOf(error: unknown): unknown[] {
  const causes = [error]
  for (let cause = error; cause instanceof Error && cause.cause !== undefined;) {
    cause = cause.cause
    causes.push(cause)
  }
  return causes
}

/**
 * What the driver and Node say when a connection can't be made or ends: CONNECTION_CLOSED, _DESTROYED and
 * _ENDED; CONNECT_TIMEOUT; writes on an ended stream; TLS. Errors of the system (ECONNREFUSED, ECONNRESET,
 * EPIPE, ETIMEDOUT, ENOTFOUND …) are known by naming a system call; those of the server by being fatal.
 */
const deathPrefixes = ['CONNECTION_', 'CONNECT_', 'ERR_SOCKET_', 'ERR_STREAM_', 'ERR_SSL_', 'ERR_TLS_']

/** Statement cancelled, lock not to be had, serialisation failure, deadlock, read-only, input or output error. */
const busy = new Set(['57014', '55P03', '40001', '40P01', '25006', '58030'])
