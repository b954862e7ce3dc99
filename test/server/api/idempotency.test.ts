import { beforeAll, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { removeExpiredKeys } from '#db/read/idempotency.ts'
import { roleNames } from '../../support/access-row.ts'
import { accessTable } from '../../support/access-table.ts'
import { useApi } from '../../support/api.ts'
import { digestOf } from '../../support/digest.ts'
import { contractOf } from '../../support/openapi.ts'
import { givenPlace, pathOf } from '../../support/places.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'
import { snapshotOf } from '../../support/snapshot.ts'

const NOW = '2026-11-23T10:00:00Z'
const api = useApi(NOW)
let plan: TestPlan
let target: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}, {}, {}])
  target = `/actions/${plan.actions['P1.S1']}`
})

let keys = 0
const newKey = () => `key-${keys++}`
const report = (
  key: string,
  { note = 'Going on', as = plan.people.owner, path = `${target}/updates` } = {},
) => api().post(path, { as, body: { note }, headers: { 'idempotency-key': key } })
const versionOf = async (path = target) =>
  (await api().get(path, { as: plan.people.owner })).body.version as number
const db = () => api().app.db
const countEvents = async () =>
  (await rowsOf<{ count: number }>(db(), sql`select count(*)::int as count from events`))[0]?.count

/** As it is when the process dies between the change and the answer: nothing was kept, and the lease runs out. */
async function loseAnswer(key: string) {
  await rowsOf(
    db(),
    sql`update idempotency_keys set status = null, headers = null, body = null, lease_until = now() - interval '10 years' where key = ${key}`,
  )
}

describe('a POST with an Idempotency-Key', () => {
  test('is carried out once, and answered again with the same status, body and ETag', async () => {
    const before = await versionOf()
    const key = newKey()
    const first = await report(key)
    const again = await report(key)
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([201, null])
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
    expect(await versionOf()).toBe(before + 1)
  })

  test('sent twenty times at once is carried out once: the others are told to wait, or get its answer', async () => {
    const before = await versionOf()
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 20 }, () => report(key)))
    expect(new Set(answers.map(({ status, body }) => body.code ?? status))).toEqual(
      new Set([201, ...answers.flatMap(({ body }) => (body.code ? ['idempotencyRunning'] : []))]),
    )
    expect(
      answers.filter(({ status, headers }) => status === 201 && !headers.has('idempotent-replayed')),
    ).toHaveLength(1)
    expect(await versionOf()).toBe(before + 1)
    expect((await report(key)).headers.get('idempotent-replayed')).toBe('true')
  })

  test('with another body or for another resource is refused: 422, and nothing is changed', async () => {
    const key = newKey()
    await report(key)
    const before = await countEvents()
    const body = await report(key, { note: 'Something else' })
    const other = await report(key, { path: `/actions/${plan.actions['P1.S2']}/updates` })
    expect([body.status, body.body.code]).toEqual([422, 'idempotencyMismatch'])
    expect([other.status, other.body.code]).toEqual([422, 'idempotencyMismatch'])
    expect(await countEvents()).toBe(before)
  })

  test('keeps keys apart by person and by route', async () => {
    const key = newKey()
    const before = await versionOf()
    await report(key)
    const contributor = await report(key, { as: plan.people.contributor })
    const event = await api().post(`${target}/transitions`, {
      as: plan.people.owner,
      ifMatch: '*',
      body: { event: 'report', note: 'Going on' },
      headers: { 'idempotency-key': key },
    })
    expect([contributor.status, event.status]).toEqual([201, 200])
    expect(await versionOf()).toBe(before + 3)
  })

  test('that was refused did nothing, and may be sent again when things have changed', async () => {
    const key = newKey()
    const submit = () =>
      api().post(`/actions/${plan.actions['P1.S3']}/transitions`, {
        as: plan.people.owner,
        ifMatch: '*',
        body: { event: 'report', note: 'Begun' },
        headers: { 'idempotency-key': key },
      })
    await db().execute(sql`update plans set state = 'draft' where id = ${plan.planId}`)
    const refused = await submit()
    await db().execute(sql`update plans set state = 'active' where id = ${plan.planId}`)
    const taken = await submit()
    expect([refused.status, refused.body.code]).toEqual([409, 'planNotActive'])
    expect([taken.status, taken.headers.get('idempotent-replayed')]).toEqual([200, null])
  })

  test.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['not plain', 'käy'],
  ])('whose key is %s is refused: 400', async (_, key) => {
    const before = await versionOf()
    const { status, body } = await report(key)
    expect([status, body.code]).toEqual([400, 'invalidRequest'])
    expect(await versionOf()).toBe(before)
  })
})

