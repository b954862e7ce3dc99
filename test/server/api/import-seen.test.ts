import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { planForImport } from '#db/read/plan-for-import.ts'
import { actions, agencies, people, recommendations } from '#db/schema/index.ts'
import { planImport } from '#db/write/import-plan.ts'
import { type Answer, useApi } from '#test/support/api.ts'
import { formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get, post } from '#test/support/visitor.ts'

const NOW = '2026-11-30T10:00:00.000Z'
const api = useApi(NOW)
let plan: TestPlan
let as: string
let cookie: string
beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}, {}])
  as = plan.people.administrator
  cookie = await api().app.signInAs(as)
})

const sent = async (csv: string): Promise<Answer> =>
  api().send('POST', `/plans/${plan.planId}/imports?name=tracker.csv`, {
    as,
    headers: { 'content-type': 'text/csv' },
    body: csv,
  })
const summary = async ({ body }: Answer) => (await api().get(`/imports/${body.id}/summary`, { as })).body
const take = async ({ body }: Answer, summaryDigest?: string, ifMatch: number | '*' = body.version) =>
  api().post(`/imports/${body.id}/transitions`, { as, ifMatch, body: { event: 'import', summaryDigest } })
const titleOf = async (ref: string) =>
  (await api().app.db.select().from(actions).where(eq(actions.planId, plan.planId))).find(
    (each) => each.ref === ref,
  )?.title

/** Another administrator changes an action, which is a draft so that its title may change. */
async function retitle(ref: string, title: string): Promise<void> {
  const found = (await api().app.db.select().from(actions).where(eq(actions.planId, plan.planId))).find(
    (each) => each.ref === ref,
  )
  const { status } = await api().patch(`/actions/${found?.id}`, { as, ifMatch: '*', body: { title } })
  expect(status).toBe(200)
}

const tracker = (title: string) => `Ref,Priority,Action\nP1.S1,P1,${title}\nP1.S8,P1,A new one\n`

describe('an import by the API is of the summary that was seen', () => {
  test('where the plan has changed since, it is refused in words and nothing is written', async () => {
    const first = await sent(tracker('Said by the tracker'))
    const { digest, cells } = await summary(first)
    expect([digest, cells.length]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 1])
    expect((await summary(first)).digest).toBe(digest)
    await retitle('P1.S1', 'Said by another person')
    const refused = await take(first, digest)
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(refused.body.errors).toMatchObject([{ pointer: '/summaryDigest', code: 'summaryChanged' }])
    expect(await titleOf('P1.S1')).toBe('Said by another person')
    expect(await titleOf('P1.S8')).toBeUndefined()
    expect((await api().get(`/imports/${first.body.id}`, { as })).body.state).toBe('open')
    const again = await take(first, (await summary(first)).digest)
    expect(again.status).toBe(200)
    expect(await titleOf('P1.S1')).toBe('Said by the tracker')
  })

  test('where its answers have changed since, it is refused at any version', async () => {
    const first = await sent('Ref,Priority,Action,By when\nP1.S11,P1,Do it,TBC\n')
    const answer = async (told: string, ifMatch: number) =>
      api().patch(`/imports/${first.body.id}`, {
        as,
        ifMatch,
        body: { answers: [{ row: 2, field: 'dueOn', original: 'TBC', answer: told }] },
      })
    await answer('1/3/2027', 1)
    const { digest } = await summary(first)
    await answer('1/4/2027', 2)
    expect((await take(first, digest, '*')).status).toBe(409)
    expect(await titleOf('P1.S11')).toBeUndefined()
    expect((await take(first, 'abc', '*')).status).toBe(400)
    expect((await take(first, undefined, '*')).status).toBe(200)
  })

  test('an edit between reading the plan and writing it is refused, be it of an action that would stay as it is', async () => {
    const { db } = api().app
    const there = await planForImport(db, plan.planId)
    if (there === null) throw new Error('no plan')
    const draft = {
      title: '',
      description: '',
      vision: '',
      ownerBody: '',
      serves: '',
      challenges: [],
      firstOn: null,
      lastOn: null,
      people: [],
      members: [],
      horizons: [],
      priorities: [],
      recommendations: [{ ref: 'R99', source: '', paragraph: '', text: 'A recommendation' }],
    }
    const { write } = await planImport(db, there, draft, { id: as, now: NOW })
    await retitle('P1.S2', 'Edited meanwhile')
    expect(await write()).toBe(false)
    const made = await db.select().from(recommendations).where(eq(recommendations.planId, plan.planId))
    expect(made.map(({ ref }) => ref)).not.toContain('R99')
  })
})

