import { codeOf, rootCause } from '#db/connection/errors.ts'

/**
 * What the log may know of an error: its code and where it came from. Not the statement that failed: its
 * parameters are people's names, addresses and emails.
 */
export function trouble(error: unknown): { code: string | null; cause: string } {
  const cause = rootCause(error)
  return {
    code: codeOf(error),
    cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  }
}
