import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { changeAction } from '#db/write/transition.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let path: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [
    {},
    { dueOn: '2026-07-31' },
    { ref: 'P1.M1', horizon: 'medium', dueOn: '2027-05-31' },
  ])
  path = `/actions/${plan.actions['P1.S1']}`
  const report = async (now: string, note: string) => {
    const event = { type: 'report' as const, updateId: newId(), note }
    const context = { actionId: plan.actions['P1.S1'] ?? '', actorId: plan.people.owner, now }
    await changeAction(api().app.db, context, { subject: 'action', event })
  }
  // Half past eleven at night in London in summer; and half an hour after midnight, which in UTC is the same day.
  await report('2026-07-01T22:30:00.000Z', 'Late in the evening')
  await report('2026-07-01T23:30:00.000Z', 'Early in the morning')
  const change = await api().patch(`/plans/${plan.planId}`, {
    as: plan.people.administrator,
    ifMatch: '*',
    body: { dueSoonDays: 60, title: 'Renamed' },
  })
  expect(change.status).toBe(200)
})

const asMember = () => ({ as: plan.people.member })
const get = async (address: string) => (await api().get(address, asMember())).body

describe('as at a day', () => {
  test('an action is what it was at midnight in London, not in UTC', async () => {
    expect(await get(`${path}?asAt=2026-06-30`)).toMatchObject({
      state: 'agreed',
      version: 2,
      lastUpdate: null,
    })
    expect((await get(`${path}?asAt=2026-07-01`)).lastUpdate.note).toBe('Late in the evening')
    expect((await get(`${path}?asAt=2026-07-02`)).lastUpdate.note).toBe('Early in the morning')
  })

  test('its colour is judged on that day by the thresholds of that day', async () => {
    expect((await get(`${path}?asAt=2026-07-31`)).rating.code).toBe('onTrack')
    expect((await get(`${path}?asAt=2026-08-06`)).rating.code).toBe('stale')
    expect((await get(`${path}?asAt=2026-11-22`)).rating.code).toBe('stale')
    expect((await get(path)).rating.code).toBe('dueSoonNoEvidence')
  })

  test('today is what is shown now', async () => {
    for (const address of [path, '/actions', '/plans', '/priorities', `/plans/${plan.planId}/summary`]) {
      expect([address, await get(`${address}?asAt=2026-11-23`)]).toEqual([address, await get(address)])
    }
  })

  test('a plan, its priorities, its list, its summary and its matrix agree about the day', async () => {
    const day = 'asAt=2026-08-05'
    expect((await get(`/plans/${plan.planId}?${day}`)).settings.dueSoonDays).toBe(14)
    expect((await get(`/plans?${day}`)).items.map(({ title }: { title: string }) => title)).toEqual([
      'A plan for tests',
    ])
    const list = await get(`/actions?${day}&sort=-dueOn&count=true`)
    expect([list.total, list.items.map(({ ref }: { ref: string }) => ref)]).toEqual([
      3,
      ['P1.M1', 'P1.S1', 'P1.S2'],
    ])
    const summary = await get(`/plans/${plan.planId}/summary?${day}`)
    expect(summary).toMatchObject({ asAt: '2026-08-05', total: 3, overdue: [{ key: '1to7', count: 1 }] })
    const matrix = await get(`/plans/${plan.planId}/matrix?${day}`)
    const [priority] = matrix.priorities
    const brief = ({ ref, rating, overdueDays }: (typeof list.items)[number]) => ({
      ref,
      rating: rating.code,
      overdueDays,
    })
    expect([...priority.short, ...priority.medium].map(brief)).toEqual(
      ['P1.S1', 'P1.S2', 'P1.M1'].map((ref) =>
        brief(list.items.find((item: { ref: string }) => item.ref === ref)),
      ),
    )
    expect((await get(`/actions?${day}&overdue=true`)).items).toHaveLength(1)
    expect((await get(`/priorities?${day}`)).items[0].ref).toBe('P1')
  })

  test('what did not exist yet is not there', async () => {
    const [{ id }] = (await get(`/plans/${plan.planId}/priorities`)).items
    for (const address of [
      path,
      `/plans/${plan.planId}`,
      `/plans/${plan.planId}/summary`,
      `/plans/${plan.planId}/matrix`,
      `/priorities/${id}`,
    ]) {
      const { status, body } = await api().get(`${address}?asAt=2026-05-31`, asMember())
      expect([address, status, body.code]).toEqual([address, 404, 'notFound'])
    }
    for (const address of ['/plans', '/priorities', '/actions']) {
      expect([address, await get(`${address}?asAt=2026-05-31`)]).toEqual([
        address,
        { items: [], page: { next: null } },
      ])
    }
  })

  test('a day that lies ahead, and one that does not exist, are refused', async () => {
    for (const address of [
      path,
      '/plans',
      '/priorities',
      '/actions',
      `/plans/${plan.planId}`,
      `/plans/${plan.planId}/matrix`,
    ]) {
      for (const day of ['2026-11-24', '2026-02-30', 'yesterday']) {
        const { status, body } = await api().get(`${address}?asAt=${day}`, asMember())
        expect([address, day, status, body.errors[0].pointer]).toEqual([address, day, 400, '/asAt'])
      }
    }
  })

  test('the past is not there either for somebody outside the plan', async () => {
    const { status } = await api().get(`${path}?asAt=2026-08-05`, { as: plan.people.stranger })
    expect(status).toBe(404)
  })
})

describe('the matrix of a plan', () => {
  test('has a row for each priority with its outcomes and its actions by horizon, briefly', async () => {
    const matrix = await get(`/plans/${plan.planId}/matrix`)
    expect(matrix).toMatchObject({
      plan: { id: plan.planId, title: 'Renamed' },
      asAt: '2026-11-23',
      horizons: [{ name: 'short' }, { name: 'medium' }, { name: 'long' }],
      priorities: [
        {
          ref: 'P1',
          lead: { id: plan.people.lead, name: 'The lead' },
          outcomes: { outcomeConfidence: 'medium', measures: [] },
          short: [
            { ref: 'P1.S1' },
            { ref: 'P1.S2', overdueDays: 115, rating: { rating: 'red', code: 'overdue' } },
          ],
          medium: [
            { ref: 'P1.M1', dueOn: '2027-05-31', owner: { id: plan.people.owner, name: 'The owner' } },
          ],
          long: [],
        },
      ],
    })
  })

  test('gives each action the colour that the action itself has', async () => {
    const { priorities } = await get(`/plans/${plan.planId}/matrix`)
    for (const { id, state, title, rating } of [...priorities[0].short, ...priorities[0].medium]) {
      const action = await get(`/actions/${id}`)
      const { toTurnGreen: _, ...colour } = action.rating
      expect({ state, title, rating }).toEqual({ state: action.state, title: action.title, rating: colour })
    }
  })
})
