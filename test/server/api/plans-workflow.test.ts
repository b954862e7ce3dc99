import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { recommendations } from '#db/schema/index.ts'
import { handOverPriority } from '#db/write/change-priority.ts'
import { type Answer, useApi } from '../../support/api.ts'
import { type CastName, givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
const unborn = { state: 'draft', activeFrom: null, digestsFrom: null } as const

async function move(path: string, as: string, body: object, ifMatch: number | string = '*') {
  return api().post(`${path}/transitions`, { as, body, ifMatch })
}

async function approved(): Promise<TestPlan> {
  const plan = await givenPlan(api().app.db, [{ recommendations: ['R1'] }], unborn)
  await move(`/plans/${plan.planId}`, plan.people.administrator, { event: 'submit' })
  await move(`/plans/${plan.planId}`, plan.people.chair, { event: 'approve' })
  return plan
}

async function onlyPriority({ planId, people }: TestPlan): Promise<string> {
  const { body } = await api().get(`/plans/${planId}/priorities`, { as: people.chair })
  return `/priorities/${body.items[0].id}`
}

describe('a plan over REST', () => {
  test('goes from draft to active by submission and approval, and says to each what may be done', async () => {
    const plan = await givenPlan(api().app.db, [{ recommendations: ['R1'] }], unborn)
    const { administrator, chair } = plan.people
    const path = `/plans/${plan.planId}`
    const offered = await api().get(`${path}/transitions`, { as: administrator })
    expect(offered.body).toMatchObject({ state: 'draft', version: 1 })
    expect(
      offered.body.items.map(({ event, allowed, code }: Record<string, unknown>) => [event, allowed, code]),
    ).toEqual([
      ['submit', true, null],
      ['return', false, 'notYourRole'],
      ['approve', false, 'notYourRole'],
      ['close', false, 'notYourRole'],
      ['reopen', false, 'notYourRole'],
      ['withdraw', true, null],
      ['reinstate', false, 'wrongState'],
    ])
    const submitted = await move(path, administrator, { event: 'submit' }, 1)
    expect([submitted.status, submitted.body.state, submitted.headers.get('etag')]).toEqual([
      200,
      'submitted',
      '"2"',
    ])
    const returned = await move(path, chair, { event: 'return', reason: 'Say who pays.' }, 2)
    expect([returned.status, returned.body.state]).toEqual([200, 'draft'])
    await move(path, administrator, { event: 'submit' }, 3)
    const active = await move(path, chair, { event: 'approve' }, 4)
    expect(active.body).toMatchObject({ state: 'active', activeFrom: '2026-11-23', version: 5 })
    const action = await api().get(`/actions/${plan.actions['P1.S1']}`, { as: chair })
    expect(action.body).toMatchObject({ state: 'agreed', baselineDueOn: '2026-12-18' })
    const { body } = await api().get(`${path}/history`, { as: chair })
    expect(body.items.map(({ event }: { event: string }) => event)).toEqual([
      'approve',
      'submit',
      'return',
      'submit',
      'create',
    ])
    expect(body.items[2].payload).toEqual({ reason: 'Say who pays.' })
  })

  test('is not submitted or approved without any action, and says what to add', async () => {
    const plan = await givenPlan(api().app.db, [{}], unborn)
    const { administrator, chair } = plan.people
    const { body: made } = await api().post('/plans', { as: administrator, body: { title: 'Empty' } })
    const early = await move(`/plans/${made.id}`, administrator, { event: 'submit' }, 1)
    expect([early.status, early.body.code, early.body.missing]).toEqual([
      409,
      'incomplete',
      ['Add at least one priority, and an action in it.'],
    ])
    const path = `/plans/${plan.planId}`
    await api().app.db.delete(recommendations).where(eq(recommendations.planId, plan.planId))
    expect((await move(path, administrator, { event: 'submit' })).status).toBe(200)
    const gone = { event: 'cancel', reason: 'Not for this plan.' }
    expect((await move(`/actions/${plan.actions['P1.S1']}`, chair, gone)).status).toBe(200)
    const late = await move(path, chair, { event: 'approve' })
    expect([late.status, late.body.missing]).toEqual([409, ['Add at least one action to a priority.']])
  })

  test('names what is lacking when it is submitted too early', async () => {
    const plan = await givenPlan(api().app.db, [{ ownerEmail: null }], unborn)
    const { status, body } = await move(`/plans/${plan.planId}`, plan.people.administrator, {
      event: 'submit',
    })
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'incomplete', state: 'draft', allowed: ['withdraw'] })
    expect(body.missing).toEqual(['P1.S1 lacks one owner.', 'No action answers recommendation R1.'])
  })

  test.each<[CastName, number, string]>([
    ['stranger', 404, 'notFound'],
    ['owner', 403, 'notYourRole'],
    ['chair', 403, 'notYourRole'],
  ])('answers %s as it should: %d', async (who, status, code) => {
    const plan = await givenPlan(api().app.db, [{}], unborn)
    const answer = await move(`/plans/${plan.planId}`, plan.people[who], { event: 'submit' })
    expect([answer.status, answer.body.code]).toEqual([status, code])
    const read = await api().get(`/plans/${plan.planId}/transitions`, { as: plan.people[who] })
    expect(read.status).toBe(status === 404 ? 404 : 200)
  })

  test('is decided on a version: 428 without one, 412 with an old one', async () => {
    const plan = await givenPlan(api().app.db, [{ recommendations: ['R1'] }], unborn)
    const path = `/plans/${plan.planId}`
    const as = plan.people.administrator
    expect((await api().post(`${path}/transitions`, { as, body: { event: 'submit' } })).status).toBe(428)
    const stale = await move(path, as, { event: 'submit' }, 7)
    expect([stale.status, stale.body.version]).toEqual([412, 1])
    expect((await move(path, as, { event: 'explode' })).status).toBe(400)
  })

  test('is closed when its priorities are delivered, or when a plan is named that takes them', async () => {
    const plan = await approved()
    const { chair, administrator } = plan.people
    const path = `/plans/${plan.planId}`
    const open = await move(path, chair, { event: 'close' })
    expect([open.status, open.body.code, open.body.missing]).toEqual([
      409,
      'prioritiesOpen',
      ['P1 The first priority is draft.'],
    ])
    const next = await api().post('/plans', { as: administrator, body: { title: 'The next plan' } })
    const unseen = await move(path, chair, { event: 'close', successorId: next.body.id })
    expect(unseen.body.code).toBe('successorNotSuitable')
    await api().post(`/plans/${next.body.id}/members`, {
      as: administrator,
      body: { personId: chair, role: 'chair' },
    })
    const closed = await move(path, chair, { event: 'close', successorId: next.body.id })
    expect(closed.body).toMatchObject({ state: 'closed', successorId: next.body.id })
    const more = await api().post(`${path}/priorities`, {
      as: administrator,
      body: { ref: 'P9', title: 'Late' },
    })
    expect([more.status, more.body.code]).toEqual([409, 'planClosed'])
    const reopened = await move(path, chair, { event: 'reopen', reason: 'Too soon.' })
    expect(reopened.body).toMatchObject({ state: 'active', successorId: null })
  })
})

