import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import addFormats from 'ajv-formats'
import Ajv2020 from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { deliveries, memberships } from '#db/schema/index.ts'
import { wholePlanSchema } from '#db/whole/form.ts'
import { partsOfWholePlan } from '#db/whole/parts.ts'
import { making } from '#server/demonstration.ts'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { get } from '#test/support/visitor.ts'
import { runWaymark, temporaryFolder } from '#test/support/waymark.ts'

const NOW = '2026-11-30T10:00:00.000Z'
const here = useApi(NOW, { demonstration: true })
const there = useApi(NOW)
const third = useApi(NOW)
type Row = Record<string, unknown> & { id: string }
type Whole = Record<string, Row[]> & { exportedAt: string; plan: Row; people: (Row & { email: string })[] }

let data: Awaited<ReturnType<typeof temporaryFolder>>
let file = ''
let planId = ''
let administrator = ''
let text = ''
let whole: Whole

const takeOut = async (api: typeof here, as: string) => {
  const answer = await fetch(`${api().app.url}${paths.planWhole.at({ id: planId })}`, {
    headers: { cookie: await api().app.signInAs(as) },
  })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'application/json; charset=utf-8',
  ])
  return answer.text()
}
const load = (...more: string[]) =>
  runWaymark(['import', file, ...more], { DATABASE_URL: there().app.databaseUrl, TZ: 'UTC' }, data.folder)

beforeAll(async () => {
  await loadDemonstration(here().app.databaseUrl, NOW, making)
  const [member] = await here().app.db.select().from(memberships).where(eq(memberships.role, 'administrator'))
  planId = member?.planId ?? ''
  administrator = member?.personId ?? ''
  text = await takeOut(here, administrator)
  whole = JSON.parse(text) as Whole
  data = await temporaryFolder()
  file = join(data.folder, 'plan.json')
  await writeFile(file, text)
}, 300_000)
afterAll(() => data?.remove())

