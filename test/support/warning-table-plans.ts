import type { Api } from './api.ts'
import { beyondPlan, dayTyped, farAway, otherCentury, type Row } from './warning-row.ts'

/** What is warned of beside actions: days of plans, horizons, meetings, inspections, measures and deputies. */
export const planWarnings = (api: () => Api): Row[] => [
  {
    what: 'a meeting far away',
    who: 'administrator',
    code: 'dayFar',
    pointer: '/heldOn',
    detail: farAway('14 December 2062'),
    form: {
      path: ({ plan }) => `/plans/${plan.planId}/meetings/new`,
      typed: () => ({ title: 'The board', ...dayTyped('heldOn', '2062-12-14') }),
      field: 'heldOn',
    },
    call: {
      method: 'POST',
      path: ({ plan }) => `/plans/${plan.planId}/meetings`,
      body: () => ({ title: 'The board', heldOn: '2062-12-14' }),
    },
  },
  {
    what: 'an inspection of another century',
    who: 'administrator',
    code: 'dayFar',
    pointer: '/inspectedOn',
    detail: '10 June 1926 lies before the year 2000. Is the year right?',
    form: {
      path: ({ plan }) => `/plans/${plan.planId}/inspections/new`,
      typed: () => ({
        title: 'Larch House',
        setting: 'home',
        visit: 'full',
        inspector: 'Ofsted',
        precision: 'day',
        ...dayTyped('inspectedOn', '1926-06-10'),
      }),
      field: 'inspectedOn',
    },
    call: {
      method: 'POST',
      path: ({ plan }) => `/plans/${plan.planId}/inspections`,
      body: () => ({ title: 'Larch House', setting: 'home', visit: 'full', inspectedOn: '1926-06-10' }),
    },
  },
  {
    what: 'a plan that ends far away',
    who: 'administrator',
    code: 'dayFar',
    pointer: '/lastOn',
    detail: farAway('31 May 2082'),
    form: {
      path: ({ plan }) => `/plans/${plan.planId}/edit`,
      typed: () => dayTyped('lastOn', '2082-05-31'),
      field: 'lastOn',
    },
    call: {
      method: 'PATCH',
      path: ({ plan }) => `/plans/${plan.planId}`,
      body: () => ({ lastOn: '2082-05-31' }),
    },
  },
  {
    what: 'a new plan that begins in another century',
    who: 'administrator',
    code: 'dayFar',
    pointer: '/firstOn',
    detail: otherCentury,
    form: {
      path: () => '/plans/new',
      typed: () => ({ title: 'A plan', ...dayTyped('firstOn', '1926-05-01') }),
      field: 'firstOn',
    },
    call: { method: 'POST', path: () => '/plans', body: () => ({ title: 'A plan', firstOn: '1926-05-01' }) },
  },
  {
    what: 'a horizon outside its plan',
    who: 'administrator',
    code: 'outsidePlan',
    pointer: '/lastOn',
    detail: `30 June 2028 ${beyondPlan}`,
    form: {
      path: ({ plan }) => `/plans/${plan.planId}/edit`,
      typed: () => dayTyped('long-lastOn', '2028-06-30'),
      field: 'long-lastOn',
    },
    call: {
      method: 'PATCH',
      path: ({ plan, extra }) => `/plans/${plan.planId}/horizons/${extra}`,
      body: () => ({ lastOn: '2028-06-30' }),
    },
    before: async (given) => {
      const { body } = await api().get(`/plans/${given.plan.planId}/horizons`, {
        as: given.plan.people.administrator,
      })
      given.extra = body.items.find(({ name }: { name: string }) => name === 'long').id
    },
  },
  {
    what: 'a target far away',
    who: 'administrator',
    code: 'dayFar',
    pointer: '/targetOn',
    detail: farAway('31 March 2082'),
    call: {
      method: 'POST',
      path: ({ plan }) => `/plans/${plan.planId}/measures`,
      body: () => ({
        ref: 'M1',
        title: 'Visits',
        unit: 'count',
        polarity: 'higherIsBetter',
        target: '5',
        targetOn: '2082-03-31',
        acknowledgeSmallCount: true,
      }),
    },
  },
  {
    what: 'a figure of another century',
    who: 'administrator',
    code: 'dayFar',
    pointer: '/asAtOn',
    detail: '31 March 1926 lies before the year 2000. Is the year right?',
    call: {
      method: 'POST',
      path: ({ extra }) => `/measures/${extra}/observations`,
      body: () => ({ asAtOn: '1926-03-31', published: '55', value: 55, status: 'validated' }),
    },
    before: async (given) => {
      const body = { ref: 'M1', title: 'Visits', unit: 'count', polarity: 'higherIsBetter' }
      const made = await api().post(`/plans/${given.plan.planId}/measures`, {
        as: given.plan.people.administrator,
        body,
      })
      given.extra = made.body.id
    },
  },
  {
    what: 'a deputy far away',
    who: 'owner',
    code: 'dayFar',
    pointer: '/fromOn',
    detail: farAway('1 December 2062'),
    form: {
      path: () => '/account/deputy',
      typed: ({ plan }) => ({
        deputyId: plan.people.contributor,
        ...dayTyped('fromOn', '2062-12-01'),
        ...dayTyped('untilOn', '2062-12-05'),
      }),
      field: 'fromOn',
    },
    call: {
      method: 'PUT',
      path: () => '/me/deputy',
      body: ({ plan }) => ({
        deputyId: plan.people.contributor,
        fromOn: '2062-12-01',
        untilOn: '2062-12-05',
      }),
    },
  },
]
