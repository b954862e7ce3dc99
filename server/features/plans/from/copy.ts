import type { ActionDraft, PlanDraft } from '#db/write/plan-draft.ts'
import type { Region } from '#workflows/calendar/bank-holidays.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import {
  moveDue,
  moveEnd,
  moveStart,
  moveWindow,
  type Shift,
  shiftBetween,
} from '#workflows/plan/plan-shift.ts'

/** What may be copied beside the priorities, the horizons and the settings, each if it is asked for. */
export const copyable = ['measures', 'recommendations', 'actions', 'people'] as const
export type Copyable = (typeof copyable)[number]

/** How a plan is made from another. */
export type Copying = {
  title: string
  copy: readonly Copyable[]
  /** The first day of the new plan; left out, days stay as they are. */
  startOn?: Day | undefined
}

/**
 * The draft of a new plan from that of another: priorities with their strands, horizons and settings, and what else is
 * asked for. Its story is not copied: vision, description and challenges are written anew.
 */
export function copyOf(source: PlanDraft, { title, copy, startOn }: Copying): PlanDraft {
  const has = (what: Copyable) => copy.includes(what)
  const shift = shiftOf(source, startOn)
  const region = source.settings?.bankHolidays ?? 'englandAndWales'
  const measures = (of: PlanDraft['measures'] = []) => (has('measures') ? of : [])
  return {
    ...source,
    title,
    description: '',
    vision: '',
    challenges: [],
    ...movedTerm(source, shift, startOn),
    people: has('people') ? source.people : [],
    members: has('people') ? source.members : [],
    horizons: source.horizons.map((window) => ({
      ...window,
      ...moveWindow(window, shift),
    })),
    recommendations: has('recommendations') ? source.recommendations : [],
    measures: measures(source.measures),
    priorities: source.priorities.map((priority) => ({
      ...priority,
      leadEmail: has('people') ? priority.leadEmail : null,
      measures: measures(priority.measures),
      actions: has('actions')
        ? priority.actions.map((action) => copied(action, has, { shift, region, horizons: source.horizons }))
        : [],
    })),
  }
}

/** The first day that a plan knows of: its own, or that of its first horizon; null where it knows none. */
export function firstDayOf({ firstOn, horizons }: Pick<PlanDraft, 'firstOn' | 'horizons'>): Day | null {
  return firstOn ?? horizons.map((window) => window.firstOn).toSorted()[0] ?? null
}

function shiftOf(source: PlanDraft, startOn: Day | undefined): Shift {
  const first = firstDayOf(source)
  return first === null || startOn === undefined ? { months: 0, days: 0 } : shiftBetween(first, startOn)
}

/** A plan that knows of no first day is given the one of the new plan: nothing of it can be moved. */
function movedTerm(
  source: PlanDraft,
  shift: Shift,
  startOn: Day | undefined,
): Pick<PlanDraft, 'firstOn' | 'lastOn'> {
  const { firstOn, lastOn } = source
  if (firstOn !== null && lastOn !== null) return moveWindow({ firstOn, lastOn }, shift)
  const first = firstDayOf(source) === null ? (startOn ?? null) : firstOn && moveStart(firstOn, shift)
  return { firstOn: first, lastOn: lastOn && moveEnd(lastOn, shift) }
}

type Moving = { shift: Shift; region: Region; horizons: PlanDraft['horizons'] }

function copied(
  action: ActionDraft,
  has: (what: Copyable) => boolean,
  { shift, region, horizons }: Moving,
): ActionDraft {
  // Days that stay are left as they are: a plan that is not moved is not put right either.
  const stays = shift.months === 0 && shift.days === 0
  const window = horizons.find(({ name }) => name === action.horizon)
  const notBefore = action.startOn && moveStart(action.startOn, shift)
  const due = (day: Day) => {
    if (stays) return day
    const isWithin = window && day >= window.firstOn && day <= window.lastOn
    return moveDue(day, shift, region, { notBefore, within: isWithin ? moveWindow(window, shift) : null })
  }
  const dueOn = action.dueOn && due(action.dueOn)
  return {
    ...action,
    startOn: notBefore && dueOn && !stays && notBefore > dueOn ? dueOn : notBefore,
    dueOn,
    milestones: action.milestones.map((each) => ({ ...each, dueOn: due(each.dueOn) })),
    ownerEmail: has('people') ? action.ownerEmail : null,
    contributorEmails: has('people') ? action.contributorEmails : [],
    recommendations: has('recommendations') ? action.recommendations : [],
    measures: has('measures') ? action.measures : [],
  }
}