describe('a whole plan as JSON', () => {
  test('has all of it by the counts of the database, and people by name and address', async () => {
    for (const { name, of, table } of partsOfWholePlan) {
      const [row] = await rowsOf<{ count: number }>(
        here().app.db,
        sql`select count(*)::int from ${table} where ${of(planId)}`,
      )
      expect([name, name === 'plan' ? 1 : whole[name]?.length]).toEqual([name, row?.count])
    }
    for (const part of [
      'history',
      'milestones',
      'blockers',
      'extensions',
      'evidence',
      'observations',
      'meetings',
      'decisions',
      'inspections',
      'sections',
      'editions',
    ])
      expect([part, whole[part]?.length]).not.toEqual([part, 0])
    expect(whole.people.every(({ email, name }) => email !== '' && name !== '')).toBe(true)
    expect(text).not.toMatch(/"salt"|"mailbox"|"content":"\\\\x/)
  })

  test('is of the form that is served and kept among the documents, by an independent validator', async () => {
    const served = await get(here().app, paths.planSchema.at())
    expect(served.headers.get('content-type')).toBe('application/schema+json; charset=utf-8')
    expect(JSON.parse(served.text)).toEqual(wholePlanSchema())
    expect(JSON.parse(readFileSync('docs/plan.schema.json', 'utf8'))).toEqual(JSON.parse(served.text))
    const ajv = new Ajv2020.default({ strict: false, allErrors: true })
    addFormats.default(ajv)
    const validate = ajv.compile(JSON.parse(served.text) as object)
    expect([validate(whole), validate.errors?.slice(0, 5)]).toEqual([true, undefined])
    expect(validate({ ...whole, plan: { ...whole.plan, title: 5 } })).toBe(false)
    expect(validate({ ...whole, more: [] })).toBe(false)
  })

  test('is for the administrators of the plan alone, on its page and by the API', async () => {
    const [other] = await here().app.db.select().from(memberships).where(eq(memberships.role, 'chair'))
    const chair = other?.personId ?? ''
    const address = paths.planWhole.at({ id: planId })
    const page = async (who: string) =>
      get(here().app, paths.plan.at({ id: planId }), await here().app.signInAs(who))
    expect((await page(administrator)).text).toContain(`href="${address}" download`)
    expect((await page(chair)).text).not.toContain(address)
    expect((await get(here().app, address, await here().app.signInAs(chair))).status).toBe(403)
    expect((await here().get(`/plans/${planId}/export/json`, { as: chair })).status).toBe(403)
    const answer = await here().get(`/plans/${planId}/export/json`, { as: administrator })
    expect([answer.status, { ...answer.body, exportedAt: whole.exportedAt }]).toEqual([200, whole])
  })

  test('is read in two statements of the plan, however long it is', async () => {
    const { $client } = here().app.db as unknown as { $client: { unsafe: (text: string) => unknown } }
    const asked = vi.spyOn($client, 'unsafe')
    await here().get(`/plans/${planId}/export/json`, { as: administrator })
    const { length } = asked.mock.calls
    asked.mockRestore()
    expect(length).toBeLessThanOrEqual(6)
  })
})

describe('a whole plan that is loaded elsewhere', () => {
  test('is told before it is, with what cannot be loaded, and --check writes nothing', async () => {
    const checked = await load('--check')
    expect([checked.code, checked.err]).toEqual([0, ''])
    expect(checked.out).toContain(`‘${String(whole.plan['title'])}’`)
    expect(checked.out).toContain('Nobody is invited or mailed.')
    expect(checked.out).toContain('Nothing was written, because of --check.')
    expect(await rowsOf(there().app.db, sql`select from plans`)).toHaveLength(0)
  })

  test('is the same there but for when it was loaded: out, in and out again', async () => {
    const loaded = await load()
    expect([loaded.code, loaded.err]).toEqual([0, ''])
    expect(loaded.out).toContain(`Loaded: plan ${planId}.`)
    const again = JSON.parse(await takeOut(there, administrator)) as Whole
    const plain = (each: Whole) => ({
      ...each,
      exportedAt: '',
      plan: { ...each.plan, digestsFrom: null, successorId: null },
      history: each['history']?.map((entry) => ({ ...entry, imported: null })),
      // Made anew when they are asked for.
      editionFiles: [],
    })
    expect(plain(again)).toEqual(plain(whole))
    expect(
      again['history']?.every(({ imported }) => (imported as { file: string } | null)?.file.length === 64),
    ).toBe(true)
  })

  test('brings the spreadsheets that were imported into it, and none that waits', async () => {
    const as = administrator
    const rows = {
      headers: { 'content-type': 'text/csv' },
      body: 'Ref,Priority,Action\nX.1,Practice,Do it\n',
    }
    const sent = await here().post('/imports?title=From+a+tracker&name=tracker.csv', { as, ...rows })
    const done = await here().post(`/imports/${sent.body.id}/transitions`, {
      as,
      ifMatch: '*',
      body: { event: 'import' },
    })
    const { id } = done.body.plan
    await here().post(`/plans/${id}/imports?name=waits.csv`, { as, ...rows })
    const taken = await here().get(`/plans/${id}/export/json`, { as })
    expect(taken.body.imports.map((each: Row) => each['fileName'])).toEqual(['tracker.csv'])
    const made = join(data.folder, 'from-a-tracker.json')
    await writeFile(made, JSON.stringify(taken.body))
    const loaded = await runWaymark(
      ['import', made],
      { DATABASE_URL: third().app.databaseUrl, TZ: 'UTC' },
      data.folder,
    )
    expect([loaded.code, loaded.err]).toEqual([0, ''])
    await seal(third().app.db, clockFrom(NOW))
    expect((await verify(third().app.db, clockFrom(NOW))).faults).toEqual([])
  })

  test('has its history marked as told by the file, which the chain of seals holds', async () => {
    const { db } = there().app
    await seal(db, clockFrom(NOW))
    expect((await verify(db, clockFrom(NOW))).faults).toEqual([])
    const action = whole['actions']?.[0]?.id ?? ''
    const { items } = (await there().get(`/actions/${action}/history`, { as: administrator })).body
    expect(items.length).toBeGreaterThan(0)
    expect(items.every(({ imported }: { imported?: object }) => imported !== undefined)).toBe(true)
    const page = await get(
      there().app,
      paths.action.at({ id: action }),
      await there().app.signInAs(administrator),
    )
    expect(page.text).toContain('as told by the file that the plan was loaded from')
    const before = await here().get(`/actions/${action}/history`, { as: administrator })
    expect(before.body.items.every(({ imported }: { imported?: object }) => imported === undefined)).toBe(
      true,
    )
  })

  test('mails nobody, and has no weekly emails ahead', async () => {
    expect(await there().app.db.select().from(deliveries)).toEqual([])
    expect(await rowsOf(there().app.db, sql`select from plans where digests_from is not null`)).toEqual([])
  })

  test('changes nothing when it is loaded a second time, and says that it is there', async () => {
    const before = await takeOut(there, administrator)
    const again = await load()
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('It is here already')])
    const undated = (each: string) => each.replace(/"exportedAt":"[^"]*"/, '')
    expect(undated(await takeOut(there, administrator))).toBe(undated(before))
  })

  test.each([
    [
      'names another plan’s rows',
      (each: Whole) =>
        void Object.assign(each['actions']?.[0] ?? {}, { ownerId: '01a22dc5-572e-77ae-9c3f-17ff14e78a00' }),
      /ownerId.*not in the file/,
    ],
    [
      'lacks part of its history',
      (each: Whole) => void each['history']?.splice(3, 1),
      /history of .* does not tell/,
    ],
    [
      'has a field of another form',
      (each: Whole) => void Object.assign(each.plan, { dueSoonDays: 'many' }),
      /plan\.dueSoonDays/,
    ],
  ])('is refused in words where the file %s', async (_, spoil, words) => {
    const spoilt = JSON.parse(text) as Whole
    spoil(spoilt)
    const path = join(data.folder, 'spoilt.json')
    await writeFile(path, JSON.stringify(spoilt))
    const ran = await runWaymark(['import', path], { DATABASE_URL: there().app.databaseUrl }, data.folder)
    expect([ran.code, ran.err]).toEqual([1, expect.stringMatching(words)])
  })
})

