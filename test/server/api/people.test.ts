import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { deliveries, people as peopleTable } from '#db/schema/index.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}, {}, { ownerEmail: 'otherOwner', contributorEmails: ['owner'] }])
})

const named = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id)
let made = 0
const somebody = () => ({
  name: 'Nia Price',
  email: `nia.${++made}@council.example`,
  post: 'Head of service',
})

describe('people over REST', () => {
  test('are seen by those who share a plan with them, and all of them by an administrator', async () => {
    const other = await givenPlan(api().app.db)
    const mine = await api().get('/people?limit=200', { as: plan.people.owner })
    expect(named(mine.body)).toContain(plan.people.chair)
    expect(named(mine.body)).not.toContain(other.people.chair)
    expect((await api().get(`/people/${other.people.chair}`, { as: plan.people.owner })).status).toBe(404)
    const all = await api().get('/people?limit=200', { as: plan.people.administrator })
    expect(named(all.body)).toEqual(expect.arrayContaining([plan.people.chair, other.people.chair]))
    const first = await api().get('/people?limit=1', { as: plan.people.administrator })
    const second = await api().get(`/people?limit=1&after=${first.body.page.next}`, {
      as: plan.people.administrator,
    })
    expect(named(second.body)).not.toEqual(named(first.body))
  })

  test('are added by an administrator, once for each address, and mailed an invitation', async () => {
    const body = somebody()
    const added = await api().post('/people', { as: plan.people.administrator, body })
    expect(added.body).toMatchObject({ ...body, agency: null, leftOn: null, version: 1 })
    expect([added.status, added.headers.get('etag')]).toEqual([201, '"1"'])
    const again = await api().post('/people', {
      as: plan.people.administrator,
      body: { ...body, email: body.email.toUpperCase() },
    })
    expect([again.status, again.body.code, again.body.errors[0].pointer]).toEqual([409, 'conflict', '/email'])
    const mailed = await api().app.db.select().from(deliveries).where(eq(deliveries.personId, added.body.id))
    expect(mailed.map(({ kind, toAddress }) => [kind, toAddress])).toEqual([['invitation', body.email]])
    expect((await api().post('/people', { as: plan.people.chair, body: somebody() })).status).toBe(403)
  })

  test('are changed by those who administer every plan they are part of; name and post by those of one', async () => {
    const { administrator } = plan.people
    const { body: person } = await api().post('/people', { as: administrator, body: somebody() })
    const patch = (as: string, body: object, ifMatch: number | string = '*') =>
      api().patch(`/people/${person.id}`, { as, ifMatch, body })
    expect((await patch(administrator, { post: 'Director' }, 1)).body).toMatchObject({
      post: 'Director',
      version: 2,
    })
    expect((await patch(administrator, { post: 'Chief' }, 1)).status).toBe(412)

    const other = await givenPlan(api().app.db)
    for (const [planId, as] of [
      [plan.planId, administrator],
      [other.planId, other.people.administrator],
    ] as const) {
      const body = { personId: person.id, role: 'member' }
      expect((await api().post(`/plans/${planId}/members`, { as, body })).status).toBe(201)
    }
    expect((await patch(administrator, { post: 'Chief' })).status).toBe(200)
    for (const body of [{ email: 'mine@council.example' }, { leftOn: '2026-11-01' }]) {
      const refused = await patch(administrator, body)
      expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
    }
    const unrelated = await givenPlan(api().app.db)
    expect((await patch(unrelated.people.administrator, { post: 'Nobody' })).status).toBe(403)
    expect((await patch(plan.people.owner, { post: 'Nobody' })).status).toBe(403)
  })

  test('who administer Waymark itself are changed by their like alone', async () => {
    const { administrator } = plan.people
    const { body: person } = await api().post('/people', { as: administrator, body: somebody() })
    await api().app.db.update(peopleTable).set({ administrator: true }).where(eq(peopleTable.id, person.id))
    const path = `/people/${person.id}`
    const body = { email: 'taken.over@council.example' }
    expect((await api().patch(path, { as: administrator, ifMatch: '*', body })).status).toBe(403)
    expect((await api().patch(path, { as: person.id, ifMatch: '*', body: { post: 'Keeper' } })).status).toBe(
      200,
    )
  })

  test('leave once they have nothing left to do, and are back when that is taken back', async () => {
    const { administrator } = plan.people
    const path = `/people/${plan.people.otherOwner}`
    const leave = (leftOn: string | null) =>
      api().patch(path, { as: administrator, ifMatch: '*', body: { leftOn } })
    const early = await leave('2026-11-20')
    expect([early.status, early.body.code]).toEqual([409, 'workLeft'])
    expect((await leave('2026-11-24')).body.code).toBe('dateNotAllowed')
  })

  test('belong to agencies, each listed once', async () => {
    const { administrator, chair } = plan.people
    const add = (as: string, name: string) => api().post('/agencies', { as, body: { name } })
    const added = await add(administrator, 'Harbour Trust')
    expect([added.status, added.body.name]).toEqual([201, 'Harbour Trust'])
    expect((await add(administrator, 'Harbour Trust')).body).toMatchObject({ code: 'conflict', status: 409 })
    expect((await add(chair, 'Another')).status).toBe(403)
    const { body } = await api().get('/agencies?limit=200', { as: chair })
    expect(named(body)).toContain(added.body.id)
    const person = await api().post('/people', {
      as: administrator,
      body: { ...somebody(), agencyId: added.body.id },
    })
    expect(person.body.agency).toEqual({ id: added.body.id, name: 'Harbour Trust' })
  })
})

