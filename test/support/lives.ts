import type { AnyStateMachine } from 'xstate'
import { actionMachine } from '#workflows/action/action.ts'
import { decisionMachine } from '#workflows/decision/decision.ts'
import { importMachine } from '#workflows/import/import.ts'
import { inspectionMachine } from '#workflows/inspection/inspection.ts'
import { meetingMachine } from '#workflows/meeting/meeting.ts'
import { blockerMachine } from '#workflows/parts/blocker.ts'
import { extensionMachine } from '#workflows/parts/extension.ts'
import { milestoneMachine } from '#workflows/parts/milestone.ts'
import { planMachine } from '#workflows/plan/plan.ts'
import { priorityMachine } from '#workflows/priority/priority.ts'
import { reportMachine } from '#workflows/report/report.ts'
import { sectionMachine } from '#workflows/report/section.ts'
import { reportTemplateMachine } from '#workflows/report/template.ts'
import type { Answer, Api } from './api.ts'
import { type CastName, givenPlan, type TestPlan } from './plans.ts'

/** The day on which it all happens, and days around it. */
export const today = '2026-11-23'
const [yesterday, later, muchLater] = ['2026-11-22', '2026-12-01', '2027-02-26']

/** Something with a machine, over HTTP: where it is, and the plan it lives in. */
export type Subject = { path: string; plan: TestPlan }
export type Step = {
  by: CastName
  fields?: (subject: Subject, api: Api) => object | Promise<object>
  /** What has to be there first, done as people do it. Where it is refused, so will be the step. */
  first?: (subject: Subject, api: Api) => Promise<void>
  /** When it happens, where that matters. */
  at?: string
}
export type Life = {
  machine: AnyStateMachine
  /** A new one, in the initial state of its machine. */
  begin: (api: Api) => Promise<Subject>
  steps: Record<string, Step>
}

const reason = { reason: 'Because it has to be' }

