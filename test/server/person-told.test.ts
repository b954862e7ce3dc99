import PostalMime from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { deliveries, people } from '#db/schema/index.ts'
import { invite } from '#db/write/invite.ts'
import { useApi } from '../support/api.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { entryOf } from '../support/plan-people.ts'
import { type CastName, givenPlan, type TestPlan } from '../support/plans.ts'
import { get } from '../support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'
const api = useApi(now)
let mailbox: Mailbox
let plan: TestPlan

beforeAll(async () => {
  mailbox = await openMailbox(api().app, '2026-11-23T10:10:00.000Z')
})
afterAll(async () => mailbox.close())

beforeEach(async () => {
  plan = await givenPlan(api().app.db)
  await mailbox.send()
  mailbox.server.received.length = 0
  mailbox.server.behave({})
})

const as = () => ({ as: plan.people.administrator })
const patch = (who: CastName, body: object) =>
  api().patch(`/people/${plan.people[who]}`, { ...as(), ifMatch: '*', body })
const emailOf = async (who: CastName) => (await entryOf(api().app.db, plan.people[who])).email

/** What a mail server took since, but for the weekly emails: to whom, and what it says. */
async function taken(): Promise<{ to: string; subject: string; text: string }[]> {
  await mailbox.send()
  const parsed = await Promise.all(
    mailbox.server.received.map(async ({ to, raw }) => {
      const { subject = '', text = '' } = await PostalMime.parse(raw)
      return { to: to[0] ?? '', subject, text: text.replace(/\s+/g, ' ') }
    }),
  )
  return parsed.toSorted((one, other) => one.to.localeCompare(other.to, 'en-GB'))
}

const historyOf = async (who: CastName, reader: string = plan.people.administrator) =>
  (await api().get(`/people/${plan.people[who]}/history`, { as: reader })).body.items

/** The page of a person, as its administrator sees it. */
async function pageOf(who: CastName, reader: CastName = 'administrator'): Promise<string> {
  const cookie = await api().app.signInAs(plan.people[reader])
  const { text } = await get(api().app, `/plans/${plan.planId}/people/${plan.people[who]}`, cookie)
  return text.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
}

describe('a change of address', () => {
  test('is told to the new and to the old address, who did it and whom to tell, and the old learns nothing of a plan', async () => {
    const old = await emailOf('member')
    const fresh = `z.${old}`
    expect((await patch('member', { email: fresh })).status).toBe(200)
    const [before, after, ...more] = await taken()
    expect(more).toEqual([])
    const by = await emailOf('administrator')
    expect([before?.to, after?.to]).toEqual([old, fresh])
    expect(after?.text).toContain(
      `The administrator has changed the address under which Waymark knows you to ${fresh}. It was ${old} until now.`,
    )
    expect(after?.text).toContain(
      `If this is not right, or you are not the person named above, tell The administrator, ${by}.`,
    )
    expect(before?.text).toContain(
      `Emails from Waymark, and codes to sign in, no longer come to ${old}. If this is not right, tell The administrator, ${by}, at once`,
    )
    expect(before?.text).not.toContain(fresh)
    expect(before?.text).not.toContain('http')
  })

  test('that leads to the same mailbox is told there once', async () => {
    await patch('member', { email: (await emailOf('member')).toUpperCase() })
    expect(await taken()).toHaveLength(1)
  })

  test('stands in the history of the person, from what to what, and on their page', async () => {
    const old = await emailOf('member')
    await patch('member', { email: `z.${old}` })
    await patch('member', { post: 'Director' })
    const [post, address, created, ...more] = await historyOf('member')
    expect(more).toEqual([])
    expect(post).toMatchObject({
      event: 'edit',
      from: null,
      to: null,
      payload: { post: 'Director', was: { post: 'Post of the member' } },
    })
    expect(address).toMatchObject({
      event: 'edit',
      actor: { id: plan.people.administrator, name: 'The administrator' },
      from: old,
      to: `z.${old}`,
    })
    expect(created).toMatchObject({ event: 'create', actor: null })
    const page = await pageOf('member')
    expect(page).toContain(`Address changed from ${old} to z.${old}`)
    expect(page).toContain('Post changed from Post of the member to Director')
  })
})

