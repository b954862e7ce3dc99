import { setup } from 'xstate'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Effects, Question, Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { type Accepted, edit, type Refused, type Workflow } from '#workflows/engine/step.ts'
import { type PlanState, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import type { ImportChoices, ImportCounts, ImportFacts, ImportResult, ImportState } from './import-facts.ts'
import { whyNotYet } from './ready.ts'

/** What a decision about an import needs to know beside it. */
export type ImportSurroundings = {
  /** The plan that it goes into; absent for a new one. */
  plan?: { state: PlanState } | undefined
  /** Whether the person may start a plan. */
  mayStart: boolean
}

export type ImportSubject = { sheetImport: ImportFacts; around: ImportSurroundings }

export type ImportEvent = { type: 'import' } | { type: 'discard' }

type Of<E extends { type: string } = { type: string }> = Requirement<E, ImportSubject>

/** A plan takes a spreadsheet from its administrators; a new one from a person who may start it, and who sent the file. */
const mayImport: Of = {
  code: 'notYourRole',
  met: ({ sheetImport, standing, around }) =>
    sheetImport.planId === null
      ? around.mayStart && sheetImport.createdBy === standing.personId
      : standing.administrator,
  because: ({ sheetImport }) =>
    sheetImport.planId === null
      ? 'Only the administrator of a plan can make another, from a spreadsheet that they sent themselves.'
      : 'Only the administrator of the plan can do this.',
  rule: 'Only the administrator of the plan can do this; for a new plan, the person who sent the spreadsheet.',
  who: 'the administrator of the plan',
}

const planTakesIt: Of = {
  code: 'planClosed',
  met: ({ around }) => around.plan === undefined || whyPlanIsShut(around.plan.state) === null,
  because: ({ around }) => (around.plan && whyPlanIsShut(around.plan.state)) ?? '',
  rule: 'The plan is closed. Have its chair reopen it first.',
}

const isReady: Of = {
  code: 'incomplete',
  met: ({ sheetImport }) => whyNotYet(sheetImport.counts).length === 0,
  because: ({ sheetImport }) => whyNotYet(sheetImport.counts).join(' '),
  rule: 'Nothing is written while a question is open or a row is refused.',
  missing: ({ sheetImport }) => whyNotYet(sheetImport.counts).map((detail) => ({ field: 'answers', detail })),
}

/** What each event of an import needs, beyond the state it may happen in. */
export const importRequirements: Requirements<ImportEvent, ImportSubject> = {
  import: [mayImport, planTakesIt, isReady],
  discard: [mayImport],
}

/** The life of an import: nothing of it is in the plan before the one event that writes all of it. */
export const importMachine = setup({
  types: {
    context: {} as Context<ImportSubject>,
    events: {} as ImportEvent,
    input: {} as Context<ImportSubject>,
  },
  guards: guardsOf(importRequirements),
}).createMachine({
  id: 'import',
  initial: 'open',
  context: ({ input }) => input,
  states: {
    open: {
      on: {
        import: { target: 'imported', guard: 'mayImport' },
        discard: { target: 'discarded', guard: 'mayDiscard' },
      },
    },
    imported: { type: 'final' },
    discarded: { type: 'final' },
  },
})

export const importWorkflow: Workflow<ImportEvent, ImportSubject> = {
  machine: importMachine,
  requirements: importRequirements,
  effects: {
    import: ({ sheetImport }) => sheetImport,
    discard: ({ sheetImport }) => sheetImport,
  },
  notices: {},
  stateOf: ({ sheetImport }) => sheetImport.state,
  withState: (sheetImport, state) => ({ ...sheetImport, state: state as ImportState }),
}

/** Another way of reading: what a person chose or answered, and how the rows are read with it. */
export type ImportEdit = { type: 'edit'; change: Partial<ImportChoices>; counts: ImportCounts }

const editRequirements: Requirements<ImportEdit, ImportSubject> = {
  edit: [
    mayImport,
    planTakesIt,
    {
      code: 'wrongState',
      met: ({ sheetImport }) => sheetImport.state === 'open',
      because: 'This spreadsheet is imported or discarded already. Send the file again.',
    },
  ],
}

const editEffects: Effects<ImportEdit, ImportSubject> = {
  edit: ({ sheetImport, event: { change, counts } }) => ({ ...sheetImport, ...change, counts }),
}

/** Decides a change of how a spreadsheet is read. */
export function editImport(question: Question<ImportEdit, ImportSubject>): Accepted<ImportFacts> | Refused {
  return edit(editRequirements, editEffects, question)
}

/** An import as it stands once all of it is written. */
export function importedWith(
  after: ImportFacts,
  { planId, result }: { planId: string; result: ImportResult },
): ImportFacts {
  return { ...after, planId, result }
}
