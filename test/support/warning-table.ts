import type { Api } from './api.ts'
import { type Asked, beyondPlan, dayTyped, farAway, otherCentury, type Row } from './warning-row.ts'
import { planWarnings } from './warning-table-plans.ts'
const edit = (field: string, day: string): Pick<Row, 'form' | 'call'> => ({
  form: { path: ({ actionId }) => `/actions/${actionId}/edit`, typed: () => dayTyped(field, day), field },
  call: { method: 'PATCH', path: ({ actionId }) => `/actions/${actionId}`, body: () => ({ [field]: day }) },
})
const asking = (day: string): Pick<Row, 'form' | 'call'> => ({
  form: {
    path: ({ actionId }) => `/actions/${actionId}/extension`,
    typed: () => ({ ...dayTyped('dueOn', day), reasonCode: 'partner', text: 'They come later.' }),
    field: 'dueOn',
  },
  call: {
    method: 'POST',
    path: ({ actionId }) => `/actions/${actionId}/extensions`,
    body: () => ({ dueOn: day, reasonCode: 'partner', text: 'They come later.' }),
  },
})
const granting = {
  form: {
    path: ({ actionId }: Asked) => `/actions/${actionId}/decide`,
    typed: () => ({ decision: 'grant' }),
  },
  call: {
    method: 'POST' as const,
    path: ({ extra }: Asked) => `/extensions/${extra}/transitions`,
    body: () => ({ event: 'grant' }),
  },
}
const asked = (api: () => Api, dueOn: string) => async (given: Asked) => {
  const body = { dueOn, reasonCode: 'partner', text: 'They come later.' }
  const { body: made } = await api().post(`/actions/${given.actionId}/extensions`, {
    as: given.plan.people.owner,
    body,
  })
  given.extra = made.id
}
const short = 'Short term runs from 1 June 2026 until 31 December 2026'

