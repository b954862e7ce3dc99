import { beforeAll, describe, expect, test } from 'vitest'
import { and, eq } from '#db/connection/drizzle.ts'
import { actions, horizons, plans } from '#db/schema/index.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { inDays } from '#test/support/rules/telling.ts'
import { post, protection } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
let plan: TestPlan
let as: string
let windows: { id: string; name: string; label: string; firstOn: string; lastOn: string }[]

const action = () => `/actions/${plan.actions['P1.S1']}`
const turned = { firstOn: '2027-04-01', lastOn: '2026-06-01' }

beforeAll(async () => {
  const { db } = api().app
  plan = await givenPlan(db, [{ startOn: '2027-02-01', dueOn: '2026-12-18' }], turned)
  as = plan.people.administrator
  await db
    .update(horizons)
    .set(turned)
    .where(and(eq(horizons.planId, plan.planId), eq(horizons.name, 'short')))
  windows = (await api().get(`/plans/${plan.planId}/horizons`, { as })).body.items
})

/** Sends a form as a browser would; gives the status of the answer. */
async function sent(path: string, fields: Record<string, string>): Promise<number> {
  const { app } = api()
  const cookie = await app.signInAs(as)
  return (await post(app, path, cookie, { ...(await protection(app, path, cookie)), ...fields })).status
}

async function patched(path: string, body: object): Promise<number> {
  return (await api().patch(path, { as, body, ifMatch: '*' })).status
}

const planForm = (title: string, label: string) => ({
  title,
  ...inDays(turned),
  ...Object.assign(
    {},
    ...windows.map(({ name, firstOn, lastOn, ...own }) => ({
      ...inDays({ firstOn, lastOn }, `${name}-`),
      [`${name}-label`]: name === 'short' ? label : own.label,
    })),
  ),
})

describe('what was stored with days out of order before', () => {
  test('is an action that is read and edited in other fields', async () => {
    expect((await api().get(action(), { as })).body).toMatchObject({
      startOn: '2027-02-01',
      dueOn: '2026-12-18',
    })
    expect(await patched(action(), { title: 'In other words' })).toBe(200)
    const days = inDays({ startOn: '2027-02-01' })
    const fields = {
      title: 'In words of the form',
      horizonId: windows.find(({ name }) => name === 'short')?.id ?? '',
      ...days,
    }
    expect(await sent(`${action()}/edit`, fields)).toBe(303)
    expect((await api().get(action(), { as })).body.title).toBe('In words of the form')
  })

  test('is an action whose start can be mended, and not be made another wrong one', async () => {
    expect(await patched(action(), { startOn: '2027-02-02' })).toBe(409)
    expect(await patched(action(), { startOn: '2026-06-01' })).toBe(200)
    expect(await patched(action(), { startOn: '2027-02-01' })).toBe(409)
  })

  test('is a plan and a horizon of it that are edited in other fields', async () => {
    const path = `/plans/${plan.planId}`
    expect(await patched(path, { title: 'Another title' })).toBe(200)
    expect(
      await patched(`${path}/horizons/${windows.find(({ name }) => name === 'short')?.id}`, {
        label: 'Soon',
      }),
    ).toBe(200)
    expect(await sent(`${path}/edit`, planForm('A third title', 'Sooner'))).toBe(303)
    const { body } = await api().get(path, { as })
    expect(body).toMatchObject({ title: 'A third title', ...turned })
    expect(body.horizons.find(({ name }: { name: string }) => name === 'short')).toMatchObject({
      label: 'Sooner',
      ...turned,
    })
    const [row] = await api().app.db.select().from(plans).where(eq(plans.id, plan.planId))
    expect(row?.lastOn).toBe(turned.lastOn)
    expect(await patched(path, { lastOn: '2026-06-02' })).toBe(400)
    expect(await patched(path, { lastOn: '2028-06-02' })).toBe(200)
  })

  test('is a forecast that is past by now, beside which the action is reported on', async () => {
    const { db } = api().app
    await db
      .update(actions)
      .set({ forecastOn: '2026-11-20' })
      .where(eq(actions.id, plan.actions['P1.S1'] ?? ''))
    const report = { as: plan.people.owner, body: { note: 'It goes on' } }
    const answer = await api().post(`${action()}/updates`, report)
    expect([answer.status, answer.body.forecastOn]).toEqual([201, '2026-11-20'])
  })
})
