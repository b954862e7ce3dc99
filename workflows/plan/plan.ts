import { setup } from 'xstate'
import { addDays, type Day, type Instant } from '#workflows/calendar/calendar.ts'
import type { DigestSlots } from '#workflows/calendar/digest-slot.ts'
import { newestDueWeek } from '#workflows/calendar/weeks.ts'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import type { Workflow } from '#workflows/engine/step.ts'
import { type PlanState, type PriorityState, whyPlanIsShut } from './plan-settings.ts'

/** What a plan's workflow reads and writes of it; the rest of the row passes through. */
export type PlanFacts = DigestSlots & {
  id: string
  state: PlanState
  version: number
  updatedAt: Instant
  activeFrom: Day | null
  /** Monday of the first week for which the plan's people are mailed. */
  digestsFrom: Day | null
  /** The plan that its open priorities were carried to when it was closed. */
  successorId: string | null
}

/** What a decision about a plan needs to know of what is in it and beside it. */
export type PlanSurroundings = {
  /** How many priorities it has, and how many actions that are not out of it. */
  priorities: number
  actions: number
  /** Draft actions that cannot be agreed yet, with what they lack. */
  incomplete: { ref: string; lacks: ('owner' | 'dueOn' | 'criteria')[] }[]
  /** Recommendations that no live or finished action answers. */
  uncovered: { ref: string }[]
  /** Priorities neither delivered nor sustained. */
  openPriorities: { ref: string; title: string; state: PriorityState }[]
  /** The plan named as successor, when the event names one that exists and that the actor may see. */
  successor: { id: string; state: PlanState } | null
}

export type PlanSubject = { plan: PlanFacts; around: PlanSurroundings }

export type PlanEvent =
  | { type: 'submit' }
  | { type: 'return'; reason: string }
  | { type: 'approve' }
  | { type: 'close'; successorId?: string }
  | { type: 'reopen'; reason: string }
  | { type: 'withdraw'; reason: string }
  | { type: 'reinstate'; reason: string }

const lacking = { owner: 'one owner', dueOn: 'a due date', criteria: 'closure criteria' }

const noPriority = { field: 'priorities', detail: 'Add at least one priority, and an action in it.' }
const noAction = { field: 'actions', detail: 'Add at least one action to a priority.' }

const notSuitable =
  'Choose another plan that is not closed, and that you may see, to carry the open priorities to.'

const isComplete: Requirement<{ type: string }, PlanSubject> = {
  code: 'incomplete',
  met: ({ around }) => around.actions > 0 && around.incomplete.length === 0 && around.uncovered.length === 0,
  because:
    'A plan needs at least one action. Every action needs one owner, a due date and closure criteria, and every recommendation an action that answers it.',
  missing: ({ around: { priorities, actions, incomplete, uncovered } }) => [
    ...(actions > 0 ? [] : [priorities > 0 ? noAction : noPriority]),
    ...incomplete.map(({ ref, lacks }) => ({
      field: `actions/${ref}`,
      detail: `${ref} lacks ${lacks.map((what) => lacking[what]).join(', ')}.`,
    })),
    ...uncovered.map(({ ref }) => ({
      field: `recommendations/${ref}`,
      detail: `No action answers recommendation ${ref}.`,
    })),
  ],
}

/** What each event of a plan needs, beyond the state it may happen in. */
export const planRequirements: Requirements<PlanEvent, PlanSubject> = {
  submit: [actorIs('administrator'), isComplete],
  return: [actorIs('chair'), textGiven('reason', 'Say what has to be put right before it can be approved.')],
  // Drafts can still be edited between submission and approval, so completeness is asked for again.
  approve: [actorIs('chair'), isComplete],
  close: [
    actorIs('chair'),
    {
      code: 'successorNotSuitable',
      field: 'successorId',
      met: ({ plan, around: { successor }, event }) =>
        event.successorId === undefined ||
        (successor !== null && successor.id !== plan.id && whyPlanIsShut(successor.state) === null),
      because: notSuitable,
      missing: () => [{ field: 'successorId', detail: notSuitable }],
    },
    {
      code: 'prioritiesOpen',
      field: 'successorId',
      met: ({ around, event }) => around.openPriorities.length === 0 || event.successorId !== undefined,
      because:
        'Every priority has to be delivered or sustained first, or be carried to a named successor plan.',
      missing: ({ around }) =>
        around.openPriorities.map(({ ref, title, state }) => ({
          field: 'successorId',
          detail: `${ref} ${title} is ${state}.`,
        })),
    },
  ],
  reopen: [actorIs('chair'), textGiven('reason', 'Say why the plan is opened again.')],
  // A plan that nobody approved owes nobody an account: it is taken out by those who wrote it.
  withdraw: [actorIs('administrator'), textGiven('reason', 'Say why the plan is withdrawn.')],
  reinstate: [actorIs('administrator'), textGiven('reason', 'Say why the plan comes back.')],
}

/** A plan's life. Approval freezes the baselines, and closing leaves nothing open behind. What was never approved is withdrawn. */
export const planMachine = setup({
  types: {
    context: {} as Context<PlanSubject>,
    events: {} as PlanEvent,
    input: {} as Context<PlanSubject>,
  },
  guards: guardsOf(planRequirements),
}).createMachine({
  id: 'plan',
  initial: 'draft',
  context: ({ input }) => input,
  states: {
    draft: {
      on: {
        submit: { target: 'submitted', guard: 'maySubmit' },
        withdraw: { target: 'withdrawn', guard: 'mayWithdraw' },
      },
    },
    submitted: {
      on: {
        return: { target: 'draft', guard: 'mayReturn' },
        approve: { target: 'active', guard: 'mayApprove' },
        withdraw: { target: 'withdrawn', guard: 'mayWithdraw' },
      },
    },
    active: { on: { close: { target: 'closed', guard: 'mayClose' } } },
    closed: { on: { reopen: { target: 'active', guard: 'mayReopen' } } },
    withdrawn: { on: { reinstate: { target: 'draft', guard: 'mayReinstate' } } },
  },
})

export const planWorkflow: Workflow<PlanEvent, PlanSubject> = {
  machine: planMachine,
  requirements: planRequirements,
  effects: {
    submit: ({ plan }) => plan,
    return: ({ plan }) => plan,
    approve: ({ plan, today, now }) => ({ ...plan, activeFrom: today, digestsFrom: nextWeek(plan, now) }),
    close: ({ plan, event }) => ({ ...plan, successorId: event.successorId ?? null }),
    // Weeks that went by while it was closed are not mailed afterwards.
    reopen: ({ plan, now }) => ({ ...plan, successorId: null, digestsFrom: nextWeek(plan, now) }),
    withdraw: ({ plan }) => plan,
    reinstate: ({ plan }) => plan,
  },
  notices: {},
  stateOf: ({ plan }) => plan.state,
  withState: (plan, state) => ({ ...plan, state: state as PlanState }),
}

/** The first week whose digest is due after now. */
function nextWeek(plan: PlanFacts, now: Instant): Day {
  return addDays(newestDueWeek(now, plan), 7)
}
