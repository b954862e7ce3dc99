import type {
  InspectionPrecision,
  InspectionState,
  SettingKind,
  VisitKind,
} from '#workflows/inspection/inspection-facts.ts'
import type { JudgementChange } from '#workflows/inspection/judgements.ts'

/** Kinds of what is inspected, as they are chosen. */
export const settingWords: Record<SettingKind, string> = {
  home: 'Home',
  school: 'School',
  service: 'Service',
  localAuthority: 'Local authority',
  other: 'Other',
}

/** The same, counted: one of it, and many. */
export const settingNouns: Record<SettingKind, readonly [one: string, many: string]> = {
  home: ['home', 'homes'],
  school: ['school', 'schools'],
  service: ['service', 'services'],
  localAuthority: ['local authority', 'local authorities'],
  other: ['other setting', 'other settings'],
}

/** Kinds of inspections, as they are chosen. */
export const visitWords: Record<VisitKind, string> = {
  full: 'Full inspection',
  short: 'Short inspection',
  monitoring: 'Monitoring visit',
  focused: 'Focused visit',
  assurance: 'Assurance visit',
  jointTargeted: 'Joint targeted area inspection',
  other: 'Other, or not known',
}

/** How exactly the day of an inspection is known. */
export const precisionWords: Record<InspectionPrecision, string> = {
  day: 'On that day',
  month: 'Only the month is known',
}

/** The states of an entry of the register. */
export const inspectionStateWords: Record<InspectionState, string> = {
  recorded: 'Recorded',
  withdrawn: 'Withdrawn',
}

/** How a judgement stands to the one before it. */
export const changeWords: Record<JudgementChange, string> = {
  better: 'Better than before',
  worse: 'Worse than before',
  same: 'As before',
  notComparable: 'Cannot be compared',
  noneBefore: 'The first that is known',
  noJudgement: 'No overall judgement',
}
