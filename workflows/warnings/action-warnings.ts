import type { ActionEdit } from '#workflows/action/action-edits.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { Region } from '#workflows/calendar/bank-holidays.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { BlockerEvent } from '#workflows/parts/blocker.ts'
import { type ExtensionEvent, extensionOf } from '#workflows/parts/extension-requirements.ts'
import type { MilestoneEvent } from '#workflows/parts/milestone.ts'
import type { Term } from '#workflows/plan/plan-days.ts'
import { type Asked, dayWarnings, type Frame, pastDay } from './unusual-day.ts'
import type { Warning } from './warning.ts'

/** The days of a plan and of its horizons, which those of an action are held against. */
export type PlanFrame = {
  plan: Term
  horizons: (Term & { id: string; label: string })[]
  region: Region
}

type Change = ActionEvent | ActionEdit | MilestoneEvent | BlockerEvent | ExtensionEvent

const inHorizon = ['horizon'] as const
const newInHorizon = ['past', 'horizon'] as const
const inPlan = ['plan'] as const
const farOnly = [] as const
// More time, and work that comes back, leads out of a horizon by its nature: nobody is asked whether it does.
const moreTime = ['past', 'plan', 'working'] as const

/** What is asked of the days that an event carries, by event and field. Events that carry no day stand in no line. */
const daysOfEvents: { readonly [E in Change['type']]?: Readonly<Record<string, Asked>> } = {
  addEvidence: { datedOn: farOnly },
  addMilestone: { dueOn: inPlan },
  report: { forecastOn: inPlan },
  signOff: { embedCheckOn: farOnly },
  reopen: { dueOn: inPlan },
  reinstate: { dueOn: inPlan },
  transfer: { fromOn: farOnly },
  meet: { metOn: farOnly },
  replan: { dueOn: inPlan },
  raise: { sinceOn: farOnly },
  request: { dueOn: moreTime },
}

/**
 * What is unusual about a change of an action or of a part of it. Nothing is said of a day that stood there before.
 * @param before the action as it stands
 */
export function actionWarnings(event: Change, before: ActionFacts, frame: PlanFrame, today: Day): Warning[] {
  const own = frameOf(frame, before.horizonId, today)
  switch (event.type) {
    case 'edit':
      return descriptionWarnings({ ...before, ...event.change }, frame, today, before)
    case 'agree': {
      const past = before.dueOn === null ? null : pastDay(before.dueOn, today)
      return past === null
        ? []
        : [{ field: 'dueOn', code: 'dayPast', detail: `It is due on a day gone by: ${past}` }]
    }
    case 'grant':
      return dayWarnings('dueOn', extensionOf(before, event)?.dueOn, moreTime, own)
    default: {
      const days = Object.entries(daysOfEvents[event.type] ?? {})
      return days.flatMap(([field, asked]) =>
        dayWarnings(field, (event as Record<string, unknown>)[field], asked, own),
      )
    }
  }
}

/** The days that describe an action, as they are to stand; and its horizon, by which the due date is judged. */
type Described = Pick<ActionFacts, 'startOn' | 'dueOn' | 'horizonId'>

/**
 * What is unusual about the start and the due date of an action.
 * @param before the action as it stands; left out for a new one
 */
export function descriptionWarnings(
  after: Described,
  frame: PlanFrame,
  today: Day,
  before?: Described,
): Warning[] {
  const own = frameOf(frame, after.horizonId, today)
  const starts = after.startOn !== before?.startOn
  const dueAnew = after.dueOn !== before?.dueOn
  const due = dueAnew || after.horizonId !== before.horizonId
  return [
    ...(starts ? dayWarnings('startOn', after.startOn, inPlan, own) : []),
    ...(due ? dayWarnings('dueOn', after.dueOn, dueAnew ? newInHorizon : inHorizon, own) : []),
  ]
}

/** What is unusual about the approval of a plan: which of the actions that it agrees are due on a day gone by. */
export function approvalWarnings(
  agreed: readonly Pick<ActionFacts, 'ref' | 'dueOn'>[],
  today: Day,
): Warning[] {
  return agreed.flatMap(({ ref, dueOn }) => {
    const past = dueOn === null ? null : pastDay(dueOn, today)
    return past === null
      ? []
      : [{ field: `actions/${ref}`, code: 'dayPast', detail: `The due date of ${ref}: ${past}` }]
  })
}

function frameOf({ plan, horizons, region }: PlanFrame, horizonId: string, today: Day): Frame {
  return { today, plan, region, horizon: horizons.find(({ id }) => id === horizonId) }
}