describe('a leaver’s work over REST', () => {
  const fromOn = '2026-11-23'
  const reason = 'Moves to another council.'

  test('goes to one person, row by row in one event, and they have left', async () => {
    const { administrator, owner, member, stranger, chair } = plan.people
    const answer = await api().post(`/people/${owner}/handover`, {
      as: administrator,
      body: { toId: member, fromOn, reason, leftOn: '2026-11-23' },
    })
    expect(answer.status).toBe(200)
    expect(
      answer.body.items.map(({ kind, ref, outcome }: Record<string, string>) => [kind, ref, outcome]),
    ).toEqual([
      ['action', 'P1.S1', 'done'],
      ['action', 'P1.S2', 'done'],
      ['contribution', 'P1.S3', 'done'],
    ])
    expect(answer.body).toMatchObject({ left: true, person: { leftOn: '2026-11-23', version: 2 } })
    const action = await api().get(`/actions/${plan.actions['P1.S1']}`, { as: member })
    expect(action.body.owner).toMatchObject({ id: member, post: 'Post of the member' })
    const history = await api().get(`/actions/${plan.actions['P1.S1']}/history`, { as: chair })
    expect(history.body.items[0]).toMatchObject({
      event: 'transfer',
      payload: { reason, fromOn, ownerId: member },
    })
    const third = await api().get(`/actions/${plan.actions['P1.S3']}`, { as: member })
    expect(third.body.contributors.map(({ id }: { id: string }) => id)).toEqual([member])
    expect((await api().get('/me', { as: owner })).status).toBe(401)
    const gone = await api().post(`/people/${member}/handover`, {
      as: administrator,
      body: { toId: owner, fromOn, reason },
    })
    expect([gone.status, gone.body.code]).toEqual([409, 'personNotFound'])
    expect(stranger).not.toBe(owner)
  })

  test('goes piece by piece; what nobody was named for stays, and so does the person', async () => {
    const one = await givenPlan(api().app.db, [{}, {}])
    const { administrator, owner, member, lead } = one.people
    const answer = await api().post(`/people/${owner}/handover`, {
      as: administrator,
      body: {
        items: [{ kind: 'action', id: one.actions['P1.S1'], toId: member }],
        fromOn,
        reason,
        leftOn: '2026-11-23',
      },
    })
    expect(answer.body).toMatchObject({ left: false, person: { leftOn: null } })
    expect(
      answer.body.items.map(({ ref, outcome, code }: Record<string, string>) => [ref, outcome, code]),
    ).toEqual([
      ['P1.S1', 'done', null],
      ['P1.S2', 'refused', 'notNamed'],
    ])
    const led = await api().post(`/people/${lead}/handover`, {
      as: administrator,
      body: { toId: member, fromOn, reason },
    })
    expect(led.body.items.map(({ kind, outcome }: Record<string, string>) => [kind, outcome])).toEqual([
      ['priority', 'done'],
    ])
    const { body } = await api().get(`/plans/${one.planId}/priorities`, { as: administrator })
    expect(body.items[0]).toMatchObject({ leadId: member, version: 2 })
  })

  test('is handed over by the administrator of each plan: what is in another plan is refused row by row', async () => {
    const [one, two] = [await givenPlan(api().app.db), await givenPlan(api().app.db)]
    const transfer = { event: 'transfer', ownerId: one.people.owner, fromOn, reason }
    await api().post(`/actions/${two.actions['P1.S1']}/transitions`, {
      as: two.people.administrator,
      ifMatch: '*',
      body: transfer,
    })
    const path = `/people/${one.people.owner}/handover`
    const hand = (as: string, body: object) => api().post(path, { as, body: { fromOn, reason, ...body } })
    expect((await hand(one.people.chair, { toId: one.people.member })).status).toBe(403)
    expect((await hand(one.people.stranger, { toId: one.people.member })).status).toBe(404)
    const strange = await hand(one.people.administrator, {
      items: [{ kind: 'priority', id: one.actions['P1.S1'], toId: one.people.chair }],
    })
    expect([strange.status, strange.body.errors[0].pointer]).toEqual([400, '/items/0/id'])
    const answer = await hand(one.people.administrator, { toId: one.people.member })
    expect(
      answer.body.items.map(({ planId, outcome, code }: Record<string, string>) => [planId, outcome, code]),
    ).toEqual(
      expect.arrayContaining([
        [one.planId, 'done', null],
        [two.planId, 'refused', 'notYourRole'],
      ]),
    )
    const leaving = await hand(one.people.administrator, { toId: one.people.member, leftOn: '2026-11-23' })
    expect([leaving.status, leaving.body.code]).toEqual([403, 'forbidden'])
  })
})

