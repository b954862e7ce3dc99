import { beforeAll, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { actions, deliveries, people, plans } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { sender } from '../../emails/harness.ts'

const NOW = '2026-11-23T08:00:02.000Z'
const api = useApi(NOW)
let plan: TestPlan
let other: TestPlan

beforeAll(async () => {
  const { db } = api().app
  plan = await givenPlan(
    db,
    [
      { dueOn: '2026-11-02' },
      { dueOn: '2027-01-29', ownerEmail: 'otherOwner' },
      { dueOn: '2027-05-01', startOn: '2027-01-04', ownerEmail: 'member' },
    ],
    { digestsFrom: '2026-11-23' },
  )
  other = await givenPlan(db, [{ dueOn: '2026-11-02' }], { digestsFrom: '2026-11-23', title: 'Of others' })
  await sendOnce(sender(db, outboxTransport(), clockFrom(NOW)))
})

describe('GET /deliveries', () => {
  test('shows everybody their own, and administrator and chair those of their plan’s people', async () => {
    const own = await api().get('/deliveries', { as: plan.people.owner })
    expect(own.body.items).toMatchObject([
      {
        kind: 'weeklyDigest',
        parts: ['ownerDigest'],
        week: '2026-11-23',
        slot: 'mon08-englandAndWales',
        person: { name: 'The owner' },
        state: 'sent',
      },
    ])
    for (const as of [plan.people.administrator, plan.people.chair, plan.people.viceChair]) {
      const { body } = await api().get('/deliveries', { as })
      const names = body.items.map((item: { person: { name: string } }) => item.person.name).toSorted()
      expect(names).toEqual([
        'The administrator',
        'The chair',
        'The lead',
        'The member',
        'The otherOwner',
        'The owner',
        'The viceChair',
      ])
    }
    const theirs = await api().get('/deliveries', { as: other.people.administrator })
    const ids = theirs.body.items.map((item: { person: { id: string } }) => item.person.id)
    expect(ids).not.toContain(plan.people.owner)
    expect(JSON.stringify(own.body)).not.toContain('html')
  })

  test('filters by kind, state, person, plan and week, and refuses what it does not know', async () => {
    const as = plan.people.administrator
    const total = async (query: string) => (await api().get(`/deliveries?${query}`, { as })).body.items.length
    expect(await total('kind=ownerDigest')).toBe(3)
    expect(await total('kind=ownerDigest&state=nothingDue')).toBe(1)
    expect(await total('kind=ownerDigest,chairDigest')).toBe(5)
    expect(await total('person=me')).toBe(1)
    expect(await total(`person=${plan.people.owner}`)).toBe(1)
    expect(await total(`plan=${plan.planId}`)).toBe(7)
    expect(await total(`plan=${other.planId}`)).toBe(0)
    expect(await total('week=2026-11-23')).toBe(7)
    expect(await total('week=2026-11-16')).toBe(0)
    for (const wrong of [
      'kind=letter',
      'state=gone',
      'week=2026-11-24',
      'person=you',
      'after=x',
      'colour=red',
    ])
      expect((await api().get(`/deliveries?${wrong}`, { as })).status).toBe(400)
  })

  test('comes in pages that hold every row once, newest first, and as CSV', async () => {
    const as = plan.people.chair
    const seen: string[] = []
    for (let after = ''; ;) {
      const { body } = await api().get(`/deliveries?limit=2${after}`, { as })
      seen.push(...body.items.map((item: { id: string }) => item.id))
      if (body.page.next === null) break
      after = `&after=${body.page.next}`
    }
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
    const csv = await api().get('/deliveries.csv', { as })
    expect(csv.body).toMatch(/^id,kind,week,slot,to,/)
    expect(csv.body.trim().split('\r\n')).toHaveLength(8)
  })
})

describe('GET /digests/{week}', () => {
  test('tells what became of a week, by part and slot', async () => {
    const { body } = await api().get('/digests/2026-11-23', { as: plan.people.chair })
    expect(body).toMatchObject({
      week: '2026-11-23',
      late: false,
      superseded: false,
      total: { expected: 7, failed: 0, waiting: 0 },
      kinds: { ownerDigest: { expected: 3, sent: 2, nothingDue: 1 }, leadDigest: { expected: 1, sent: 1 } },
      slots: [
        {
          slot: 'mon08-englandAndWales',
          dueAt: '2026-11-23T08:00:00.000Z',
          closedAt: expect.any(String),
          total: { expected: 7 },
        },
      ],
    })
    expect(body.total.sent + body.total.nothingDue).toBe(7)
  })

  test('is not there for weeks that were not planned, and needs a Monday', async () => {
    expect((await api().get('/digests/2026-11-30', { as: plan.people.chair })).status).toBe(404)
    expect((await api().get('/digests/2026-11-24', { as: plan.people.chair })).status).toBe(400)
    expect((await api().get('/digests/2026-11-23', { as: plan.people.stranger })).status).toBe(404)
  })
})

describe('/me/digest', () => {
  test('previews a person’s own emails and writes nothing', async () => {
    const before = await api().app.db.select().from(deliveries)
    const { body } = await api().get('/me/digest/preview', { as: plan.people.owner })
    expect(body.items).toMatchObject([
      {
        kind: 'weeklyDigest',
        parts: ['ownerDigest'],
        subject: '1 action overdue: A plan for tests',
        dueAt: '2026-11-23T08:00:00.000Z',
      },
    ])
    const chair = await api().get('/me/digest/preview?week=2026-12-02', { as: plan.people.chair })
    expect(chair.body.items).toMatchObject([{ parts: ['chairDigest'], dueAt: '2026-11-30T08:00:00.000Z' }])
    expect((await api().get('/me/digest/preview', { as: plan.people.stranger })).body.items).toEqual([])
    expect(await api().app.db.select().from(deliveries)).toEqual(before)
  })

  test('sends it now, three times a day at most however many ask at once, and the weekly one still goes', async () => {
    const { app } = api()
    const wakes = app.wakes()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => api().post('/me/digest', { as: plan.people.owner })),
    )
    const answered = (code: number) => answers.filter(({ status }) => status === code).length
    expect([answered(202), answered(429)]).toEqual([3, 5])
    expect(app.wakes()).toBe(wakes + 3)
    expect(answers.find(({ status }) => status === 429)?.body.code).toBe('tooManyRequests')
    const queued = answers.find(({ status }) => status === 202)?.body
    expect(queued).toMatchObject({ kind: 'weeklyDigest', state: 'queued', week: null, slot: null })
    await sendOnce(sender(app.db, outboxTransport(), clockFrom('2026-11-30T08:00:02.000Z')))
    const rows = await app.db.select().from(deliveries).where(eq(deliveries.personId, plan.people.owner))
    const kept = rows.map(({ week, state }) => `${week ?? 'asked'} ${state}`)
    expect(kept.toSorted()).toEqual([
      '2026-11-23 sent',
      '2026-11-30 sent',
      'asked sent',
      'asked sent',
      'asked sent',
    ])
  })

  test('is of all parts or of one, and says where there is none or nothing is due', async () => {
    const chair = await api().post('/me/digest', { as: plan.people.chair, body: { kind: 'chairDigest' } })
    expect([chair.status, chair.body.kind, chair.body.parts]).toEqual([202, 'chairDigest', ['chairDigest']])
    const quiet = await api().post('/me/digest', { as: plan.people.member })
    expect([quiet.status, quiet.body.state]).toEqual([202, 'nothingDue'])
    const notTheirs = { as: plan.people.chair, body: { kind: 'ownerDigest' } }
    expect((await api().post('/me/digest', notTheirs)).status).toBe(404)
    expect((await api().post('/me/digest', { as: plan.people.stranger })).status).toBe(404)
    const wrong = await api().post('/me/digest', { as: plan.people.chair, body: { kind: 'assigned' } })
    expect(wrong.status).toBe(400)
  })
})

