import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { apiSessions, apiTokens, people, refreshTokens, signInCodes } from '#db/schema/index.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { useApi } from '#test/support/api.ts'
import { type Mailbox, openMailbox } from '#test/support/mailbox.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'

const api = useApi('2026-11-24T10:00:00Z')
let mailbox: Mailbox
let plan: TestPlan
let owner: string

beforeAll(async () => {
  mailbox = await openMailbox(api().app, '2026-11-24T10:00:00Z')
  plan = await givenPlan(api().app.db)
  const [person] = await api().app.db.select().from(people).where(eq(people.id, plan.people.owner))
  owner = person?.email ?? ''
})

afterAll(() => mailbox?.close())

beforeEach(async () => {
  await api().app.db.delete(signInCodes)
})

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const grant = (body: object) => api().post('/auth/token', { body })
const readMe = async (token: string) => (await api().get('/me', bearer(token))).status

async function signInProgram(): Promise<{ accessToken: string; refreshToken: string }> {
  await api().app.db.delete(signInCodes)
  const asked = await api().post('/auth/code', { body: { email: owner } })
  expect([asked.status, asked.body.expiresIn, asked.headers.get('cache-control')]).toEqual([
    202,
    600,
    'no-store',
  ])
  await mailbox.send()
  const code = await mailbox.newestCode(owner)
  const { status, body } = await grant({
    grant: 'emailCode',
    challenge: asked.body.challenge,
    code,
    program: 'A report',
  })
  expect([status, body.expiresIn]).toEqual([200, 900])
  return body
}

describe('a program signs in with a code', () => {
  test('and makes an API token while that is fresh, and not later', async () => {
    const { accessToken } = await signInProgram()
    const make = () => api().post('/me/tokens', { body: { name: 'Fresh' }, ...bearer(accessToken) })
    expect((await make()).status).toBe(201)
    await api().app.db.update(apiSessions).set({ createdAt: '2026-11-24T09:44:00.000Z' })
    const refused = await make()
    expect([refused.status, refused.body.code]).toEqual([403, 'signInAgain'])
    await api().app.db.delete(apiTokens)
  })

  test('and reads and writes as its person', async () => {
    const { accessToken } = await signInProgram()
    const me = await api().get('/me', bearer(accessToken))
    expect([me.status, me.body.id]).toEqual([200, plan.people.owner])
  })

  test('but not with the code alone: it takes what was answered when the code was asked for', async () => {
    await api().post('/auth/code', { body: { email: owner } })
    await mailbox.send()
    const code = await mailbox.newestCode(owner)
    const { status, body } = await grant({ grant: 'emailCode', challenge: 'x'.repeat(43), code })
    expect([status, body.code]).toEqual([401, 'notAuthenticated'])
  })

  test('and for an address that nobody here has gets answers of the same make', async () => {
    const answers = []
    for (const email of [owner, 'nobody@elsewhere.example']) {
      const asked = await api().post('/auth/code', { body: { email } })
      const tried = await grant({ grant: 'emailCode', challenge: asked.body.challenge, code: '123456' })
      answers.push([
        asked.status,
        Object.keys(asked.body),
        asked.body.challenge.length,
        tried.status,
        tried.body.detail,
      ])
    }
    expect(answers[0]).toEqual(answers[1])
  })

  test('at a pace: after five codes for an address it has to wait', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 6; at++)
      statuses.push((await api().post('/auth/code', { body: { email: owner } })).status)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
  })
})