describe('a change of role', () => {
  const members = () => `/plans/${plan.planId}/members`
  const change = (who: CastName, role: string) =>
    api().patch(`${members()}/${plan.people[who]}`, { ...as(), ifMatch: '*', body: { role } })

  test('is told to the person: given, changed and taken away; and stands in their history and on their page', async () => {
    const email = await emailOf('stranger')
    const given = { personId: plan.people.stranger, role: 'viewer' }
    expect((await api().post(members(), { ...as(), body: given })).status).toBe(201)
    expect((await change('stranger', 'member')).status).toBe(200)
    const path = `${members()}/${plan.people.stranger}`
    expect((await api().send('DELETE', path, { ...as(), ifMatch: '*' })).status).toBe(204)
    const mails = await taken()
    expect(mails.map(({ to }) => to)).toEqual([email, email, email])
    const said = mails.map(({ subject }) => subject).toSorted()
    expect(said).toEqual([
      'You have no role in ‘A plan for tests’ any more',
      'Your role in ‘A plan for tests’: member',
      'Your role in ‘A plan for tests’: viewer',
    ])
    const changed = mails.find(({ subject }) => subject.endsWith('member'))
    expect(changed?.text).toContain(
      'The administrator has changed your role in the plan ‘A plan for tests’: you are a member from now on. Until now you were a viewer.',
    )
    expect(changed?.text).toContain('If this is not right, tell The administrator')
    const events = await historyOf('stranger')
    expect(
      events.map(({ event, from, to, plan: named }: Record<string, unknown>) => [event, from, to, named]),
    ).toEqual([
      ['removeMember', 'member', null, { id: plan.planId, title: 'A plan for tests' }],
      ['changeRole', 'viewer', 'member', { id: plan.planId, title: 'A plan for tests' }],
      ['addMember', null, 'viewer', { id: plan.planId, title: 'A plan for tests' }],
      ['create', null, null, null],
    ])
    expect(await pageOf('stranger')).toContain('Role in ‘A plan for tests’ changed from viewer to member')
  })

  test('in a plan that a reader may not see does not name that plan', async () => {
    const other = await givenPlan(api().app.db)
    await api().post(`/plans/${other.planId}/members`, {
      as: other.people.administrator,
      body: { personId: plan.people.member, role: 'viewer' },
    })
    const [entry] = await historyOf('member')
    expect(entry).toMatchObject({ event: 'addMember', plan: null })
    const [own] = await historyOf('member', plan.people.member)
    expect(own).toMatchObject({ event: 'addMember', plan: { id: other.planId } })
  })

  test('is in Mail and in /deliveries of its plan, and its text names the plan to who sees it alone', async () => {
    await change('member', 'viewer')
    await taken()
    const listed = async (reader: string) =>
      (await api().get(`/deliveries?kind=roleChanged&limit=200`, { as: reader })).body.items
    expect(
      (await listed(plan.people.administrator)).map(({ subject }: { subject: string }) => subject),
    ).toEqual(['Your role in ‘A plan for tests’: viewer'])
    const other = await givenPlan(api().app.db)
    expect(await listed(other.people.administrator)).toEqual([])
  })
})

test('who is made an administrator of Waymark is told once, and it stands in their history', async () => {
  const invited = { email: await emailOf('member'), name: 'The member', administrator: true }
  const { db } = api().app
  await invite(db, clockFrom(now), invited)
  await invite(db, clockFrom(now), invited)
  const told = (await taken()).filter(({ subject }) => subject !== 'You are invited to Waymark')
  expect(told.map(({ subject }) => subject)).toEqual(['You may start plans in Waymark'])
  expect((await historyOf('member'))[0]).toMatchObject({
    event: 'invite',
    actor: null,
    payload: { administrator: true },
  })
  expect(await pageOf('member')).toContain('May start plans and invite people from then on')
  await db.update(people).set({ administrator: false }).where(eq(people.id, plan.people.member))
})

