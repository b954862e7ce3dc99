import { setup } from 'xstate'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Effects, Question, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import { type Accepted, edit, type Refused, type Workflow } from '#workflows/engine/step.ts'
import type { PlanState } from '#workflows/plan/plan-settings.ts'
import type { InspectionDescription, InspectionFacts, InspectionState } from './inspection-facts.ts'
import { inspectionFault, settled } from './inspection-rules.ts'

/** What a decision about an inspection needs to know of its plan. */
export type InspectionSurroundings = { plan: { state: PlanState }; recommendationIds: string[] }

export type InspectionSubject = { inspection: InspectionFacts; around: InspectionSurroundings }

export type InspectionEvent = { type: 'withdraw'; reason: string } | { type: 'reinstate'; reason: string }

/** What each event of an inspection needs, beyond the state it may happen in. */
export const inspectionRequirements: Requirements<InspectionEvent, InspectionSubject> = {
  withdraw: [actorIs('administrator'), textGiven('reason', 'Say why the entry is withdrawn.')],
  reinstate: [actorIs('administrator'), textGiven('reason', 'Say why the entry stands after all.')],
}

/** The life of an entry of the register: it stands, unless it was withdrawn because it was wrong. */
export const inspectionMachine = setup({
  types: {
    context: {} as Context<InspectionSubject>,
    events: {} as InspectionEvent,
    input: {} as Context<InspectionSubject>,
  },
  guards: guardsOf(inspectionRequirements),
}).createMachine({
  id: 'inspection',
  initial: 'recorded',
  context: ({ input }) => input,
  states: {
    recorded: { on: { withdraw: { target: 'withdrawn', guard: 'mayWithdraw' } } },
    withdrawn: { on: { reinstate: { target: 'recorded', guard: 'mayReinstate' } } },
  },
})

export const inspectionWorkflow: Workflow<InspectionEvent, InspectionSubject> = {
  machine: inspectionMachine,
  requirements: inspectionRequirements,
  effects: {
    withdraw: ({ inspection }) => inspection,
    reinstate: ({ inspection }) => inspection,
  },
  notices: {},
  stateOf: ({ inspection }) => inspection.state,
  withState: (inspection, state) => ({ ...inspection, state: state as InspectionState }),
}

/** A change of what an entry says. */
export type InspectionEdit = { type: 'edit'; change: Partial<InspectionDescription> }

type EditQuestion = Question<InspectionEdit, InspectionSubject>

const faultOf = ({ inspection, event, today }: EditQuestion) =>
  inspectionFault(settled(inspection, event.change), inspection, today)
const isFault = (code: 'dateNotAllowed' | 'fieldMissing') => ({
  code,
  met: (question: EditQuestion) => faultOf(question)?.code !== code,
  because: (question: EditQuestion) => faultOf(question)?.detail ?? '',
  missing: (question: EditQuestion) => {
    const fault = faultOf(question)
    return fault ? [{ field: fault.field, detail: fault.detail }] : []
  },
})

/** Said of recommendations that the plan of an inspection does not have. */
export const notOfPlan = 'Choose recommendations of the same plan.'

const editRequirements: Requirements<InspectionEdit, InspectionSubject> = {
  edit: [
    actorIs('administrator'),
    {
      code: 'wrongState',
      met: ({ inspection }) => inspection.state === 'recorded',
      because: 'The entry is withdrawn. Reinstate it first.',
    },
    isFault('dateNotAllowed'),
    isFault('fieldMissing'),
    {
      code: 'recommendationUnknown',
      field: 'recommendationIds',
      met: ({ around, event }) => areOfPlan(event.change.recommendationIds, around),
      because: notOfPlan,
      missing: () => [{ field: 'recommendationIds', detail: notOfPlan }],
    },
  ],
}

/** Whether recommendations are of the plan of an inspection. */
export function areOfPlan(
  ids: readonly string[] | undefined,
  { recommendationIds }: Pick<InspectionSurroundings, 'recommendationIds'>,
): boolean {
  return (ids ?? []).every((id) => recommendationIds.includes(id))
}

const editEffects: Effects<InspectionEdit, InspectionSubject> = {
  edit: ({ inspection, event }) => settled(inspection, event.change),
}

/** Decides an edit of an inspection: who may, in which state, and the entry as it stands afterwards. */
export function editInspection(question: EditQuestion): Accepted<InspectionFacts> | Refused {
  return edit(editRequirements, editEffects, question)
}
