import type { HorizonName } from '#db/schema/plan.ts'
import type { priorities } from '#db/schema/priority.ts'
import type { ActionDescription } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { CallInSettings } from '#workflows/decision/call-in.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { InspectionDescription } from '#workflows/inspection/inspection-facts.ts'
import type { Polarity, Unit } from '#workflows/measure/measure-facts.ts'
import type { PlanSettings, ReminderSettings } from '#workflows/plan/plan-settings.ts'
import type { MeasureFigures } from './new-measure.ts'

/** A whole plan as it is handed over, before it has ids: from a plan file, or from the demonstration. */
export type PlanDraft = {
  title: string
  description: string
  vision: string
  ownerBody: string
  /** Whom it serves, in its own words; empty where it does not say. */
  serves: string
  challenges: string[]
  firstOn: Day | null
  lastOn: Day | null
  /** People the plan names. A person already known by the same email address stays as they are. */
  people: { name: string; email: string; post: string; agency: string | null }[]
  members: { email: string; role: Role }[]
  horizons: { name: HorizonName; label: string; firstOn: Day; lastOn: Day }[]
  recommendations: { ref: string; source: string; paragraph: string; text: string }[]
  priorities: PriorityDraft[]
  /** Entries of its register of inspections: no plan has another's, since they tell what happened. */
  inspections?: InspectionDraft[]
  /** Measures of the plan as a whole. */
  measures?: MeasureDraft[]
  /** Ids of people by mailbox and of agencies by name, where whoever made the draft read them: they are those. */
  known?: { people: ReadonlyMap<string, string>; agencies: ReadonlyMap<string, string> }
  /** Its own thresholds and reminders; the usual ones where it says nothing of them. */
  settings?: Partial<PlanSettings & ReminderSettings & CallInSettings>
}

/** What a priority is drafted with, before what is the plan's to give: ids, state, place and moments. */
export type PriorityDraft = Omit<typeof priorities.$inferInsert, PlansOwn> & {
  leadEmail: string | null
  /** The reference of the priority that it is a strand of. */
  parentRef?: string | null
  measures: MeasureDraft[]
  actions: ActionDraft[]
}

type PlansOwn =
  | 'id'
  | 'planId'
  | 'parentId'
  | 'leadId'
  | 'state'
  | 'version'
  | 'tally'
  | 'outcomeNote'
  | 'position'
  | 'createdAt'
  | 'updatedAt'

export type MeasureDraft = {
  ref: string
  title: string
  unit: Unit
  polarity: Polarity
  baseline: string | null
  target: string | null
  targetOn: Day | null
  note: string
  /** What else is known of it: definition, parts with their sources, numbers behind the words. */
  figures?: MeasureFigures
}

/** An inspection, with the references of the recommendations that came of it. */
export type InspectionDraft = Omit<InspectionDescription, 'recommendationIds'> & { recommendations: string[] }

export type ActionDraft = ActionDescription & {
  ref: string
  /** Its reference was made up for it, since its file has none: it is then found again by its title. */
  refIsMade?: boolean
  /** Its description without what its file tells of how it stands, where an action that the plan has knows that itself. */
  ownDescription?: string
  horizon: HorizonName
  ownerEmail: string | null
  contributorEmails: string[]
  agency: string | null
  criteria: string[]
  milestones: { title: string; dueOn: Day }[]
  recommendations: string[]
  /** References of the measures that it is meant to move. */
  measures: string[]
}
