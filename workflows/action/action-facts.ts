import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { DecisionStanding } from '#workflows/decision/decision-facts.ts'
import type { PlanSettings, PlanState, PriorityState } from '#workflows/plan/plan-settings.ts'

export const actionStates = [
  'draft',
  'agreed',
  'inProgress',
  'submitted',
  'endorsed',
  'signedOff',
  'embedded',
  'returned',
  'cancelled',
  'superseded',
] as const
export type ActionState = (typeof actionStates)[number]

export const liveStates = ['draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'returned'] as const
export const finishedStates = ['signedOff', 'embedded'] as const
export const excludedStates = ['cancelled', 'superseded'] as const

/** Whether the action still has to be done: neither finished nor taken out of the plan. */
export function isLive(state: ActionState): boolean {
  return (liveStates as readonly ActionState[]).includes(state)
}

/** Whether the action is neither cancelled nor superseded: it counts in every percentage. */
export function isCounted(state: ActionState): boolean {
  return !(excludedStates as readonly ActionState[]).includes(state)
}

/** Whether the board has accepted the action as done. */
export function isFinished(state: ActionState): boolean {
  return (finishedStates as readonly ActionState[]).includes(state)
}

export type OwnRating = 'amber' | 'red'

export type Criterion = { id: string; position: number; text: string }

export const evidenceKinds = ['document', 'audit', 'data', 'feedback', 'observation'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]
export type Evidence = {
  id: string
  criterionId: string
  kind: EvidenceKind
  title: string
  url: string
  datedOn: Day
  /** Whether it comes from a person other than the owner or those who work for them. */
  independent: boolean
  addedBy: string
  addedAt: Instant
}

export const milestoneStates = ['planned', 'met', 'dropped'] as const
export type MilestoneState = (typeof milestoneStates)[number]
export type Milestone = {
  id: string
  title: string
  state: MilestoneState
  dueOn: Day
  metOn: Day | null
  timesReplanned: number
}

export const blockerStates = ['open', 'resolved'] as const
export type BlockerState = (typeof blockerStates)[number]
export type Blocker = {
  id: string
  state: BlockerState
  what: string
  waitingOn: string
  sinceOn: Day
  critical: boolean
  raisedBy: string
  how: string | null
  resolvedOn: Day | null
}

export const extensionStates = ['requested', 'granted', 'refused', 'withdrawn'] as const
export type ExtensionState = (typeof extensionStates)[number]
export const extensionReasons = [
  'capacity',
  'dependency',
  'scope',
  'partner',
  'procurement',
  'evidence',
  'other',
] as const
export type ExtensionReason = (typeof extensionReasons)[number]
export type Extension = {
  id: string
  state: ExtensionState
  reasonCode: ExtensionReason
  text: string
  effect: string | null
  mitigation: string | null
  previousDueOn: Day
  dueOn: Day
  requestedBy: string
  requestedOn: Day
  decidedBy: string | null
  decidedOn: Day | null
  decisionReason: string | null
  regulatorAgreement: string | null
}

/** A dated progress note by an owner or contributor. */
/** How a change came in, where its maker was not signed in: by the link in the weekly email. */
export type Via = 'link'

export type Update = {
  id: string
  by: string
  at: Instant
  note: string
  forecastOn: Day | null
  ownRating: OwnRating | null
  whatChanged: string | null
  /** Null where its maker was signed in; old histories do not say. */
  via?: Via | null
}

/** What describes an action in words, days and ticks of its own. */
export type ActionDescription = {
  title: string
  description: string
  /** What is to be different once it is done, and by how much: what the board asks about at its sign-off. */
  intendedEffect: string
  startOn: Day | null
  dueOn: Day | null
  /** Its due date was fixed by a regulator, whose agreement a later one needs. */
  regulatorDate: boolean
  critical: boolean
}

/** What a new action is as long as nothing is said of it. */
export const initialDescription: Omit<ActionDescription, 'title'> = {
  description: '',
  intendedEffect: '',
  startOn: null,
  dueOn: null,
  regulatorDate: false,
  critical: false,
}

/**
 * One action with everything that belongs to it: the aggregate that a change is decided on and written as a
 * whole. `version` counts every change to any part.
 */
export type ActionFacts = ActionDescription & {
  id: string
  planId: string
  priorityId: string
  horizonId: string
  ref: string
  state: ActionState
  version: number
  ownerId: string | null
  ownerPost: string | null
  agencyId: string | null
  /** The first agreed due date: set when the plan is approved or the action agreed, and never changed. */
  baselineDueOn: Day | null
  forecastOn: Day | null
  ownRating: OwnRating | null
  timesExtended: number
  agreedOn: Day | null
  lastUpdateOn: Day | null
  submittedOn: Day | null
  submittedBy: string | null
  endorsedOn: Day | null
  endorsedBy: string | null
  signedOffOn: Day | null
  signedOffBy: string | null
  embedCheckOn: Day | null
  successorId: string | null
  /** The decision of the plan that it came from. */
  decisionId: string | null
  createdAt: Instant
  updatedAt: Instant
  contributorIds: string[]
  recommendationIds: string[]
  /** Measures of the plan that it is meant to move. */
  measureIds: string[]
  criteria: Criterion[]
  evidence: Evidence[]
  milestones: Milestone[]
  blockers: Blocker[]
  extensions: Extension[]
  lastUpdate: Update | null
}

/** What a decision about an action needs to know of things outside it. */
export type ActionSurroundings = {
  plan: { id: string; state: PlanState; settings: PlanSettings }
  /** State of the priority the action is part of. */
  priorityState: PriorityState
  leadId: string | null
  /** Whether the action's owner has left, so that nobody reads what is asked of them. */
  ownerHasLeft: boolean
  chairIds: string[]
  viceChairIds: string[]
  /** References of the recommendations that no other live or finished action answers. */
  soleCoverOf: { id: string; ref: string }[]
  /** The action named as successor, when the event names one that exists. */
  successor: { id: string; planId: string; state: ActionState; recommendationIds: string[] } | null
  /** The person named as new owner, when the event names one that exists and has not left. */
  newOwner: { id: string; name: string; post: string; agencyId: string | null } | null
  /** The priority that an edit names, when it names one that exists. */
  namedPriority: { id: string; planId: string; state: PriorityState } | null
  /** Of the recommendations that an edit names, those of the action's plan. */
  namedRecommendationIds: string[]
  /** The decision that the action came from. */
  decision: DecisionStanding | null
  /** Whether the decision that an edit names is of the action's plan; true where it names none. */
  decisionIsOfPlan: boolean
  /** Of the measures that an edit names, those of the action's plan. */
  namedMeasureIds: string[]
}
