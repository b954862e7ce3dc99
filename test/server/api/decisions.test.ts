import { beforeAll, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { type Answer, useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}])
})

/** A decision in the words of a real record of a cabinet, by Stockton-on-Tees in July 2014. */
const whole = {
  title: 'Children’s social care activity and performance',
  resolved: [
    'That the continued workload pressures be noted.',
    'That further update reports be received on a bi-monthly basis.',
  ],
  reasons: 'There are significant and continuing pressures.',
  alternatives: 'None',
  interests: 'None',
  dispensations: 'None',
  decider: 'body',
  decisionMaker: 'Cabinet',
  decidedOn: '2026-11-16',
  agendaItem: '7a',
  keyKind: 'noticeGiven',
  noticeOn: '2026-10-30',
  noticeReason: '',
  urgencyAgreedBy: '',
  callInExempt: false,
  exemptionReason: '',
  exemptionAgreedBy: '',
  exemptParagraph: null,
  exemptReason: '',
}
const brief = {
  title: 'Reports',
  resolved: ['That they come.'],
  decisionMaker: 'Cabinet',
  decidedOn: '2026-11-16',
}

const record = (body: object, to: TestPlan = plan) =>
  api().post(`/plans/${to.planId}/decisions`, { as: to.people.administrator, body })
const read = (id: string, headers = {}) => api().get(`/decisions/${id}`, { as: plan.people.member, headers })
const change = (id: string, body: object, ifMatch: string | number = '*') =>
  api().patch(`/decisions/${id}`, { as: plan.people.administrator, body, ifMatch })
const step = (
  id: string,
  event: string,
  fields: object = {},
  ifMatch: string | number = '*',
): Promise<Answer> =>
  api().post(`/decisions/${id}/transitions`, {
    as: plan.people.administrator,
    ifMatch,
    body: { event, ...fields },
  })
const made = async (body: object = {}): Promise<string> => (await record({ ...brief, ...body })).body.id
const calledIn = { calledInBy: 'Any five councillors', calledInOn: '2026-11-23', reason: 'No consultation.' }

async function issuedMeeting(): Promise<string> {
  const { administrator, chair } = plan.people
  const body = { title: 'The board', heldOn: '2026-11-20' }
  const { id } = (await api().post(`/plans/${plan.planId}/meetings`, { as: administrator, body })).body
  for (const [event, as] of [
    ['freeze', administrator],
    ['issue', chair],
  ] as const)
    await api().post(`/meetings/${id}/transitions`, { as, ifMatch: '*', body: { event } })
  return id as string
}

