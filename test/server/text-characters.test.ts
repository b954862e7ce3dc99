import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { actions, plans, recommendations } from '#db/schema/index.ts'
import { useApi } from '#test/support/api.ts'
import { faultOn, formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let as: string
let action: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  as = plan.people.administrator
  action = `/actions/${plan.actions['P1.S1']}`
})

const patch = (body: object) => api().patch(action, { as, ifMatch: '*', body })
const versionOf = async () => (await api().get(action, { as })).body.version

async function send(path: string, typed: Record<string, string>) {
  const cookie = await api().app.signInAs(as)
  const fields = formOn((await get(api().app, path, cookie)).text, path) ?? []
  const answer = await fetch(api().app.url + path, {
    method: 'POST',
    // As a browser sends it.
    body: new URLSearchParams(
      sentOf(fields, typed).map(([name, value]): [string, string] => [
        name,
        value.replaceAll(/\r?\n/g, '\r\n'),
      ]),
    ),
    headers: { cookie },
    redirect: 'manual',
  })
  return { status: answer.status, text: await answer.text() }
}

describe('the lines of a text', () => {
  test('end alike however they came, and a form that leaves them alone changes nothing', async () => {
    expect((await patch({ description: 'a\r\nb\rc' })).body.description).toBe('a\nb\nc')
    const before = await versionOf()
    expect((await send(`${action}/edit`, {})).status).toBe(303)
    expect(await versionOf()).toBe(before)
  })

  test('count as they stood where they were stored otherwise before', async () => {
    const { db } = api().app
    await db
      .update(actions)
      .set({ description: 'a\r\nb' })
      .where(eq(actions.id, plan.actions['P1.S1'] ?? ''))
    await db.update(plans).set({ vision: 'a\r\nb' }).where(eq(plans.id, plan.planId))
    await db.update(recommendations).set({ text: 'a\r\nb' }).where(eq(recommendations.planId, plan.planId))
    const planVersion = async () => (await api().get(`/plans/${plan.planId}`, { as })).body.version
    const before = [await versionOf(), await planVersion()]
    for (const path of [
      `${action}/edit`,
      `/plans/${plan.planId}/edit`,
      `/plans/${plan.planId}/recommendations/R1/edit`,
    ])
      expect([path, (await send(path, {})).status]).toEqual([path, 303])
    expect([await versionOf(), await planVersion()]).toEqual(before)
  })

  test.each(['\r', '\u2028', '\u2029'])('are one in a field of one line: %j', async (end) => {
    const { status, body } = await patch({ title: `One${end}two` })
    expect([status, body.errors]).toMatchObject([
      400,
      [{ pointer: '/title', detail: 'Keep it to one line.' }],
    ])
  })
})

test.each(['title', 'description', 'criteria'])(
  'a form refuses what cannot be printed in its %s',
  async (field) => {
    const { status, text } = await send(`/plans/${plan.planId}/priorities/P1/actions/new`, {
      [field]: 'Text\u0007',
    })
    expect([status, faultOn(text, field)]).toEqual([400, 'Take out the characters that cannot be printed'])
  },
)

test('so does the list of challenges of a plan', async () => {
  const { status, text } = await send(`/plans/${plan.planId}/edit`, { challenges: 'One\nTwo\u0007' })
  expect([status, faultOn(text, 'challenges')]).toEqual([
    400,
    'Take out the characters that cannot be printed',
  ])
})

test('text that nobody can see counts as none, by the API and by a form', async () => {
  const unseen = '\u200b\u2060\ufeff'
  expect((await patch({ title: unseen })).body.errors).toMatchObject([{ pointer: '/title' }])
  expect((await patch({ description: unseen })).body.description).toBe('')
  const { status, text } = await send(`${action}/edit`, { title: unseen })
  expect([status, faultOn(text, 'title')]).toEqual([400, 'Enter what the action commits to'])
})

test.each<[unknown, string, string]>([
  [{ description: null }, '/description', 'Give text.'],
  [{ criteria: ['x'] }, '/criteria/0', "Give an object with 'text'."],
  [{ contributorIds: 'x' }, '/contributorIds', 'Give a list.'],
  [null, '/', "Give an object with any of 'title', 'description',"],
  [[], '/', "Give an object with any of 'title', 'description',"],
])('%j in the place of a text, a list or an object is told what to give', async (body, pointer, detail) => {
  const { status, body: said } = await api().patch(action, { as, ifMatch: '*', body: body as object })
  expect([status, said.errors]).toMatchObject([400, [{ pointer, detail: expect.stringContaining(detail) }]])
})

test('so is a title that is left out', async () => {
  const { body } = await api().post('/plans', { as, body: {} })
  expect(body.errors).toMatchObject([{ pointer: '/title', detail: 'Give this too: it cannot be left out.' }])
})
