import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { people } from '#db/schema/index.ts'
import type { Api } from '#test/support/api.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import type { Rule, Wrong } from './rule.ts'
import { as, inDays } from './telling.ts'

const turned = { firstOn: '2027-03-31', lastOn: '2027-03-30' }

/** Rules on what is told of a plan, its priorities and its meetings. */
export const planRules: Rule[] = [
  {
    wrong: 'a new plan ends before it begins',
    field: 'lastOn',
    tell: told('administrator', () => ({
      form: { path: '/plans/new', fields: { title: 'New', ...inDays(turned) } },
      request: { method: 'POST', path: '/plans', body: { title: 'New', ...turned } },
    })),
  },
  {
    wrong: 'a plan is made to end before it begins',
    field: 'lastOn',
    tell: told('administrator', (plan) => planEdited(plan, { lastOn: '2026-05-31' })),
  },
  {
    wrong: 'a plan is made to begin after it ends',
    field: 'firstOn',
    tell: told('administrator', (plan) => planEdited(plan, { firstOn: '2028-06-01' })),
  },
  {
    wrong: 'a new horizon ends before it begins',
    field: 'lastOn',
    typedIn: 'medium-lastOn',
    tell: async (api) => {
      const plan = await givenPlan(api.app.db)
      const made = await api.post('/plans', { ...as(plan, 'administrator'), body: { title: 'New' } })
      const window = { label: 'Medium term', ...turned }
      const path = `/plans/${made.body.id}`
      return {
        ...as(plan, 'administrator'),
        form: { path: `${path}/edit`, fields: { title: 'New', ...inDays(window, 'medium-') } },
        request: { method: 'POST', path: `${path}/horizons`, body: { name: 'medium', ...window } },
      }
    },
  },
  {
    wrong: 'a horizon is made to end before it begins',
    field: 'lastOn',
    typedIn: 'short-lastOn',
    tell: told('administrator', (plan, horizonId) => ({
      form: { path: `/plans/${plan.planId}/edit`, fields: planTyped({}, { 'short-lastOn': '2026-05-31' }) },
      request: {
        method: 'PATCH',
        path: `/plans/${plan.planId}/horizons/${horizonId}`,
        body: { lastOn: '2026-05-31' },
      },
    })),
  },
  {
    wrong: 'a horizon is made to begin after it ends',
    field: 'firstOn',
    typedIn: 'short-firstOn',
    tell: told('administrator', (plan, horizonId) => ({
      form: { path: `/plans/${plan.planId}/edit`, fields: planTyped({}, { 'short-firstOn': '2027-01-01' }) },
      request: {
        method: 'PATCH',
        path: `/plans/${plan.planId}/horizons/${horizonId}`,
        body: { firstOn: '2027-01-01' },
      },
    })),
  },
  {
    wrong: 'an overdue action reaches the chair before the lead',
    field: 'escalateChairDays',
    tell: told('administrator', (plan) => settings(plan, { escalateChairDays: 4 })),
  },
  {
    wrong: 'an overdue action reaches the agenda before the chair',
    field: 'escalateAgendaDays',
    tell: told('administrator', (plan) => settings(plan, { escalateAgendaDays: 9 })),
  },
  {
    wrong: 'a plan is closed in favour of itself',
    of: 'close',
    field: 'successorId',
    typedIn: 'close-successorId',
    tell: told('chair', ({ planId }) => ({
      form: { path: `/plans/${planId}/decide`, fields: { decision: 'close', 'close-successorId': planId } },
      request: {
        method: 'POST',
        path: `/plans/${planId}/transitions`,
        body: { event: 'close', successorId: planId },
      },
    })),
  },
  {
    wrong: 'a priority is to be a strand of one that is not of the plan',
    field: 'parentId',
    tell: told('administrator', ({ planId }, _, priorityId) =>
      priorityEdited(planId, priorityId, { parentId: newId() }),
    ),
  },
  {
    wrong: 'a priority is to be led by somebody who has left',
    field: 'leadId',
    tell: async (api) => {
      const tell = told('administrator', ({ planId, people }, _, priorityId) =>
        priorityEdited(planId, priorityId, { leadId: people.stranger }),
      )
      return tell(api, 'stranger')
    },
  },
  {
    wrong: 'a decision of a meeting is about an action that is not of the plan',
    field: 'actionId',
    tell: async (api) => {
      const plan = await givenPlan(api.app.db)
      const { planId } = plan
      const body = { title: 'The board', heldOn: '2026-11-23' }
      const administrator = as(plan, 'administrator')
      const path = `/meetings/${(await api.post(`/plans/${planId}/meetings`, { ...administrator, body })).body.id}`
      const step = (who: CastName, event: string) =>
        api.post(`${path}/transitions`, { ...as(plan, who), ifMatch: '*', body: { event } })
      await step('administrator', 'freeze')
      await step('chair', 'issue')
      const fields = { text: 'Noted', actionId: newId() }
      return {
        ...administrator,
        form: { path: `${path}/decisions/new`, fields },
        request: { method: 'POST', path: `${path}/decisions`, body: fields },
      }
    },
  },
]

