import { eq } from '#db/connection/drizzle.ts'
import { people } from '#db/schema/index.ts'
import type { ActionDraft } from '#db/write/plan-draft.ts'
import type { Api } from '#test/support/api.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { dayIn, type Wrong } from './rule.ts'

const reason = { reason: 'Because it has to be' }
const today = '2026-11-23'

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

async function happened(
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

/** Steps of an action's life, each with what comes before it. */
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

/** A decision on an action, after a few steps of its life. */
export function decided(
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

/** A cancelled action comes back. */
export function cameBack(fields: { dueOn: string }, draft: Partial<ActionDraft> = {}) {
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

/** A report of the owner. */
export function reporting(body: object, typed: Fields, draft: Partial<ActionDraft> = {}) {
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

/** An action is edited; whoever is chosen from outside of its plan has left. */
export function edited(told: Fields | ((plan: TestPlan) => Fields), state: 'draft' | 'active') {
  return async (api: Api): Promise<Wrong> => {
    const plan = await givenPlan(api.app.db, [{}], { state })
    await api.app.db.update(people).set({ leftOn: today }).where(eq(people.id, plan.people.stranger))
    const change = typeof told === 'function' ? told(plan) : told
    const { recommendationIds: answered, measureIds: moved, ...fields } = change
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
          ...inDays({ startOn, dueOn, ...fields }),
          ...(answered !== undefined && { [`recommendationIds-${answered}`]: answered }),
          ...(moved !== undefined && { [`measureIds-${moved}`]: moved }),
        },
      },
      request: {
        method: 'PATCH',
        path: only(plan),
        body: {
          ...fields,
          ...(answered !== undefined && { recommendationIds: [answered] }),
          ...(moved !== undefined && { measureIds: [moved] }),
        },
      },
    }
  }
}