test('people who are known here are found by address, and agencies by name, under other ids', async () => {
  const other = JSON.parse(
    text.replaceAll(/01[0-9a-f]{6}-[0-9a-f]{4}-7/g, (id) => `02${id.slice(2)}`),
  ) as Whole
  const path = join(data.folder, 'other.json')
  await writeFile(path, JSON.stringify(other))
  const ran = await runWaymark(['import', path], { DATABASE_URL: there().app.databaseUrl }, data.folder)
  expect([ran.code, ran.err]).toEqual([0, ''])
  expect(ran.out).toContain(`0 people added, ${whole.people.length} known here by address.`)
  const { db } = there().app
  await seal(db, clockFrom(NOW))
  expect((await verify(db, clockFrom(NOW))).faults).toEqual([])
  expect(await rowsOf(db, sql`select from people`)).toHaveLength(whole.people.length)
})

test('what was taken out is not in it, and what is left is loaded with a history that holds', async () => {
  const [chair] = await here().app.db.select().from(memberships).where(eq(memberships.role, 'chair'))
  expect(text).toContain('telephoned')
  const taken = await here().post(`/plans/${planId}/redactions`, {
    as: chair?.personId,
    body: { words: 'telephoned', reason: 'A child is named' },
  })
  expect(taken.status).toBe(201)
  const left = await takeOut(here, administrator)
  expect(left).not.toMatch(/telephoned/i)
  const path = join(data.folder, 'left.json')
  await writeFile(path, left)
  const ran = await runWaymark(['import', path], { DATABASE_URL: third().app.databaseUrl }, data.folder)
  expect([ran.code, ran.err]).toEqual([0, ''])
  const { db } = third().app
  await seal(db, clockFrom(NOW))
  expect((await verify(db, clockFrom(NOW))).faults).toEqual([])
})
