import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let action: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [
    { milestones: [{ title: 'Half of the families', dueOn: '2026-11-30' }] },
    { milestones: [{ title: 'Another', dueOn: '2026-11-30' }] },
  ])
  action = `/actions/${plan.actions['P1.S1']}`
})

const events = (body: { items: { event: string }[] }) => body.items.map(({ event }) => event)

describe('a blocker over REST', () => {
  test('is raised, reworded, marked critical and resolved, each by who may', async () => {
    const { owner, contributor, lead } = plan.people
    const blocker = { what: 'Data', waitingOn: 'The police', sinceOn: '2026-11-20' }
    const raised = await api().post(`${action}/blockers`, { as: contributor, body: blocker })
    expect(raised.status).toBe(201)
    expect(raised.body).toMatchObject({
      ...blocker,
      state: 'open',
      critical: false,
      raisedBy: { id: contributor, name: 'The contributor' },
      action: { id: plan.actions['P1.S1'], ref: 'P1.S1' },
    })
    const path = `/blockers/${raised.body.id}`
    const read = await api().get(path, { as: owner })
    expect([read.body, read.headers.get('etag')]).toEqual([raised.body, `"${raised.body.version}"`])

    const offered = await api().get(`${path}/transitions`, { as: lead })
    expect(offered.body).toMatchObject({ state: 'open', version: raised.body.version })
    expect(offered.body.items.map(({ event, allowed }: Record<string, unknown>) => [event, allowed])).toEqual(
      [
        ['markCritical', true],
        ['resolve', true],
        ['reopen', false],
      ],
    )
    const ifMatch = raised.body.version
    expect((await api().patch(path, { as: owner, ifMatch, body: { what: 'Mine' } })).status).toBe(403)
    const reworded = await api().patch(path, { as: contributor, ifMatch, body: { what: 'Their data' } })
    expect([reworded.status, reworded.body.what, reworded.body.version]).toEqual([
      200,
      'Their data',
      ifMatch + 1,
    ])
    const mark = { as: lead, body: { event: 'markCritical' } }
    expect((await api().post(`${path}/transitions`, { ...mark, ifMatch })).status).toBe(412)
    const marked = await api().post(`${path}/transitions`, { ...mark, ifMatch: ifMatch + 1 })
    expect([marked.status, marked.body.critical, marked.body.version]).toEqual([200, true, ifMatch + 2])
    const refused = await api().post(`${path}/transitions`, {
      as: contributor,
      ifMatch: '*',
      body: { event: 'resolve', how: 'They sent it.' },
    })
    expect([refused.status, refused.body.code, refused.body.allowed]).toEqual([403, 'notYourRole', []])
    const resolved = await api().post(`${path}/transitions`, {
      as: owner,
      ifMatch: '*',
      body: { event: 'resolve', how: 'They sent it.' },
    })
    expect(resolved.body).toMatchObject({ state: 'resolved', how: 'They sent it.', resolvedOn: '2026-11-23' })
    const closed = await api().patch(path, { as: contributor, ifMatch: '*', body: { what: 'Late' } })
    expect([closed.status, closed.body.code]).toEqual([409, 'wrongState'])
    const history = await api().get(`${path}/history`, { as: owner })
    expect(events(history.body)).toEqual(['resolve', 'markCritical', 'editBlocker', 'raise'])
    const list = await api().get(`${action}/blockers`, { as: owner })
    expect(list.body.items.map(({ state }: { state: string }) => state)).toEqual(['resolved'])
  })
})