test('the history is for the person and for administrators: others on the plan are refused, and do not find it on the page', async () => {
  const path = `/people/${plan.people.member}/history`
  expect((await api().get(path, { as: plan.people.member })).status).toBe(200)
  const refused = await api().get(path, { as: plan.people.owner })
  expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
  expect(await pageOf('member', 'owner')).not.toContain('Added and invited')
  expect(await pageOf('member', 'member')).toContain('Added and invited')
})

describe('an invitation that the mail server refuses', () => {
  const email = 'nobody.there@council.example'
  let id = ''

  beforeEach(async () => {
    mailbox.server.behave({ recipient: (address) => (address.includes('nobody.there') ? 550 : 'accept') })
    const { db } = api().app
    await db.update(deliveries).set({ state: 'superseded' }).where(eq(deliveries.state, 'failed'))
    const body = { name: 'Nia Price', email: `${plan.planId.slice(-6)}.${email}` }
    const added = await api().post('/people', { ...as(), body })
    id = added.body.id
    await mailbox.send()
  })

  const seen = async (path: string, reader: CastName = 'administrator') => {
    const cookie = await api().app.signInAs(plan.people[reader])
    const { text } = await get(api().app, path, cookie)
    return text.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
  }

  test('shows on the person, in the list, in Mail, in /deliveries and to be put right, until they are invited again', async () => {
    const person = () => seen(`/plans/${plan.planId}/people/${id}`)
    expect(await person()).toContain('Nia Price has not got the invitation.')
    expect(await person()).toContain(
      'Correct the address if it is wrong, then press ‘Send the invitation again’.',
    )
    expect(await seen(`/plans/${plan.planId}/people`)).toContain('Invitation failed')
    expect(await seen('/')).toContain('Invitations that failed')
    expect((await api().get('/deliveries?kind=invitation&state=failed', as())).body.items).toMatchObject([
      { person: { id, name: 'Nia Price' }, reply: expect.stringContaining('550') },
    ])

    await api().post(`/plans/${plan.planId}/members`, { ...as(), body: { personId: id, role: 'viewer' } })
    await mailbox.send()
    expect(await seen(`/plans/${plan.planId}/mail`)).toContain('An invitation')
    expect(
      (await api().get(`/deliveries?plan=${plan.planId}&kind=invitation`, as())).body.items,
    ).toHaveLength(1)
    expect(await person()).toContain('Emails that failed')

    const corrected = { email: `nia.${plan.planId.slice(-6)}@council.example` }
    expect((await api().patch(`/people/${id}`, { ...as(), ifMatch: '*', body: corrected })).status).toBe(200)
    expect(await person()).toContain('The address was corrected since: press ‘Send the invitation again’.')
    const cookie = await api().app.signInAs(plan.people.administrator)
    const home = `/plans/${plan.planId}/people/${id}`
    const { text } = await get(api().app, home, cookie)
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(text) ?? []
    const form = new URLSearchParams({ _csrf: token })
    const sent = await fetch(`${api().app.url}${home}/invite`, {
      method: 'POST',
      headers: { cookie },
      body: form,
      redirect: 'manual',
    })
    expect(sent.status).toBe(303)
    await mailbox.send()
    expect(await person()).not.toContain('has not got the invitation')
    expect(await seen(`/plans/${plan.planId}/people`)).not.toContain('Invitation failed')
    expect(await seen('/')).not.toContain('Invitations that failed')
  })

  test('is told to nobody who does not keep people', async () => {
    expect((await api().get('/deliveries?kind=invitation', { as: plan.people.chair })).body.items).toEqual([])
    expect(await seen('/', 'chair')).not.toContain('Invitations that failed')
  })
})

