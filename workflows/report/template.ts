import { setup } from 'xstate'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Effects, Question, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import { type Accepted, edit, type Refused, type Workflow } from '#workflows/engine/step.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import type { PlanState } from '#workflows/plan/plan-settings.ts'
import type { ReportTemplateDescription, ReportTemplateFacts, ReportTemplateState } from './template-facts.ts'

/** What a decision about a template needs to know of its plan. */
export type ReportTemplateSurroundings = {
  plan: { state: PlanState }
  /** Templates of the plan's own that are in use. */
  inUse: number
}

export type ReportTemplateSubject = {
  reportTemplate: ReportTemplateFacts
  around: ReportTemplateSurroundings
}

export type ReportTemplateEvent = { type: 'withdraw'; reason: string } | { type: 'reinstate'; reason: string }

const mostInUse = limits.reportTemplate.inUse

/** Whether a plan that has so many templates in use may have another. */
export function holdsAnother(inUse: number): boolean {
  return isWithin(mostInUse, inUse + 1)
}

/** Said where a plan may have no other template in use. */
export const templatesFull = `The plan has ${mostInUse.most} templates in use, as many as it holds. Withdraw one that is not needed any more first.`

/** What each event of a template needs, beyond the state it may happen in. */
export const reportTemplateRequirements: Requirements<ReportTemplateEvent, ReportTemplateSubject> = {
  withdraw: [actorIs('administrator'), textGiven('reason', 'Say why no report is to be made from it.')],
  reinstate: [
    actorIs('administrator'),
    {
      code: 'templatesFull',
      met: ({ around }) => holdsAnother(around.inUse),
      because: templatesFull,
    },
    textGiven('reason', 'Say why reports are made from it after all.'),
  ],
}

/** The life of a plan's own template: reports are made from it, until it is withdrawn. */
export const reportTemplateMachine = setup({
  types: {
    context: {} as Context<ReportTemplateSubject>,
    events: {} as ReportTemplateEvent,
    input: {} as Context<ReportTemplateSubject>,
  },
  guards: guardsOf(reportTemplateRequirements),
}).createMachine({
  id: 'reportTemplate',
  initial: 'inUse',
  context: ({ input }) => input,
  states: {
    inUse: { on: { withdraw: { target: 'withdrawn', guard: 'mayWithdraw' } } },
    withdrawn: { on: { reinstate: { target: 'inUse', guard: 'mayReinstate' } } },
  },
})

export const reportTemplateWorkflow: Workflow<ReportTemplateEvent, ReportTemplateSubject> = {
  machine: reportTemplateMachine,
  requirements: reportTemplateRequirements,
  effects: {
    withdraw: ({ reportTemplate }) => reportTemplate,
    reinstate: ({ reportTemplate }) => reportTemplate,
  },
  notices: {},
  stateOf: ({ reportTemplate }) => reportTemplate.state,
  withState: (reportTemplate, state) => ({ ...reportTemplate, state: state as ReportTemplateState }),
}

/** A change of what a template says; its sections change as a whole, in their order. */
export type ReportTemplateEdit = { type: 'edit'; change: Partial<ReportTemplateDescription> }

type EditQuestion = Question<ReportTemplateEdit, ReportTemplateSubject>

const mostSections = limits.reportTemplate.sections

const sectionsAre = (
  met: (ids: readonly string[]) => boolean,
  because: string,
): Requirements<ReportTemplateEdit, ReportTemplateSubject>['edit'][number] => ({
  code: 'fieldMissing',
  field: 'sections',
  met: ({ event: { change } }) => change.sections === undefined || met(change.sections.map(({ id }) => id)),
  because,
  missing: () => [{ field: 'sections', detail: because }],
})

const editRequirements: Requirements<ReportTemplateEdit, ReportTemplateSubject> = {
  edit: [
    actorIs('administrator'),
    {
      code: 'wrongState',
      met: ({ reportTemplate }) => reportTemplate.state === 'inUse',
      because: 'The template is withdrawn. Reinstate it first.',
    },
    sectionsAre((ids) => ids.length > 0, 'A report needs a section. Keep one, or withdraw the template.'),
    sectionsAre((ids) => isWithin(mostSections, ids.length), beyond(mostSections)),
    sectionsAre(
      (ids) => new Set(ids).size === ids.length,
      'One id stands at two sections. Leave the id of a new section out.',
    ),
  ],
}

const editEffects: Effects<ReportTemplateEdit, ReportTemplateSubject> = {
  edit: ({ reportTemplate, event }) => ({ ...reportTemplate, ...event.change }),
}

/** Decides a change of a template: who may, in which state, and the template as it stands afterwards. */
export function editReportTemplate(question: EditQuestion): Accepted<ReportTemplateFacts> | Refused {
  return edit(editRequirements, editEffects, question)
}
