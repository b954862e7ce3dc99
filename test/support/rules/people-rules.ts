import type { CastName, TestPlan } from '#test/support/plans.ts'
import { told } from './plan-rules.ts'
import type { Rule, Wrong } from './rule.ts'
import { inDays } from './telling.ts'

const tomorrow = '2026-11-24'
const reason = 'They move to another post'

/** Rules on what is told of people: that they leave, hand their work over, or have somebody stand in for them. */
export const peopleRules: Rule[] = [
  {
    wrong: 'somebody has left on a day that lies ahead',
    field: 'leftOn',
    tell: told('administrator', ({ planId, people }) => ({
      form: {
        path: `/plans/${planId}/people/${people.member}/leaving`,
        fields: { reason, ...inDays({ leftOn: tomorrow }) },
      },
      request: { method: 'PATCH', path: `/people/${people.member}`, body: { leftOn: tomorrow } },
    })),
  },
  {
    wrong: 'somebody with work has left on a day that lies ahead',
    field: 'leftOn',
    tell: told('administrator', (plan) => handedOver(plan, 'leaving', { leftOn: tomorrow })),
  },
  {
    wrong: 'work is handed over from a day that lies ahead',
    field: 'fromOn',
    tell: told('administrator', (plan) => handedOver(plan, 'handover', { fromOn: tomorrow })),
  },
  {
    wrong: 'the lead of a priority hands it over from a day that lies ahead',
    field: 'fromOn',
    tell: told('administrator', (plan) => handedOver(plan, 'handover', { fromOn: tomorrow }, 'lead')),
  },
  {
    wrong: 'work is handed over to nobody',
    field: 'toId',
    typedIn: 'all',
    tell: told('administrator', (plan) => {
      const { form, request } = handedOver(plan, 'handover', {})
      const { toId: _, ...body } = request.body as Fields
      return { form: { ...form, fields: { ...form.fields, all: '' } }, request: { ...request, body } }
    }),
  },
  {
    wrong: 'a deputy stands in until a day before the first',
    field: 'untilOn',
    tell: told('owner', deputy({ fromOn: '2026-12-18', untilOn: '2026-12-14' })),
  },
  {
    wrong: 'a deputy stands in on days that are past',
    field: 'untilOn',
    tell: told('owner', deputy({ fromOn: '2026-11-02', untilOn: '2026-11-20' })),
  },
  {
    wrong: 'a deputy stands in for more than a year',
    field: 'untilOn',
    tell: told('owner', deputy({ fromOn: '2026-11-23', untilOn: '2027-12-31' })),
  },
  {
    wrong: 'somebody stands in for themselves',
    field: 'deputyId',
    tell: told('owner', deputy({}, 'owner')),
  },
  {
    wrong: 'a deputy takes no part in a plan of the owner',
    field: 'deputyId',
    tell: told('owner', deputy({}, 'stranger')),
  },
]

type Fields = Record<string, string>

function handedOver(
  { planId, people, actions }: TestPlan,
  page: 'handover' | 'leaving',
  days: Fields,
  who: CastName = 'owner',
): Omit<Wrong, 'as'> {
  const said = { fromOn: '2026-11-23', reason, ...days }
  return {
    form: {
      path: `/plans/${planId}/people/${people[who]}/${page}`,
      fields: { ...inDays(said), all: people.otherOwner, [`to-action-${actions['P1.S1']}`]: '' },
    },
    request: {
      method: 'POST',
      path: `/people/${people[who]}/handover`,
      body: { toId: people.otherOwner, ...said },
    },
  }
}

function deputy(days: Fields, who: CastName = 'contributor') {
  const span = { fromOn: '2026-11-23', untilOn: '2026-12-18', ...days }
  return ({ people }: TestPlan): Omit<Wrong, 'as'> => ({
    form: { path: '/account/deputy', fields: { deputyId: people[who], ...inDays(span) } },
    request: { method: 'PUT', path: '/me/deputy', body: { deputyId: people[who], ...span } },
  })
}