describe('the members of a plan over REST', () => {
  test('are named, given other roles and let go by its administrator, never by themselves', async () => {
    const one = await givenPlan(api().app.db)
    const { administrator, stranger, chair, member } = one.people
    const path = `/plans/${one.planId}/members`
    const joined = await api().post(path, { as: administrator, body: { personId: stranger, role: 'viewer' } })
    expect([joined.status, joined.body.role, joined.body.version]).toEqual([201, 'viewer', 2])
    const again = await api().post(path, { as: administrator, body: { personId: stranger, role: 'chair' } })
    expect([again.status, again.body.code]).toEqual([409, 'conflict'])
    const raise = (as: string, who: string, role: string, ifMatch: number | string = '*') =>
      api().patch(`${path}/${who}`, { as, ifMatch, body: { role } })
    expect((await raise(administrator, stranger, 'administrator', 2)).body.version).toBe(3)
    expect((await raise(administrator, stranger, 'member', 2)).status).toBe(412)
    const own = await raise(administrator, administrator, 'chair')
    expect([own.status, own.body.code]).toEqual([409, 'ownWork'])
    expect((await raise(chair, member, 'administrator')).status).toBe(403)
    const last = await raise(administrator, chair, 'member')
    expect([last.status, last.body.code]).toEqual([409, 'lastOfRole'])
    const gone = await api().send('DELETE', `${path}/${member}`, { as: administrator, ifMatch: '*' })
    expect([gone.status, gone.headers.get('etag')]).toEqual([204, '"4"'])
    const { body } = await api().get(path, { as: chair })
    expect(named(body)).not.toContain(member)
    const history = await api().get(`/plans/${one.planId}/history`, { as: chair })
    expect(history.body.items.map(({ event }: { event: string }) => event)).toEqual([
      'removeMember',
      'changeRole',
      'addMember',
      'create',
    ])
  })

  test('keep an administrator, however two of them let each other go at once, 20 times', async () => {
    for (let run = 0; run < 20; run++) {
      const one = await givenPlan(api().app.db)
      const { administrator: first, member: second } = one.people
      const path = `/plans/${one.planId}/members`
      await api().patch(`${path}/${second}`, { as: first, ifMatch: '*', body: { role: 'administrator' } })
      const answers = await Promise.all([
        api().send('DELETE', `${path}/${second}`, { as: first, ifMatch: '*' }),
        api().patch(`${path}/${first}`, { as: second, ifMatch: '*', body: { role: 'member' } }),
      ])
      const { body } = await api().get(path, { as: one.people.chair })
      const left = body.items.filter(({ role }: { role: string }) => role === 'administrator')
      expect([left.length, answers.filter(({ status }) => status < 300).length]).toEqual([1, 1])
    }
  }, 60_000)
})