describe('/me/deputy', () => {
  const days = { fromOn: '2026-11-25', untilOn: '2026-12-04' }
  const put = (body: object, as = plan.people.owner) => send('PUT', as, body)

  test('names somebody for some days, names another, and ends it; what was stays as history', async () => {
    expect((await api().get('/me/deputy', { as: plan.people.owner })).status).toBe(404)
    expect((await put({ deputyId: plan.people.contributor, ...days })).status).toBe(200)
    const named = await put({ deputyId: plan.people.otherOwner, ...days })
    expect(named.body).toEqual({ deputy: { id: plan.people.otherOwner, name: 'The otherOwner' }, ...days })
    expect((await api().get('/me/deputy', { as: plan.people.owner })).body).toEqual(named.body)
    expect((await send('DELETE', plan.people.owner)).status).toBe(204)
    expect((await send('DELETE', plan.people.owner)).status).toBe(204)
    expect((await api().get('/me/deputy', { as: plan.people.owner })).status).toBe(404)
    const { deputies } = await import('#db/schema/index.ts')
    const kept = await api().app.db.select().from(deputies).where(eq(deputies.ownerId, plan.people.owner))
    expect(kept.map(({ endedAt }) => endedAt !== null)).toEqual([true, true])
  })

  test.each([
    ['oneself', () => ({ deputyId: plan.people.owner, ...days }), '/deputyId'],
    ['nobody', () => ({ deputyId: '01a20927-0000-7000-8000-000000000000', ...days }), '/deputyId'],
    ['somebody who may not see the plan', () => ({ deputyId: plan.people.stranger, ...days }), '/deputyId'],
    [
      'days that are over',
      () => ({ deputyId: plan.people.contributor, fromOn: '2026-11-01', untilOn: '2026-11-22' }),
      '/untilOn',
    ],
    [
      'an end before the beginning',
      () => ({ deputyId: plan.people.contributor, fromOn: '2026-12-04', untilOn: '2026-12-01' }),
      '/untilOn',
    ],
    [
      'two years',
      () => ({ deputyId: plan.people.contributor, fromOn: '2026-12-04', untilOn: '2028-12-04' }),
      '/untilOn',
    ],
  ])('refuses %s', async (_what, body, pointer) => {
    const { status, body: problem } = await put(body())
    expect([status, problem.errors[0].pointer]).toEqual([400, pointer])
  })

  async function send(method: string, as: string, body?: object) {
    const { signToken } = await import('#server/http/plugins/tokens.ts')
    const { app } = api()
    const response = await fetch(`${app.url}/api/v1/me/deputy`, {
      method,
      headers: {
        authorization: `Bearer ${signToken(app.app, as)}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
})

describe('when a plan’s emails go', () => {
  test('is a setting of the plan that holds from next week on', async () => {
    const as = plan.people.administrator
    const before = await api().get(`/plans/${plan.planId}`, { as })
    expect(before.body.settings).toMatchObject({
      digestWeekday: 1,
      digestHour: 8,
      bankHolidays: 'englandAndWales',
      escalateLeadDays: 5,
      escalateChairDays: 10,
      escalateAgendaDays: 20,
    })
    const body = { digestWeekday: 4, digestHour: 14, escalateLeadDays: 3 }
    const after = await api().patch(`/plans/${plan.planId}`, { as, ifMatch: before.body.version, body })
    expect([after.status, after.body.settings.digestWeekday, after.body.settings.escalateLeadDays]).toEqual([
      200, 4, 3,
    ])
    const [row] = await api().app.db.select().from(plans).where(eq(plans.id, plan.planId))
    expect(row?.earlierSlots).toEqual([{ slot: 'mon08-englandAndWales', before: '2026-11-30' }])
  })

  test.each([
    [{ digestHour: 1 }, '/digestHour'],
    [{ digestWeekday: 6 }, '/digestWeekday'],
    [{ bankHolidays: 'france' }, '/bankHolidays'],
    [{ escalateLeadDays: 15 }, '/escalateChairDays'],
  ])('%j is refused', async (body, pointer) => {
    const as = plan.people.administrator
    const { status, body: problem } = await api().patch(`/plans/${plan.planId}`, { as, ifMatch: '*', body })
    expect([status, problem.errors[0].pointer]).toEqual([400, pointer])
    const made = await api().post('/plans', { as, body: { title: 'A plan of its own', ...body } })
    expect([made.status, made.body.errors[0].pointer]).toEqual([400, pointer])
  })
})

test('somebody who left gets and sees nothing any more', async () => {
  const { db } = api().app
  await db
    .update(actions)
    .set({ ownerId: plan.people.contributor })
    .where(eq(actions.id, plan.actions['P1.S1'] ?? ''))
  await db.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, plan.people.contributor))
  expect((await api().get('/deliveries', { as: plan.people.contributor })).status).toBe(401)
})
