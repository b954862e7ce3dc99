import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { ExemptParagraph } from '#workflows/report/report-facts.ts'
import type { CallInRule } from './call-in.ts'

export const decisionStates = [
  'recorded',
  'published',
  'effective',
  'calledIn',
  'confirmed',
  'changed',
] as const
export type DecisionState = (typeof decisionStates)[number]

/** Who decided: a body such as a cabinet, or one person by their post. */
export const deciders = ['body', 'post'] as const
export type Decider = (typeof deciders)[number]

/**
 * Whether it is a key decision, and how its notice was given (SI 2012/2089): 28 clear days ahead (regulation 9), by the
 * general exception (10), or by special urgency (11).
 */
export const keyKinds = ['notKey', 'noticeGiven', 'generalException', 'specialUrgency'] as const
export type KeyKind = (typeof keyKinds)[number]

/** What a record of a decision says (SI 2012/2089, regulations 12 and 13), and what its call-in rests on. */
export type DecisionDescription = {
  title: string
  /** What was resolved, numbered from 1 on. */
  resolved: string[]
  reasons: string
  alternatives: string
  interests: string
  dispensations: string
  decider: Decider
  decisionMaker: string
  decidedOn: Day
  agendaItem: string
  keyKind: KeyKind
  /** When its notice was published: that of 28 clear days, or that of the general exception. */
  noticeOn: Day | null
  noticeReason: string
  /** Who agreed that it could not wait. */
  urgencyAgreedBy: string
  callInExempt: boolean
  exemptionReason: string
  exemptionAgreedBy: string
  /** The paragraph of Schedule 12A by which all but its title and what was resolved is kept from the public. */
  exemptParagraph: ExemptParagraph | null
  /** Why the public interest in keeping it outweighs that in telling it. */
  exemptReason: string
}

/** A decision as the register holds it. It is never deleted; what became of it is its state. */
export type DecisionFacts = DecisionDescription & {
  id: string
  planId: string
  /** That of the minutes for one of a meeting ('6.4'), else D1, D2 and so on. */
  ref: string
  /** The meeting of the board in whose minutes it stands. */
  meetingId: string | null
  state: DecisionState
  version: number
  publishedOn: Day | null
  /** The call-in settings of the plan as they were on publication; null until then, and where it is exempt. */
  callIn: CallInRule | null
  /** Until when it could be called in, by those settings. */
  callInUntil: Instant | null
  /** From when on it can be carried out; null while nobody knows. */
  effectiveAt: Instant | null
  calledInOn: Day | null
  calledInBy: string
  calledInReason: string
  /** When it was confirmed or changed, and why. */
  settledOn: Day | null
  settledReason: string
  /** What was resolved before it was changed. */
  resolvedBefore: string[]
  createdAt: Instant
  updatedAt: Instant
}

/** What of a decision tells whether it can be carried out. */
export type DecisionStanding = Pick<
  DecisionFacts,
  'id' | 'ref' | 'title' | 'state' | 'callIn' | 'callInUntil' | 'effectiveAt'
>

/** What a decision is before anything but its title, its text and who decided is known. */
export const initialDecision: Omit<
  DecisionDescription,
  'title' | 'resolved' | 'decisionMaker' | 'decidedOn'
> = {
  reasons: '',
  alternatives: '',
  interests: '',
  dispensations: '',
  decider: 'body',
  agendaItem: '',
  keyKind: 'notKey',
  noticeOn: null,
  noticeReason: '',
  urgencyAgreedBy: '',
  callInExempt: false,
  exemptionReason: '',
  exemptionAgreedBy: '',
  exemptParagraph: null,
  exemptReason: '',
}
