import { beforeAll, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { memberships, priorities } from '#db/schema/index.ts'
import { mailedPlans } from '#emails/ledger/mailed-plans.ts'
import { useApi } from '#test/support/api.ts'
import { formOn, sentOf } from '#test/support/page-forms.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get, post } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
let plan: TestPlan
let home: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}], { state: 'draft', title: 'Started twice' })
  home = `/plans/${plan.planId}`
})

const said = async (who: CastName, path: string) => {
  const { text } = await get(api().app, path, await api().app.signInAs(plan.people[who]))
  return text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}
const decide = async (who: CastName, typed: Record<string, string>) => {
  const cookie = await api().app.signInAs(plan.people[who])
  const address = `${home}/decide${'withdraw-reason' in typed ? '?on=withdraw' : ''}`
  const { text } = await get(api().app, address, cookie)
  const fields = formOn(text, address)
  return fields && post(api().app, address, cookie, Object.fromEntries(sentOf(fields, typed)))
}
const listed = async (path: string) =>
  (await api().get(path, { as: plan.people.administrator })).body.items.map(
    ({ id }: { id: string }) => id,
  ) as string[]

test('a plan that was started by mistake is withdrawn with a reason by its administrator, and by no other', async () => {
  expect(await said('administrator', home)).toContain('Withdraw the plan')
  for (const who of ['chair', 'lead', 'owner'] as const) {
    expect(await said(who, home)).not.toContain('Withdraw the plan')
    expect(await decide(who, { 'withdraw-reason': 'Not mine' })).toBeNull()
  }
  expect((await decide('administrator', { 'withdraw-reason': ' ' }))?.status).toBe(400)
  expect((await decide('administrator', { 'withdraw-reason': 'It was started twice.' }))?.status).toBe(303)
})

test('then it leaves every list and is not mailed, and stays to be read by its address with a band that says so', async () => {
  expect(await listed('/plans')).not.toContain(plan.planId)
  expect(await listed('/actions')).toEqual([])
  expect(await listed('/priorities')).toEqual([])
  expect(await said('administrator', '/plans')).not.toContain('Started twice')
  expect((await mailedPlans(api().app.db, 'allActive', plan.people.administrator)).has(plan.planId)).toBe(
    false,
  )
  for (const page of [home, `${home}/people`, `${home}/board`])
    expect(await said('owner', page)).toContain('This plan is withdrawn.')
  expect(await listed(`/actions?plan=${plan.planId}`)).toEqual([plan.actions['P1.S1']])
})

test('and asks nobody for a priority or a chair', async () => {
  const { db } = api().app
  const empty = await givenPlan(db, [], { state: 'withdrawn' })
  await db.delete(priorities).where(eq(priorities.planId, empty.planId))
  await db.delete(memberships).where(eq(memberships.personId, empty.people.chair))
  const as = await api().app.signInAs(empty.people.administrator)
  const page = async (path: string) => (await get(api().app, `/plans/${empty.planId}${path}`, as)).text
  expect(await page('')).toContain('It was withdrawn before any was written.')
  expect(await page('/people')).not.toContain('This plan has no chair')
})

test('and takes nothing new, until its administrator reinstates it as a draft', async () => {
  const as = plan.people.administrator
  const body = { ref: 'P2', title: 'Another priority' }
  const refused = await api().post(`${home}/priorities`, { as, body })
  expect(refused.body).toMatchObject({
    code: 'planClosed',
    detail: 'The plan is withdrawn. Have its administrator reinstate it first.',
  })
  for (const form of [
    '/edit',
    '/meetings/new',
    '/decisions/new',
    '/inspections/new',
    '/report-templates/new',
    '/priorities/P1/edit',
    '/priorities/P1/outcome',
  ])
    expect([form, await said('administrator', `${home}${form}`)]).toEqual([
      form,
      expect.stringContaining('The plan is withdrawn. Have its administrator reinstate it first.'),
    ])
  for (const page of [
    `${home}/meetings`,
    `${home}/decisions`,
    `${home}/inspections`,
    `${home}/report-templates`,
    `${home}/priorities/P1`,
    `/actions/${plan.actions['P1.S1']}`,
  ])
    expect([page, await said('administrator', page)]).toEqual([
      page,
      expect.not.stringMatching(/Add a|Edit|Change the|Say whether/),
    ])
  expect((await decide('administrator', { 'reinstate-reason': 'It is the right one.' }))?.status).toBe(303)
  expect(await listed('/plans')).toContain(plan.planId)
  expect(await said('administrator', home)).not.toContain('This plan is withdrawn.')
  expect(await said('administrator', `${home}/meetings`)).toContain('Add a meeting')
  const { body: read } = await api().get(home, { as })
  expect(read.state).toBe('draft')
})

test('no plan is withdrawn that was approved', async () => {
  const active = await givenPlan(api().app.db)
  const sent = {
    as: active.people.administrator,
    body: { event: 'withdraw', reason: 'Too late' },
    ifMatch: '*',
  }
  const answer = await api().post(`/plans/${active.planId}/transitions`, sent)
  expect(answer.body).toMatchObject({ code: 'wrongState' })
})

test('a past day of a priority shows its actions too, whose plan was not withdrawn then', async () => {
  const { planId, people } = await givenPlan(api().app.db, [{}], { state: 'draft' })
  const withdraw = { event: 'withdraw', reason: 'It was started twice.' }
  const as = people.administrator
  expect(
    (await api().post(`/plans/${planId}/transitions`, { as, ifMatch: '*', body: withdraw })).status,
  ).toBe(200)
  for (const path of ['', '/priorities/P1']) {
    const { text } = await get(
      api().app,
      `/plans/${planId}${path}?asAt=2026-11-20`,
      await api().app.signInAs(as),
    )
    expect(text).toContain('What P1.S1 commits to')
  }
})
