import { beforeAll, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let recommendation: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{ recommendations: ['R1'] }])
  const list = await api().get(`/plans/${plan.planId}/recommendations`, { as: plan.people.member })
  recommendation = list.body.items[0].id
})

const whole = {
  title: 'Larch House',
  setting: 'home',
  urn: 'SC100200',
  visit: 'full',
  inspectedOn: '2026-06-10',
  publishedOn: '2026-07-03',
  judgement: 'Good',
  aspects: [{ aspect: 'Leadership', judgement: 'Requires improvement to be good' }],
  nextExpected: 'By June 2027',
  url: 'https://reports.example/larch-house',
  note: 'The manager had been in post for a month.',
}

const record = (body: object, to: TestPlan = plan) =>
  api().post(`/plans/${to.planId}/inspections`, { as: to.people.administrator, body })
const read = (id: string, headers = {}) =>
  api().get(`/inspections/${id}`, { as: plan.people.member, headers })
const change = (id: string, body: object, ifMatch: string | number = '*') =>
  api().patch(`/inspections/${id}`, { as: plan.people.administrator, body, ifMatch })
const step = (id: string, event: string, to: TestPlan = plan) =>
  api().post(`/inspections/${id}/transitions`, {
    as: to.people.administrator,
    ifMatch: '*',
    body: { event, reason: 'It was of another home.' },
  })

describe('an inspection over REST', () => {
  test('is recorded as it is told, with what came of it, and gets the next reference', async () => {
    const made = await record({ ...whole, recommendationIds: [recommendation] })
    expect(made.status).toBe(201)
    expect(made.headers.get('etag')).toBe('"1"')
    expect(made.body).toMatchObject({
      ...whole,
      ref: 'I1',
      inspector: 'Ofsted',
      precision: 'day',
      before: null,
      change: { change: 'noneBefore' },
      recommendations: [{ id: recommendation, ref: 'R1' }],
      state: 'recorded',
      version: 1,
    })
    expect((await read(made.body.id)).body).toEqual(made.body)
    const next = await record({
      title: 'Rowan Lodge',
      setting: 'home',
      visit: 'short',
      inspectedOn: '2026-11-02',
    })
    expect(next.body).toMatchObject({
      ref: 'I2',
      judgement: '',
      change: { because: 'The report is not out yet.' },
    })
  })

  test('has a reference unlike any other of the plan, however it is written', async () => {
    const refused = await record({ ...whole, ref: 'i 1' })
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      409,
      'conflict',
      '/ref',
    ])
    expect(refused.body.detail).toContain('‘I1’')
  })

  test('shows the judgement before it, whatever order they were recorded in', async () => {
    const other = await givenPlan(api().app.db, [{}])
    const late = await record(whole, other)
    const early = await record(
      {
        ...whole,
        title: 'The Larches',
        inspectedOn: '2023-03-14',
        publishedOn: null,
        judgement: 'Inadequate',
      },
      other,
    )
    const as = other.people.member
    const shown = await api().get(`/inspections/${late.body.id}`, { as })
    expect(shown.body).toMatchObject({
      before: {
        judgement: 'Inadequate',
        on: '2023-03-14',
        inspection: { id: early.body.id, ref: early.body.ref },
      },
      change: { change: 'better', because: 'Inadequate before, Good now.' },
    })
    const known = { 'if-none-match': late.headers.get('etag') ?? '' }
    expect((await api().get(`/inspections/${late.body.id}`, { as, headers: known })).status).toBe(200)
    await step(early.body.id, 'withdraw', other)
    expect((await api().get(`/inspections/${late.body.id}`, { as })).body.before).toBeNull()
  })

  test('of which only the month is known keeps the month alone', async () => {
    const made = await record({
      title: 'Gull Cottage',
      setting: 'service',
      visit: 'other',
      inspectedOn: '2018-02-17',
      precision: 'month',
      judgement: 'Outstanding',
    })
    expect(made.body).toMatchObject({ inspectedOn: '2018-02-01', precision: 'month' })
  })

  test.each([
    [
      'a day that lies ahead',
      { inspectedOn: '2026-11-24', publishedOn: null },
      409,
      'dateNotAllowed',
      '/inspectedOn',
    ],
    ['a report before it', { publishedOn: '2026-06-09' }, 409, 'dateNotAllowed', '/publishedOn'],
    ['a report that judges nothing', { judgement: '', aspects: [] }, 409, 'fieldMissing', '/judgement'],
    ['a link of another kind', { url: 'javascript:alert(1)' }, 400, 'invalidRequest', '/url'],
    ['an unknown kind', { visit: 'surprise' }, 400, 'invalidRequest', '/visit'],
    [
      'an aspect without a name',
      { aspects: [{ aspect: ' ', judgement: 'Good' }] },
      400,
      'invalidRequest',
      '/aspects/0/aspect',
    ],
    [
      'a recommendation of another plan',
      { recommendationIds: ['01900000-0000-7000-8000-000000000000'] },
      409,
      'recommendationUnknown',
      '/recommendationIds',
    ],
  ])('is refused with %s, both new and changed', async (_, fields, status, code, pointer) => {
    const made = await record({ ...whole, ...fields })
    expect([made.status, made.body.code, made.body.errors[0].pointer]).toEqual([status, code, pointer])
    const { body } = await record(whole)
    const changed = await change(body.id, fields)
    expect([changed.status, changed.body.code, changed.body.errors[0].pointer]).toEqual([
      status,
      code,
      pointer,
    ])
  })

  test('is changed by merging, on the version that was read, and says in its history what changed', async () => {
    const { id } = (await record(whole)).body
    const changed = await change(id, { judgement: 'Outstanding', publishedOn: null }, 1)
    expect(changed.body).toMatchObject({
      judgement: 'Outstanding',
      publishedOn: null,
      title: 'Larch House',
      version: 2,
    })
    const stale = await change(id, { note: 'Late' }, 1)
    expect([stale.status, stale.body.version]).toEqual([412, 2])
    expect((await change(id, {})).body.code).toBe('emptyChange')
    const { items } = (await api().get(`/inspections/${id}/history`, { as: plan.people.member })).body
    expect(items.map(({ event }: { event: string }) => event)).toEqual(['edit', 'create'])
    expect(items[0].payload).toEqual({ change: { judgement: 'Outstanding', publishedOn: null } })
  })

  test('is withdrawn with a reason and never deleted; withdrawn, it is not changed', async () => {
    const { id } = (await record(whole)).body
    const withdrawn = await step(id, 'withdraw')
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', version: 2, judgement: 'Good' })
    const refused = await change(id, { note: 'x' })
    expect([refused.status, refused.body.code, refused.body.allowed]).toEqual([
      409,
      'wrongState',
      ['reinstate'],
    ])
    expect((await step(id, 'withdraw')).body.code).toBe('wrongState')
    const as = plan.people.member
    const { items } = (await api().get(`/plans/${plan.planId}/inspections?state=withdrawn`, { as })).body
    expect(items.map((each: { id: string }) => each.id)).toEqual([id])
    expect((await step(id, 'reinstate')).body).toMatchObject({ state: 'recorded', version: 3 })
    const offers = (await api().get(`/inspections/${id}/transitions`, { as: plan.people.administrator })).body
    expect(offers.items).toMatchObject([
      { event: 'withdraw', allowed: true, needs: ['reason'] },
      { event: 'reinstate', allowed: false, code: 'wrongState' },
    ])
  })

  test('is recorded once under one key, however often it is sent', async () => {
    const send = () =>
      api().post(`/plans/${plan.planId}/inspections`, {
        as: plan.people.administrator,
        body: { ...whole, title: 'Sent twice' },
        headers: { 'idempotency-key': 'register-1' },
      })
    const [first, again] = [await send(), await send()]
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.body.id).toBe(first.body.id)
  })

  test('gets a reference of its own where several are recorded at once', async () => {
    const other = await givenPlan(api().app.db, [{}])
    const made = await Promise.all(Array.from({ length: 6 }, () => record(whole, other)))
    expect(made.map(({ body }) => body.ref).toSorted()).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6'])
  })
})

