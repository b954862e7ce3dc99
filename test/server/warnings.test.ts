import { describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { useApi } from '#test/support/api.ts'
import { formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get, post } from '#test/support/visitor.ts'
import { type Asked, dayTyped, type Row } from '#test/support/warning-row.ts'
import { warningTable } from '#test/support/warning-table.ts'

const NOW = '2026-11-23T10:00:00.000Z'
const api = useApi(NOW)
const table = warningTable(api)

async function givenFor({ given, state, before }: Row): Promise<Asked> {
  const plan = await givenPlan(api().app.db, given ?? [{}], state ? { state } : {})
  const actionId = plan.actions['P1.S1'] ?? ''
  const { body: action } = await api().get(`/actions/${actionId}`, { as: plan.people.administrator })
  const [row] = await rowsOf<{ id: string }>(
    api().app.db,
    sql`select horizon_id as id from actions where id = ${actionId}`,
  )
  const asked = { plan, actionId, action, milestoneId: '', horizonId: row?.id ?? '', extra: '' }
  await before?.(asked)
  return asked
}

/** All that was written: each event with what it made of its subject. */
async function written(): Promise<string[]> {
  const rows = await rowsOf<{ event: string; after: object }>(
    api().app.db,
    sql`select event, after from events order by at, id`,
  )
  return rows.map((row) => JSON.stringify(row))
}

const withoutIds = (texts: string[]) =>
  texts.map((text) =>
    text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then'),
  )

const opened = (path: string) => path.replace('/board/extension', '/board')

async function sendForm({ form, who }: Row, given: Asked) {
  const path = form?.path(given) ?? ''
  const cookie = await api().app.signInAs(given.plan.people[who])
  const page = await get(api().app, opened(path), cookie)
  const fields = formOn(page.text, path)
  if (!fields) throw new Error(`no form at ${path}: ${page.status}`)
  const send = async (more: Record<string, string> = {}) =>
    post(api().app, path, cookie, Object.fromEntries(sentOf(fields, { ...form?.typed(given), ...more })))
  return { send, path, typed: form?.typed(given) ?? {} }
}

describe('by the form', () => {
  test.each(table.filter(({ form }) => form).map((row) => [row.what, row] as const))(
    '%s is asked about once, with nothing saved and nothing lost, and then saved as it was typed',
    async (_what, row) => {
      const given = await givenFor(row)
      const before = await written()
      const { send, path, typed } = await sendForm(row, given)
      const asked = await send()
      expect([asked.status, asked.location]).toEqual([200, null])
      const told = asked.text.replaceAll('&#39;', "'")
      expect(told).toContain(row.detail)
      expect(told).toContain('Nothing is saved yet')
      if (row.form?.field) {
        expect(told).toMatch(new RegExp(`href="#${row.form.field}-day"`))
        expect(told).toMatch(new RegExp(`id="${row.form.field}-hint"[^<]*[\\s\\S]*?wm-unusual__beside`))
      }
      expect(await written()).toEqual(before)
      const again = formOn(asked.text, path) ?? []
      for (const [name, value] of Object.entries(typed))
        if (!['decision', 'version', 'one'].includes(name))
          expect([name, again.some((field) => field.name === name && field.value === value)]).toEqual([
            name,
            true,
          ])

      // The same press once more asks once more; only the button that names the warning saves.
      expect((await send()).status).toBe(200)
      const [, mark = ''] =
        /name="asItIs" value="([^"]*)"/.exec(asked.text) ??
        /value="([^"]*)" name="asItIs"/.exec(asked.text) ??
        []
      expect(mark).not.toBe('')
      const saved = await send({ asItIs: mark })
      expect([saved.status, saved.text.slice(0, 200)]).toEqual([303, ''])
      if (path !== '/account/deputy') expect((await written()).length).toBeGreaterThan(before.length)
      expect((await written()).join()).not.toContain(row.detail)
    },
  )
})

describe('by the API', () => {
  test.each(table.filter(({ call }) => call).map((row) => [row.what, row] as const))(
    '%s is saved, and the answer says what is unusual',
    async (_what, row) => {
      const given = await givenFor(row)
      if (!row.call) return
      const answer = await api().send(row.call.method, row.call.path(given), {
        as: given.plan.people[row.who],
        body: row.call.body(given),
        ...(!row.call.path(given).endsWith('/me/deputy') && { ifMatch: '*' }),
      })
      expect([answer.status, answer.body]).toEqual([
        expect.toSatisfy((status: number) => status < 300),
        expect.objectContaining({
          warnings: expect.arrayContaining([
            { pointer: row.pointer, code: row.code, detail: row.detail },
          ]) as unknown,
        }),
      ])
    },
  )

  test('an answer about which nothing is unusual says nothing of warnings, nor does one that is read', async () => {
    const { plan, actionId } = await givenFor(table[0] as Row)
    const as = plan.people.administrator
    const odd = await api().patch(`/actions/${actionId}`, { as, ifMatch: '*', body: { dueOn: '2027-01-01' } })
    expect(odd.body.warnings).toHaveLength(1)
    const plain = await api().patch(`/actions/${actionId}`, { as, ifMatch: '*', body: { title: 'Another' } })
    expect(plain.body).not.toHaveProperty('warnings')
    expect((await api().get(`/actions/${actionId}`, { as })).body).not.toHaveProperty('warnings')
  })
})

test('a warning never changes what is saved: the form and the API write the same, told or not', async () => {
  const both = table.filter(
    ({ form, call, what }) => form && call && !/board|new plan|new action|horizon outside/.test(what),
  )
  for (const row of both) {
    const [byForm, byApi] = [await givenFor(row), await givenFor(row)]
    const start = (await written()).length
    const { send } = await sendForm(row, byForm)
    const asked = await send()
    const [, mark = ''] =
      /value="([^"]*)" name="asItIs"|name="asItIs" value="([^"]*)"/.exec(asked.text)?.filter(Boolean) ?? []
    await send({ asItIs: mark })
    const middle = await written()
    const path = row.call?.path(byApi) ?? ''
    const answer = await api().send(row.call?.method ?? '', path, {
      as: byApi.plan.people[row.who],
      body: row.call?.body(byApi),
      ...(!path.endsWith('/me/deputy') && { ifMatch: '*' }),
    })
    expect(answer.status).toBeLessThan(300)
    const [first, second] = [middle.slice(start), (await written()).slice(middle.length)]
    expect([row.what, withoutIds(first)]).toEqual([row.what, withoutIds(second)])
  }
})

test('other days than those that were asked about are asked about anew, and a refusal comes before any question', async () => {
  const row = table[0] as Row
  const given = await givenFor(row)
  const { send } = await sendForm(row, given)
  const asked = await send()
  const [, mark = ''] = /name="asItIs" value="([^"]*)"/.exec(asked.text) ?? []
  const other = await send({ asItIs: mark, ...dayTyped('dueOn', '2027-01-02') })
  expect([other.status, other.text.includes('2 January 2027 lies outside its horizon')]).toEqual([200, true])
  const wrong = await send({ ...dayTyped('startOn', '2028-01-01'), ...dayTyped('dueOn', '2027-01-01') })
  expect([wrong.status, wrong.text.includes('Nothing is saved yet')]).toEqual([400, false])
})
