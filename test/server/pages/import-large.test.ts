import { beforeAll, describe, expect, test } from 'vitest'
import { eq, sql } from '#db/connection/drizzle.ts'
import { actions, imports } from '#db/schema/index.ts'
import { useApi } from '#test/support/api.ts'
import { formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get, post } from '#test/support/visitor.ts'

const api = useApi('2026-11-30T10:00:00.000Z')
let plan: TestPlan
let cookie: string
beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  cookie = await api().app.signInAs(plan.people.administrator)
})

const ROWS = 450

/** A tracker of many rows that waits to be imported, and its form as it was opened. */
async function opened(mark: string) {
  const rows = Array.from({ length: ROWS }, (_, at) => `${mark}${at},P1,Do thing ${at} of ${mark}`)
  const { body } = await api().post(`/plans/${plan.planId}/imports?name=large.csv`, {
    as: plan.people.administrator,
    headers: { 'content-type': 'text/csv' },
    body: ['Ref,Priority,Action', ...rows].join('\n'),
  })
  const home = `/imports/${body.id}`
  const { text } = await get(api().app, `${home}/import`, cookie)
  const fields = Object.fromEntries(sentOf(formOn(text, `${home}/import`) ?? [], {}))
  const press = async () => post(api().app, `${home}/import`, cookie, fields)
  return { id: body.id as string, home, press }
}

const made = async (mark: string) =>
  (await api().app.db.select().from(actions).where(eq(actions.planId, plan.planId))).filter(({ title }) =>
    title.endsWith(` of ${mark}`),
  ).length

/** The page of an import once it runs no more. */
async function settled(home: string): Promise<string> {
  for (;;) {
    const { text, headers } = await get(api().app, `${home}?pressed=1`, cookie)
    if (headers.get('refresh') === null) return text
    await new Promise((done) => setTimeout(done, 100))
  }
}

describe('an import of many rows', () => {
  test('says at once that it is being imported, looks again without a script, and is done once however often it is pressed', async () => {
    const { home, press } = await opened('L')
    // Whoever holds the plan keeps it from being written.
    const held = api().app.db.execute(
      sql`with held as (select id from plans where id = ${plan.planId} for update) select pg_sleep(2.5) from held`,
    )
    const both = [await press(), await press()]
    expect(both.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
      [303, `${home}?pressed=1`],
      [303, `${home}?pressed=1`],
    ])
    const running = await get(api().app, `${home}?pressed=1`, cookie)
    expect(running.text).toContain('It is being imported')
    expect(running.headers.get('refresh')).toBe(`3; url=${home}?pressed=1`)
    const still = await get(api().app, `${home}?pressed=1&still=1`, cookie)
    expect(still.headers.get('refresh')).toBeNull()
    expect(still.text).toContain('Look again now')
    await held
    expect(await settled(home)).toContain('What it made')
    expect(await made('L')).toBe(ROWS)
  })

  test('that is refused while it runs says why, and nothing is written', async () => {
    const { home, press } = await opened('M')
    const as = plan.people.administrator
    const [other] = await api().app.db.select().from(actions).where(eq(actions.planId, plan.planId))
    const edit = { as, ifMatch: '*' as const, body: { title: 'Edited while the summary was read' } }
    expect((await api().patch(`/actions/${other?.id}`, edit)).status).toBe(200)
    const named = await opened('N')
    expect((await named.press()).status).toBe(303)
    await settled(named.home)
    // What is new by now was not in the summary of the other.
    expect((await press()).status).toBe(303)
    expect(await settled(home)).toContain('has changed since you saw it, and nothing is written')
    expect(await made('M')).toBe(0)
  })

  test('that was cut off, as by a restart, is open, says so, and can be imported again', async () => {
    const { id, home, press } = await opened('O')
    const { text } = await get(api().app, `${home}?pressed=1`, cookie)
    expect(text).toContain('The import was cut off, and nothing of it is in the plan.')
    // What comes next is offered once.
    expect(text.split(`href="${home}/import"`)).toHaveLength(2)
    expect((await get(api().app, home, cookie)).text).not.toContain('cut off')
    await press()
    expect(await settled(home)).toContain('What it made')
    const [kept] = await api().app.db.select().from(imports).where(eq(imports.id, id))
    expect([kept?.state, await made('O')]).toEqual(['imported', ROWS])
  })
})