describe('a request for more time over REST', () => {
  const asking = { dueOn: '2026-12-31', reasonCode: 'partner', text: 'The partner moved its date.' }

  test('moves the date of its action when it is granted, in one', async () => {
    const { owner, lead } = plan.people
    const asked = await api().post(`${action}/extensions`, { as: owner, body: asking })
    expect([asked.status, asked.body.state, asked.body.previousDueOn]).toEqual([
      201,
      'requested',
      '2026-12-18',
    ])
    const path = `/extensions/${asked.body.id}`
    const reworded = await api().patch(path, {
      as: owner,
      ifMatch: '*',
      body: { mitigation: 'We start part.' },
    })
    expect(reworded.body.mitigation).toBe('We start part.')
    const offered = await api().get(`${path}/transitions`, { as: owner })
    expect(offered.body.items.map(({ event, code }: Record<string, unknown>) => [event, code])).toEqual([
      ['grant', 'ownWork'],
      ['refuse', 'ownWork'],
      ['withdraw', null],
    ])
    const granted = await api().post(`${path}/transitions`, {
      as: lead,
      ifMatch: reworded.body.version,
      body: { event: 'grant', reason: 'It is their date.' },
    })
    expect(granted.body).toMatchObject({ state: 'granted', decidedBy: { id: lead }, decidedOn: '2026-11-23' })
    const { body } = await api().get(action, { as: owner })
    expect(body).toMatchObject({
      dueOn: '2026-12-31',
      baselineDueOn: '2026-12-18',
      timesExtended: 1,
      version: granted.body.version,
    })
    const history = await api().get(`${path}/history`, { as: owner })
    expect(events(history.body)).toEqual(['grant', 'editExtension', 'request'])
    const list = await api().get(`${action}/extensions`, { as: owner, headers: { accept: 'text/csv' } })
    expect(String(list.body)).toContain('granted,2026-12-18,2026-12-31,partner')
  })

  test('ends with its action, and its history says so', async () => {
    const other = `/actions/${plan.actions['P1.S2']}`
    const asked = await api().post(`${other}/extensions`, { as: plan.people.owner, body: asking })
    await api().post(`${other}/transitions`, {
      as: plan.people.chair,
      ifMatch: '*',
      body: { event: 'cancel', reason: 'The service has closed.' },
    })
    const path = `/extensions/${asked.body.id}`
    expect((await api().get(path, { as: plan.people.owner })).body.state).toBe('withdrawn')
    const history = await api().get(`${path}/history`, { as: plan.people.owner })
    expect(events(history.body)).toEqual(['cancel', 'request'])
  })
})

describe('a milestone over REST', () => {
  test('is replanned, met late, opened again and dropped', async () => {
    const { owner, lead } = plan.people
    const { body } = await api().get(`${action}/milestones`, { as: owner })
    const path = `/milestones/${body.items[0].id}`
    const step = (as: string, event: object) =>
      api().post(`${path}/transitions`, { as, ifMatch: '*', body: event })
    const reworded = await api().patch(path, { as: lead, ifMatch: '*', body: { title: 'Forty families' } })
    expect(reworded.body).toMatchObject({ title: 'Forty families', action: { ref: 'P1.S1' } })
    const replanned = await step(owner, { event: 'replan', dueOn: '2026-12-15', reason: 'Data come later.' })
    expect(replanned.body).toMatchObject({ dueOn: '2026-12-15', timesReplanned: 1, state: 'planned' })
    expect((await step(owner, { event: 'replan', dueOn: '2027-12-15', reason: 'Too late.' })).body.code).toBe(
      'dateNotAllowed',
    )
    expect((await step(owner, { event: 'meet', metOn: '2026-11-24' })).body.code).toBe('dateNotAllowed')
    expect((await step(owner, { event: 'meet', metOn: '2026-11-23' })).body).toMatchObject({
      state: 'met',
      late: false,
    })
    expect((await step(lead, { event: 'reopen', reason: 'Counted twice.' })).body.state).toBe('planned')
    expect((await step(lead, { event: 'drop', reason: 'Not needed.' })).body.state).toBe('dropped')
    const history = await api().get(`${path}/history`, { as: owner })
    expect(events(history.body)).toEqual(['drop', 'reopen', 'meet', 'replan', 'editMilestone'])
  })

  test('tells of its beginning when it was added', async () => {
    const added = await api().post(`${action}/milestones`, {
      as: plan.people.owner,
      body: { title: 'The last quarter', dueOn: '2026-12-10' },
    })
    const { id } = added.body.milestones.find(({ title }: { title: string }) => title === 'The last quarter')
    const history = await api().get(`/milestones/${id}/history`, { as: plan.people.owner })
    expect(events(history.body)).toEqual(['addMilestone'])
  })
})