/** Somebody who does something in a plan of three horizons, of which the first has the id that is given. */
export function told(
  who: CastName,
  wrong: (plan: TestPlan, horizonId: string, priorityId: string) => Omit<Wrong, 'as'>,
) {
  return async (api: Api, leaver?: CastName): Promise<Wrong> => {
    const plan = await givenPlan(api.app.db)
    if (leaver) await left(api, plan.people[leaver])
    const { items: horizons } = (await api.get(`/plans/${plan.planId}/horizons`, as(plan, 'chair'))).body
    const { items: all } = (await api.get(`/plans/${plan.planId}/priorities`, as(plan, 'chair'))).body
    return { ...as(plan, who), ...wrong(plan, horizons[0].id, all[0].id) }
  }
}

type Fields = Record<string, string>

const span = { firstOn: '2026-06-01', lastOn: '2028-05-31' }
const windows = {
  'short-firstOn': '2026-06-01',
  'short-lastOn': '2026-12-31',
  'medium-firstOn': '2027-01-01',
  'medium-lastOn': '2027-06-30',
  'long-firstOn': '2027-07-01',
  'long-lastOn': '2028-05-31',
}

function planTyped(days: Fields, horizons: Fields = {}): Fields {
  const labels = { 'short-label': 'Short term', 'medium-label': 'Medium term', 'long-label': 'Long term' }
  return { title: 'A plan', ...labels, ...inDays({ ...span, ...days, ...windows, ...horizons }) }
}

function planEdited({ planId }: TestPlan, change: Fields): Omit<Wrong, 'as'> {
  return {
    form: { path: `/plans/${planId}/edit`, fields: planTyped(change) },
    request: { method: 'PATCH', path: `/plans/${planId}`, body: change },
  }
}

function settings({ planId }: TestPlan, change: Record<string, number>): Omit<Wrong, 'as'> {
  const usual = {
    closure: 'twoKeys',
    dueSoonDays: 14,
    staleDays: 35,
    farLateDays: 28,
    embedAfterDays: 90,
    oftenExtended: 2,
    digestWeekday: 1,
    digestHour: 8,
    bankHolidays: 'englandAndWales',
    escalateLeadDays: 5,
    escalateChairDays: 10,
    escalateAgendaDays: 20,
    answersByLink: false,
  }
  const typed = Object.entries({ ...usual, ...change }).map(([name, value]) => [name, String(value)])
  return {
    form: { path: `/plans/${planId}/settings`, fields: Object.fromEntries(typed) as Fields },
    request: { method: 'PATCH', path: `/plans/${planId}`, body: change },
  }
}

function priorityEdited(planId: string, priorityId: string, change: Fields): Omit<Wrong, 'as'> {
  return {
    form: {
      path: `/plans/${planId}/priorities/P1/edit`,
      fields: { ref: 'P1', title: 'The first priority', ...change },
    },
    request: { method: 'PATCH', path: `/priorities/${priorityId}`, body: change },
  }
}

async function left({ app }: Api, personId: string): Promise<void> {
  await app.db.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, personId))
}
