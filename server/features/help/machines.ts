import type { AnyStateMachine } from 'xstate'
import { actionWorkflow } from '#workflows/action/action.ts'
import { decisionWorkflow } from '#workflows/decision/decision.ts'
import { importWorkflow } from '#workflows/import/import.ts'
import { inspectionWorkflow } from '#workflows/inspection/inspection.ts'
import { meetingWorkflow } from '#workflows/meeting/meeting.ts'
import { blockerWorkflow } from '#workflows/parts/blocker.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import { milestoneWorkflow } from '#workflows/parts/milestone.ts'
import { planWorkflow } from '#workflows/plan/plan.ts'
import { priorityWorkflow } from '#workflows/priority/priority.ts'
import { reportWorkflow } from '#workflows/report/report.ts'
import { sectionWorkflow } from '#workflows/report/section.ts'
import { reportTemplateWorkflow } from '#workflows/report/template.ts'

/** A noun with a life, as it is explained to people: everything but the sentence is read from the code. */
export type Explained = {
  noun: string
  says: string
  initial: string
  states: string[]
  steps: Step[]
}

/** One event: where it leads, who may do it, and what has to hold. */
export type Step = {
  event: string
  ways: { from: string | null; to: string }[]
  who: string
  conditions: string[]
}

/** Every workflow there is. */
export const machines: readonly Explained[] = [
  explained(
    'plan',
    planWorkflow,
    'Written, submitted, approved by the chair, and closed with nothing left open.',
  ),
  explained(
    'priority',
    priorityWorkflow,
    'Delivered when its actions are done, sustained when they have stuck.',
  ),
  explained(
    'action',
    actionWorkflow,
    'Nobody closes their own: the owner submits, the lead endorses, the chair signs off.',
  ),
  explained(
    'milestone',
    milestoneWorkflow,
    'A dated checkpoint. Overdue is worked out from its date and is no state.',
  ),
  explained(
    'extension',
    extensionWorkflow,
    'A due date moves by a decision of somebody else, never by typing.',
  ),
  explained('blocker', blockerWorkflow, 'What an action waits for, until somebody says how it was resolved.'),
  explained(
    'meeting',
    meetingWorkflow,
    'What the board reads is frozen, issued, and closed once its decisions are recorded.',
  ),
  explained(
    'decision',
    decisionWorkflow,
    'What was resolved is published, can be called in once, and is carried out when that time is over.',
  ),
  explained(
    'inspection',
    inspectionWorkflow,
    'An entry of the register stands as it was recorded, or is withdrawn because it was wrong. None is deleted.',
  ),
  explained(
    'report',
    reportWorkflow,
    'Commissioned of its authors, checked, approved by a person who did not write all of it, and issued for good.',
  ),
  explained(
    'section',
    sectionWorkflow,
    'A part of a report: its author hands it in, and it is accepted or sent back with a reason.',
  ),
  explained(
    'template',
    reportTemplateWorkflow,
    'Reports of a plan are made from it while it is in use. What was made stays when it changes or is withdrawn.',
  ),
  explained(
    'import',
    importWorkflow,
    'A spreadsheet is read and answered row by row. Nothing of it is in a plan until all of it is written at once.',
  ),
]

type AnyRequirement = { because: unknown; rule?: string; who?: string; field?: string }
type AnyWorkflow = {
  machine: AnyStateMachine
  requirements: object
  begins?: string
}

function explained(noun: string, workflow: AnyWorkflow, says: string): Explained {
  const { machine, begins } = workflow
  const states = Object.keys(machine.states)
  const initial = String(machine.config.initial)
  const requirements = Object.entries(workflow.requirements as Record<string, readonly AnyRequirement[]>)
  return {
    noun,
    says,
    initial,
    states,
    steps: requirements.map(([event, conditions]) => ({
      event,
      ways: event === begins ? [{ from: null, to: initial }] : waysOf(machine, event),
      who: conditions.flatMap(({ who }) => who ?? []).join('; '),
      conditions: [...new Set(conditions.flatMap((each) => (each.who ? [] : sentenceOf(each))))],
    })),
  }
}

function waysOf(machine: AnyStateMachine, event: string): { from: string; to: string }[] {
  return Object.entries(machine.states).flatMap(([from, state]) => {
    const on = state.config.on as Record<string, { target: string }> | undefined
    const way = on?.[event]
    return way ? [{ from, to: way.target }] : []
  })
}

function sentenceOf({ because, rule }: AnyRequirement): string[] {
  if (rule !== undefined) return [rule]
  return typeof because === 'string' ? [because] : []
}
