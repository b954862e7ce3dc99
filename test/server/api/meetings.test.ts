import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { codeOf } from '#db/connection/errors.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let path: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}, { dueOn: '2026-11-20' }])
  const made = await meet('First meeting')
  path = `/meetings/${made.body.id}`
})

function meet(title: string) {
  const body = { title, heldOn: '2026-12-01', place: 'Town Hall' }
  return api().post(`/plans/${plan.planId}/meetings`, { as: plan.people.administrator, body })
}

function step(as: string, event: object, at = path) {
  return api().post(`${at}/transitions`, { as, ifMatch: '*', body: event })
}

describe('a meeting over REST', () => {
  test('is frozen, read, taken back, frozen again and issued; its pack then stays as it was', async () => {
    const { administrator, chair, owner, member } = plan.people
    expect((await api().get(`${path}/pack`, { as: member })).status).toBe(404)
    const frozen = await step(administrator, { event: 'freeze' })
    expect(frozen.body).toMatchObject({ state: 'frozen', hasPack: true, version: 2 })
    const first = (await api().get(`${path}/pack`, { as: member })).body
    expect(first).toMatchObject({
      asAt: '2026-11-23',
      summary: { total: 2 },
      changes: { since: '2026-06-01' },
    })
    const [{ short }] = first.matrix.priorities
    expect(
      short.map(({ ref, rating }: { ref: string; rating: { code: string } }) => [ref, rating.code]),
    ).toEqual([
      ['P1.S1', 'stale'],
      ['P1.S2', 'overdue'],
    ])

    await api().post(`/actions/${plan.actions['P1.S1']}/updates`, { as: owner, body: { note: 'Begun' } })
    expect((await api().get(`${path}/pack`, { as: member })).body).toEqual(first)
    expect((await step(chair, { event: 'unfreeze', reason: 'x' })).status).toBe(403)
    expect(
      (await step(administrator, { event: 'unfreeze', reason: 'An update came in.' })).body.hasPack,
    ).toBe(false)
    await step(administrator, { event: 'freeze' })
    const second = (await api().get(`${path}/pack`, { as: member })).body
    expect(second.id).not.toBe(first.id)
    expect(second.matrix.priorities[0].short[0].rating.code).not.toBe('stale')
    expect((await step(chair, { event: 'issue' })).body).toMatchObject({
      state: 'issued',
      issuedOn: '2026-11-23',
    })
    const late = await step(administrator, { event: 'unfreeze', reason: 'Too late.' })
    expect([late.status, late.body.code, late.body.allowed]).toEqual([409, 'wrongState', []])
  })

  test('stores packs that nobody with the rights of the application can change', async () => {
    for (const statement of [`update packs set contents = '{}'`, 'delete from packs', 'truncate packs']) {
      const refused = await rowsOf(api().app.db, sql.raw(statement)).then(() => null, codeOf)
      expect([statement, refused]).toEqual([statement, '42501'])
    }
  })

  test('numbers what it decides, and is closed only then', async () => {
    const { administrator, chair } = plan.people
    const early = await step(administrator, { event: 'close' })
    expect([early.status, early.body.code]).toEqual([409, 'decisionsMissing'])
    const record = (body: object, as = administrator) => api().post(`${path}/decisions`, { as, body })
    const noted = await record({ text: 'The pack was noted.' })
    expect([noted.status, noted.body.ref, noted.body.number]).toEqual([201, '1.1', 1])
    const [second, third] = await Promise.all([
      record({ text: 'P1.S1 is to report weekly.', actionId: plan.actions['P1.S1'] }),
      record({ text: 'The next meeting is in January.' }),
    ])
    expect([second.body.number, third.body.number].toSorted()).toEqual([2, 3])
    expect((await record({ text: 'Mine' }, chair)).status).toBe(403)
    const other = await givenPlan(api().app.db)
    const strange = await record({ text: 'Theirs', actionId: other.actions['P1.S1'] })
    expect([strange.status, strange.body.code]).toEqual([409, 'actionUnknown'])

    const closed = await step(administrator, { event: 'close' })
    expect(closed.body).toMatchObject({ state: 'closed', decisions: 3 })
    expect((await record({ text: 'Late' })).body.code).toBe('wrongState')
    await step(administrator, { event: 'reopen', reason: 'One was left out.' })
    expect((await record({ text: 'The one left out.' })).body.ref).toBe('1.4')
    const list = await api().get(`${path}/decisions`, { as: chair })
    expect(list.body.items.map(({ ref }: { ref: string }) => ref)).toEqual(['1.1', '1.2', '1.3', '1.4'])
    const history = await api().get(`${path}/history`, { as: chair })
    expect(history.body.items).toHaveLength(11)
  })

  test('is numbered in its plan, changed until it is issued, cancelled and reinstated', async () => {
    const { administrator, chair } = plan.people
    const made = await Promise.all([meet('Second'), meet('Third'), meet('Fourth')])
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(made.map(({ body }) => body.number).toSorted()).toEqual([2, 3, 4])
    const one = `/meetings/${made[0].body.id}`
    const patch = (as: string, body: object, ifMatch: number | string = '*') =>
      api().patch(one, { as, ifMatch, body })
    expect((await patch(administrator, { heldOn: '2026-12-08' }, 1)).body.heldOn).toBe('2026-12-08')
    expect((await patch(administrator, { title: 'Again' }, 1)).status).toBe(412)
    expect((await patch(chair, { title: 'Mine' })).status).toBe(403)
    expect((await patch(administrator, {})).body.code).toBe('emptyChange')
    expect((await step(chair, { event: 'cancel', reason: 'No quorum.' }, one)).body.state).toBe('cancelled')
    expect((await patch(administrator, { title: 'Late' })).body.code).toBe('wrongState')
    expect((await step(chair, { event: 'reinstate', reason: 'One was found.' }, one)).body.state).toBe(
      'scheduled',
    )
    const list = await api().get(`/plans/${plan.planId}/meetings?limit=3`, { as: chair })
    expect(list.body.items.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3])
    const rest = await api().get(`/plans/${plan.planId}/meetings?limit=3&after=${list.body.page.next}`, {
      as: chair,
    })
    expect(rest.body.items.map(({ number }: { number: number }) => number)).toEqual([4])
  })

  test('is not there for somebody outside the plan, and not made by a member', async () => {
    const { stranger, member } = plan.people
    for (const below of ['', '/transitions', '/history', '/pack', '/decisions']) {
      expect((await api().get(`${path}${below}`, { as: stranger })).status).toBe(404)
    }
    const body = { title: 'Mine', heldOn: '2026-12-01' }
    expect((await api().post(`/plans/${plan.planId}/meetings`, { as: member, body })).status).toBe(403)
    expect((await api().post(`/plans/${plan.planId}/meetings`, { as: stranger, body })).status).toBe(404)
  })
})
