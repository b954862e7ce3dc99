import { stillShows } from '#workflows/action/shown-evidence.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import type { ActionFacts } from './action-facts.ts'

/** What evidence may lack before a change counts as stuck. */
export const evidenceLacks = ['twoKinds', 'independent'] as const
export type EvidenceLack = (typeof evidenceLacks)[number]

type Checked = Pick<ActionFacts, 'state' | 'signedOffOn' | 'embedCheckOn' | 'evidence'>

/**
 * What the evidence lacks before a change counts as stuck: two kinds of it dated after sign-off, one of them
 * independent of the owner. Empty when it is enough.
 */
export function lacksForCheck({ evidence, signedOffOn }: Pick<Checked, 'evidence' | 'signedOffOn'>) {
  const shown = evidence.filter(stillShows)
  const since = shown.filter(({ datedOn }) => signedOffOn !== null && datedOn > signedOffOn)
  const isThere: Record<EvidenceLack, boolean> = {
    twoKinds: new Set(since.map(({ kind }) => kind)).size >= 2,
    independent: since.some(({ independent }) => independent),
  }
  return evidenceLacks.filter((each) => !isThere[each])
}

/** What the evidence still lacks before a change counts as stuck, in sentences; none when it is enough. */
export function embeddingGaps(action: Pick<Checked, 'evidence' | 'signedOffOn'>): string[] {
  return lacksForCheck(action).map((lack) => lackWords[lack])
}

/** What to bring, for each thing that evidence lacks. */
export const lackWords: Record<EvidenceLack, string> = {
  twoKinds: 'Add evidence of two different kinds, dated after sign-off.',
  independent: 'Add evidence dated after sign-off that is independent of the owner.',
}

/** Whether the day has come to check that the change has stuck. */
export function checkIsDue({ state, embedCheckOn }: Omit<Checked, 'evidence'>, day: Day): boolean {
  return state === 'signedOff' && embedCheckOn !== null && embedCheckOn <= day
}

/**
 * What the owner still has to bring for the check that a change has stuck: from as many days before it as due dates
 * are told ahead, or from the day on which the chair asked for it. Empty when nothing is owed.
 * @param asked whether the chair has asked since the action was signed off
 */
export function evidenceOwed(
  action: Checked,
  { dueSoonDays }: Pick<PlanSettings, 'dueSoonDays'>,
  day: Day,
  asked: boolean,
): EvidenceLack[] {
  const comes = asked ? action.state === 'signedOff' : checkIsDue(action, addDays(day, dueSoonDays))
  return comes ? lacksForCheck(action) : []
}
