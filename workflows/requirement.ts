import type { ActionFacts, ActionSurroundings } from './action-facts.ts'
import type { Day, Instant } from './calendar.ts'
import type { Standing } from './policy.ts'

/** Why an event is refused. The list is closed and documented; callers may rely on the codes. */
export const refusalCodes = [
  'notYourRole',
  'ownWork',
  'wrongState',
  'planNotActive',
  'incomplete',
  'fieldMissing',
  'evidenceMissing',
  'extensionOpen',
  'dateNotAllowed',
  'ownRatingBetter',
  'recommendationUncovered',
  'successorNotSuitable',
  'personNotFound',
  'criterionUnknown',
  'regulatorAgreementMissing',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** One thing that is lacking: a field of the event, or a part of the action with a sentence about it. */
export type Missing = { field: string; detail: string }

/** What a workflow is asked: may this person do this, on this day, to this action as it stands? */
export type Question<E extends { type: string } = { type: string }> = {
  action: ActionFacts
  around: ActionSurroundings
  standing: Standing
  today: Day
  now: Instant
  event: E
}

/** One condition of an event, with the sentence said when it does not hold. */
export type Requirement<E extends { type: string }> = {
  code: RefusalCode
  /** The field this is about: it is then asked of the caller, and says nothing of whether the event is allowed. */
  field?: string
  met: (question: Question<E>) => boolean
  because: string | ((question: Question<E>) => string)
  missing?: (question: Question<E>) => Missing[]
}

/** Conditions of every event of a workflow, by the event's name, in the order in which they are explained. */
export type Requirements<E extends { type: string }> = {
  [K in E['type']]: readonly Requirement<Extract<E, { type: K }>>[]
}

/** An email that a change owes to somebody, sent later and outside the change. */
export type Notice = { kind: NoticeKind; personId: string }
export const noticeKinds = [
  'assigned',
  'submitted',
  'returned',
  'endorsed',
  'signedOff',
  'extensionRequested',
  'extensionGranted',
  'extensionRefused',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What an accepted event makes of the action: pure, from the question to the action as it stands afterwards. */
export type Effects<E extends { type: string }> = {
  [K in E['type']]: (question: Question<Extract<E, { type: K }>>) => ActionFacts
}

/** Whom an accepted event concerns; the actor is left out later. */
export type Notices<E extends { type: string }> = Partial<{
  [K in E['type']]: (question: Question<Extract<E, { type: K }>>) => Notice[]
}>

/** The conditions that do not hold, in order. */
export function unmet<E extends { type: string }>(
  requirements: Requirements<E>,
  question: Question<E>,
): Requirement<E>[] {
  const list = requirements[question.event.type as E['type']] as readonly Requirement<E>[]
  return list.filter((requirement) => !requirement.met(question))
}

/** The sentence of a condition for this question. */
export function sentence<E extends { type: string }>(
  requirement: Requirement<E>,
  question: Question<E>,
): string {
  return typeof requirement.because === 'function' ? requirement.because(question) : requirement.because
}