describe('a refresh token', () => {
  test('is good once, and gives the next one', async () => {
    const first = await signInProgram()
    const { status, body } = await grant({ grant: 'refreshToken', refreshToken: first.refreshToken })
    expect(status).toBe(200)
    expect(body.refreshToken).not.toBe(first.refreshToken)
    expect(await readMe(body.accessToken)).toBe(200)
  })

  test('used again ends the whole sign-in: the thief and the owner are both out at once', async () => {
    const first = await signInProgram()
    const second = (await grant({ grant: 'refreshToken', refreshToken: first.refreshToken })).body
    const again = await grant({ grant: 'refreshToken', refreshToken: first.refreshToken })
    expect(again.status).toBe(401)
    expect(await readMe(first.accessToken)).toBe(401)
    expect(await readMe(second.accessToken)).toBe(401)
    expect((await grant({ grant: 'refreshToken', refreshToken: second.refreshToken })).status).toBe(401)
  })

  test('used twenty times at once is used once', async () => {
    const { refreshToken } = await signInProgram()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => grant({ grant: 'refreshToken', refreshToken })),
    )
    expect(answers.filter(({ status }) => status === 200).length).toBe(1)
    expect(answers.filter(({ status }) => status === 401).length).toBe(19)
  })

  test.each([
    ['a week unused', sql`update refresh_tokens set created_at = created_at - interval '7 days'`],
    [
      'thirty days after signing in',
      sql`update api_sessions set created_at = created_at - interval '30 days'`,
    ],
  ])('ends %s', async (_, passing) => {
    const { refreshToken } = await signInProgram()
    await rowsOf(api().app.db, passing)
    expect((await grant({ grant: 'refreshToken', refreshToken })).status).toBe(401)
  })

  test('is kept as a hash', async () => {
    const { refreshToken } = await signInProgram()
    const kept = await api().app.db.select().from(refreshTokens)
    expect(JSON.stringify(kept)).not.toContain(refreshToken)
  })
})

describe('signing out', () => {
  test('ends a program’s access on the very next request', async () => {
    const { accessToken, refreshToken } = await signInProgram()
    expect((await api().post('/auth/sign-out', bearer(accessToken))).status).toBe(204)
    expect(await readMe(accessToken)).toBe(401)
    expect((await grant({ grant: 'refreshToken', refreshToken })).status).toBe(401)
  })

  test('from elsewhere does too, and nobody can end the session of another', async () => {
    const { accessToken } = await signInProgram()
    const { body } = await api().get('/me/sessions', bearer(accessToken))
    const [session] = body.items
    expect(session).toMatchObject({ kind: 'program', name: 'A report', method: 'emailCode' })
    const foreign = await remove(`/me/sessions/${session.id}`, signToken(api().app.app, plan.people.chair))
    expect(foreign).toBe(404)
    expect(await remove(`/me/sessions/${session.id}`, signToken(api().app.app, plan.people.owner))).toBe(204)
    expect(await readMe(accessToken)).toBe(401)
  })
})