/** Every noun with a machine, and how each of its events is done when all is in order. */
export const lives: Record<string, Life> = {
  plan: {
    machine: planMachine,
    begin: beginPlan,
    steps: {
      submit: { by: 'administrator' },
      return: { by: 'chair', fields: () => reason },
      approve: { by: 'chair' },
      close: { by: 'chair', first: deliverPriorities },
      reopen: { by: 'chair', fields: () => reason },
      withdraw: { by: 'administrator', fields: () => reason },
      reinstate: { by: 'administrator', fields: () => reason },
    },
  },
  priority: {
    machine: priorityMachine,
    begin: async (api) => {
      const plan = await givenPlan(api.app.db, [])
      const body = { ref: 'P2', title: 'Another priority', leadId: plan.people.lead }
      const made = await made201(
        api.post(`/plans/${plan.planId}/priorities`, { as: plan.people.administrator, body }),
      )
      return { path: `/priorities/${made.id}`, plan }
    },
    steps: {
      agree: { by: 'chair' },
      deliver: { by: 'chair' },
      sustain: { by: 'chair', fields: () => ({ outcomeNote: 'Families wait less' }) },
      pause: { by: 'chair', fields: () => reason },
      resume: { by: 'chair', fields: () => reason },
      reopen: { by: 'chair', fields: () => reason },
    },
  },
  action: {
    machine: actionMachine,
    begin: (api) => beginAction(api, {}),
    steps: {
      agree: { by: 'lead' },
      start: { by: 'owner' },
      report: { by: 'owner', fields: () => ({ note: 'Going on' }) },
      submit: { by: 'owner', first: addEvidence, fields: () => ({ whatChanged: 'Families wait less' }) },
      withdraw: { by: 'owner' },
      endorse: { by: 'lead', fields: () => ({ statement: 'I opened and read it' }) },
      return: {
        by: 'lead',
        fields: async (subject, api) => ({
          ...reason,
          criterionId: (await read(api, subject)).criteria[0].id,
        }),
      },
      // A day before all else, so that there can be evidence of the time since.
      signOff: {
        by: 'chair',
        first: allowOneKey,
        fields: () => ({ minuteRef: '7/3' }),
        at: `${yesterday}T09:00:00Z`,
      },
      askEvidence: { by: 'chair' },
      embed: { by: 'chair', first: addLaterEvidence },
      reopen: { by: 'chair', fields: () => ({ ...reason, dueOn: muchLater }) },
      cancel: { by: 'chair', fields: () => reason },
      supersede: { by: 'chair', fields: ({ plan }) => ({ ...reason, successorId: plan.actions['P1.S1'] }) },
      reinstate: { by: 'chair', fields: () => ({ ...reason, dueOn: muchLater }) },
      transfer: {
        by: 'lead',
        fields: ({ plan }) => ({ ...reason, ownerId: plan.people.otherOwner, fromOn: today }),
      },
    },
  },
  milestone: {
    machine: milestoneMachine,
    begin: async (api) => {
      const plan = await givenPlan(api.app.db)
      const path = `/actions/${plan.actions['P1.S1']}/milestones`
      const body = { title: 'A first step', dueOn: later }
      const made = await made201(api.post(path, { as: plan.people.owner, body }))
      return { path: `/milestones/${made.milestones[0].id}`, plan }
    },
    steps: {
      meet: { by: 'owner', fields: () => ({ metOn: yesterday }) },
      replan: { by: 'owner', fields: () => ({ ...reason, dueOn: '2026-12-10' }) },
      drop: { by: 'lead', fields: () => reason },
      reopen: { by: 'owner', fields: () => reason },
    },
  },
  blocker: {
    machine: blockerMachine,
    begin: (api) =>
      beginPart(api, 'blockers', { what: 'A reply', waitingOn: 'The trust', sinceOn: yesterday }),
    steps: {
      markCritical: { by: 'lead' },
      resolve: { by: 'owner', fields: () => ({ how: 'They replied' }) },
      reopen: { by: 'owner', fields: () => reason },
    },
  },
  extension: {
    machine: extensionMachine,
    begin: (api) =>
      beginPart(api, 'extensions', { dueOn: '2027-01-08', reasonCode: 'partner', text: 'They need time' }),
    steps: {
      grant: { by: 'lead' },
      refuse: { by: 'lead', fields: () => reason },
      withdraw: { by: 'owner' },
    },
  },
  meeting: {
    machine: meetingMachine,
    begin: async (api) => {
      const plan = await givenPlan(api.app.db)
      const body = { title: 'The board', heldOn: later }
      const made = await made201(
        api.post(`/plans/${plan.planId}/meetings`, { as: plan.people.administrator, body }),
      )
      return { path: `/meetings/${made.id}`, plan }
    },
    steps: {
      freeze: { by: 'administrator' },
      unfreeze: { by: 'administrator', fields: () => reason },
      issue: { by: 'chair' },
      close: { by: 'administrator', first: recordDecision },
      reopen: { by: 'administrator', fields: () => reason },
      cancel: { by: 'chair', fields: () => reason },
      reinstate: { by: 'chair', fields: () => reason },
    },
  },
  decision: {
    machine: decisionMachine,
    begin: async (api) => {
      const plan = await givenPlan(api.app.db)
      const resolved = ['That reports come every two months.']
      const body = { title: 'Reports', resolved, decisionMaker: 'Cabinet', decidedOn: yesterday }
      const made = await made201(
        api.post(`/plans/${plan.planId}/decisions`, { as: plan.people.administrator, body }),
      )
      return { path: `/decisions/${made.id}`, plan }
    },
    steps: {
      publish: { by: 'administrator', fields: () => ({ publishedOn: today }) },
      // Its time for a call-in is over then.
      takeEffect: { by: 'administrator', at: `${later}T09:00:00Z` },
      callIn: {
        by: 'administrator',
        fields: () => ({ ...reason, calledInBy: 'Five councillors', calledInOn: today }),
      },
      confirm: { by: 'administrator', fields: () => reason },
      change: {
        by: 'administrator',
        fields: () => ({ ...reason, resolved: ['That reports come monthly.'] }),
      },
    },
  },
  inspection: {
    machine: inspectionMachine,
    begin: async (api) => {
      const plan = await givenPlan(api.app.db)
      const body = { title: 'Larch House', setting: 'home', visit: 'full', inspectedOn: yesterday }
      const made = await made201(
        api.post(`/plans/${plan.planId}/inspections`, { as: plan.people.administrator, body }),
      )
      return { path: `/inspections/${made.id}`, plan }
    },
    steps: {
      withdraw: { by: 'administrator', fields: () => reason },
      reinstate: { by: 'administrator', fields: () => reason },
    },
  },
  report: {
    machine: reportMachine,
    begin: beginReport,
    steps: {
      commission: { by: 'administrator' },
      submit: { by: 'administrator', first: writeSections },
      return: { by: 'chair', fields: () => reason },
      approve: { by: 'chair' },
      issue: { by: 'administrator' },
      correct: { by: 'administrator', fields: () => reason },
      withdraw: { by: 'chair', fields: () => reason },
      reinstate: { by: 'chair', fields: () => reason },
    },
  },
  reportTemplate: {
    machine: reportTemplateMachine,
    begin: async (api) => {
      const plan = await givenPlan(api.app.db)
      const body = { from: 'strategy-on-a-page' }
      const made = await made201(
        api.post(`/plans/${plan.planId}/report-templates`, { as: plan.people.administrator, body }),
      )
      return { path: `/report-templates/${made.id}`, plan }
    },
    steps: {
      withdraw: { by: 'administrator', fields: () => reason },
      reinstate: { by: 'administrator', fields: () => reason },
    },
  },
  import: {
    machine: importMachine,
    begin: async (api) => {
      const plan = await givenPlan(api.app.db)
      const made = await made201(
        api.post(`/plans/${plan.planId}/imports?name=tracker.csv`, {
          as: plan.people.administrator,
          headers: { 'content-type': 'text/csv' },
          body: 'Ref,Priority,Action\nS.1,P1,Do it\n',
        }),
      )
      return { path: `/imports/${made.id}`, plan }
    },
    steps: { import: { by: 'administrator' }, discard: { by: 'administrator' } },
  },
  section: {
    machine: sectionMachine,
    begin: async (api) => {
      const report = await beginReport(api)
      await transit(api, report, 'commission', 'administrator')
      const [section] = await writtenSections(api, report)
      return { path: `/sections/${section?.id}`, plan: report.plan }
    },
    steps: {
      saveDraft: { by: 'owner', fields: () => ({ text: 'Begun' }) },
      write: { by: 'owner', fields: () => ({ text: 'Twelve posts are filled.' }) },
      accept: { by: 'administrator' },
      sendBack: { by: 'administrator', fields: () => reason },
      reassign: { by: 'administrator', fields: ({ plan }) => authored(plan) },
      keep: {
        by: 'owner',
        fields: ({ plan }) => ({ key: plan.planId, code: 'claimContradicted', ...reason }),
      },
    },
  },
}