test('an entry without a reference gets the next that is free, however long a number somebody gave another', async () => {
  const other = await givenPlan(api().app.db, [{}])
  expect((await record({ ...whole, ref: 'I999999999999999' }, other)).status).toBe(201)
  const made = [await record(whole, other), await record(whole, other)]
  expect(made.map(({ body }) => body.ref)).toEqual(['I1', 'I2'])
})

describe('the register of a plan over REST', () => {
  test('is listed newest first, page by page, and as CSV that no spreadsheet takes for a formula', async () => {
    const other = await givenPlan(api().app.db, [{}])
    const as = other.people.member
    for (const [title, inspectedOn] of [
      ['=Larch', '2024-01-10'],
      ['Rowan Lodge', '2026-01-10'],
      ['=Larch', '2025-01-10'],
    ])
      await record({ ...whole, urn: '', title, inspectedOn, publishedOn: null }, other)
    const path = `/plans/${other.planId}/inspections`
    const first = (await api().get(`${path}?limit=2&count=true`, { as })).body
    expect(first.items.map(({ ref }: { ref: string }) => ref)).toEqual(['I2', 'I3'])
    expect(first.total).toBe(3)
    const rest = (await api().get(`${path}?limit=2&after=${first.page.next}`, { as })).body
    expect(rest.items.map(({ ref }: { ref: string }) => ref)).toEqual(['I1'])
    // What came before is known though it stands on another page.
    expect(first.items[1].before).toMatchObject({ on: '2024-01-10', inspection: { ref: 'I1' } })
    const csv = await fetch(`${api().app.url}/api/v1${path}.csv`, {
      headers: { authorization: `Bearer ${signToken(api().app.app, as)}` },
    }).then((answer) => answer.text())
    const [heading, ...rows] = csv.trim().split('\r\n')
    expect(heading).toMatch(
      /^\uFEFF?id,ref,title,setting,urn,inspector,visit,inspectedOn,precision,publishedOn,judgement,/,
    )
    expect(rows).toHaveLength(3)
    expect(csv).toContain("'=Larch")
  })

  test('agrees with its history, all of which is sealed', async () => {
    const clock = clockFrom('2026-11-23T10:00:00Z')
    await seal(api().app.db, clock)
    expect((await verify(api().app.db, clock)).faults).toEqual([])
  })
})
