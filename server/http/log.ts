import type { FastifyRequest } from 'fastify'
import { codeOf, rootCause } from '#db/connection/errors.ts'

/** Where lines of the log go in place of the standard output. */
export type LogStream = { write: (line: string) => void }

/**
 * What is logged, by a list of what may be: no address that was asked for, for it may hold words that were searched
 * for; no header, no body, and of errors no message, for it may quote what a person typed.
 */
export function loggerOptions(level: string, stream?: LogStream) {
  return {
    level,
    ...(stream && { stream }),
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? 'unknown',
      }),
      res: ({ statusCode }: { statusCode?: number }) => ({ statusCode: statusCode ?? 0 }),
      err: errorInLog,
    },
  }
}

/** What the log may know of an error: what kind it is, and which lines of code it passed. */
export function errorInLog(error: unknown): {
  type: string
  message: string
  code: string | null
  stack: string
} {
  const cause = rootCause(error) ?? error
  if (!(cause instanceof Error)) return { type: typeof cause, message: '', code: null, stack: '' }
  const { constraint_name: constraint = '' } = cause as { constraint_name?: string }
  return { type: cause.name, message: constraint, code: codeOf(error), stack: framesOf(cause) }
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
