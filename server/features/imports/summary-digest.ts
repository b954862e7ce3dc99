import { createHash } from 'node:crypto'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import { Problem } from '#server/http/problem.ts'
import type { ImportSummary } from './summary.ts'

/**
 * What one summary is known by: a SHA-256, in hexadecimal, over all that it says and over what would be written of each row.
 * The same plan and the same answers give the same one.
 */
export function digestOf(summary: Omit<ImportSummary, 'digest'>, draft: PlanDraft): string {
  const { known: _, ...told } = draft
  return createHash('sha256')
    .update(JSON.stringify([summary, told]))
    .digest('hex')
}

/** Throws 409 where an import would not make what the person saw who presses. */
export function requireSeen({ digest }: Pick<ImportSummary, 'digest'>, seen: string | undefined): void {
  if (seen === undefined || seen === digest) return
  throw new Problem('conflict', summaryChanged, {
    errors: [{ pointer: '/summaryDigest', code: 'summaryChanged', detail: summaryChanged }],
  })
}

const summaryChanged =
  'What the import makes of the plan has changed since you saw it, and nothing is written. Read the summary again, then import it.'