test.each(['milestones', 'blockers', 'extensions'])(
  'what is not there, or not theirs, is 404: %s',
  async (noun) => {
    const strange = `/${noun}/${newId()}`
    for (const path of [strange, `${strange}/transitions`, `${strange}/history`]) {
      expect((await api().get(path, { as: plan.people.owner })).status).toBe(404)
    }
    const { body } = await api().get(`${action}/${noun}`, { as: plan.people.owner })
    const theirs = `/${noun}/${body.items[0].id}`
    for (const path of [theirs, `${theirs}/transitions`, `${theirs}/history`]) {
      expect((await api().get(path, { as: plan.people.stranger })).status).toBe(404)
    }
    const foreign = await api().patch(theirs, {
      as: plan.people.stranger,
      ifMatch: '*',
      body: { title: 'x', what: 'x' },
    })
    expect([400, 404]).toContain(foreign.status)
  },
)

describe('an edit over REST', () => {
  test('names no person, priority, recommendation or criterion that is not of the plan', async () => {
    const other = await givenPlan(api().app.db, [{ dueOn: null }])
    const strangers = await givenPlan(api().app.db)
    const [theirPriority] = (
      await api().get(`/plans/${strangers.planId}/priorities`, { as: strangers.people.chair })
    ).body.items
    const [theirRecommendation] = (
      await api().get(`/plans/${strangers.planId}/recommendations`, { as: strangers.people.chair })
    ).body.items
    const theirAction = (
      await api().get(`/actions/${strangers.actions['P1.S1']}`, { as: strangers.people.chair })
    ).body
    const patch = (body: object) =>
      api().patch(`/actions/${other.actions['P1.S1']}`, {
        as: other.people.administrator,
        ifMatch: '*',
        body,
      })
    const codes = []
    for (const body of [
      { priorityId: theirPriority.id },
      { recommendationIds: [theirRecommendation.id] },
      { measureIds: [newId()] },
      { criteria: [{ id: theirAction.criteria[0].id, text: 'Stolen' }] },
      { ownerId: newId() },
      { contributorIds: [newId()] },
    ]) {
      const { status, body: answer } = await patch(body)
      codes.push([status, answer.code])
    }
    expect(codes).toEqual([
      [409, 'priorityUnknown'],
      [409, 'recommendationUnknown'],
      [409, 'measureUnknown'],
      [409, 'criterionUnknown'],
      [409, 'personNotFound'],
      [400, 'invalidRequest'],
    ])
    const twice = await patch({ contributorIds: [other.people.member, other.people.member] })
    expect([twice.status, twice.body.contributors.length]).toEqual([200, 1])
  })

  test('removes no criterion that has evidence, and says which', async () => {
    const other = await givenPlan(api().app.db, [{ dueOn: null }])
    const path = `/actions/${other.actions['P1.S1']}`
    const { body } = await api().get(path, { as: other.people.owner })
    await api().post(`${path}/evidence`, {
      as: other.people.owner,
      body: {
        criterionId: body.criteria[0].id,
        kind: 'document',
        title: 'Minutes',
        url: 'https://documents.example/1',
        datedOn: '2026-11-20',
      },
    })
    const refused = await api().patch(path, {
      as: other.people.administrator,
      ifMatch: '*',
      body: { criteria: [{ id: body.criteria[1].id, text: 'The second' }] },
    })
    expect([refused.status, refused.body.code]).toEqual([409, 'criterionHasEvidence'])
    expect(refused.body.missing[0]).toContain(body.criteria[0].text)
  })

  test.each(['Nought \u0000 here', 'Half a pair \uD800 here'])(
    'refuses text that cannot be kept: %j',
    async (title) => {
      const { status, body } = await api().patch(action, {
        as: plan.people.administrator,
        ifMatch: '*',
        body: JSON.stringify({ title }),
      })
      expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'invalidRequest', '/title'])
    },
  )

  test('takes no day before 1900', async () => {
    const other = await givenPlan(api().app.db, [{ dueOn: null }])
    const { status } = await api().patch(`/actions/${other.actions['P1.S1']}`, {
      as: other.people.administrator,
      ifMatch: '*',
      body: { dueOn: '0206-12-01' },
    })
    expect(status).toBe(400)
  })
})
