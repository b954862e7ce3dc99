import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { actions, plans } from '#db/schema/index.ts'
import { served } from '#server/ui/words/served.ts'
import { useApi } from '#test/support/api.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')

const forms: [who: CastName, path: (plan: TestPlan) => string, asked: string][] = [
  ['owner', (plan) => `/actions/${plan.actions['P1.S1']}/update`, 'What has changed for SERVED? (optional)'],
  ['owner', (plan) => `/actions/${plan.actions['P1.S1']}/submit`, 'What has changed for SERVED?'],
  ['owner', (plan) => `/actions/${plan.actions['P1.S1']}/extension`, 'What does the delay mean for SERVED?'],
  [
    'lead',
    (plan) => `/plans/${plan.planId}/priorities/P1/outcome`,
    'whether it makes a difference for SERVED',
  ],
  [
    'administrator',
    (plan) => `/plans/${plan.planId}/priorities/P1/edit`,
    'What is different for SERVED when',
  ],
  ['administrator', (plan) => `/plans/${plan.planId}/edit`, 'what is different for SERVED when'],
]

test.each(forms)('the form for the %s asks about those whom the plan serves', async (who, path, asked) => {
  const { db } = api().app
  const plan = await givenPlan(db)
  await db.update(actions).set({ state: 'inProgress' }).where(eq(actions.planId, plan.planId))
  const cookie = await api().app.signInAs(plan.people[who])
  const said = async () => (await get(api().app, path(plan), cookie)).text
  expect(await said()).toContain(asked.replace('SERVED', 'children or residents'))
  await db.update(plans).set({ serves: 'tenants & <b>leaseholders</b>' }).where(eq(plans.id, plan.planId))
  const page = await said()
  expect(page).toContain(asked.replace('SERVED', 'tenants &amp; &lt;b&gt;leaseholders&lt;/b&gt;'))
  expect(page).not.toContain(served)
})

test('its administrator says whom the plan serves, by the API too, and its history tells it', async () => {
  const plan = await givenPlan(api().app.db)
  const as = plan.people.administrator
  const path = `/plans/${plan.planId}`
  const { status, body } = await api().patch(path, {
    as,
    ifMatch: '*',
    body: { serves: 'children and families' },
  })
  expect([status, body.serves]).toEqual([200, 'children and families'])
  const [entry] = (await api().get(`${path}/history`, { as })).body.items
  expect(JSON.stringify(entry)).toContain('"serves":"children and families"')
})

test('what people type stays as they typed it, whatever letters they have', async () => {
  const plan = await givenPlan(api().app.db)
  const path = `/actions/${plan.actions['P1.S1']}`
  const note = 'From an icon font: \uE000, \uF8FF.'
  await api().post(`${path}/updates`, { as: plan.people.owner, ifMatch: '*', body: { note } })
  expect((await get(api().app, path, await api().app.signInAs(plan.people.owner))).text).toContain(note)
})

test('what programs read is in words of no plan', async () => {
  const document = await (await fetch(`${api().app.url}/api/v1/openapi.json`)).text()
  expect(document).not.toContain(served)
  const plan = await givenPlan(api().app.db)
  const { body } = await api().post(`/actions/${plan.actions['P1.S1']}/transitions`, {
    as: plan.people.owner,
    ifMatch: '*',
    body: { event: 'submit', whatChanged: ' ' },
  })
  expect(JSON.stringify(body)).toContain('Say what changed for the people it serves.')
})
