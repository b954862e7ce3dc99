import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { DatedFacts } from '#workflows/action/date-moves.ts'
import { stillShows } from '#workflows/action/shown-evidence.ts'
import { addDays, type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'

export const ratings = ['red', 'amber', 'green', 'blue', 'grey', 'none'] as const
export type Rating = (typeof ratings)[number]

/** Every reason for a rating with the colour it gives, in the order in which the rule asks. */
export const ratingCodes = {
  excluded: 'none',
  notAgreed: 'none',
  embedded: 'blue',
  embedCheckOverdue: 'amber',
  completeEmbedding: 'green',
  notDue: 'grey',
  overdue: 'red',
  forecastFarLate: 'red',
  criticalBlocker: 'red',
  ownRatingRed: 'red',
  forecastLate: 'amber',
  openBlocker: 'amber',
  dueSoonNoEvidence: 'amber',
  stale: 'amber',
  extensionRequested: 'amber',
  extendedOften: 'amber',
  notStarted: 'amber',
  milestoneMissed: 'amber',
  ownerMissing: 'amber',
  dueMissing: 'amber',
  ownRatingAmber: 'amber',
  onTrack: 'green',
} as const satisfies Record<string, Rating>
export type RatingCode = keyof typeof ratingCodes

/** The part of an action that its rating depends on. */
export type RatedFacts = Pick<
  ActionFacts,
  | 'state'
  | 'ownerId'
  | 'startOn'
  | 'dueOn'
  | 'forecastOn'
  | 'ownRating'
  | 'timesExtended'
  | 'agreedOn'
  | 'lastUpdateOn'
  | 'submittedOn'
  | 'embedCheckOn'
> &
  DatedFacts & {
    evidence: readonly { url: string }[]
    milestones: readonly Pick<ActionFacts['milestones'][number], 'state' | 'dueOn' | 'metOn'>[]
    blockers: readonly Pick<
      ActionFacts['blockers'][number],
      'state' | 'critical' | 'sinceOn' | 'resolvedOn'
    >[]
  }

/** The code of the first rule that matches: the same rule that the database applies in lists and counts. */
export function ratingCodeOf(facts: RatedFacts, settings: PlanSettings, day: Day): RatingCode {
  return ratingCodesOf(facts, settings, day)[0]
}

/** The codes of all rules that match, in the order in which the rule asks: the first gives the colour. */
export function ratingCodesOf(
  facts: RatedFacts,
  settings: PlanSettings,
  day: Day,
): [RatingCode, ...RatingCode[]] {
  switch (facts.state) {
    case 'cancelled':
    case 'superseded':
      return ['excluded']
    case 'draft':
      return ['notAgreed']
    case 'embedded':
      return ['embedded']
    case 'signedOff':
      return [
        facts.embedCheckOn !== null && facts.embedCheckOn < day ? 'embedCheckOverdue' : 'completeEmbedding',
      ]
    default:
      return liveCodes(facts, settings, judgedOn(facts, day))
  }
}

/** The day of the last word from the owner, or the day from which one could be expected. */
export function silentSince(facts: Pick<RatedFacts, 'agreedOn' | 'lastUpdateOn' | 'startOn'>): Day | null {
  const days = [facts.lastUpdateOn, facts.agreedOn, facts.startOn].filter((day) => day !== null)
  return days.toSorted().at(-1) ?? null
}

function liveCodes(facts: RatedFacts, settings: PlanSettings, day: Day): [RatingCode, ...RatingCode[]] {
  if (facts.state === 'agreed' && facts.startOn !== null && facts.startOn > day) return ['notDue']
  const blocking = facts.blockers.filter((blocker) => isBlocking(blocker, day))
  const rules: [RatingCode, boolean][] = [
    ['overdue', facts.dueOn !== null && facts.dueOn < day],
    ['forecastFarLate', forecastDaysLate(facts) > settings.farLateDays],
    ['criticalBlocker', blocking.some(({ critical }) => critical)],
    ['ownRatingRed', facts.ownRating === 'red'],
    ['forecastLate', forecastDaysLate(facts) > 0],
    ['openBlocker', blocking.length > 0],
    ['dueSoonNoEvidence', !facts.evidence.some(stillShows) && isDueSoon(facts, settings, day)],
    ['stale', isStale(facts, settings, day)],
    ['extensionRequested', facts.extensions.some(({ state }) => state === 'requested')],
    ['extendedOften', facts.timesExtended >= settings.oftenExtended],
    ['notStarted', facts.state === 'agreed' && facts.startOn !== null && facts.startOn < day],
    ['milestoneMissed', facts.milestones.some((milestone) => isMissed(milestone, day))],
    ['ownerMissing', facts.ownerId === null],
    ['dueMissing', facts.dueOn === null],
    ['ownRatingAmber', facts.ownRating === 'amber'],
  ]
  const [first = 'onTrack', ...rest] = rules.flatMap(([code, applies]) => (applies ? [code] : []))
  return [first, ...rest]
}

function isDueSoon(facts: RatedFacts, settings: PlanSettings, day: Day): boolean {
  return facts.dueOn !== null && facts.dueOn <= addDays(day, settings.dueSoonDays)
}

function isStale(facts: RatedFacts, settings: PlanSettings, day: Day): boolean {
  const since = silentSince(facts)
  return since !== null && since <= addDays(day, -settings.staleDays)
}

/** Whether it was open on that day: what awaits sign-off is judged on a day that lies behind. */
function isBlocking({ state, sinceOn, resolvedOn }: RatedFacts['blockers'][number], day: Day): boolean {
  return sinceOn <= day && (state === 'open' || (resolvedOn !== null && resolvedOn > day))
}

/** Whether it was past its date on that day, and not met by then. */
function isMissed({ state, dueOn, metOn }: RatedFacts['milestones'][number], day: Day): boolean {
  return dueOn < day && (state === 'planned' || (state === 'met' && metOn !== null && metOn > day))
}

export function forecastDaysLate(facts: RatedFacts): number {
  return facts.forecastOn === null || facts.dueOn === null ? 0 : daysBetween(facts.dueOn, facts.forecastOn)
}

export function awaitsSignOff(facts: RatedFacts): boolean {
  return facts.state === 'submitted' || facts.state === 'endorsed'
}

export function judgedOn(facts: RatedFacts, day: Day): Day {
  return awaitsSignOff(facts) && facts.submittedOn !== null ? facts.submittedOn : day
}
