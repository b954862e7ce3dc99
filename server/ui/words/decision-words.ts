import type { CallInKind } from '#workflows/decision/call-in.ts'
import type { Decider, DecisionState, KeyKind } from '#workflows/decision/decision-facts.ts'

/** The states of a decision as labels. */
export const decisionStateWords: Record<DecisionState, string> = {
  recorded: 'Recorded',
  published: 'Published',
  effective: 'In effect',
  calledIn: 'Called in',
  confirmed: 'Confirmed',
  changed: 'Changed',
}

/** Whose move is next with a decision, in a sentence. */
export const decisionNextMove: Record<DecisionState, string> = {
  recorded: 'It can be edited until the plan administrator publishes it.',
  published: 'It can be called in. It takes effect by itself once that time is over.',
  effective: 'It can be carried out.',
  calledIn: 'It may not be carried out until the decision maker confirms or changes it.',
  confirmed: 'It was called in and confirmed. It can be carried out, and cannot be called in again.',
  changed: 'It was called in and changed. It can be carried out, and cannot be called in again.',
}

/** Who decided, as it is chosen. */
export const deciderWords: Record<Decider, string> = {
  body: 'A body, such as the cabinet',
  post: 'One person, by their post',
}

/** Whether a decision is key, as it is chosen. */
export const keyWords: Record<KeyKind, string> = {
  notKey: 'Not a key decision',
  noticeGiven: 'Key decision, with its notice',
  generalException: 'Key decision by the general exception',
  specialUrgency: 'Key decision of special urgency',
}

/** The kinds of days of a call-in. */
export const callInKindWords: Record<CallInKind, string> = {
  working: 'Working days',
  calendar: 'Calendar days',
}
