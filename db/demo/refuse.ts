import type { Outcome } from '#db/write/attempts.ts'

/** Throws when the rules refuse a step of the story: the demonstration may tell nothing that could not happen. */
export function refuseUnlessDone(changed: Outcome<unknown, unknown>, what: string): void {
  if (changed.outcome === 'done') return
  const why =
    changed.outcome === 'refused'
      ? [changed.refused.because, ...changed.refused.missing.map(({ detail }) => detail)].join(' ')
      : changed.outcome
  throw new Error(`${what}: ${why}`)
}