describe('what a plan is made of over REST', () => {
  test('is added to by its administrator: horizons once each, recommendations by free references', async () => {
    const { administrator, chair } = plan.people
    const made = await api().post('/plans', { as: administrator, body: { title: 'New' } })
    const path = `/plans/${made.body.id}`
    const add = (what: string, body: object, as = administrator) =>
      api().post(`${path}/${what}`, { as, body })
    const short = { name: 'short', label: 'Short term', firstOn: '2026-12-01', lastOn: '2027-03-31' }
    expect((await add('horizons', short)).status).toBe(201)
    const twice = await add('horizons', short)
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([409, '/name'])
    expect((await add('horizons', { ...short, name: 'long', lastOn: '2026-01-01' })).status).toBe(400)
    const finding = { ref: 'R1', text: 'Listen to children.', source: 'Inspection', paragraph: '12' }
    expect((await add('recommendations', finding)).body).toMatchObject(finding)
    expect((await add('recommendations', finding)).body.errors[0].pointer).toBe('/ref')
    const both = await Promise.all([
      add('recommendations', { ...finding, ref: 'R2' }),
      add('recommendations', { ...finding, ref: 'R3' }),
    ])
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    expect((await add('recommendations', { ...finding, ref: 'R4' }, chair)).status).toBe(404)
    const { body } = await api().get(`${path}/recommendations`, { as: administrator })
    expect(body.items.map(({ ref }: { ref: string }) => ref).toSorted()).toEqual(['R1', 'R2', 'R3'])
    const windows = await api().get(`${path}/horizons`, { as: administrator })
    expect(windows.body.items).toEqual([{ ...short, id: windows.body.items[0].id }])
    expect((await api().get(path, { as: administrator })).body.version).toBe(5)
  })

  test('takes a reference as long as a plan file may have it, and none that an address needs for something else', async () => {
    const { planId, people: cast } = plan
    const add = async (ref: string, what = 'priorities') => {
      const body = { ref, ...(what === 'priorities' ? { title: 'Named' } : { text: 'Do this.' }) }
      const answer = await api().post(`/plans/${planId}/${what}`, { as: cast.administrator, body })
      return answer.status === 400 ? answer.body.errors[0].pointer : answer.status
    }
    expect(await add('P'.repeat(40))).toBe(201)
    expect(await add('<b>/%2F?#&')).toBe(201)
    for (const ref of ['P'.repeat(41), 'new', '.', '..']) expect([ref, await add(ref)]).toEqual([ref, '/ref'])
    expect(await add('new', 'recommendations')).toBe(201)
    expect(await add('..', 'recommendations')).toBe('/ref')
  })
})
