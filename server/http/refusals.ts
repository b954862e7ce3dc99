import type { Possibility, Refused } from '#workflows/engine/step.ts'
import { Problem } from './problem.ts'

/**
 * A refusal as a problem: why, what is missing, and what this person may do instead.
 * @param possible what the workflow says they may do now
 * @param version of the aggregate, so that it need not be read again
 */
export function refusalProblem(refused: Refused, possible: readonly Possibility[], version: number): Problem {
  return new Problem(refused.code, refused.because, {
    errors: refused.missing.map(({ field, detail }) => ({
      pointer: `/${field}`,
      code: refused.code,
      detail,
    })),
    more: {
      state: refused.state,
      allowed: possible.flatMap(({ event, allowed }) => (allowed ? [event] : [])),
      missing: refused.missing.map(({ detail }) => detail),
      version,
    },
  })
}

/** The answer to a change that was decided on another version than is there now. */
export function staleVersion(version: number): Problem {
  return new Problem(
    'versionStale',
    `Somebody changed it meanwhile: it is at version ${version} now. Read it again and decide on what is there.`,
    { more: { version } },
  )
}

/** The answer to naming somebody who is not listed or has left, by the field that names them. */
export function personNotFound(field: string, detail: string): Problem {
  return new Problem('personNotFound', detail, {
    errors: [{ pointer: `/${field}`, code: 'personNotFound', detail }],
  })
}

/** The answer where others change the same things at this moment, so that it could not be written. */
export function crowded(version: number): Problem {
  return new Problem(
    'versionStale',
    'Others are changing what this rests on at the moment. Read it again and decide on what is there.',
    { more: { version } },
  )
}
