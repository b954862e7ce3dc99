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

function waitsFor({ around, now }: Question): string | null {
  return around.decision === null ? null : whyNotCarriedOut(around.decision, now)
}