const authored = (plan: TestPlan) => ({ authorId: plan.people.owner, dueOn: later })

async function beginReport(api: Api): Promise<Subject> {
  const plan = await givenPlan(api.app.db)
  const body = {
    template: 'strategy-on-a-page',
    forOn: later,
    cutOffOn: today,
    approverId: plan.people.chair,
  }
  const made = await made201(
    api.post(`/plans/${plan.planId}/reports`, { as: plan.people.administrator, body }),
  )
  const report = { path: `/reports/${made.id}`, plan }
  for (const { id } of await writtenSections(api, report))
    await transit(api, { path: `/sections/${id}`, plan }, 'reassign', 'administrator', authored(plan))
  return report
}

async function writtenSections(api: Api, { path, plan }: Subject): Promise<{ id: string }[]> {
  const { items } = (await api.get(`${path}/sections`, { as: plan.people.administrator })).body
  return (items as { id: string; kind: string }[]).filter(({ kind }) => kind === 'narrative')
}

async function writeSections(report: Subject, api: Api): Promise<void> {
  for (const { id } of await writtenSections(api, report)) {
    const section = { path: `/sections/${id}`, plan: report.plan }
    await transit(api, section, 'write', 'owner', { text: 'Twelve posts are filled.' })
    await transit(api, section, 'accept', 'administrator')
  }
}

/** Does one event as the person who usually does, with all it needs. */
export async function doStep(api: Api, subject: Subject, event: string, step: Step): Promise<Answer> {
  await step.first?.(subject, api)
  const fields = await step.fields?.(subject, api)
  if (!step.at) return transit(api, subject, event, step.by, fields)
  api.moveTo(step.at)
  const answer = await transit(api, subject, event, step.by, fields)
  api.moveTo(`${today}T10:00:00Z`)
  return answer
}

/** Asks for one event, of whatever version the subject is. */
export function transit(
  api: Api,
  { path, plan }: Subject,
  event: string,
  by: CastName,
  fields: object = {},
): Promise<Answer> {
  return api.post(`${path}/transitions`, { as: plan.people[by], ifMatch: '*', body: { event, ...fields } })
}

/** The subject as its API gives it. */
export async function read(api: Api, { path, plan }: Subject) {
  return (await api.get(path, { as: plan.people.administrator })).body
}

