import { newId } from '#db/connection/ids.ts'
import type { ActionDraft } from '#db/write/plan-draft.ts'
import type { Api } from '#test/support/api.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { dayIn, type Rule, type Wrong } from './rule.ts'

const reason = { reason: 'Because it has to be' }
const yesterday = '2026-11-22'
const today = '2026-11-23'
const tomorrow = '2026-11-24'

/** Rules on what is told of an action. It starts on 1 June 2026 and is due on 18 December 2026, unless told. */
export const actionRules: Rule[] = [
  {
    wrong: 'a report expects the action to be done on a day that is past',
    field: 'forecastOn',
    tell: reporting({ forecastOn: yesterday }, dayIn('forecastOn', yesterday)),
  },
  {
    wrong: 'an owner rates better than the rule',
    field: 'ownRating',
    tell: reporting({ ownRating: 'amber' }, { ownRating: 'amber' }, { dueOn: yesterday }),
  },
  {
    wrong: 'an action comes back with a due date that is past',
    field: 'dueOn',
    typedIn: 'reinstate-dueOn',
    tell: cameBack({ dueOn: yesterday }),
  },
  {
    wrong: 'an action comes back with a due date before its start',
    field: 'dueOn',
    typedIn: 'reinstate-dueOn',
    tell: cameBack({ dueOn: '2027-01-08' }, { startOn: '2027-02-01', dueOn: '2027-03-31' }),
  },
  {
    wrong: 'a finished action is opened again with a due date that is past',
    field: 'dueOn',
    typedIn: 'reopen-dueOn',
    tell: decided('reopen', 'chair', { ...reason, dueOn: yesterday }, { steps: ['submit', 'signOff'] }),
  },
  {
    wrong: 'a finished action is opened again with a due date before its start',
    field: 'dueOn',
    typedIn: 'reopen-dueOn',
    tell: decided(
      'reopen',
      'chair',
      { ...reason, dueOn: '2027-01-08' },
      { steps: ['submit', 'signOff'], draft: { startOn: '2027-02-01', dueOn: '2027-03-31' } },
    ),
  },
  {
    wrong: 'the check that it has stuck lies today',
    field: 'embedCheckOn',
    typedIn: 'signOff-embedCheckOn',
    tell: decided('signOff', 'chair', { embedCheckOn: today }, { steps: ['submit', 'endorse'] }),
  },
  {
    wrong: 'an action is handed over from a day that lies ahead',
    field: 'fromOn',
    typedIn: 'transfer-fromOn',
    tell: decided('transfer', 'lead', ({ people }) => ({
      ...reason,
      ownerId: people.otherOwner,
      fromOn: tomorrow,
    })),
  },
  {
    wrong: 'an action is handed over to its owner',
    field: 'ownerId',
    typedIn: 'transfer-ownerId',
    tell: decided('transfer', 'lead', ({ people }) => ({ ...reason, ownerId: people.owner, fromOn: today })),
  },
  {
    wrong: 'an action is to be superseded by itself',
    field: 'successorId',
    typedIn: 'supersede-successorId',
    tell: decided('supersede', 'chair', ({ actions }) => ({ successorId: actions['P1.S1'] ?? '' })),
  },
  {
    wrong: 'an action is returned for a criterion of another',
    field: 'criterionId',
    typedIn: 'return-criterionId',
    tell: decided('return', 'lead', { ...reason, criterionId: newId() }, { steps: ['submit'] }),
  },
  {
    wrong: 'a new action is due before it starts',
    field: 'dueOn',
    tell: async (api) => {
      const plan = await givenPlan(api.app.db)
      const { items } = (await api.get(`/plans/${plan.planId}/priorities`, as(plan, 'lead'))).body
      const days = { startOn: '2027-02-01', dueOn: '2027-01-08' }
      const { items: horizons } = (await api.get(`/plans/${plan.planId}/horizons`, as(plan, 'lead'))).body
      return {
        ...as(plan, 'lead'),
        form: {
          path: `/plans/${plan.planId}/priorities/P1/actions/new`,
          fields: { title: 'New', horizonId: horizons[0].id, ...inDays(days) },
        },
        request: {
          method: 'POST',
          path: `/priorities/${items[0].id}/actions`,
          body: { ref: 'P1.S9', title: 'New', horizon: 'short', ...days },
        },
      }
    },
  },
  {
    wrong: 'a draft is given a due date before its start',
    field: 'dueOn',
    tell: edited({ dueOn: '2026-05-31' }, 'draft'),
  },
  {
    wrong: 'a draft is given a start after its due date',
    field: 'startOn',
    tell: edited({ startOn: '2026-12-19' }, 'draft'),
  },
  {
    wrong: 'an agreed action is given a start after its due date',
    field: 'startOn',
    tell: edited({ startOn: '2026-12-19' }, 'active'),
  },
]

