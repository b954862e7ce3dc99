import type { Missing } from '#workflows/engine/requirement.ts'
import type { Possibility, Refused } from '#workflows/engine/step.ts'
import { Problem, type ProblemCode } from './problem.ts'

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

/**
 * The answer to a value that a rule does not allow: the sentence of the rule, and the field that it is about.
 * @param why the code of the field's own error
 */
export function fieldRefused(
  code: ProblemCode,
  { field, detail }: Missing,
  why: string = code === 'invalidRequest' ? 'invalid' : code,
): Problem {
  return new Problem(code, detail, { errors: [{ pointer: `/${field}`, code: why, detail }] })
}

/** The answer to naming a person who is not listed or has left, by the field that names them. */
export function personNotFound(field: string, detail: string): Problem {
  return fieldRefused('personNotFound', { field, detail })
}

/** The answer where others change the same things at this moment, so that it could not be written. */
export function changedMeanwhile(version: number): Problem {
  return new Problem(
    'versionStale',
    'Others are changing what this rests on at the moment. Read it again and decide on what is there.',
    { more: { version } },
  )
}