describe('after the process died', () => {
  test('between the change and the answer, the change is found by its key and not made again', async () => {
    const key = newKey()
    const first = await report(key)
    const [events, version] = [await countEvents(), await versionOf()]
    await loseAnswer(key)
    const again = await report(key)
    expect([again.status, again.headers.get('idempotent-replayed'), again.headers.get('etag')]).toEqual([
      201,
      'true',
      first.headers.get('etag'),
    ])
    expect(again.body).toEqual(first.body)
    expect([await countEvents(), await versionOf()]).toEqual([events, version])
    expect((await report(key)).body).toEqual(first.body)
  })

  test('before the change, it is made once the lease is over, and not before', async () => {
    const key = newKey()
    const other = newKey()
    await report(other)
    await loseAnswer(other)
    // The claim of a run that never came as far as its change: another id, so that no event carries it.
    await rowsOf(
      db(),
      sql`update idempotency_keys set key = ${key}, id = gen_random_uuid(), lease_until = now() + interval '1 year' where key = ${other}`,
    )
    const before = await versionOf()
    const early = await report(key)
    expect([early.status, early.body.code, await versionOf()]).toEqual([409, 'idempotencyRunning', before])
    await loseAnswer(key)
    const late = await report(key)
    expect([late.status, late.headers.get('idempotent-replayed'), late.body.version]).toEqual([
      201,
      null,
      before + 1,
    ])
  })

  test('a run that was only slow writes nothing once another has made the change', async () => {
    const key = newKey()
    const before = await versionOf()
    // Twenty runs that each believe the one before has died: only one of their changes goes in.
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        await new Promise((resolve) => setTimeout(resolve, at * 3))
        const answer = report(key)
        await new Promise((resolve) => setTimeout(resolve, 2))
        await loseAnswer(key)
        return answer
      }),
    )
    expect(await versionOf()).toBe(before + 1)
    for (const { status, body } of answers) {
      expect([status, body.code]).toEqual(status === 201 ? [201, undefined] : [409, 'idempotencyRunning'])
    }
  })
})

test('a key is forgotten after a day, and the rows of forgotten keys are removed', async () => {
  const key = newKey()
  const before = await versionOf()
  await report(key)
  await rowsOf(
    db(),
    sql`update idempotency_keys set expires_at = now() - interval '10 years' where key = ${key}`,
  )
  const anew = await report(key)
  expect([anew.headers.get('idempotent-replayed'), await versionOf()]).toEqual([null, before + 2])
  const inTwoDays = clockFrom('2026-11-25T10:00:00Z')
  expect(await removeExpiredKeys(db(), inTwoDays)).toBeGreaterThan(5)
  expect(await rowsOf(db(), sql`select from idempotency_keys`)).toEqual([])
})

/**
 * What a request sent again may write: a hand-over tells that there was nothing left to hand over, and an email to
 * oneself, which no history tells of, goes once more.
 */
const writesAgain: Record<string, string[]> = {
  'POST /people/{id}/handover': ['events', 'people'],
  'POST /me/digest': ['deliveries'],
}

/** What is answered only once can't be answered again. */
const refusesKeys = new Set(['POST /me/tokens'])

describe('every POST of the API', () => {
  test(
    'whose first answer was lost makes no second change, and is answered with what is there',
    {
      timeout: 600_000,
    },
    async () => {
      const posts = contractOf(api().app.app).operations.filter(
        ({ method, open }) => method === 'POST' && !open,
      )
      const answered: Record<string, string> = {}
      const place = await givenPlace(api())
      const restore = await snapshotOf(api().app)
      for (const operation of posts) {
        const row = accessTable[operation.name]
        const role = roleNames.find((each) => (row?.own[each] ?? 0) >= 200 && (row?.own[each] ?? 0) < 300)
        if (!row?.body || !role || refusesKeys.has(operation.name)) continue
        await restore()
        const key = newKey()
        const body = row.body(place.subjects)
        const send = () =>
          api().post(pathOf(operation, row, place.subjects), {
            as: place.who[role],
            body,
            ifMatch: row.ifMatch,
            headers: { 'idempotency-key': key },
          })
        const first = await send()
        expect([operation.name, first.status]).toEqual([operation.name, row.own[role]])
        await loseAnswer(key)
        const before = await digestOf(db(), ['idempotency_keys'])
        const again = await send()
        const after = await digestOf(db(), ['idempotency_keys'])
        const changed = Object.keys(after).filter((table) => after[table] !== before[table])
        expect([operation.name, changed]).toEqual([operation.name, writesAgain[operation.name] ?? []])
        answered[operation.name] = again.status === first.status ? 'again' : again.body.code
        if (again.status === first.status && !writesAgain[operation.name])
          expect(again.body).toEqual(first.body)
      }
      const lost = Object.keys(answered).filter((name) => answered[name] !== 'again')
      expect(Object.fromEntries(lost.map((name) => [name, answered[name]]))).toEqual({
        'POST /measures/{id}/observations': 'answerLost',
        'POST /meetings/{id}/agenda': 'answerLost',
        'POST /plans/{id}/figures': 'answerLost',
        'POST /plans/{id}/meetings/series': 'answerLost',
        'POST /plans/{id}/members': 'answerLost',
        'POST /plans/{id}/recommendations': 'answerLost',
        'POST /agencies': 'conflict',
        ...Object.fromEntries(
          Object.keys(accessTable).flatMap((name) =>
            name.endsWith('/redactions') ? [[name, 'answerLost']] : [],
          ),
        ),
      })
      expect(Object.keys(answered).length).toBeGreaterThan(15)
    },
  )

  test('whose answer is shown once refuses a key, and so keeps no secret', async () => {
    const { status, body } = await api().post('/me/tokens', {
      as: plan.people.owner,
      body: { name: 'Report' },
      headers: { 'idempotency-key': newKey() },
    })
    expect([status, body.code]).toEqual([400, 'invalidRequest'])
    expect((await api().get('/me/tokens', { as: plan.people.owner })).body.items).toEqual([])
  })
})
