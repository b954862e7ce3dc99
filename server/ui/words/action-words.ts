import type { ActionRead } from '#db/read/action-facts.ts'
import { waitsForLead } from '#db/read/work.ts'
import type { ActionState, EvidenceKind } from '#workflows/action/action-facts.ts'
import { lacksForCheck } from '#workflows/action/embedding.ts'
import type { Possibility } from '#workflows/engine/step.ts'

/** The state of an action, as a label. */
export const stateWords: Record<ActionState, string> = {
  draft: 'Draft',
  agreed: 'Agreed, not started',
  inProgress: 'In progress',
  submitted: 'Submitted for sign-off',
  endorsed: 'Endorsed by the lead',
  signedOff: 'Signed off',
  embedded: 'Embedded',
  returned: 'Returned to the owner',
  cancelled: 'Cancelled',
  superseded: 'Superseded',
}

/** Whose move is next with an action, in a sentence. */
export function nextMoveOf(read: ActionRead): string {
  const { state } = read.facts
  if (state === 'signedOff' && lacksForCheck(read.facts).length > 0) return checkLacksEvidence
  return state === 'submitted' && !waitsForLead(read)
    ? 'The chair of the board opens the evidence, then signs it off or returns it.'
    : nextMove[state]
}

const checkLacksEvidence =
  'Later the chair checks, on new evidence, that the change has stuck. The owner still has to bring that evidence.'

const nextMove: Record<ActionState, string> = {
  draft: 'The lead of the priority or the chair has to agree it.',
  agreed: 'The owner starts it, or gives a first update.',
  inProgress: 'The owner works on it, and submits it with evidence when it is done.',
  submitted: 'The lead of the priority opens the evidence, then endorses or returns it.',
  endorsed: 'The chair of the board signs it off or returns it.',
  signedOff: 'Later the chair checks, on new evidence, that the change has stuck.',
  embedded: 'Nothing more is to do: the change has stuck.',
  returned: 'The owner answers the reason for the return and submits it again.',
  cancelled: 'Nothing more is to do, unless the chair brings it back.',
  superseded: 'Nothing more is to do: another action has taken over.',
}

/** Why a person cannot do something with an action now. What its state rules out is said by where it stands instead. */
export function whyNotNow(
  read: ActionRead,
  { code, because }: Pick<Possibility, 'code' | 'because'>,
): string {
  if (code !== 'wrongState') return because ?? ''
  return `The action is ${stateWords[read.facts.state].toLowerCase()}. ${nextMoveOf(read)}`
}

/** The kinds of evidence, as labels. */
export const evidenceWords: Record<EvidenceKind, string> = {
  document: 'Document',
  audit: 'Audit',
  data: 'Data',
  feedback: 'Feedback',
  observation: 'Observation',
}

/** What each kind of evidence is, for those who choose one. */
export const evidenceHints: Record<EvidenceKind, string> = {
  document: 'a policy, a contract, minutes',
  audit: 'a check of files or of practice',
  data: 'figures',
  feedback: 'what children, families or staff said',
  observation: 'a visit on which it was seen to happen',
}

export { extensionWords } from '#workflows/parts/extension-words.ts'
