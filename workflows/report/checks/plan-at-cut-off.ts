import type { ActionState } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Polarity, Unit } from '#workflows/measure/measure-facts.ts'
import type { Rating } from '#workflows/rating/rating-codes.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'

/** One figure of a measure, as it was published. */
export type ReportedFigure = {
  /** The day it was so, or the last day of its period. */
  asAtOn: Day
  /** The first day of its period; null for a value at a date. */
  periodStartOn: Day | null
  published: string | null
  value: number | null
  numerator: number | null
  denominator: number | null
  denominatorSource: string
  /** What numerator and denominator give at the published decimals; null where it cannot be worked out. */
  recalculated: number | null
}

export type MeasureInScope = {
  reference: string
  title: string
  aliases: readonly string[]
  unit: Unit
  /** The base of a rate: 10,000 in 'per 10,000 children'. */
  per: number | null
  polarity: Polarity
  decimals: number | null
  /** What is counted, in words: 'children'. */
  countOf: string
  /** Where the denominator comes from, told once for the measure; '' where it is told of figures or not at all. */
  denominatorSource: string
  targetValue: number | null
  /** How far from the target still counts as near it. */
  targetTolerance: number | null
  /** Those that stand, withdrawn ones left out, in any order. Figures after the cut-off are not read. */
  figures: readonly ReportedFigure[]
}

/** A measure whose figure a text may put in by its reference. */
export type Insertable = {
  reference: string
  title: string
  /** Whether it has a figure at the cut-off. */
  hasFigure: boolean
}

export type PriorityInScope = { reference: string; title: string; rating: Rating }

/** A due date that an action had before, until a decision moved it. */
export type DueBefore = { dueOn: Day; movedOn: Day }

/** A person as a report names them, with the day on which they left a post or an action. */
export type FormerHolder = { name: string; until: Day }

export type ActionInScope = {
  reference: string
  title: string
  priorityReference: string
  rating: Rating
  state: ActionState
  dueOn: Day | null
  /** In the order in which they were left behind. */
  dueBefore: readonly DueBefore[]
  owner: string | null
  formerOwners: readonly FormerHolder[]
}

export type PersonKnown = { name: string; leftOn: Day | null }

export type PostKnown = {
  post: string
  /** Null while the post is vacant. */
  holder: string | null
  /** The day from which it is so. */
  since: Day | null
  before: readonly FormerHolder[]
}

/** The text of the same section as it was last issued. */
export type LastEdition = { edition: number; issuedOn: Day; blocks: readonly Block[] }

/** What a report's text is held against: the plan at the cut-off, as plain data that a few reads of sets fill. */
export type PlanAtCutOff = {
  cutOffOn: Day
  measures: readonly MeasureInScope[]
  /** All measures of the plan, whatever the section speaks of. */
  insertable: readonly Insertable[]
  priorities: readonly PriorityInScope[]
  actions: readonly ActionInScope[]
  people: readonly PersonKnown[]
  posts: readonly PostKnown[]
  /** Null where the section was never issued. */
  lastEdition: LastEdition | null
  /** The plan's own words for those it serves, in the plural: 'tenants', 'care leavers'. */
  served: readonly string[]
}