describe('a deputy who left is no deputy', () => {
  const days = { fromOn: '2026-11-23', untilOn: '2026-12-04' }
  const name = (owner: CastName, deputy: CastName) =>
    api().send('PUT', '/me/deputy', {
      as: plan.people[owner],
      body: { deputyId: plan.people[deputy], ...days },
    })
  const left = { leftOn: '2026-11-22' }

  test('the owner is told, and so is the deputy; who comes back is not deputy by that', async () => {
    expect((await name('owner', 'contributor')).status).toBe(200)
    const [owner, deputy] = [await emailOf('owner'), await emailOf('member')]
    expect((await name('owner', 'member')).status).toBe(200)
    expect((await patch('member', left)).status).toBe(200)
    const mails = await taken()
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual(
      [
        [deputy, 'You have left, and are no deputy any more'],
        [owner, 'You have no deputy any more'],
      ].toSorted(([one = ''], [other = '']) => one.localeCompare(other, 'en-GB')),
    )
    expect(mails.find(({ to }) => to === owner)?.text).toContain(
      'The member has left, and is your deputy no longer: nobody gets a copy of your weekly email now.',
    )
    expect(mails.find(({ to }) => to === deputy)?.text).toContain('so you no longer stand in for The owner')
    expect((await api().get('/me/deputy', { as: plan.people.owner })).status).toBe(404)
    expect((await name('owner', 'member')).status).toBe(400)

    await patch('member', { leftOn: null })
    expect((await api().get('/me/deputy', { as: plan.people.owner })).status).toBe(404)
    const [back, ended, gone, named] = await historyOf('member')
    expect(back).toMatchObject({ event: 'edit', payload: { leftOn: null, was: left } })
    expect(new Set([ended.event, gone.event])).toEqual(new Set(['leave', 'endDeputy']))
    expect(named).toMatchObject({ event: 'nameDeputy', actor: { id: plan.people.owner } })
  })

  test('an owner who leaves has none any more, and both are told', async () => {
    await name('member', 'owner')
    await patch('member', left)
    const mails = await taken()
    const owner = await emailOf('owner')
    expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
      'You have left, and have no deputy any more',
      'You stand in for one person less',
    ])
    expect(mails.find(({ to }) => to === owner)?.text).toContain(
      'The member has left, so you no longer stand in for them',
    )
  })

  test('an arrangement that was over ends without a word', async () => {
    await name('owner', 'member')
    api().moveTo('2026-12-10T10:00:00.000Z')
    await patch('member', { leftOn: '2026-12-09' })
    api().moveTo(now)
    expect(
      (await api().app.db.select().from(deliveries).where(eq(deliveries.kind, 'deputyEnded'))).filter(
        ({ personId }) => personId === plan.people.owner,
      ),
    ).toEqual([])
  })

  test('of a naming and a leaving at the same moment none is left that holds', async () => {
    for (let times = 0; times < 5; times++) {
      plan = await givenPlan(api().app.db)
      await Promise.all([name('owner', 'member'), patch('member', left)])
      expect((await api().get('/me/deputy', { as: plan.people.owner })).status).toBe(404)
      await patch('member', { leftOn: null })
      expect((await api().get('/me/deputy', { as: plan.people.owner })).status).toBe(404)
    }
  })
})

test('after all of it history and ledger agree', async () => {
  const { db } = api().app
  const clock = clockFrom(now)
  while ((await seal(db, clock)) > 0);
  expect((await verify(db, clock)).faults).toEqual([])
})

test('of a hand-over in a plan that the reader may not see, their history tells neither the reason nor the pieces', async () => {
  const { db } = api().app
  const [one, two] = [await givenPlan(db, [{}]), await givenPlan(db, [{ ownerEmail: 'otherOwner' }])]
  const { administrator, otherOwner, contributor } = two.people
  const reason = 'They are ill'
  const items = [{ kind: 'action', id: two.actions['P1.S1'], toId: contributor }]
  const body = { items, fromOn: '2026-11-23', reason }
  expect((await api().post(`/people/${otherOwner}/handover`, { as: administrator, body })).status).toBe(200)
  const toldTo = async (as: string) =>
    JSON.stringify((await api().get(`/people/${otherOwner}/history`, { as })).body.items)
  expect(await toldTo(administrator)).toContain(reason)
  const elsewhere = await toldTo(one.people.administrator)
  expect(elsewhere).toContain('handOver')
  expect(elsewhere).not.toMatch(new RegExp(`${reason}|${two.actions['P1.S1']}|${two.planId}`))
})