describe('the press of the page', () => {
  test('is refused where the plan has changed since, with the new summary and what has changed', async () => {
    const first = await sent(tracker('Once more by the tracker'))
    const path = `/imports/${first.body.id}/import`
    const { text } = await get(api().app, path, cookie)
    await retitle('P1.S2', 'Changed while it was read')
    await retitle('P1.S1', 'Changed while it was read too')
    const fields = Object.fromEntries(sentOf(formOn(text, path) ?? [], {}))
    const refused = await post(api().app, path, cookie, fields)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('has changed since you saw it. Nothing is written')
    expect(refused.text).toContain('P1.S1: Changed Title')
    expect(await titleOf('P1.S1')).toBe('Changed while it was read too')
    const now = Object.fromEntries(sentOf(formOn(refused.text, path) ?? [], {}))
    expect((await post(api().app, path, cookie, now)).status).toBe(303)
    expect(await titleOf('P1.S1')).toBe('Once more by the tracker')
  })

  test('without what was seen it is refused', async () => {
    const first = await sent(tracker('Without'))
    const path = `/imports/${first.body.id}/import`
    const fields = Object.fromEntries(
      sentOf(formOn((await get(api().app, path, cookie)).text, path) ?? [], {}),
    )
    const { summaryDigest: _, ...rest } = fields
    expect((await post(api().app, path, cookie, rest)).status).toBe(400)
  })
})

test('all that an import makes is in its summary first, and in what it says that it made', async () => {
  const { db } = api().app
  const first = await sent(
    'Ref,Priority,Action,Owner,Agency,Recommendation\nP1.S20,P1,Do it,Zoe Quill,Night Shelter,77; 78\n',
  )
  const answers = [{ field: 'owner', original: 'Zoe Quill', answer: 'Zoe Quill <zoe.quill@council.example>' }]
  const ready = await api().patch(`/imports/${first.body.id}`, { as, ifMatch: 1, body: { answers } })
  const told = await summary(ready)
  expect(told).toMatchObject({
    newActions: ['P1.S20'],
    newRecommendations: ['77', '78'],
    newPeople: [{ name: 'Zoe Quill', email: 'zoe.quill@council.example' }],
    newAgencies: ['Night Shelter'],
    newHorizons: [],
  })
  const { text } = await get(api().app, `/imports/${first.body.id}/import`, cookie)
  for (const words of ['2 recommendations', 'Zoe Quill', 'Night Shelter']) expect(text).toContain(words)
  const done = await take(ready, told.digest)
  expect(done.body.result).toMatchObject({ newRecommendations: ['77', '78'], newPeople: 1, newAgencies: 1 })
  expect(JSON.stringify(done.body.result)).not.toContain('Zoe')
  expect(await db.select().from(people).where(eq(people.name, 'Zoe Quill'))).toHaveLength(1)
  expect(await db.select().from(agencies).where(eq(agencies.name, 'Night Shelter'))).toHaveLength(1)
  const after = await get(api().app, `/imports/${first.body.id}`, cookie)
  for (const words of ['New recommendations', 'New people', 'New agencies'])
    expect(after.text).toContain(words)
})

test('actions that are not in the file are named in the order of their references', async () => {
  const own = await givenPlan(api().app.db)
  const by = own.people.administrator
  const send = async (body: string) =>
    api().send('POST', `/plans/${own.planId}/imports?name=t.csv`, {
      as: by,
      headers: { 'content-type': 'text/csv' },
      body,
    })
  const first = await send('Ref,Priority,Action\nP1.S10,P1,Ten\nP1.S9,P1,Nine\nP1.S2,P1,Two\n')
  const event = { as: by, ifMatch: '*' as const, body: { event: 'import' } }
  expect((await api().post(`/imports/${first.body.id}/transitions`, event)).status).toBe(200)
  const second = await send('Ref,Priority,Action\nP1.S30,P1,Thirty\n')
  const { body } = await api().get(`/imports/${second.body.id}/summary`, { as: by })
  expect(body.gone).toEqual(['P1.S1', 'P1.S2', 'P1.S9', 'P1.S10'])
})