describe('a priority over REST', () => {
  test('is agreed, paused, resumed, delivered, sustained and reopened by the chair', async () => {
    const plan = await approved()
    const { chair } = plan.people
    const path = await onlyPriority(plan)
    const step = (body: object) => move(path, chair, body)
    expect((await step({ event: 'agree' })).body.state).toBe('active')
    expect((await step({ event: 'pause', reason: 'The grant is under review.' })).body.state).toBe('paused')
    expect((await step({ event: 'resume', reason: 'It was confirmed.' })).body.state).toBe('active')
    const early = await step({ event: 'deliver' })
    expect([early.status, early.body.code, early.body.missing]).toEqual([
      409,
      'actionsLive',
      ['P1.S1 is agreed.'],
    ])
    const second = await api().post(`${path}/actions`, {
      as: plan.people.administrator,
      body: { ref: 'P1.S2', title: 'More', horizon: 'short' },
    })
    expect(second.status).toBe(201)
    await move(`/actions/${second.body.id}`, chair, { event: 'cancel', reason: 'Not needed.' })
    await api().app.db.execute(`update actions set state = 'embedded' where id = '${plan.actions['P1.S1']}'`)
    expect((await step({ event: 'deliver' })).body.state).toBe('delivered')
    const late = await api().post(`${path}/actions`, {
      as: plan.people.administrator,
      body: { ref: 'P1.S3', title: 'Too late', horizon: 'short' },
    })
    expect([late.status, late.body.code]).toEqual([409, 'priorityClosed'])
    const back = await move(`/actions/${second.body.id}`, chair, {
      event: 'reinstate',
      reason: 'After all',
      dueOn: '2027-01-29',
    })
    expect([back.status, back.body.code]).toEqual([409, 'incomplete'])
    const sustained = await step({ event: 'sustain', outcomeNote: 'Families wait nine days.' })
    expect(sustained.body).toMatchObject({ state: 'sustained', outcomeNote: 'Families wait nine days.' })
    expect((await step({ event: 'reopen', reason: 'It slid.' })).body).toMatchObject({ state: 'active' })
    const { body } = await api().get(`${path}/history`, { as: chair })
    expect(body.items.map(({ event }: { event: string }) => event)).toEqual([
      'reopen',
      'sustain',
      'deliver',
      'resume',
      'pause',
      'agree',
      'create',
    ])
  })

  test('is never led by somebody who has left', async () => {
    const plan = await approved()
    const { administrator: as, lead, member } = plan.people
    const path = await onlyPriority(plan)
    const leaves = (leftOn: string | null) =>
      api().patch(`/people/${member}`, { as, ifMatch: '*', body: { leftOn } })
    expect((await leaves('2026-11-20')).status).toBe(200)
    const refused = [409, 'personNotFound', '/leadId']
    const shown = ({ status, body }: Answer) => [status, body.code, body.errors?.[0].pointer]
    const patch = (leadId: string | null) => api().patch(path, { as, ifMatch: '*', body: { leadId } })
    expect(shown(await patch(member))).toEqual(refused)
    const body = { ref: 'P2', title: 'Theirs', leadId: member }
    expect(shown(await api().post(`/plans/${plan.planId}/priorities`, { as, body }))).toEqual(refused)
    const priorityId = path.split('/').at(-1) ?? ''
    const context = { priorityId, actorId: as, now: '2026-11-23T10:00:00.000Z' }
    const told = { fromId: lead, handover: { id: newId(), toId: member }, fromOn: '2026-11-23', reason: 'x' }
    expect(await handOverPriority(api().app.db, context, told)).toBe('stale')
    await leaves(null)
    expect((await patch(member)).status).toBe(200)
  })

  test('does not become a strand of a delivered one, and stays one when that is delivered', async () => {
    const plan = await approved()
    const as = plan.people.administrator
    const path = await onlyPriority(plan)
    const made = await api().post(`/plans/${plan.planId}/priorities`, {
      as,
      body: { ref: 'P2', title: 'Nothing left to do' },
    })
    const other = `/priorities/${made.body.id}`
    for (const event of ['agree', 'deliver'])
      expect((await move(other, plan.people.chair, { event })).status).toBe(200)
    const patch = (body: object) => api().patch(path, { as, ifMatch: '*', body })
    const refused = await patch({ parentId: made.body.id })
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ pointer: '/parentId', code: 'notSuitable', detail: expect.stringContaining('not been delivered') }],
    ])
    await move(other, plan.people.chair, { event: 'reopen', reason: 'It goes on.' })
    expect((await patch({ parentId: made.body.id })).status).toBe(200)
    await api().app.db.execute(`update priorities set state = 'delivered' where id = '${made.body.id}'`)
    expect((await patch({ parentId: made.body.id, title: 'Another title' })).status).toBe(200)
  })

  test('is not taken further by its lead', async () => {
    const plan = await approved()
    const path = await onlyPriority(plan)
    const { body } = await api().get(`${path}/transitions`, { as: plan.people.lead })
    expect(
      body.items.every(({ allowed, code }: Record<string, unknown>) => !allowed && code === 'notYourRole'),
    ).toBe(true)
    expect((await move(path, plan.people.lead, { event: 'agree' })).status).toBe(403)
    expect((await move(path, plan.people.stranger, { event: 'agree' })).status).toBe(404)
  })
})
