import type { Outcome } from '#db/write/attempts.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import { Problem } from './problem.ts'
import { changedMeanwhile, refusalProblem, staleVersion } from './refusals.ts'

/**
 * What a change came to, or the problem that says why it came to nothing.
 * @param ifVersion the version the caller decided on
 * @param possible what they may do instead
 * @throws Problem 404, 403 or 409 with what is missing and allowed, 412 with the current version
 */
export function changedOrProblem<Read, Aggregate extends { version: number }>(
  changed: Outcome<Read, Aggregate>,
  {
    noun,
    ifVersion,
    versionOf,
    possible,
  }: {
    noun: string
    ifVersion: number | undefined
    versionOf: (decision: Read) => number
    possible: (decision: Read) => Possibility[]
  },
): Aggregate {
  switch (changed.outcome) {
    case 'notFound':
      throw new Problem('notFound', `There is no such ${noun}, or it is not yours to see.`)
    case 'stale':
      throw changed.version === ifVersion ? changedMeanwhile(changed.version) : staleVersion(changed.version)
    case 'refused':
      throw refusalProblem(changed.refused, possible(changed.decision), versionOf(changed.decision))
    case 'done':
      return changed.accepted.after
  }
}
