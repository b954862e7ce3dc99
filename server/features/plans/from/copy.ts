import type { ActionDraft, PlanDraft } from '#db/write/plan-draft.ts'
import type { Region } from '#workflows/calendar/bank-holidays.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { moveDue, moveEnd, moveStart, type Shift, shiftBetween } from '#workflows/plan/plan-shift.ts'

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
    firstOn: source.firstOn && (startOn ?? source.firstOn),
    lastOn: source.lastOn && moveEnd(source.lastOn, shift),
    people: has('people') ? source.people : [],
    members: has('people') ? source.members : [],
    horizons: source.horizons.map((window) => ({
      ...window,
      firstOn: moveStart(window.firstOn, shift),
      lastOn: moveEnd(window.lastOn, shift),
    })),
    recommendations: has('recommendations') ? source.recommendations : [],
    measures: measures(source.measures),
    priorities: source.priorities.map((priority) => ({
      ...priority,
      leadEmail: has('people') ? priority.leadEmail : null,
      measures: measures(priority.measures),
      actions: has('actions') ? priority.actions.map((action) => copied(action, has, { shift, region })) : [],
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

function copied(
  action: ActionDraft,
  has: (what: Copyable) => boolean,
  { shift, region }: { shift: Shift; region: Region },
): ActionDraft {
  // Days that stay are left as they are: a plan that is not moved is not put right either.
  const stays = shift.months === 0 && shift.days === 0
  const startOn = action.startOn && moveStart(action.startOn, shift)
  const due = (day: Day) => (stays ? day : moveDue(day, shift, region, startOn))
  return {
    ...action,
    startOn,
    dueOn: action.dueOn && due(action.dueOn),
    milestones: action.milestones.map((each) => ({ ...each, dueOn: due(each.dueOn) })),
    ownerEmail: has('people') ? action.ownerEmail : null,
    contributorEmails: has('people') ? action.contributorEmails : [],
    recommendations: has('recommendations') ? action.recommendations : [],
    measures: has('measures') ? action.measures : [],
  }
}
