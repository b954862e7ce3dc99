import { beforeAll, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get, post, protection } from '#test/support/visitor.ts'
import { beyond, limits } from '#workflows/limits.ts'

const api = useApi('2026-11-30T10:00:00.000Z')
let plan: TestPlan
let cookie: string
beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  cookie = await api().app.signInAs(plan.people.administrator)
})

const { title, pasted, answer } = limits.import

/** Sends the form of a new plan in parts, as browsers do, and gives the page that comes. */
async function sent(fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const { app } = api()
  const body = new FormData()
  const all = { ...(await protection(app, '/imports/new', cookie)), ...fields }
  for (const [name, value] of Object.entries(all)) body.set(name, value)
  const response = await fetch(`${app.url}/imports/new`, {
    method: 'POST',
    headers: { cookie, origin: app.url },
    body,
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text() }
}

const table = 'Ref,Priority,Action\nS.1,P1,Do it\n'
const short = (limit: Parameters<typeof beyond>[0]) => beyond(limit).replace(/\.$/, '')

test.each([
  ['title', { title: 'x'.repeat(title.most + 1), pasted: table }, title],
  ['cells that are pasted', { title: 'A plan', pasted: table.padEnd(pasted.most + 1, ' ') }, pasted],
] as const)('the %s beyond its limit is refused with its sentence', async (_, fields, limit) => {
  const { status, text } = await sent(fields)
  expect(status).toBe(400)
  // What differs between texts of a million letters is not to be shown.
  expect(text.includes(short(limit))).toBe(true)
})

test('a title and cells that are pasted are taken at their limits', async () => {
  const taken = await sent({ title: 'x'.repeat(title.most), pasted: table.padEnd(pasted.most, '\n') })
  expect(taken.status).toBe(303)
})

test.each([
  ['questions', 'an answer'],
  ['rows/2', 'a cell'],
])(
  'on the page of %s, %s at its limit is asked about for what it is, and not for its length',
  async (page) => {
    const { app } = api()
    const { body } = await api().post(`/plans/${plan.planId}/imports?name=tracker.csv`, {
      as: plan.people.administrator,
      headers: { 'content-type': 'text/csv' },
      body: 'Ref,Priority,Action,By when\nS.1,P1,Do it,TBC\n',
    })
    const path = `/imports/${body.id}/${page}`
    const shown = await get(app, path, cookie)
    const [, name = ''] = /name="(q-[0-9a-f]{12})"/.exec(shown.text) ?? []
    const typed = {
      ...(page === 'questions' ? {} : { ref: 'S.1', priority: 'P1', title: 'Do it' }),
      [page === 'questions' ? name : 'dueOn']: 'x'.repeat(answer.most),
    }
    const { status, text } = await post(app, path, cookie, {
      ...(await protection(app, path, cookie)),
      ...typed,
    })
    expect(status).toBe(400)
    expect(text).not.toContain(short(answer))
    expect(text).toContain('There is a problem')
  },
)