describe('a decision over REST', () => {
  test('is recorded as it is told, and its short notice is said', async () => {
    const answer = await record(whole)
    expect([answer.status, answer.headers.get('etag')]).toEqual([201, '"1"'])
    expect(answer.body).toMatchObject({
      ...whole,
      ref: 'D1',
      state: 'recorded',
      meeting: null,
      callIn: null,
      effectiveAt: null,
      canBeCarriedOut: false,
      whyNot: 'Decision D1 is not published yet. Ask the plan administrator to publish it.',
      notice: { days: 16, due: 28, short: 12 },
      shortNotice:
        'Short notice: published on 30 October 2026, it gives 16 clear days of the 28 that are due, 12 too few.',
      actions: [],
    })
    expect((await read(answer.body.id)).body).toEqual(answer.body)
  })

  test.each([
    [{ decidedOn: '2026-11-24' }, 409, 'dateNotAllowed', '/decidedOn'],
    [{ resolved: [] }, 400, 'invalidRequest', '/resolved'],
    [{ keyKind: 'specialUrgency' }, 409, 'fieldMissing', '/noticeReason'],
    [{ callInExempt: true }, 409, 'fieldMissing', '/exemptionReason'],
    [{ exemptParagraph: 3 }, 409, 'fieldMissing', '/exemptReason'],
    [{ exemptParagraph: 8 }, 400, 'invalidRequest', '/exemptParagraph'],
    [{ meetingId: '01980000-0000-7000-8000-000000000000' }, 400, 'invalidRequest', '/meetingId'],
  ])('is not recorded with %o, and the field is named', async (wrong, status, code, pointer) => {
    const { body, status: answered } = await record({ ...brief, ...wrong })
    expect([answered, body.code, body.errors[0].pointer]).toEqual([status, code, pointer])
  })

  test('is edited until it is published, and keeps the settings of its publication', async () => {
    const id = await made()
    expect((await change(id, { reasons: 'Pressure' }, 1)).body).toMatchObject({
      reasons: 'Pressure',
      version: 2,
    })
    const published = await step(id, 'publish', { publishedOn: '2026-11-23' }, 2)
    expect(published.body).toMatchObject({
      state: 'published',
      callIn: { days: 5, kind: 'working', hour: 24 },
      callInUntil: '2026-12-01T00:00:00.000Z',
      effectiveAt: '2026-12-01T00:00:00.000Z',
    })
    const settings = { callInDays: 8, callInKind: 'calendar', callInHour: 12, callInWho: 'A ward member' }
    const patched = await api().patch(`/plans/${plan.planId}`, {
      as: plan.people.administrator,
      ifMatch: '*',
      body: settings,
    })
    expect(patched.body.settings).toMatchObject(settings)
    const { updatedAt: _, ...before } = published.body
    expect((await read(id)).body).toMatchObject(before)
    const later = await step(await made(), 'publish', { publishedOn: '2026-11-23' })
    expect(later.body).toMatchObject({
      callIn: { days: 8, kind: 'calendar', hour: 12, who: 'A ward member' },
      callInUntil: '2026-12-01T12:00:00.000Z',
    })
    const refused = await change(id, { reasons: 'Other' })
    expect([refused.status, refused.body.code]).toEqual([409, 'wrongState'])
    await api().patch(`/plans/${plan.planId}`, {
      as: plan.people.administrator,
      ifMatch: '*',
      body: { callInDays: 5, callInKind: 'working', callInHour: 24 },
    })
  })

  test('is called in once, changed with its text of before kept, and tells all of it in its history', async () => {
    const id = await made()
    await step(id, 'publish', { publishedOn: '2026-11-23' })
    expect((await step(id, 'callIn', calledIn)).body).toMatchObject({
      state: 'calledIn',
      calledInBy: 'Any five councillors',
      calledInReason: 'No consultation.',
      effectiveAt: null,
      canBeCarriedOut: false,
    })
    const empty = await step(id, 'change', { resolved: [], reason: 'Asked for' })
    expect([empty.status, empty.body.errors[0].pointer]).toEqual([400, '/resolved'])
    const changed = await step(id, 'change', {
      resolved: ['That they come monthly.'],
      reason: 'Scrutiny asked for it',
    })
    expect(changed.body).toMatchObject({
      state: 'changed',
      resolved: ['That they come monthly.'],
      resolvedBefore: ['That they come.'],
      settledOn: '2026-11-23',
      canBeCarriedOut: true,
      whyNot: null,
    })
    expect((await step(id, 'callIn', calledIn)).body.code).toBe('wrongState')
    const { body } = await api().get(`/decisions/${id}/history`, { as: plan.people.member })
    expect(body.items.map((each: { event: string }) => each.event)).toEqual([
      'change',
      'callIn',
      'publish',
      'record',
    ])
  })

  test('takes effect by the clock, and a caller who knows its version hears of it', async () => {
    const id = await made()
    await step(id, 'publish', { publishedOn: '2026-11-23' })
    const tag = (await read(id)).headers.get('etag') ?? ''
    expect((await read(id, { 'if-none-match': tag })).status).toBe(304)
    api().moveTo('2026-12-01T00:00:00Z')
    const later = await read(id, { 'if-none-match': tag })
    expect([later.status, later.body.state, later.body.version]).toEqual([200, 'effective', 2])
    const listed = await api().get(`/plans/${plan.planId}/decisions?state=effective`, {
      as: plan.people.member,
    })
    expect(listed.body.items.map((each: { id: string }) => each.id)).toContain(id)
    const asked = await api().get(`/decisions/${id}/transitions`, { as: plan.people.administrator })
    expect(asked.body.state).toBe('effective')
    const late = await step(id, 'callIn', { ...calledIn, calledInOn: '2026-12-01' })
    expect([late.status, late.body.code]).toEqual([409, 'dateNotAllowed'])
    expect((await step(id, 'callIn', { ...calledIn, calledInOn: '2026-11-30' })).body.state).toBe('calledIn')
    api().moveTo('2026-11-23T10:00:00Z')
  })

  test('of a meeting stands in its minutes and in the register, under one id and one number', async () => {
    const meetingId = await issuedMeeting()
    const minutes = {
      as: plan.people.administrator,
      body: { text: 'That the pack be noted.\nThat the chair write.' },
    }
    const noted = await api().post(`/meetings/${meetingId}/decisions`, minutes)
    const entry = (await read(noted.body.id)).body
    expect(entry).toMatchObject({
      ref: noted.body.ref,
      title: 'That the pack be noted.',
      resolved: ['That the pack be noted.', 'That the chair write.'],
      decisionMaker: 'The board',
      decidedOn: '2026-11-20',
      meeting: { id: meetingId, title: 'The board' },
      state: 'recorded',
    })
    const told = await record({ ...whole, meetingId })
    expect(told.body).toMatchObject({ ...whole, ref: noted.body.ref.replace(/1$/, '2') })
    const lines = await api().get(`/meetings/${meetingId}/decisions`, { as: plan.people.member })
    expect(lines.body.items[1]).toMatchObject({
      id: told.body.id,
      ref: told.body.ref,
      text: `1. ${whole.resolved[0]}\n2. ${whole.resolved[1]}`,
    })
    const here = await api().get(`/plans/${plan.planId}/decisions?meeting=${meetingId}`, {
      as: plan.people.member,
    })
    expect(here.body.items.map((each: { ref: string }) => each.ref).toSorted()).toEqual([
      noted.body.ref,
      told.body.ref,
    ])
    await api().post(`/meetings/${meetingId}/transitions`, {
      as: plan.people.administrator,
      ifMatch: '*',
      body: { event: 'close' },
    })
    const over = await record({ ...brief, meetingId })
    expect([over.status, over.body.code]).toEqual([409, 'wrongState'])
  })

  test('is listed newest first, by key and state, and as CSV', async () => {
    const other = await givenPlan(api().app.db)
    const days = ['2026-11-02', '2026-11-20', '2026-11-09']
    for (const decidedOn of days) await record({ ...brief, decidedOn }, other)
    await record({ ...whole, decidedOn: '2026-11-10' }, other)
    const list = async (query = '') =>
      (await api().get(`/plans/${other.planId}/decisions${query}`, { as: other.people.member })).body
    const refs = async (query = '') => (await list(query)).items.map((each: { ref: string }) => each.ref)
    expect(await refs()).toEqual(['D2', 'D4', 'D3', 'D1'])
    expect(await refs('?key=true')).toEqual(['D4'])
    expect(await refs('?key=false&limit=2')).toEqual(['D2', 'D3'])
    expect(await refs('?state=published')).toEqual([])
    const first = await list('?limit=3')
    expect(await refs(`?limit=3&after=${first.page.next}`)).toEqual(['D1'])
    const csv = await api().get(`/plans/${other.planId}/decisions`, {
      as: other.people.member,
      headers: { accept: 'text/csv' },
    })
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, expect.stringMatching('text/csv')])
  })

  test('is changed by the administrator alone, on the version that they decided on', async () => {
    const id = await made()
    for (const as of [plan.people.chair, plan.people.member]) {
      const refused = await api().post(`/decisions/${id}/transitions`, {
        as,
        ifMatch: '*',
        body: { event: 'publish', publishedOn: '2026-11-23' },
      })
      expect([refused.status, refused.body.code]).toEqual([403, 'notYourRole'])
      expect((await api().post(`/plans/${plan.planId}/decisions`, { as, body: brief })).status).toBe(403)
    }
    expect((await step(id, 'publish', { publishedOn: '2026-11-23' }, 9)).status).toBe(412)
  })

  test('becomes an action, which waits until it can be carried out, and again while it is called in', async () => {
    const { administrator, chair, owner, member } = plan.people
    const { items } = (await api().get(`/plans/${plan.planId}/priorities`, { as: member })).body
    const add = (body: object) =>
      api().post(`/priorities/${items[0].id}/actions`, { as: administrator, body })
    const written = { title: 'Report monthly', horizon: 'short', ownerId: owner, dueOn: '2026-12-18' }
    const elsewhere = await givenPlan(api().app.db)
    const { id: foreign } = (await record(brief, elsewhere)).body
    const refused = await add({ ...written, ref: 'P1.S90', decisionId: foreign })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/decisionId'])

    const decisionId = await made()
    const { ref } = (await read(decisionId)).body
    const action = (await add({ ...written, ref: 'P1.S90', decisionId, criteria: [{ text: 'It is there' }] }))
      .body
    expect(action).toMatchObject({ decisionId, decision: { id: decisionId, ref, title: 'Reports' } })
    expect((await read(decisionId)).body.actions).toMatchObject([
      { id: action.id, ref: 'P1.S90', state: 'draft', dueOn: '2026-12-18' },
    ])
    const go = (as: string, event: string, fields: object = {}) =>
      api().post(`/actions/${action.id}/transitions`, { as, ifMatch: '*', body: { event, ...fields } })
    expect((await go(chair, 'agree')).status).toBe(200)
    const why = async (answer: Promise<Answer>) => {
      const { status, body } = await answer
      return [status, body.code, body.detail]
    }
    const said = (sentence: string) => [409, 'decisionNotEffective', sentence]
    const unpublished = said(
      `Decision ${ref} is not published yet. Ask the plan administrator to publish it.`,
    )
    expect(await why(go(owner, 'start'))).toEqual(unpublished)
    await step(decisionId, 'publish', { publishedOn: '2026-11-23' })
    const until = said(
      `Decision ${ref} can be called in until the end of Monday 30 November 2026. Wait until then.`,
    )
    expect(await why(go(owner, 'start'))).toEqual(until)
    expect(await why(go(owner, 'report', { note: 'Begun all the same' }))).toEqual(until)
    const asked = (await api().get(`/actions/${action.id}/transitions`, { as: owner })).body.items
    expect(asked.find(({ event }: { event: string }) => event === 'start')).toMatchObject({
      allowed: false,
      code: 'decisionNotEffective',
      because: until[2],
    })
    api().moveTo('2026-12-01T09:00:00Z')
    expect((await go(owner, 'start')).status).toBe(200)
    await step(decisionId, 'callIn', calledIn)
    const held = said(`Decision ${ref} is called in. Wait until it is confirmed or changed.`)
    expect(await why(go(owner, 'submit', { whatChanged: 'Reports come' }))).toEqual(held)
    expect((await go(owner, 'report', { note: 'It waits for the cabinet' })).status).toBe(200)
    await step(decisionId, 'confirm', { reason: 'Consulted since' })
    expect((await go(owner, 'submit', { whatChanged: 'Reports come' })).body.code).toBe('evidenceMissing')
    api().moveTo('2026-11-23T10:00:00Z')
  })

  test('may be tied to an action later, and untied, by the same rules as when it is written', async () => {
    const { administrator, chair, owner } = plan.people
    const { items } = (await api().get(`/plans/${plan.planId}/priorities`, { as: administrator })).body
    const body = {
      ref: 'P1.S91',
      title: 'Report weekly',
      horizon: 'short',
      ownerId: owner,
      dueOn: '2026-12-18',
    }
    const criteria = [{ text: 'It is there' }]
    const { id } = (
      await api().post(`/priorities/${items[0].id}/actions`, {
        as: administrator,
        body: { ...body, criteria },
      })
    ).body
    const tie = (decisionId: string | null) =>
      api().patch(`/actions/${id}`, { as: administrator, ifMatch: '*', body: { decisionId } })
    const go = (as: string, event: string) =>
      api().post(`/actions/${id}/transitions`, { as, ifMatch: '*', body: { event } })
    const elsewhere = await givenPlan(api().app.db)
    const refused = await tie((await record(brief, elsewhere)).body.id)
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      409,
      'decisionUnknown',
      '/decisionId',
    ])
    expect((await go(chair, 'agree')).status).toBe(200)

    const decisionId = await made()
    await step(decisionId, 'publish', { publishedOn: '2026-11-23' })
    await step(decisionId, 'callIn', calledIn)
    const { ref } = (await read(decisionId)).body
    expect((await tie(decisionId)).body).toMatchObject({ decisionId, decision: { id: decisionId, ref } })
    expect((await read(decisionId)).body.actions).toMatchObject([{ id }])
    expect((await go(owner, 'start')).body).toMatchObject({
      code: 'decisionNotEffective',
      detail: `Decision ${ref} is called in. Wait until it is confirmed or changed.`,
    })
    const untied = await tie(null)
    expect([untied.status, untied.body.code, untied.body.errors[0].pointer]).toEqual([
      409,
      'decisionNotEffective',
      '/decisionId',
    ])
    expect(untied.body.detail).toBe(
      `Decision ${ref} is called in, so the action stays tied to it. Wait until it is confirmed or changed.`,
    )
    await step(decisionId, 'confirm', { reason: 'Consulted since' })
    expect((await tie(null)).body).toMatchObject({ decisionId: null, decision: null })
    expect((await go(owner, 'start')).status).toBe(200)
    const history = (await api().get(`/actions/${id}/history`, { as: owner })).body.items
    expect(history.filter(({ event }: { event: string }) => event === 'edit')).toMatchObject([
      { payload: { change: { decisionId: null } } },
      { payload: { change: { decisionId } } },
    ])
  })

  test('leaves a history without gaps', async () => {
    const clock = clockFrom('2026-11-23T10:00:00Z')
    while ((await seal(api().app.db, clock)) > 0);
    expect((await verify(api().app.db, clock)).faults).toEqual([])
  })
})