/** Everything that is warned of, by the form and by the API. */
export const warningTable = (api: () => Api): Row[] => [
  {
    what: 'a due date outside its horizon',
    who: 'administrator',
    state: 'draft',
    code: 'outsideHorizon',
    pointer: '/dueOn',
    detail: `1 January 2027 lies outside its horizon: ${short}.`,
    ...edit('dueOn', '2027-01-01'),
  },
  {
    what: 'a due date far away',
    who: 'administrator',
    state: 'draft',
    code: 'dayFar',
    pointer: '/dueOn',
    detail: farAway('11 March 2062'),
    ...edit('dueOn', '2062-03-11'),
  },
  {
    what: 'a start before the plan',
    who: 'administrator',
    code: 'outsidePlan',
    pointer: '/startOn',
    detail: `31 May 2026 ${beyondPlan}`,
    ...edit('startOn', '2026-05-31'),
  },
  {
    what: 'a new action outside its horizon',
    who: 'lead',
    code: 'outsideHorizon',
    pointer: '/dueOn',
    detail: `1 January 2027 lies outside its horizon: ${short}.`,
    form: {
      path: ({ plan }) => `/plans/${plan.planId}/priorities/P1/actions/new`,
      typed: ({ horizonId }) => ({ title: 'Train everybody', horizonId, ...dayTyped('dueOn', '2027-01-01') }),
      field: 'dueOn',
    },
    call: {
      method: 'POST',
      path: ({ action }) => `/priorities/${action.priority.id}/actions`,
      body: () => ({ ref: 'P1.S9', title: 'Train everybody', horizon: 'short', dueOn: '2027-01-01' }),
    },
  },
  {
    what: 'agreeing an action that is due on a day gone by',
    who: 'lead',
    state: 'draft',
    given: [{ startOn: null, dueOn: '2026-11-20' }],
    code: 'dayPast',
    pointer: '/dueOn',
    detail: 'It is due on a day gone by: 20 November 2026 is already past.',
    form: { path: ({ actionId }) => `/actions/${actionId}/decide`, typed: () => ({}) },
    call: {
      method: 'POST',
      path: ({ actionId }) => `/actions/${actionId}/transitions`,
      body: () => ({ event: 'agree' }),
    },
  },
  {
    what: 'approving a plan with an action that is due on a day gone by',
    who: 'chair',
    state: 'draft',
    before: ({ plan }) =>
      api().post(`/plans/${plan.planId}/transitions`, {
        as: plan.people.administrator,
        ifMatch: '*',
        body: { event: 'submit' },
      }),
    given: [{ dueOn: '2026-11-20', recommendations: ['R1'] }],
    code: 'dayPast',
    pointer: '/actions/P1.S1',
    detail: 'The due date of P1.S1: 20 November 2026 is already past.',
    form: { path: ({ plan }) => `/plans/${plan.planId}/decide`, typed: () => ({ decision: 'approve' }) },
    call: {
      method: 'POST',
      path: ({ plan }) => `/plans/${plan.planId}/transitions`,
      body: () => ({ event: 'approve' }),
    },
  },
  {
    what: 'more time until a day gone by',
    who: 'owner',
    given: [{ dueOn: '2026-11-12' }],
    code: 'dayPast',
    pointer: '/dueOn',
    detail: '20 November 2026 is already past.',
    ...asking('2026-11-20'),
  },
  {
    what: 'more time until a bank holiday',
    who: 'owner',
    code: 'dayNotWorking',
    pointer: '/dueOn',
    detail: '25 December 2026 is a bank holiday.',
    ...asking('2026-12-25'),
  },
  {
    what: 'more time until a Saturday',
    who: 'owner',
    code: 'dayNotWorking',
    pointer: '/dueOn',
    detail: '19 December 2026 is a Saturday.',
    ...asking('2026-12-19'),
  },
  {
    what: 'more time beyond the plan',
    who: 'owner',
    code: 'outsidePlan',
    pointer: '/dueOn',
    detail: `1 June 2028 ${beyondPlan}`,
    ...asking('2028-06-01'),
  },
  {
    what: 'granting time until a bank holiday',
    who: 'lead',
    before: asked(api, '2026-12-25'),
    code: 'dayNotWorking',
    pointer: '/dueOn',
    detail: '25 December 2026 is a bank holiday.',
    ...granting,
  },
  {
    what: 'granting on the board time until a Sunday',
    who: 'chair',
    given: [{ regulatorDate: false }],
    before: asked(api, '2027-01-31'),
    code: 'dayNotWorking',
    pointer: '/dueOn',
    detail: '31 January 2027 is a Sunday.',
    ...granting,
    form: {
      path: ({ plan }) => `/plans/${plan.planId}/board/extension`,
      typed: ({ actionId, extra, action }) => ({
        actionId,
        extensionId: extra,
        version: String(action.version + 1),
        decision: 'grant',
      }),
    },
  },
  {
    what: 'a milestone before the plan',
    who: 'owner',
    code: 'outsidePlan',
    pointer: '/dueOn',
    detail: `1 May 2026 ${beyondPlan}`,
    form: {
      path: ({ actionId }) => `/actions/${actionId}/milestones/new`,
      typed: () => ({ title: 'Half of it', ...dayTyped('dueOn', '2026-05-01') }),
      field: 'dueOn',
    },
    call: {
      method: 'POST',
      path: ({ actionId }) => `/actions/${actionId}/milestones`,
      body: () => ({ title: 'Half of it', dueOn: '2026-05-01' }),
    },
  },
  {
    what: 'a forecast beyond the plan',
    who: 'owner',
    code: 'outsidePlan',
    pointer: '/forecastOn',
    detail: `1 June 2028 ${beyondPlan}`,
    form: {
      path: ({ actionId }) => `/actions/${actionId}/update`,
      typed: () => ({ note: 'It goes slowly.', ...dayTyped('forecastOn', '2028-06-01') }),
      field: 'forecastOn',
    },
    call: {
      method: 'POST',
      path: ({ actionId }) => `/actions/${actionId}/updates`,
      body: () => ({ note: 'It goes slowly.', forecastOn: '2028-06-01' }),
    },
  },
  {
    what: 'a forecast of the weekly form beyond the plan',
    who: 'owner',
    given: [{ dueOn: '2026-11-20' }],
    code: 'outsidePlan',
    pointer: '/forecastOn',
    detail: `1 June 2028 ${beyondPlan}`,
    form: {
      path: () => '/week',
      typed: ({ actionId }) => ({
        [`update-${actionId}-note`]: 'It goes slowly.',
        ...dayTyped(`update-${actionId}-forecastOn`, '2028-06-01'),
        one: actionId,
      }),
    },
  },
  {
    what: 'evidence of another century',
    who: 'owner',
    code: 'dayFar',
    pointer: '/datedOn',
    detail: otherCentury,
    form: {
      path: ({ actionId }) => `/actions/${actionId}/evidence`,
      typed: ({ action }) => ({
        'evidence-criterionId': action.criteria[0].id,
        'evidence-kind': 'audit',
        'evidence-title': 'The audit',
        'evidence-url': 'https://audit.example/1',
        ...dayTyped('evidence-datedOn', '1926-05-01'),
      }),
    },
    call: {
      method: 'POST',
      path: ({ actionId }) => `/actions/${actionId}/evidence`,
      body: ({ action }) => ({
        criterionId: action.criteria[0].id,
        kind: 'audit',
        title: 'The audit',
        url: 'https://audit.example/1',
        datedOn: '1926-05-01',
        independent: false,
      }),
    },
  },
  {
    what: 'a blocker of another century',
    who: 'owner',
    code: 'dayFar',
    pointer: '/sinceOn',
    detail: otherCentury,
    form: {
      path: ({ actionId }) => `/actions/${actionId}/blockers/new`,
      typed: () => ({
        'blocker-what': 'The keys',
        'blocker-waitingOn': 'The landlord',
        ...dayTyped('blocker-sinceOn', '1926-05-01'),
      }),
    },
    call: {
      method: 'POST',
      path: ({ actionId }) => `/actions/${actionId}/blockers`,
      body: () => ({ what: 'The keys', waitingOn: 'The landlord', sinceOn: '1926-05-01' }),
    },
  },
  {
    what: 'a hand-over of another century',
    who: 'lead',
    code: 'dayFar',
    pointer: '/fromOn',
    detail: otherCentury,
    form: {
      path: ({ actionId }) => `/actions/${actionId}/decide?on=transfer`,
      typed: ({ plan }) => ({
        'transfer-ownerId': plan.people.otherOwner,
        ...dayTyped('transfer-fromOn', '1926-05-01'),
        'transfer-reason': 'They moved.',
      }),
      field: 'transfer-fromOn',
    },
    call: {
      method: 'POST',
      path: ({ actionId }) => `/actions/${actionId}/transitions`,
      body: ({ plan }) => ({
        event: 'transfer',
        ownerId: plan.people.otherOwner,
        fromOn: '1926-05-01',
        reason: 'They moved.',
      }),
    },
  },
  ...planWarnings(api),
]