/** A draft action over HTTP, ready to be agreed unless told otherwise. */
export async function beginAction(api: Api, special: object): Promise<Subject> {
  const plan = await givenPlan(api.app.db)
  const as = plan.people.administrator
  const { body: priorities } = await api.get(`/plans/${plan.planId}/priorities`, { as })
  const body = {
    ref: 'P1.S2',
    horizon: 'short',
    title: 'What is to be done',
    ownerId: plan.people.owner,
    contributorIds: [plan.people.contributor],
    dueOn: '2026-12-18',
    criteria: [{ text: 'The first thing is shown' }, { text: 'The second thing is shown' }],
    ...special,
  }
  const made = await made201(api.post(`/priorities/${priorities.items[0].id}/actions`, { as, body }))
  return { path: `/actions/${made.id}`, plan }
}

async function beginPlan(api: Api): Promise<Subject> {
  const plan = await givenPlan(api.app.db)
  const as = plan.people.administrator
  const made = await made201(api.post('/plans', { as, body: { title: 'A plan from its beginning' } }))
  const own = `/plans/${made.id}`
  const members = { chair: 'chair', viceChair: 'viceChair', member: 'member' } as const
  for (const [name, role] of Object.entries(members)) {
    const personId = plan.people[name as keyof typeof members]
    await made201(api.post(`${own}/members`, { as, body: { personId, role } }))
  }
  const horizon = { name: 'short', label: 'Short term', firstOn: '2026-06-01', lastOn: '2026-12-31' }
  await made201(api.post(`${own}/horizons`, { as, body: horizon }))
  const priority = { ref: 'P1', title: 'The priority', leadId: plan.people.lead }
  const { id } = await made201(api.post(`${own}/priorities`, { as, body: priority }))
  const action = {
    ref: 'P1.S1',
    horizon: 'short',
    title: 'To do',
    ownerId: plan.people.owner,
    contributorIds: [plan.people.contributor],
    dueOn: '2026-12-18',
    criteria: [{ text: 'It is shown' }],
  }
  await made201(api.post(`/priorities/${id}/actions`, { as, body: action }))
  return { path: own, plan: { ...plan, planId: made.id } }
}

async function beginPart(api: Api, parts: string, body: object): Promise<Subject> {
  const plan = await givenPlan(api.app.db)
  const path = `/actions/${plan.actions['P1.S1']}/${parts}`
  const made = await made201(api.post(path, { as: plan.people.owner, body }))
  return { path: `/${parts}/${made.id}`, plan }
}

async function deliverPriorities({ plan }: Subject, api: Api): Promise<void> {
  const as = plan.people.chair
  const step = (path: string, event: string) =>
    api.post(`${path}/transitions`, { as, ifMatch: '*', body: { event, ...(event === 'cancel' && reason) } })
  const { body: actions } = await api.get(`/actions?plan=${plan.planId}`, { as })
  for (const { id, state } of actions.items) if (state !== 'cancelled') await step(`/actions/${id}`, 'cancel')
  const { body: priorities } = await api.get(`/plans/${plan.planId}/priorities`, { as })
  for (const { id } of priorities.items) {
    await step(`/priorities/${id}`, 'agree')
    await step(`/priorities/${id}`, 'deliver')
  }
}

async function addEvidence(subject: Subject, api: Api): Promise<void> {
  const action = await read(api, subject)
  for (const { id, evidence } of action.criteria) {
    if (evidence.length === 0) await putEvidence(subject, api, id, { kind: 'audit', datedOn: yesterday })
  }
}

async function addLaterEvidence(subject: Subject, api: Api): Promise<void> {
  const [{ id }] = (await read(api, subject)).criteria
  await putEvidence(subject, api, id, { kind: 'audit', datedOn: today, independent: true })
  await putEvidence(subject, api, id, { kind: 'data', datedOn: today })
}

async function putEvidence(
  { path, plan }: Subject,
  api: Api,
  criterionId: string,
  more: object,
): Promise<void> {
  const body = { criterionId, title: 'Dip sample', url: 'https://documents.example/1', ...more }
  await api.post(`${path}/evidence`, { as: plan.people.administrator, body })
}

async function allowOneKey({ plan }: Subject, api: Api): Promise<void> {
  const as = plan.people.administrator
  await api.patch(`/plans/${plan.planId}`, { as, ifMatch: '*', body: { closure: 'oneKey' } })
}

async function recordDecision({ path, plan }: Subject, api: Api): Promise<void> {
  const body = { text: 'The board noted the pack.' }
  await api.post(`${path}/decisions`, { as: plan.people.administrator, body })
}

async function made201(asking: Promise<Answer>) {
  const { status, body } = await asking
  if (status !== 201) throw new Error(`expected 201, got ${status}: ${JSON.stringify(body)}`)
  return body
}
