import type { Day, Instant } from '#workflows/calendar/calendar.ts'

export const inspectionStates = ['recorded', 'withdrawn'] as const
export type InspectionState = (typeof inspectionStates)[number]

/** What is inspected. */
export const settingKinds = ['home', 'school', 'service', 'localAuthority', 'other'] as const
export type SettingKind = (typeof settingKinds)[number]

/** What kind of visit an inspection was; `other` where it is none of these, or not known. */
export const visitKinds = [
  'full',
  'short',
  'monitoring',
  'focused',
  'assurance',
  'jointTargeted',
  'other',
] as const
export type VisitKind = (typeof visitKinds)[number]

/** Whether the day of an inspection is known or only its month, which is kept under its first day. */
export const inspectionPrecisions = ['day', 'month'] as const
export type InspectionPrecision = (typeof inspectionPrecisions)[number]

/** A judgement below the overall one, or without one: of leadership, of help and protection. */
export type AspectJudgement = { aspect: string; judgement: string }

/** What an entry of the register says of an inspection. */
export type InspectionDescription = {
  ref: string
  /** What was inspected, by name. */
  title: string
  setting: SettingKind
  /** The number under which the inspectorate has it; empty where it is not known. */
  urn: string
  inspector: string
  visit: VisitKind
  inspectedOn: Day
  precision: InspectionPrecision
  /** Null until the report is out, or where nobody knows when it came. */
  publishedOn: Day | null
  /** Overall, in the words of the report; empty where it gives none. */
  judgement: string
  aspects: AspectJudgement[]
  /** What a report says of the time before it, for a setting whose earlier inspections are not in the register. */
  judgementBefore: string
  judgementBeforeOn: Day | null
  /** When the next inspection is expected, in words. */
  nextExpected: string
  /** Where the report is; empty where no link is known. */
  url: string
  note: string
  /** The recommendations of the plan that came of it. */
  recommendationIds: string[]
}

/** An entry of the register of inspections. It is never deleted: one that was wrong is withdrawn. */
export type InspectionFacts = InspectionDescription & {
  id: string
  planId: string
  state: InspectionState
  version: number
  createdAt: Instant
  updatedAt: Instant
}
