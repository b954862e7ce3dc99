import { setup } from 'xstate'
import type { ActionState } from '#workflows/action/action-facts.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import type { Workflow } from '#workflows/engine/step.ts'
import { type PlanState, type PriorityState, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { peopleServed } from '#workflows/words.ts'

/** What a priority's workflow reads and writes of it; the rest of the row passes through. */
export type PriorityFacts = {
  id: string
  state: PriorityState
  version: number
  updatedAt: Instant
  /** What difference it made, said when it was sustained. */
  outcomeNote: string
}

/** What a decision about a priority needs to know of its plan and its actions, those of its strands included. */
export type PrioritySurroundings = {
  plan: { id: string; state: PlanState }
  /** Actions that still have to be done. */
  live: { ref: string; state: ActionState }[]
  /** Actions that count and are not embedded. */
  notEmbedded: { ref: string; state: ActionState }[]
}

export type PrioritySubject = { priority: PriorityFacts; around: PrioritySurroundings }

export type PriorityEvent =
  | { type: 'agree' }
  | { type: 'deliver' }
  | { type: 'sustain'; outcomeNote: string }
  | { type: 'pause'; reason: string }
  | { type: 'resume'; reason: string }
  | { type: 'reopen'; reason: string }

/** What each event of a priority needs, beyond the state it may happen in. */
export const priorityRequirements: Requirements<PriorityEvent, PrioritySubject> = {
  agree: [actorIs('chair')],
  deliver: [
    actorIs('chair'),
    {
      code: 'actionsLive',
      met: ({ around }) => around.live.length === 0,
      because: 'Every action has to be signed off, cancelled or superseded first.',
      missing: ({ around }) => around.live.map(stillIn),
    },
  ],
  sustain: [
    actorIs('chair'),
    {
      code: 'notEmbedded',
      met: ({ around }) => around.notEmbedded.length === 0,
      because: 'Every action that counts has to be embedded first.',
      missing: ({ around }) => around.notEmbedded.map(stillIn),
    },
    textGiven('outcomeNote', `Say what difference it made for ${peopleServed}.`),
  ],
  pause: [actorIs('chair'), textGiven('reason', 'Say why the priority is paused.')],
  resume: [actorIs('chair'), textGiven('reason', 'Say why the priority goes on.')],
  reopen: [
    actorIs('chair'),
    {
      code: 'planClosed',
      met: ({ around }) => whyPlanIsShut(around.plan.state) === null,
      because: ({ around }) =>
        around.plan.state === 'withdrawn'
          ? 'The plan is withdrawn. Have its administrator reinstate it first.'
          : 'The plan is closed. Reopen it first.',
      rule: 'The plan is closed. Reopen it first.',
    },
    textGiven('reason', 'Say why the priority is opened again.'),
  ],
}

/** A priority's life: delivered when its actions are done, sustained when they have stuck. */
export const priorityMachine = setup({
  types: {
    context: {} as Context<PrioritySubject>,
    events: {} as PriorityEvent,
    input: {} as Context<PrioritySubject>,
  },
  guards: guardsOf(priorityRequirements),
}).createMachine({
  id: 'priority',
  initial: 'draft',
  context: ({ input }) => input,
  states: {
    draft: { on: { agree: { target: 'active', guard: 'mayAgree' } } },
    active: {
      on: {
        deliver: { target: 'delivered', guard: 'mayDeliver' },
        pause: { target: 'paused', guard: 'mayPause' },
      },
    },
    delivered: {
      on: {
        sustain: { target: 'sustained', guard: 'maySustain' },
        reopen: { target: 'active', guard: 'mayReopen' },
      },
    },
    sustained: { on: { reopen: { target: 'active', guard: 'mayReopen' } } },
    paused: { on: { resume: { target: 'active', guard: 'mayResume' } } },
  },
})

export const priorityWorkflow: Workflow<PriorityEvent, PrioritySubject> = {
  machine: priorityMachine,
  requirements: priorityRequirements,
  effects: {
    agree: ({ priority }) => priority,
    deliver: ({ priority }) => priority,
    sustain: ({ priority, event }) => ({ ...priority, outcomeNote: event.outcomeNote.trim() }),
    pause: ({ priority }) => priority,
    resume: ({ priority }) => priority,
    reopen: ({ priority }) => ({ ...priority, outcomeNote: '' }),
  },
  notices: {},
  stateOf: ({ priority }) => priority.state,
  withState: (priority, state) => ({ ...priority, state: state as PriorityState }),
}

function stillIn({ ref, state }: { ref: string; state: ActionState }) {
  return { field: `actions/${ref}`, detail: `${ref} is ${state}.` }
}
