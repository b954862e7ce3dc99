import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { reports } from '#db/schema/index.ts'
import { useApi } from '../../support/api.ts'
import { givenApproved } from '../../support/issued-report.ts'
import { givenPlan, putAction, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-30T10:00:00Z')
let plan: TestPlan
let path: string

beforeAll(async () => {
  // 2 November to 30 November 2026 are 20 working days, the days after which silence reaches the agenda.
  const overdue = { dueOn: '2026-11-02' }
  plan = await givenPlan(api().app.db, [overdue, { dueOn: '2026-12-18' }, {}])
  path = await meet('Sixth meeting', '2026-12-14')
})

async function meet(title: string, heldOn: string, of = plan): Promise<string> {
  const body = { title, heldOn }
  const made = await api().post(`/plans/${of.planId}/meetings`, { as: of.people.administrator, body })
  return `/meetings/${made.body.id}`
}

const titlesOf = async (at: string) =>
  (await api().get(`${at}/agenda`, { as: plan.people.member })).body.items.map(
    ({ number, title }: { number: number; title: string }) => `${number} ${title}`,
  )
const make = (at: string, as = plan.people.chair) => api().post(`${at}/agenda/proposals`, { as })
const add = (at: string, body: object, as = plan.people.administrator) =>
  api().post(`${at}/agenda`, { as, body })
const step = (at: string, as: string, event: object) =>
  api().post(`${at}/transitions`, { as, ifMatch: '*', body: event })
const minute = (at: string, itemId: string, body: object, as = plan.people.administrator) =>
  api().send('PUT', `${at}/agenda/${itemId}/minutes`, { as, ifMatch: '*', body })

describe('an agenda over REST', () => {
  test('is made of what waits for the board with one press, and a second one adds only what is new', async () => {
    const { owner, chair } = plan.people
    await api().post(`/actions/${plan.actions['P1.S2']}/extensions`, {
      as: owner,
      ifMatch: '*',
      body: { dueOn: '2027-03-31', reasonCode: 'capacity', text: 'Two posts are vacant.' },
    })
    await putAction(api().app.db, plan, 'P1.S3', { state: 'endorsed' })
    const approved = await givenApproved(api().app, plan)
    const [, , meetingId] = path.split('/')
    await api().app.db.update(reports).set({ meetingId }).where(eq(reports.id, approved.id))
    await add(path, { title: 'Welcome' })
    const made = await make(path)
    expect([made.status, made.body.items.map(({ kind }: { kind: string }) => kind)]).toEqual([
      200,
      ['decision', 'decision', 'action', 'section'],
    ])
    const once = await titlesOf(path)
    expect(once.slice(0, 4)).toEqual([
      '1 Welcome',
      '2 P1.S2: more time until 31 March 2027',
      '3 P1.S3: sign-off',
      '4 P1.S1: overdue, without word for the board',
    ])
    const { version } = (await api().get(path, { as: chair })).body
    expect((await make(path)).body.items).toEqual([])
    expect((await api().get(path, { as: chair })).body.version).toBe(version)

    const [, more, signOff] = (await api().get(`${path}/agenda`, { as: chair })).body.items
    await api().patch(`${path}/agenda/${signOff.id}`, { as: chair, ifMatch: '*', body: { number: 1 } })
    expect(
      (await api().send('DELETE', `${path}/agenda/${more.id}`, { as: chair, ifMatch: '*' })).status,
    ).toBe(204)
    expect((await make(path)).body.items).toEqual([])
    expect((await titlesOf(path)).slice(0, 3)).toEqual([
      '1 P1.S3: sign-off',
      '2 Welcome',
      '3 P1.S1: overdue, without word for the board',
    ])
  })

  test('has items that its chair and its administrator write, move and take off, each on the version they read', async () => {
    const { chair, member, owner, stranger } = plan.people
    const at = await meet('Another meeting', '2026-12-21')
    const whole = {
      title: 'Budget',
      kind: 'decision',
      actionId: plan.actions['P1.S1'],
      presenterId: owner,
      presenter: 'The auditor',
      minutesAllotted: 20,
    }
    const first = await add(at, whole)
    expect([first.status, first.headers.get('etag'), first.body]).toMatchObject([201, '"2"', whole])
    await add(at, { title: 'Any other business' }, chair)
    const item = `${at}/agenda/${first.body.id}`
    const change = (body: object, ifMatch: number | string = '*', as = chair) =>
      api().patch(item, { as, ifMatch, body })
    expect((await change({ title: 'Late' }, 2)).status).toBe(412)
    expect((await change({})).body.code).toBe('emptyChange')
    expect((await change({ title: 'The budget', number: 2, presenterId: null }, 3)).body).toMatchObject({
      title: 'The budget',
      number: 2,
      presenterId: null,
      version: 4,
    })
    expect(await titlesOf(at)).toEqual(['1 Any other business', '2 The budget'])
    expect((await change({ title: 'Mine' }, '*', member)).status).toBe(403)
    expect((await change({ title: 'Theirs' }, '*', stranger)).status).toBe(404)
    const other = await givenPlan(api().app.db)
    expect((await change({ actionId: other.actions['P1.S1'] })).body.code).toBe('actionUnknown')
    expect((await change({ reportId: other.planId })).body.code).toBe('reportUnknown')
    expect((await change({ decisionId: other.planId })).body.code).toBe('decisionUnknown')
    expect((await change({ presenterId: other.people.owner })).body).toMatchObject({
      code: 'personNotFound',
      errors: [{ pointer: '/presenterId' }],
    })
    const unknown = await api().patch(`${at}/agenda/${other.planId}`, {
      as: chair,
      ifMatch: '*',
      body: whole,
    })
    expect(unknown.status).toBe(404)
  })

  test('has each proposal once where two people press at the same moment', async () => {
    const at = await meet('Pressed twice', '2026-12-22')
    const answers = await Promise.all([make(at), make(at, plan.people.administrator), make(at)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const { items } = (await api().get(`${at}/agenda`, { as: plan.people.member })).body
    const about = items.map(({ title }: { title: string }) => title)
    expect(about.length).toBeGreaterThan(2)
    expect(new Set(about).size).toBe(about.length)
  })

  test('is in the frozen pack as it stood then', async () => {
    const { administrator, chair, member } = plan.people
    const at = await meet('With a pack', '2026-12-07')
    await add(at, { title: 'Budget', minutesAllotted: 20 })
    await step(at, administrator, { event: 'freeze' })
    await add(at, { title: 'Came up late' }, chair)
    const { agenda } = (await api().get(`${at}/pack`, { as: member })).body
    expect(agenda).toMatchObject([{ number: 1, title: 'Budget', kind: 'other', minutesAllotted: 20 }])
    expect(await titlesOf(at)).toEqual(['1 Budget', '2 Came up late'])
  })

  test('gets minutes once its pack is issued, which stand in the history as they were and can be put right', async () => {
    const { administrator, chair } = plan.people
    const at = await meet('Minuted', '2026-12-08')
    const { id } = (await add(at, { title: 'Budget' })).body
    expect((await minute(at, id, { minutes: 'Early.', carryOver: false })).body.code).toBe('wrongState')
    await step(at, administrator, { event: 'freeze' })
    await step(at, chair, { event: 'issue' })
    expect((await minute(at, id, { minutes: 'Mine.', carryOver: false }, chair)).status).toBe(403)
    await minute(at, id, { minutes: 'Agreed by al.', carryOver: true })
    const right = await minute(at, id, { minutes: 'Agreed by all.', carryOver: true })
    expect(right.body).toMatchObject({ number: 1, minutes: 'Agreed by all.', carryOver: true })
    const decided = await api().post(`${at}/decisions`, {
      as: administrator,
      body: { text: 'The budget is agreed.', agendaItemId: id },
    })
    expect(decided.body.agendaItemId).toBe(id)
    const strange = { text: 'It is agreed.', agendaItemId: plan.planId }
    expect((await api().post(`${at}/decisions`, { as: administrator, body: strange })).body.code).toBe(
      'agendaItemUnknown',
    )
    const kept = await api().send('DELETE', `${at}/agenda/${id}`, { as: chair, ifMatch: '*' })
    expect(kept.body.code).toBe('agendaItemInUse')
    const { items } = (await api().get(`${at}/history`, { as: chair })).body
    const minuted = items.filter(({ event }: { event: string }) => event === 'recordMinutes')
    expect(
      minuted.map(({ payload }: { payload: { minutes: string; item: object } }) => [
        payload.minutes,
        payload.item,
      ]),
    ).toEqual([
      ['Agreed by all.', { title: 'Budget' }],
      ['Agreed by al.', { title: 'Budget' }],
    ])

    // What was carried over is proposed to the next meeting, and to no other.
    const next = await meet('Next', '2026-12-09')
    const { items: proposed } = (await make(next)).body
    expect(proposed.filter(({ kind }: { kind: string }) => kind === 'carriedOver')).toMatchObject([
      { title: 'Budget' },
    ])
  })
})

describe('attendance over REST', () => {
  test('says who of the plan was there, who sent apologies, and who else sat with them', async () => {
    const { administrator, chair, lead, owner, member } = plan.people
    const at = await meet('Attended', '2026-12-10')
    const put = (body: object, as = administrator, ifMatch: number | string = '*') =>
      api().send('PUT', `${at}/attendance`, { as, ifMatch, body })
    const told = {
      attendance: [
        { personId: chair, attended: 'present' },
        { personId: lead, attended: 'apologies' },
        { personId: owner, attended: 'absent' },
      ],
      others: ['Joan Hart, regional director'],
    }
    expect((await put(told)).body).toMatchObject({ ...told, version: 2 })
    expect((await put(told, administrator, 1)).status).toBe(412)
    expect((await put(told, chair)).status).toBe(403)
    const read = await api().get(`${at}/attendance`, { as: member })
    expect([read.headers.get('etag'), read.body]).toMatchObject(['"2"', told])
    const other = await givenPlan(api().app.db)
    const strange = { attendance: [{ personId: other.people.owner, attended: 'present' }], others: [] }
    expect((await put(strange)).body).toMatchObject({
      code: 'personNotFound',
      errors: [{ pointer: '/attendance' }],
    })
    const twice = { attendance: [told.attendance[0], told.attendance[0]], others: [] }
    expect((await put(twice)).status).toBe(400)
  })
})