/** Who asks, as the API and `Wrong` take it. */
export function as({ people }: TestPlan, who: CastName): { as: string } {
  return { as: people[who] }
}

/** The path of the only action of a plan, for pages and API alike. */
export const only = ({ actions }: TestPlan): string => `/actions/${actions['P1.S1']}`

/** Text as it is typed, and days in three fields each. */
export function inDays(fields: Record<string, string>, part = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(fields).map(([name, value]) =>
      name.endsWith('On') ? dayIn(part + name, value) : { [part + name]: value },
    ),
  ) as Record<string, string>
}

/** Adds evidence for both criteria, and takes the action a few steps further. */
export async function happened(
  api: Api,
  plan: TestPlan,
  ...steps: [event: string, who: CastName, fields?: object][]
): Promise<void> {
  for (const [event, who, fields] of steps) {
    const body = { event, ...fields }
    const { status } = await api.post(`${only(plan)}/transitions`, { ...as(plan, who), body, ifMatch: '*' })
    if (status !== 200) throw new Error(`${event}: ${status}`)
  }
}

async function withEvidence(api: Api, plan: TestPlan): Promise<void> {
  const { criteria } = (await api.get(only(plan), as(plan, 'owner'))).body
  for (const { id: criterionId } of criteria) {
    const body = { criterionId, kind: 'audit', title: 'Audit', url: 'https://a.example', datedOn: today }
    await api.post(`${only(plan)}/evidence`, { ...as(plan, 'owner'), body })
  }
}

const ways: Record<string, [event: string, who: CastName, fields?: object][]> = {
  submit: [
    ['start', 'owner'],
    ['submit', 'owner', { whatChanged: 'Much' }],
  ],
  endorse: [['endorse', 'lead', { statement: 'I opened it' }]],
  signOff: [
    ['endorse', 'lead', { statement: 'I opened it' }],
    ['signOff', 'chair'],
  ],
}

type Fields = Record<string, string>

function decided(
  event: string,
  who: CastName,
  fields: Fields | ((plan: TestPlan) => Fields),
  { steps = [], draft = {} }: { steps?: string[]; draft?: Partial<ActionDraft> } = {},
) {
  return async (api: Api): Promise<Wrong> => {
    const plan = await givenPlan(api.app.db, [draft])
    if (steps.length > 0) await withEvidence(api, plan)
    await happened(api, plan, ...steps.flatMap((step) => ways[step] ?? []))
    const told = typeof fields === 'function' ? fields(plan) : fields
    return {
      ...as(plan, who),
      form: {
        path: `${only(plan)}/decide?on=${event}`,
        fields: { decision: event, ...inDays(told, `${event}-`) },
      },
      request: { method: 'POST', path: `${only(plan)}/transitions`, body: { event, ...told } },
    }
  }
}

function cameBack(fields: { dueOn: string }, draft: Partial<ActionDraft> = {}) {
  return async (api: Api): Promise<Wrong> => {
    const plan = await givenPlan(api.app.db, [draft])
    await happened(api, plan, ['cancel', 'chair', reason])
    const told = { ...reason, ...fields }
    return {
      ...as(plan, 'chair'),
      form: { path: `${only(plan)}/decide`, fields: inDays(told, 'reinstate-') },
      request: {
        method: 'POST',
        path: `${only(plan)}/transitions`,
        body: { event: 'reinstate', ...told },
      },
    }
  }
}

function reporting(body: object, typed: Fields, draft: Partial<ActionDraft> = {}) {
  return async (api: Api): Promise<Wrong> => {
    const plan = await givenPlan(api.app.db, [draft])
    const note = 'It goes on'
    return {
      ...as(plan, 'owner'),
      form: { path: `${only(plan)}/update`, fields: { note, ...typed } },
      request: { method: 'POST', path: `${only(plan)}/updates`, body: { note, ...body } },
    }
  }
}

function edited(change: Fields, state: 'draft' | 'active') {
  return async (api: Api): Promise<Wrong> => {
    const plan = await givenPlan(api.app.db, [{}], { state })
    const { criteria, startOn, dueOn } = (await api.get(only(plan), as(plan, 'owner'))).body
    const { items: horizons } = (await api.get(`/plans/${plan.planId}/horizons`, as(plan, 'owner'))).body
    const typed = (criteria as { id: string; text: string }[]).map(({ id, text }) => [
      `criterion-${id}`,
      text,
    ])
    return {
      ...as(plan, 'administrator'),
      form: {
        path: `${only(plan)}/edit`,
        fields: {
          title: 'As it is',
          horizonId: horizons[0].id,
          ownerId: plan.people.owner,
          ...(Object.fromEntries(typed) as Fields),
          ...inDays({ startOn, dueOn, ...change }),
        },
      },
      request: { method: 'PATCH', path: only(plan), body: change },
    }
  }
}
