import type { Day, Instant } from '#workflows/calendar/calendar.ts'

/** The shape of the data, kept apart from how it is made: whoever asks for rows has to know what is in them. */
export const ACTIONS_A_PLAN = 500
/** People for each plan, and how many plans a person works in: 50 actions each, ten in each of five plans. */
export const PEOPLE_A_PLAN = 10
export const PLANS_A_PERSON = 5
/** Plans that one vice chair oversees. */
export const PLANS_OVERSEEN = 20
export const PRIORITIES = 12
export const MEASURES_A_PRIORITY = 3
export const MONTHS_OF_FIGURES = 24

/** The present of the bench: a Wednesday, so that no week of emails is due while pages are measured. */
export const BENCH_NOW: Instant = '2026-12-02T10:00:00.000Z'
/** The Monday after it, a moment past eight: each plan's people are owed their weekly email. */
export const BENCH_MONDAY: Instant = '2026-12-07T08:00:05.000Z'
export const FIRST_WEEK: Day = '2026-12-07'

/** What is made anew when what the model plan holds changes; migrations are told apart by themselves. */
export const SHAPE = 1

/**
 * Ids of the model plan end with one of these and a number of four hexadecimal digits, that of the plan it was copied
 * for. Those of people have one for each of the plans in which they work, since they are shared with the plans beside it.
 */
export const PLAN_MARK = '5eed5eed'
export const personMark = (group: number): string => `5eed9e0${group}`
export const OVERSEER_GROUP = 9
/** Stands in texts for the number of the plan. */
export const NUMBER_MARK = '~number~'

/** Fewer actions than a plan has are one small plan, for a quick look at whether all works. */
export const FEWEST_ACTIONS = 100

export type Shape = { actions: number; plans: number; actionsAPlan: number }

/** How many plans there are with so many actions: each is whole, so that there may be some more than were asked for. */
export function shapeOf(size: number): Shape {
  const actionsAPlan = Math.min(size, ACTIONS_A_PLAN)
  const plans = Math.ceil(size / actionsAPlan)
  return { actions: plans * actionsAPlan, plans, actionsAPlan }
}
