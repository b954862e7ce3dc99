import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { agencies, plans, priorities } from '#db/schema/index.ts'
import { type Answer, useApi } from '#test/support/api.ts'
import { formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get, post } from '#test/support/visitor.ts'
import { nearNames } from '#workflows/exchange/cells/near-name.ts'
import { sameName } from '#workflows/sameness.ts'

const api = useApi('2026-11-30T10:00:00.000Z')
let plan: TestPlan
let as: string
beforeAll(async () => {
  const { db } = api().app
  plan = await givenPlan(db)
  as = plan.people.administrator
  await db
    .update(priorities)
    .set({ title: 'Front door and early help' })
    .where(eq(priorities.planId, plan.planId))
  await db
    .insert(agencies)
    .values({ id: newId(), name: 'Northshire Constabulary', sameName: sameName('Northshire Constabulary') })
})

const sent = async (csv: string): Promise<Answer> =>
  api().post(`/plans/${plan.planId}/imports?name=tracker.csv`, {
    as,
    headers: { 'content-type': 'text/csv' },
    body: csv,
  })

describe('a name that is nearly one that is there', () => {
  const csv = [
    'Ref,Priority,Action,Agency',
    'N.1,Front door & early help,One,Northshire Constabluary',
    'N.2,Front door & early help,Two,Northshire Constabluary',
    'N.3,Front door and early help,Three,Northshire Constabulary',
    'N.4,Workforce,Four,Fire Service',
  ].join('\n')

  test('is asked about once for all rows that say so, and is taken as it was answered', async () => {
    const first = await sent(csv)
    expect(first.body.askedOnce).toMatchObject([
      {
        field: 'priority',
        original: 'Front door & early help',
        question: expect.stringMatching(/^Did you mean ‘Front door and early help’/),
        proposed: ['Front door and early help', 'Front door & early help'],
        rows: [2, 3],
      },
      {
        field: 'agency',
        original: 'Northshire Constabluary',
        proposed: ['Northshire Constabulary', 'Northshire Constabluary'],
        rows: [2, 3],
      },
    ])
    const answers = first.body.askedOnce.map(
      ({ field, original, proposed }: { field: string; original: string; proposed: string[] }) => ({
        field,
        original,
        answer: proposed[0],
      }),
    )
    const ready = await api().patch(`/imports/${first.body.id}`, { as, ifMatch: 1, body: { answers } })
    expect(ready.body.counts.open).toBe(0)
    const { body } = await api().get(`/imports/${first.body.id}/summary`, { as })
    expect(body).toMatchObject({ newPriorities: [expect.any(String)], newAgencies: ['Fire Service'] })
  })

  test('may be meant as a new one', async () => {
    const first = await sent(csv)
    const answers = first.body.askedOnce.map(({ field, original }: { field: string; original: string }) => ({
      field,
      original,
      answer: original,
    }))
    const ready = await api().patch(`/imports/${first.body.id}`, { as, ifMatch: 1, body: { answers } })
    expect(ready.body.counts.open).toBe(0)
    const { body } = await api().get(`/imports/${first.body.id}/summary`, { as })
    expect([body.newPriorities.length, body.newAgencies]).toEqual([
      2,
      ['Northshire Constabluary', 'Fire Service'],
    ])
  })

  test.each([
    ['Practice', ['Practise', 'Help'], ['Practise']],
    ['Police', ['Police and Crime Commissioner'], []],
    ['Early help', ['Early help and front door'], ['Early help and front door']],
    ['P1', ['P2'], []],
    ['Health Board', ['Health  board'], []],
    ['Corporate parenting', ['Workforce', 'Quality'], []],
  ])('%s among %j is near %j', (told, names, near) => {
    expect(nearNames(told, names)).toEqual(near)
  })
})

test.each(['closed', 'withdrawn'] as const)(
  'an import into a plan that is %s meanwhile says so, and can be discarded',
  async (state) => {
    const { db } = api().app
    const cookie = await api().app.signInAs(as)
    const { body } = await sent('Ref,Priority,Action\nC.1,Workforce,Do it\n')
    await db.update(plans).set({ state }).where(eq(plans.id, plan.planId))
    const home = `/imports/${body.id}`
    const { text } = await get(api().app, home, cookie)
    expect(text).toContain('The plan takes no spreadsheet now')
    expect(text).not.toContain('See what it makes of the plan')
    const form = formOn((await get(api().app, `${home}/discard`, cookie)).text, `${home}/discard`)
    const { status } = await post(
      api().app,
      `${home}/discard`,
      cookie,
      Object.fromEntries(sentOf(form ?? [], {})),
    )
    expect(status).toBe(303)
    expect((await api().get(home, { as })).body.state).toBe('discarded')
    await db.update(plans).set({ state: 'active' }).where(eq(plans.id, plan.planId))
  },
)
