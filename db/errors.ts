/** The database could not be asked, or did not answer in time. For a write it may or may not have happened. */
export class DatabaseAwayError extends Error {
  override readonly name = 'DatabaseAwayError'
}

/** A statement the database refused, with its SQLSTATE and the constraint concerned. */
export type SqlError = Error & { code: string; constraint_name?: string }

/** SQLSTATEs and driver codes that say the connection or the server went away. */
const away = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08003',
  '08006',
])

/** The driver's error inside the wrapping that the query builder adds, as far down as there is one. */
export function rootCause(error: unknown): unknown {
  let cause = error
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause
  return cause
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

/** Whether an error means that the database was away, not that it refused what it was asked. */
export function isDatabaseAway(error: unknown): boolean {
  return rootCause(error) instanceof DatabaseAwayError || away.has(codeOf(error) ?? '')
}
