import { setup } from 'xstate'
import type { ActionFacts, Milestone, MilestoneState, Via } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, dayGiven, textGiven } from '#workflows/engine/requirements-shared.ts'
import type { Workflow } from '#workflows/engine/step.ts'

export type MilestoneEvent =
  | { type: 'meet'; milestoneId: string; metOn: Day; via?: Via }
  | { type: 'replan'; milestoneId: string; dueOn: Day; reason: string }
  | { type: 'drop'; milestoneId: string; reason: string }
  | { type: 'reopen'; milestoneId: string; reason: string }

const requirements: Requirements<MilestoneEvent> = {
  meet: [
    actorIs('owner', 'contributor'),
    dayGiven('metOn', 'Give the day it was met: today or earlier.', (day, { today }) => day <= today),
  ],
  replan: [
    actorIs('owner'),
    dayGiven(
      'dueOn',
      'The new date cannot lie after the due date of the action. Ask for more time for the action first.',
      (day, { action }) => action.dueOn === null || day <= action.dueOn,
    ),
    textGiven('reason', 'Say why the milestone moves.'),
  ],
  drop: [actorIs('lead'), textGiven('reason', 'Say why the milestone is no longer needed.')],
  reopen: [actorIs('owner', 'lead'), textGiven('reason', 'Say why the milestone is opened again.')],
}

/** A milestone's life. Overdue is derived (planned and past its date); one met late stays marked late. */
export const milestoneMachine = setup({
  types: { context: {} as Context, events: {} as MilestoneEvent, input: {} as Context },
  guards: guardsOf(requirements),
}).createMachine({
  id: 'milestone',
  initial: 'planned',
  context: ({ input }) => input,
  states: {
    planned: {
      on: {
        meet: { target: 'met', guard: 'mayMeet' },
        replan: { target: 'planned', guard: 'mayReplan' },
        drop: { target: 'dropped', guard: 'mayDrop' },
      },
    },
    met: { on: { reopen: { target: 'planned', guard: 'mayReopen' } } },
    dropped: { on: { reopen: { target: 'planned', guard: 'mayReopen' } } },
  },
})

export const milestoneWorkflow: Workflow<MilestoneEvent> = {
  machine: milestoneMachine,
  requirements,
  effects: {
    meet: ({ action, event }) => withMilestone(action, event.milestoneId, () => ({ metOn: event.metOn })),
    replan: ({ action, event }) =>
      withMilestone(action, event.milestoneId, ({ timesReplanned }) => ({
        dueOn: event.dueOn,
        timesReplanned: timesReplanned + 1,
      })),
    drop: ({ action }) => action,
    reopen: ({ action, event }) => withMilestone(action, event.milestoneId, () => ({ metOn: null })),
  },
  notices: {},
  stateOf: ({ action, event }) => action.milestones.find(({ id }) => id === event.milestoneId)?.state ?? null,
  withState: (action, state, { milestoneId }) =>
    withMilestone(action, milestoneId, () => ({ state: state as MilestoneState })),
}

function withMilestone(
  action: ActionFacts,
  id: string,
  change: (milestone: Milestone) => Partial<Milestone>,
): ActionFacts {
  return {
    ...action,
    milestones: action.milestones.map((each) => (each.id === id ? { ...each, ...change(each) } : each)),
  }
}
