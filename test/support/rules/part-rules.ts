import { newId } from '#db/connection/ids.ts'
import type { ActionDraft } from '#db/write/plan-draft.ts'
import type { Api } from '#test/support/api.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import type { Rule, Wrong } from './rule.ts'
import { as, inDays, only } from './telling.ts'

const tomorrow = '2026-11-24'

/** Rules on what is told of the parts of an action: evidence, milestones, blockers and requests for more time. */
export const partRules: Rule[] = [
  {
    wrong: 'evidence has a date that lies ahead',
    of: 'addEvidence',
    field: 'datedOn',
    typedIn: 'evidence-datedOn',
    tell: evidence({ datedOn: tomorrow }),
  },
  {
    wrong: 'evidence is put against a criterion of another action',
    of: 'addEvidence',
    field: 'criterionId',
    typedIn: 'evidence-criterionId',
    tell: evidence({ criterionId: newId() }),
  },
  {
    wrong: 'a new milestone lies after the due date of its action',
    of: 'addMilestone',
    field: 'dueOn',
    tell: added('milestones', 'milestones/new', { title: 'Half of it', dueOn: '2026-12-19' }),
  },
  {
    wrong: 'a milestone is met on a day that lies ahead',
    of: 'meet',
    field: 'metOn',
    typedIn: 'meet-metOn',
    tell: milestone('meet', { metOn: tomorrow }),
  },
  {
    wrong: 'a milestone moves beyond the due date of its action',
    of: 'replan',
    field: 'dueOn',
    typedIn: 'replan-dueOn',
    tell: milestone('replan', { dueOn: '2026-12-19', reason: 'It takes longer' }),
  },
  {
    wrong: 'an action waits for something since a day that lies ahead',
    of: 'raise',
    field: 'sinceOn',
    typedIn: 'blocker-sinceOn',
    tell: added(
      'blockers',
      'blockers/new',
      { what: 'The lease', waitingOn: 'Legal services', sinceOn: tomorrow },
      { part: 'blocker-' },
    ),
  },
  {
    wrong: 'more time is asked for until a day before the due date',
    of: 'request',
    field: 'dueOn',
    tell: moreTime('2026-12-01'),
  },
  {
    wrong: 'a date fixed by a regulator moves without their agreement',
    of: 'grant',
    field: 'regulatorAgreement',
    typedIn: 'grant-regulatorAgreement',
    tell: async (api) => {
      const { plan, id } = await asked(api)
      return {
        ...as(plan, 'chair'),
        form: { path: `${only(plan)}/decide`, fields: { decision: 'grant' } },
        request: granting(id),
      }
    },
  },
  {
    wrong: 'a date fixed by a regulator moves from the board without their agreement',
    of: 'grant',
    field: 'regulatorAgreement',
    typedIn: 'regulatorAgreement',
    tell: async (api) => {
      const { plan, id, version } = await asked(api)
      const path = `/plans/${plan.planId}/board`
      return {
        ...as(plan, 'chair'),
        form: {
          path,
          sentTo: `${path}/extension`,
          fields: {
            decision: 'grant',
            extensionId: id,
            actionId: plan.actions['P1.S1'] ?? '',
            version: String(version),
          },
        },
        request: granting(id),
      }
    },
  },
]

function granting(id: string): Wrong['request'] {
  return { method: 'POST', path: `/extensions/${id}/transitions`, body: { event: 'grant' } }
}

/** An action with a date of a regulator, for which more time is asked. */
async function asked(api: Api): Promise<{ plan: TestPlan; id: string; version: number }> {
  const plan = await givenPlan(api.app.db, [{ regulatorDate: true }])
  const body = { dueOn: '2027-03-31', reasonCode: 'partner', text: 'They need time' }
  const made = await api.post(`${only(plan)}/extensions`, { ...as(plan, 'owner'), body })
  return { plan, id: made.body.id, version: made.body.version }
}

type Fields = Record<string, string>

function added(
  noun: string,
  page: string,
  fields: Fields,
  {
    part = '',
    draft = {},
    who = 'owner',
  }: { part?: string; draft?: Partial<ActionDraft>; who?: CastName } = {},
) {
  return async (api: Api): Promise<Wrong> => {
    const plan = await givenPlan(api.app.db, [draft])
    return {
      ...as(plan, who),
      form: { path: `${only(plan)}/${page}`, fields: inDays(fields, part) },
      request: { method: 'POST', path: `${only(plan)}/${noun}`, body: fields },
    }
  }
}

function moreTime(dueOn: string, draft: Partial<ActionDraft> = {}) {
  const fields = { dueOn, reasonCode: 'partner', text: 'They need time' }
  return added('extensions', 'extension', fields, { draft })
}

function evidence(wrong: Fields) {
  return async (api: Api): Promise<Wrong> => {
    const plan = await givenPlan(api.app.db)
    const { criteria } = (await api.get(only(plan), as(plan, 'owner'))).body
    const url = 'https://documents.example/audit'
    const right = {
      criterionId: criteria[0].id,
      kind: 'audit',
      title: 'An audit',
      url,
      datedOn: '2026-11-20',
    }
    const fields = { ...right, ...wrong }
    return {
      ...as(plan, 'owner'),
      form: { path: `${only(plan)}/evidence`, fields: inDays(fields, 'evidence-') },
      request: { method: 'POST', path: `${only(plan)}/evidence`, body: fields },
    }
  }
}

function milestone(event: string, fields: Fields) {
  return async (api: Api): Promise<Wrong> => {
    const milestones = [{ title: 'Half of it', dueOn: '2026-12-01' }]
    const plan = await givenPlan(api.app.db, [{ milestones }])
    const { items } = (await api.get(`${only(plan)}/milestones`, as(plan, 'owner'))).body
    const [{ id }] = items
    return {
      ...as(plan, 'owner'),
      form: {
        path: `${only(plan)}/milestones/${id}`,
        fields: { decision: event, ...inDays(fields, `${event}-`) },
      },
      request: { method: 'POST', path: `/milestones/${id}/transitions`, body: { event, ...fields } },
    }
  }
}