describe('an API token', () => {
  async function make(fields: object = {}) {
    const answer = await api().post('/me/tokens', {
      as: plan.people.owner,
      body: { name: 'Dashboard', ...fields },
    })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store'])
    return answer.body
  }
  const accessWith = async (token: string) =>
    (await grant({ grant: 'apiToken', token })).body.accessToken as string

  test('is shown once, kept as a hash, reads unless told, and lives for 90 days unless told', async () => {
    const made = await make()
    expect(made.token).toMatch(/^waymark_[\w-]{43}$/)
    expect([made.scope, Date.parse(made.expiresAt) - Date.parse(made.createdAt)]).toEqual([
      'read',
      90 * 86_400_000,
    ])
    const listed = await api().get('/me/tokens', { as: plan.people.owner })
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(made.id)
    const everywhere = JSON.stringify([listed.body, await api().app.db.select().from(apiTokens)])
    expect(everywhere).not.toContain(made.token)
  })

  test('that may only read changes nothing', async () => {
    const { token } = await make()
    const access = await accessWith(token)
    expect(await readMe(access)).toBe(200)
    const id = plan.actions['P1.S1']
    const wrote = await api().post(`/actions/${id}/updates`, {
      body: { note: 'Begun' },
      headers: { authorization: `Bearer ${access}`, 'if-match': '*' },
    })
    expect([wrote.status, wrote.body.code]).toEqual([403, 'forbidden'])
    const writing = await accessWith((await make({ scope: 'write' })).token)
    const written = await api().post(`/actions/${id}/updates`, {
      body: { note: 'Begun' },
      headers: { authorization: `Bearer ${writing}`, 'if-match': '*' },
    })
    expect(written.status).toBeLessThan(300)
  })

  test('gives no way to further tokens or sessions', async () => {
    const access = await accessWith((await make({ scope: 'write' })).token)
    const more = await api().post('/me/tokens', { body: { name: 'Another' }, ...bearer(access) })
    expect(more.status).toBe(403)
    expect((await grant({ grant: 'apiToken', token: 'waymark_x' })).status).toBe(401)
  })

  test('revoked ends the access it gave on the very next request', async () => {
    const made = await make()
    const access = await accessWith(made.token)
    expect(await readMe(access)).toBe(200)
    expect(await remove(`/me/tokens/${made.id}`, signToken(api().app.app, plan.people.chair))).toBe(404)
    expect(await remove(`/me/tokens/${made.id}`, signToken(api().app.app, plan.people.owner))).toBe(204)
    expect(await readMe(access)).toBe(401)
    expect((await grant({ grant: 'apiToken', token: made.token })).status).toBe(401)
  })

  test('ends when its time is over', async () => {
    const made = await make({ expiresInDays: 1 })
    const access = await accessWith(made.token)
    await rowsOf(
      api().app.db,
      sql`update api_tokens set expires_at = expires_at - interval '1 day' where id = ${made.id}`,
    )
    expect(await readMe(access)).toBe(401)
    expect((await grant({ grant: 'apiToken', token: made.token })).status).toBe(401)
  })

  test('does not take more than is there to give', async () => {
    for (const body of [
      {},
      { name: '' },
      { name: 'x', scope: 'administrate' },
      { name: 'x', expiresInDays: 366 },
      { name: 'x', expiresInDays: 0.5 },
      { name: 'x', personId: plan.people.chair },
      { name: 'x', hash: 'y' },
    ]) {
      expect((await api().post('/me/tokens', { as: plan.people.owner, body })).status).toBe(400)
    }
  })

  test('is one of twenty at most', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 21; at++) {
      statuses.push(
        (await api().post('/me/tokens', { as: plan.people.viceChair, body: { name: `Token ${at}` } })).status,
      )
    }
    expect(statuses).toEqual([...Array<number>(20).fill(201), 409])
  })
})

describe('leaving', () => {
  test('ends every kind of access at once, and coming back does not bring it back', async () => {
    const { accessToken, refreshToken } = await signInProgram()
    const made = (await api().post('/me/tokens', { as: plan.people.owner, body: { name: 'Dashboard' } })).body
    const { db } = api().app
    await db.update(people).set({ leftOn: '2026-11-23' }).where(eq(people.id, plan.people.owner))
    expect(await readMe(accessToken)).toBe(401)
    await db.update(people).set({ leftOn: null }).where(eq(people.id, plan.people.owner))
    expect(await readMe(accessToken)).toBe(401)
    expect((await grant({ grant: 'refreshToken', refreshToken })).status).toBe(401)
    expect((await grant({ grant: 'apiToken', token: made.token })).status).toBe(401)
  })
})

describe('POST /auth/token', () => {
  test.each([
    {},
    { grant: 'password' },
    { grant: 'emailCode', challenge: 'x' },
    { grant: 'emailCode', challenge: 'x', code: '12345' },
    { grant: 'emailCode', challenge: 'x', code: '123456', personId: 'y' },
    { grant: 'apiToken' },
    { grant: 'apiToken', token: 'x', scope: 'write' },
    { grant: 'refreshToken', refreshToken: 7 },
  ])('refuses %j as not valid', async (body) => {
    const { status } = await grant(body)
    expect(status).toBe(400)
  })
})

async function remove(path: string, token: string): Promise<number> {
  const { url } = api().app
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  })
  return answer.status
}
