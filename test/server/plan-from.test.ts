import { describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { planAsDraft } from '#db/read/plan-as-draft.ts'
import { readPlan } from '#db/read/plans.ts'
import { people, plans, priorities } from '#db/schema/index.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'

const api = useApi('2026-11-23T10:00:00.000Z')

/** Stands in everything that must not be copied. */
const CANARY = 'Canary'
/** What these tests read of what the API gives. */
type ReadAction = Record<'ref' | 'state' | 'startOn' | 'dueOn' | 'baselineDueOn', unknown> & {
  owner: { post: string } | null
}
type ReadPriority = { ref: string; state: string; parent: { ref: string } | null }
type ReadMeasure = Record<'ref' | 'baseline' | 'target' | 'definition', unknown>
type Window = { name: string; firstOn: string; lastOn: string }

const all = ['measures', 'recommendations', 'actions', 'people']

/** An active plan to which everything has happened that can, each thing with the canary in its words. */
async function livedPlan(): Promise<TestPlan> {
  const { db } = api().app
  const plan = await givenPlan(
    db,
    [
      { recommendations: ['R1'], milestones: [{ title: 'Half of it', dueOn: '2026-12-01' }] },
      { ref: 'P1.M1', horizon: 'medium', dueOn: '2027-03-31' },
      { dueOn: '2026-12-31' },
    ],
    { description: CANARY, vision: CANARY, challenges: [CANARY], dueSoonDays: 21, bankHolidays: 'scotland' },
  )
  const { owner, lead, chair, administrator } = plan.people
  const id = plan.actions['P1.S1']
  const by = (as: string, path: string, body: object) => api().post(path, { as, body, ifMatch: '*' })
  await db
    .update(people)
    .set({ name: `${CANARY} owner` })
    .where(eq(people.id, owner))
  await by(owner, `/actions/${id}/updates`, { note: CANARY, whatChanged: CANARY, forecastOn: '2026-12-24' })
  const { body: action } = await api().get(`/actions/${id}`, { as: owner })
  await by(owner, `/actions/${id}/evidence`, {
    criterionId: action.criteria[0].id,
    kind: 'audit',
    title: CANARY,
    url: 'https://canary.example/',
    datedOn: '2026-11-20',
    independent: true,
  })
  await by(owner, `/actions/${id}/blockers`, { what: CANARY, waitingOn: CANARY, sinceOn: '2026-11-02' })
  const more = {
    dueOn: '2026-12-30',
    reasonCode: 'partner',
    text: CANARY,
    effect: CANARY,
    mitigation: CANARY,
  }
  const asked = await by(owner, `/actions/${id}/extensions`, more)
  await by(lead, `/extensions/${asked.body.id}/transitions`, { event: 'grant', reason: CANARY })
  await by(administrator, `/plans/${plan.planId}/meetings`, {
    title: CANARY,
    heldOn: '2026-12-01',
    place: CANARY,
  })
  const measure = {
    ref: 'M1',
    title: 'Visits in time',
    definition: 'Of all visits',
    unit: 'percent',
    polarity: 'higherIsBetter',
    baseline: '61',
    target: '95',
    note: CANARY,
    every: 'quarter',
    dueAfterDays: 21,
    supplierId: owner,
    priorityId: action.priority.id,
  }
  const made = await by(administrator, `/plans/${plan.planId}/measures`, measure)
  await by(administrator, `/plans/${plan.planId}/measures`, { ...measure, ref: 'M2', priorityId: null })
  const figure = {
    asAtOn: '2026-10-31',
    published: '63%',
    value: 63,
    status: 'validated',
    caveat: CANARY,
    source: CANARY,
  }
  await by(administrator, `/measures/${made.body.id}/observations`, figure)
  await api().patch(`/actions/${id}`, {
    as: administrator,
    ifMatch: '*',
    body: { measureIds: [made.body.id] },
  })
  const strand = { ref: 'P1a', title: 'A strand', parentId: action.priority.id }
  await by(administrator, `/plans/${plan.planId}/priorities`, strand)
  await db
    .update(priorities)
    .set({ outcomeNote: CANARY, confidenceNote: CANARY })
    .where(eq(priorities.planId, plan.planId))
  await by(chair, `/actions/${plan.actions['P1.S3']}/transitions`, { event: 'cancel', reason: CANARY })
  return plan
}

const make = (plan: TestPlan, from: object, as = plan.people.administrator, more: object = {}) =>
  api().post('/plans', { as, body: { title: 'The next plan', from, ...more } })

/** Every row that belongs to a plan, and its history, as one text. */
async function everything(planId: string): Promise<string> {
  const tables = [
    'priorities',
    'actions',
    'horizons',
    'recommendations',
    'measures',
    'meetings',
    'events',
    'memberships',
  ]
  const parts = ['criteria', 'milestones', 'evidence', 'updates', 'blockers', 'extensions']
  const { db } = api().app
  const rows = [
    ...(await rowsOf(db, sql`select * from plans where id = ${planId}`)),
    ...(await Promise.all(
      tables.map((name) => rowsOf(db, sql`select * from ${sql.identifier(name)} where plan_id = ${planId}`)),
    )),
    ...(await Promise.all(
      parts.map((name) =>
        rowsOf(
          db,
          sql`select * from ${sql.identifier(name)} where action_id in (select id from actions where plan_id = ${planId})`,
        ),
      ),
    )),
    ...(await rowsOf(
      db,
      sql`select o.* from observations o join measures m on m.id = o.measure_id where m.plan_id = ${planId}`,
    )),
  ]
  return JSON.stringify(rows)
}

const draftOf = async (planId: string, personId: string) => {
  const row = await readPlan(api().app.db, personId, planId)
  if (!row) throw new Error('the plan is there to see')
  return planAsDraft(api().app.db, row)
}

describe('a plan from another', () => {
  test('has its structure, its settings and its days moved, all of it drafts', async () => {
    const plan = await livedPlan()
    const { status, body } = await make(plan, { planId: plan.planId, copy: all, startOn: '2027-06-01' })
    expect([status, body.state, body.title]).toEqual([201, 'draft', 'The next plan'])
    expect([body.firstOn, body.lastOn]).toEqual(['2027-06-01', '2029-05-31'])
    expect(
      body.horizons.map(({ firstOn, lastOn }: { firstOn: string; lastOn: string }) => [firstOn, lastOn]),
    ).toEqual([
      ['2027-06-01', '2027-12-31'],
      ['2028-01-01', '2028-06-30'],
      ['2028-07-01', '2029-05-31'],
    ])
    expect(body.settings).toMatchObject({ dueSoonDays: 21, bankHolidays: 'scotland', closure: 'twoKeys' })
    const as = plan.people.administrator
    const { items } = (await api().get(`/actions?plan=${body.id}&sort=dueOn`, { as })).body
    expect(
      items.map(({ ref, state, dueOn, startOn, owner, baselineDueOn }: ReadAction) => [
        ref,
        state,
        startOn,
        dueOn,
        owner?.post,
        baselineDueOn,
      ]),
    ).toEqual([
      // 18 December 2027 is a Saturday.
      ['P1.S1', 'draft', '2027-06-01', '2027-12-17', 'Post of the owner', null],
      ['P1.M1', 'draft', '2027-06-01', '2028-03-31', 'Post of the owner', null],
    ])
    expect(items[0]).toMatchObject({
      milestones: [{ title: 'Half of it', state: 'planned', dueOn: '2027-12-01' }],
      recommendations: [{ ref: 'R1' }],
      measures: [{ ref: 'M1' }],
      criteria: [{ text: 'The first thing is shown' }, { text: 'The second thing is shown' }],
    })
    const themes = (await api().get(`/plans/${body.id}/priorities`, { as })).body.items
    expect(themes.map(({ ref, state, parent }: ReadPriority) => [ref, state, parent?.ref ?? null])).toEqual([
      ['P1', 'draft', null],
      ['P1a', 'draft', 'P1'],
    ])
    const counted = (await api().get(`/plans/${body.id}/measures`, { as })).body.items
    expect(
      counted.map(({ ref, baseline, target, definition }: ReadMeasure) => [
        ref,
        baseline,
        target,
        definition,
      ]),
    ).toEqual([
      ['M1', null, null, 'Of all visits'],
      ['M2', null, null, 'Of all visits'],
    ])
    // Figures are due there as they were here, from the first day of the new plan; suppliers are named for each plan.
    const supply = { every: 'quarter', dueAfterDays: 21, dueFromOn: '2027-06-01', supplier: null }
    expect(counted).toMatchObject([supply, supply])
    const members = (await api().get(`/plans/${body.id}/members`, { as })).body.items
    expect(members.map(({ role }: { role: string }) => role).toSorted()).toEqual([
      'administrator',
      'chair',
      'member',
      'viceChair',
    ])
  })

  test('has nothing of what happened to it: no note, figure, name or history', async () => {
    const plan = await livedPlan()
    expect(await everything(plan.planId)).toContain(CANARY)
    const { body } = await make(plan, {
      planId: plan.planId,
      copy: ['measures', 'actions', 'recommendations'],
      startOn: '2027-06-01',
    })
    const text = await everything(body.id)
    expect(text).not.toMatch(/canary/i)
    for (const [name, id] of Object.entries(plan.people))
      if (name !== 'administrator') expect([name, text.includes(id)]).toEqual([name, false])
    expect(text).not.toMatch(/"61"|"95"|63%/)
    const events = (await api().get(`/plans/${body.id}/history`, { as: plan.people.administrator })).body
      .items
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({ event: 'create', payload: { madeFrom: { planId: plan.planId } } })
  })

  test('has no more than was asked for', async () => {
    const plan = await livedPlan()
    const { body } = await make(plan, { planId: plan.planId })
    const draft = await draftOf(body.id, plan.people.administrator)
    expect(draft).toMatchObject({
      firstOn: '2026-06-01',
      recommendations: [],
      measures: [],
      description: '',
      vision: '',
      challenges: [],
    })
    expect(
      draft.priorities.map(({ ref, actions, measures, leadEmail }) => [
        ref,
        actions.length,
        measures.length,
        leadEmail,
      ]),
    ).toEqual([
      ['P1', 0, 0, null],
      ['P1a', 0, 0, null],
    ])
    expect(draft.members).toHaveLength(1)
  })

  test('copied and copied back has the structure of the first', async () => {
    const plan = await livedPlan()
    const as = plan.people.administrator
    const there = await make(plan, { planId: plan.planId, copy: all, startOn: '2027-04-18' })
    const back = await make(plan, { planId: there.body.id, copy: all, startOn: '2026-06-01' })
    const [first, last] = [await draftOf(plan.planId, as), await draftOf(back.body.id, as)]
    const bare = ({ title: _, description: _d, vision: _v, challenges: _c, ...draft }: typeof first) => ({
      ...draft,
      // A day that fell on a Saturday on the way is a Friday for good.
      priorities: draft.priorities.map((each) => ({
        ...each,
        actions: each.actions.map(({ dueOn: _due, milestones, ...action }) => ({
          ...action,
          milestones: milestones.length,
        })),
      })),
    })
    expect(bare(last)).toEqual(bare(first))
  })

  test('takes what is told otherwise beside it', async () => {
    const plan = await livedPlan()
    const more = { vision: 'Better', dueSoonDays: 30, lastOn: '2030-01-31' }
    const { body } = await make(
      plan,
      { planId: plan.planId, startOn: '2027-06-01' },
      plan.people.administrator,
      more,
    )
    expect(body).toMatchObject({
      vision: 'Better',
      lastOn: '2030-01-31',
      settings: { dueSoonDays: 30, bankHolidays: 'scotland' },
    })
  })

  test('is made by those who may start plans, from what they may see, and from one thing', async () => {
    const [plan, other] = [await givenPlan(api().app.db), await givenPlan(api().app.db)]
    const status = async (as: string, from: object) => (await make(plan, from, as)).status
    expect(await status(plan.people.member, { planId: plan.planId })).toBe(403)
    expect(await status(plan.people.administrator, { planId: other.planId })).toBe(404)
    expect(await status(plan.people.administrator, {})).toBe(400)
    expect(
      await status(plan.people.administrator, { planId: plan.planId, template: 'send-local-area' }),
    ).toBe(400)
    expect(await status(plan.people.administrator, { template: 'none' })).toBe(400)
    expect(await status(plan.people.administrator, { planId: plan.planId, copy: ['figures'] })).toBe(400)
  })

  test('sent twice with one key is made once', async () => {
    const plan = await givenPlan(api().app.db)
    const request = {
      as: plan.people.administrator,
      headers: { 'idempotency-key': 'once' },
      body: { title: 'Once', from: { planId: plan.planId, copy: all } },
    }
    const [first, second] = [await api().post('/plans', request), await api().post('/plans', request)]
    expect(second.body.id).toBe(first.body.id)
  })
})

describe('the days of a plan from another', () => {
  const window = (plan: TestPlan, name: string, firstOn: string, lastOn: string) =>
    api().app.db.execute(
      sql`update horizons set first_on = ${firstOn}, last_on = ${lastOn} where plan_id = ${plan.planId} and name = ${name}`,
    )
  const beginning = (plan: TestPlan, firstOn: string | null, lastOn?: string | null) =>
    api()
      .app.db.update(plans)
      .set({ firstOn, ...(lastOn !== undefined && { lastOn }) })
      .where(eq(plans.id, plan.planId))
  const ofWindow = (body: { horizons: Window[] }, name: string) =>
    body.horizons.find((each) => each.name === name)

  test.each([
    ['lastOn', { lastOn: '2020-01-31' }, 'The last day of the plan cannot lie before its first.'],
    ['firstOn', { firstOn: '2040-01-31' }, 'The first day of the plan cannot lie after its last.'],
  ])('do not end before they begin: %s', async (field, more, detail) => {
    const plan = await givenPlan(api().app.db)
    const { status, body } = await make(plan, { planId: plan.planId }, plan.people.administrator, more)
    expect([status, body.errors]).toEqual([400, [{ pointer: `/${field}`, code: 'invalid', detail }]])
  })

  test.each(['2199-06-01', '1900-01-01'])(
    'lie within those that any field takes: moved to %s',
    async (startOn) => {
      const plan = await givenPlan(api().app.db, [{ startOn: '2026-05-01' }])
      const { status, body } = await make(plan, { planId: plan.planId, copy: all, startOn })
      const detail = 'Days of the plan would be moved too far. Give a date from 1900 to 2199.'
      expect([status, body.errors]).toEqual([400, [{ pointer: '/from/startOn', code: 'invalid', detail }]])
    },
  )

  test('are asked for in what it is made from where they end there before they begin', async () => {
    const plan = await givenPlan(api().app.db)
    await window(plan, 'short', '2026-12-31', '2026-06-01')
    const { status, body } = await make(plan, { planId: plan.planId, startOn: '2027-06-01' })
    const detail =
      'The last day of the short horizon cannot lie before its first. Put that right in what the plan is made from.'
    expect([status, body.errors]).toEqual([400, [{ pointer: '/from', code: 'invalid', detail }]])
  })

  test('keep a horizon of the last days of January in order', async () => {
    const plan = await givenPlan(api().app.db)
    await beginning(plan, '2026-12-01')
    await window(plan, 'medium', '2027-01-29', '2027-01-30')
    const { body } = await make(plan, { planId: plan.planId, copy: all, startOn: '2027-01-01' })
    expect(ofWindow(body, 'medium')).toMatchObject({ firstOn: '2027-02-28', lastOn: '2027-02-28' })
  })

  test('let the first horizon begin with the plan, moved to an earlier day too', async () => {
    const plan = await givenPlan(api().app.db)
    await beginning(plan, '2027-03-05')
    await window(plan, 'short', '2027-03-05', '2027-06-30')
    const { body } = await make(plan, { planId: plan.planId, startOn: '2027-01-30' })
    expect([body.firstOn, ofWindow(body, 'short')?.firstOn]).toEqual(['2027-01-30', '2027-01-30'])
  })

  test('begin on the day that is asked for where the other knows of none', async () => {
    const plan = await givenPlan(api().app.db)
    const as = plan.people.administrator
    const bare = await api().post('/plans', { as, body: { title: 'Bare' } })
    const { body } = await make(plan, { planId: bare.body.id, copy: all, startOn: '2027-06-01' })
    expect([body.firstOn, body.lastOn, body.horizons]).toEqual(['2027-06-01', null, []])
    await api().patch(`/plans/${bare.body.id}`, { as, ifMatch: '*', body: { lastOn: '2027-05-31' } })
    const ended = await make(plan, { planId: bare.body.id, startOn: '2027-06-01' })
    const detail = 'The first day of the plan cannot lie after its last.'
    expect(ended.body.errors).toEqual([{ pointer: '/from/startOn', code: 'invalid', detail }])
  })

  test('are told where an action lies outside of the plan or of its horizon', async () => {
    const plan = await givenPlan(api().app.db, [{ dueOn: '2026-12-15' }, { dueOn: '2027-02-01' }])
    const from = { planId: plan.planId, copy: ['actions'] }
    const { status, body } = await make(plan, from, plan.people.administrator, { lastOn: '2026-11-30' })
    expect(status).toBe(201)
    expect(
      body.warnings.filter(({ pointer }: { pointer: string }) => pointer.startsWith('/actions')),
    ).toEqual([
      {
        pointer: '/actions/P1.S1/dueOn',
        code: 'outsidePlan',
        detail:
          'The due date of P1.S1: 15 December 2026 lies outside the plan, which runs from 1 June 2026 until 30 November 2026.',
      },
      {
        pointer: '/actions/P1.S2/dueOn',
        code: 'outsideHorizon',
        detail: expect.stringMatching(/^The due date of P1\.S2: 1 February 2027 lies outside its horizon: /),
      },
    ])
  })

  test('keep what is due on a day without work in its horizon: on the next working day', async () => {
    const plan = await givenPlan(api().app.db, [{ horizon: 'medium', dueOn: '2027-01-01', startOn: null }])
    const as = plan.people.administrator
    const { body } = await make(plan, { planId: plan.planId, copy: ['actions'], startOn: '2026-10-01' })
    expect(ofWindow(body, 'medium')?.firstOn).toBe('2027-05-01')
    // 1 May 2027 is a Saturday, 3 May a bank holiday.
    const { items } = (await api().get(`/actions?plan=${body.id}`, { as })).body
    expect([items[0].dueOn, body.warnings]).toEqual(['2027-05-04', undefined])
  })
})

describe('a template', () => {
  test('makes a plan that can be submitted once it has owners', async () => {
    const plan = await givenPlan(api().app.db)
    const as = plan.people.administrator
    const { items } = (await api().get('/plan-templates', { as })).body
    expect(items.map(({ id }: { id: string }) => id)).toEqual(['childrens-services', 'send-local-area'])
    for (const template of items) {
      const { status, body } = await make(plan, { template: template.id, copy: all, startOn: '2027-01-04' })
      expect([status, body.firstOn, body.warnings]).toEqual([201, '2027-01-04', undefined])
      const list = (await api().get(`/actions?plan=${body.id}&count=true`, { as })).body
      expect(list.total).toBe(template.actions)
      for (const action of list.items) {
        const window = body.horizons.find(({ name }: { name: string }) => name === action.horizon)
        expect([action.ref, action.dueOn >= window.firstOn && action.dueOn <= window.lastOn]).toEqual([
          action.ref,
          true,
        ])
        expect(action.startOn <= action.dueOn).toBe(true)
      }
      const { items: events } = (await api().get(`/plans/${body.id}/transitions`, { as })).body
      const submit = events.find(({ event }: { event: string }) => event === 'submit')
      expect(
        submit.missing.every(({ detail }: { detail: string }) => detail.endsWith('lacks one owner.')),
      ).toBe(true)
    }
  })
})
