import type { HorizonName } from '#db/schema/plan.ts'
import type { confidences } from '#db/schema/priority.ts'
import type { EvidenceKind, ExtensionReason, OwnRating } from '#workflows/action/action-facts.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { Polarity, Unit } from '#workflows/measure/measure-facts.ts'
import type { PriorityState } from '#workflows/plan/plan-settings.ts'

/** Days from the day the demonstration is loaded: -7 is a week ago, 0 is today, 14 is in two weeks. */
export type Offset = number

type AgencyName =
  | "Marsby Council Children's Services"
  | 'Marsby Council Performance Team'
  | 'Marsby Council Members'
  | 'Marsby Safeguarding Partnership'
  | 'North Vale Police'
  | 'Tidewell NHS Trust'
  | 'Harbour Lane School'
  | 'Saltern Academy Trust'
  | 'Lantern Family Support'
  | 'Marsby Homes'

export type PersonKey =
  | 'helen'
  | 'siobhan'
  | 'priya'
  | 'daniel'
  | 'ngozi'
  | 'tom'
  | 'leanne'
  | 'yusuf'
  | 'claire'
  | 'amara'
  | 'marcus'
  | 'fiona'
  | 'bethan'
  | 'owen'
  | 'sunita'
  | 'jakub'
  | 'hannah'
  | 'imran'
  | 'rob'

type PriorityRef = `P${1 | 2 | 3 | 4 | 5}`
type ActionRef = `${PriorityRef}.${'S' | 'M' | 'L'}${number}`
type RecommendationRef = `R${number}`

export type DemoAgency = { name: AgencyName; about: string }

/** Someone of the demonstration. Owners and leads are known from actions and priorities, not from `role`. */
export type DemoPerson = {
  key: PersonKey
  name: string
  email: string
  post: string
  agency: AgencyName
  role: Role | null
  /** What this person would come to do, for the list of people to sign in as. */
  blurb: string
  /** The day the person left. They do nothing from then on and are not offered for sign-in. */
  left?: Offset
}

type DemoHorizon = { name: HorizonName; label: string; firstOffset: Offset; lastOffset: Offset }

export type DemoRecommendation = { ref: RecommendationRef; source: string; paragraph: string; text: string }

/** A sitting of the board. Those before today have been held; decisions in the stories quote their number. */
type DemoMeeting = { number: number; title: string; at: Offset }

export type DemoPlan = {
  title: string
  description: string
  vision: string
  ownerBody: string
  challenges: string[]
  term: { firstOffset: Offset; lastOffset: Offset }
  submitted: { at: Offset; by: PersonKey }
  /** Approval agrees every action that has no `added`, and freezes its baseline due date. */
  approved: { at: Offset; by: PersonKey }
  horizons: DemoHorizon[]
  recommendations: DemoRecommendation[]
  meetings: DemoMeeting[]
  priorities: DemoPriority[]
}

export type DemoPriority = {
  ref: PriorityRef
  title: string
  description: string
  /** The difference that children and families should notice. */
  impact: string
  lead: PersonKey
  state: PriorityState
  outcomeConfidence: (typeof confidences)[number]
  confidenceNote: string
  measures: DemoMeasure[]
  actions: DemoAction[]
}

type DemoMeasure = {
  ref: `${PriorityRef}.O${number}`
  title: string
  unit: Unit
  polarity: Polarity
  /** As published, with its unit in words; null where none has been agreed yet. */
  baseline: string | null
  target: string | null
  note?: string
}

export type DemoAction = {
  ref: ActionRef
  horizon: HorizonName
  title: string
  description: string
  /** The owner before the story begins; a `transfer` in the story changes it. Null only in a draft. */
  owner: PersonKey | null
  contributors: PersonKey[]
  agency: AgencyName
  /** What must be shown before the action can be closed. Events name one by its index, from 0. */
  criteria: string[]
  start: Offset
  /** The due date that was first agreed. Null only in a draft. */
  baselineDue: Offset | null
  /** The due date once the whole story has been replayed; equal to the baseline where nothing moved it. */
  due: Offset | null
  critical?: boolean
  /** The date was fixed by the regulator, so that moving it needs the regulator's agreement on record. */
  regulatorDate?: boolean
  recommendations: RecommendationRef[]
  /** Dates as first planned, never after `baselineDue`; a `replanMilestone` in the story moves one. */
  milestones: { title: string; due: Offset }[]
  /** Present where the action was added after the plan's approval: it is a draft until an `agree`. */
  added?: { at: Offset; by: PersonKey }
  story: DemoEvent[]
}

/**
 * What each event carries besides day and person. Indexes count from 0 in the order in which criteria and
 * milestones are listed, and blockers were raised, in the action.
 */
export type DemoEventFields = {
  agree: object
  start: object
  report: { note: string; whatChanged?: string; forecast?: Offset; ownRating?: OwnRating }
  submit: { whatChanged: string }
  withdraw: object
  endorse: { statement: string }
  return: { criterion: number; reason: string }
  /** Without `embedCheck` the check falls due 90 days after the sign-off. */
  signOff: { minute?: string; embedCheck?: Offset }
  embed: object
  reopen: { reason: string; newDue: Offset }
  cancel: { reason: string }
  supersede: { reason: string; successor: ActionRef }
  reinstate: { reason: string; newDue: Offset }
  transfer: { newOwner: PersonKey; from: Offset; reason: string }
  addEvidence: {
    criterion: number
    kind: EvidenceKind
    title: string
    url: string
    datedOn: Offset
    independent: boolean
  }
  raiseBlocker: { what: string; waitingOn: string; since: Offset }
  resolveBlocker: { blocker: number; how: string }
  markCritical: { blocker: number }
  requestExtension: {
    newDue: Offset
    reasonCode: ExtensionReason
    text: string
    effect: string
    mitigation: string
  }
  /** `regulatorAgreement`: who agreed for the regulator; needed where it fixed the date. */
  grantExtension: { reason?: string; regulatorAgreement?: string }
  refuseExtension: { reason: string }
  meetMilestone: { milestone: number; metOn: Offset }
  replanMilestone: { milestone: number; newDue: Offset; reason: string }
}

export type DemoEventName = keyof DemoEventFields

/**
 * One thing that somebody did to an action. Events of one action are in order, and those of the same day
 * happened in the order written; none is later than yesterday.
 */
export type DemoEvent = {
  [Name in DemoEventName]: { at: Offset; by: PersonKey; event: Name } & DemoEventFields[Name]
}[DemoEventName]
