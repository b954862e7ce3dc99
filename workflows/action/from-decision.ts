import { whyNotCarriedOut } from '#workflows/decision/carried-out.ts'
import type { Question, Requirement } from '#workflows/engine/requirement.ts'

/** What came from a decision waits until that can be carried out: not before it is published, nor while it can be called in. */
export const decisionCanBeCarriedOut: Requirement<{ type: string }> = {
  code: 'decisionNotEffective',
  met: (question) => waitsFor(question) === null,
  because: (question) => waitsFor(question) ?? '',
  rule: 'The decision that it came from can be carried out: it is published, and the time for a call-in is over.',
}

/** The same for what is started by an event, and goes on where it is started already. */
export const decisionLetsItStart: Requirement<{ type: string }> = {
  ...decisionCanBeCarriedOut,
  met: (question) => question.action.state !== 'agreed' || waitsFor(question) === null,
}

type Edit = { type: 'edit'; change: { decisionId?: string | null } }

/** What came from a decision that is called in stays tied to it: untied, it could be carried out all the same. */
export const calledInStaysTied: Requirement<Edit> = {
  code: 'decisionNotEffective',
  field: 'decisionId',
  met: (question) => heldBy(question) === null,
  because: (question) => heldBy(question) ?? '',
  rule: 'An action stays tied to a decision that is called in, until that is confirmed or changed.',
  missing: (question) => [{ field: 'decisionId', detail: heldBy(question) ?? '' }],
}

function heldBy({ action, around: { decision }, event: { change } }: Question<Edit>): string | null {
  if (decision?.state !== 'calledIn') return null
  if (change.decisionId === undefined || change.decisionId === action.decisionId) return null
  return `Decision ${decision.ref} is called in, so the action stays tied to it. Wait until it is confirmed or changed.`
}

function waitsFor({ around, now }: Question): string | null {
  return around.decision === null ? null : whyNotCarriedOut(around.decision, now)
}
