import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { people } from '#db/schema/index.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import { useApi } from '../../support/api.ts'
import { testTokenKey } from '../../support/app.ts'
import { type CastName, givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}, { dueOn: '2026-11-20', ownerEmail: 'otherOwner' }])
})

describe('plans and priorities over REST', () => {
  test('a plan reads with its horizons and its thresholds', async () => {
    const { status, headers, body } = await api().get(`/plans/${plan.planId}`, { as: plan.people.member })
    expect([status, headers.get('etag')]).toEqual([200, `"${body.version}"`])
    expect(body.horizons.map(({ name }: { name: string }) => name)).toEqual(['short', 'medium', 'long'])
    expect(body.settings.staleDays).toBe(35)
  })

  test('its summary counts by the rule that rates one action', async () => {
    const { body } = await api().get(`/plans/${plan.planId}/summary`, { as: plan.people.chair })
    expect(body).toMatchObject({
      total: 2,
      byHorizon: [{ key: 'short', count: 2 }],
      byPriority: [{ key: 'P1', name: 'The first priority', count: 2 }],
      overdue: [{ key: '1to7', count: 1 }],
      reprogrammed: 0,
      progress: { finished: 0, counted: 2, percent: 0 },
    })
    expect(body.byRating.find(({ key }: { key: string }) => key === 'red').count).toBe(1)
  })

  test('the administrator changes thresholds, and a colour follows', async () => {
    const { body: before } = await api().get(`/plans/${plan.planId}`, { as: plan.people.administrator })
    const changed = await api().patch(`/plans/${plan.planId}`, {
      as: plan.people.administrator,
      ifMatch: before.version,
      body: { dueSoonDays: 40 },
    })
    expect([changed.status, changed.body.settings.dueSoonDays, changed.body.version]).toEqual([
      200,
      40,
      before.version + 1,
    ])
    const stale = await api().patch(`/plans/${plan.planId}`, {
      as: plan.people.administrator,
      ifMatch: before.version,
      body: { dueSoonDays: 7 },
    })
    expect(stale.status).toBe(412)
    const action = await api().get(`/actions/${plan.actions['P1.S1']}`, { as: plan.people.owner })
    expect(action.body.rating.code).toBe('dueSoonNoEvidence')
  })

  test('a member may read a plan and not change it', async () => {
    const { status } = await api().patch(`/plans/${plan.planId}`, {
      as: plan.people.member,
      ifMatch: '*',
      body: { title: 'Mine' },
    })
    expect(status).toBe(403)
  })

  test('an administrator makes a plan and its first priority, and is its administrator', async () => {
    const made = await api().post('/plans', {
      as: plan.people.administrator,
      body: { title: 'A second plan' },
    })
    expect([made.status, made.body.state]).toEqual([201, 'draft'])
    const priority = await api().post(`/plans/${made.body.id}/priorities`, {
      as: plan.people.administrator,
      body: { ref: 'P1', title: 'First' },
    })
    expect([priority.status, priority.body.outcomeConfidence]).toEqual([201, 'noData'])
    const foreign = await api().get(`/plans/${made.body.id}`, { as: plan.people.chair })
    expect(foreign.status).toBe(404)
  })

  test('the lead states the outcome confidence of their priority, and nothing else of it', async () => {
    const [{ id }] = (await api().get(`/plans/${plan.planId}/priorities`, { as: plan.people.lead })).body
      .items
    const verdict = { outcomeConfidence: 'low', confidenceNote: 'The measure has not moved.' }
    const said = await api().patch(`/priorities/${id}`, { as: plan.people.lead, ifMatch: '*', body: verdict })
    expect([said.status, said.body.outcomeConfidence]).toEqual([200, 'low'])
    const renamed = await api().patch(`/priorities/${id}`, {
      as: plan.people.lead,
      ifMatch: '*',
      body: { title: 'Mine' },
    })
    expect(renamed.status).toBe(403)
  })
})

describe('what waits for the caller', () => {
  test('is grouped by what has to be done', async () => {
    const { body } = await api().get('/me/work', { as: plan.people.otherOwner })
    expect(body.overdue.map(({ ref }: { ref: string }) => ref)).toEqual(['P1.S2'])
    const me = await api().get('/me', { as: plan.people.otherOwner })
    expect(me.body).toMatchObject({
      name: 'The otherOwner',
      memberships: [],
      waiting: { overdue: 1, toSignOff: 0 },
    })
  })
})

describe('what waits for those who decide', () => {
  test('a submitted action waits for the lead, an endorsed one for the chair, a request for time for who decides it', async () => {
    const decided = await givenPlan(api().app.db, [{}, {}, {}])
    const change = (who: CastName, ref: string, request: ActionChangeRequest) =>
      changeAction(
        api().app.db,
        {
          actionId: decided.actions[ref] ?? '',
          actorId: decided.people[who],
          now: '2026-11-20T10:00:00.000Z',
        },
        request,
      )
    for (const ref of ['P1.S1', 'P1.S2']) {
      await change('owner', ref, {
        subject: 'action',
        event: { type: 'report', updateId: newId(), note: 'Begun' },
      })
      const read = await readAction(api().app.db, decided.actions[ref] ?? '')
      for (const { id: criterionId } of read?.facts.criteria ?? []) {
        const evidence = {
          kind: 'audit' as const,
          title: 'Sample',
          url: 'https://documents.example/1',
          datedOn: '2026-11-19',
        }
        await change('owner', ref, {
          subject: 'action',
          event: { type: 'addEvidence', evidenceId: newId(), criterionId, independent: false, ...evidence },
        })
      }
      await change('owner', ref, {
        subject: 'action',
        event: { type: 'submit', whatChanged: 'Less waiting' },
      })
    }
    await change('lead', 'P1.S2', {
      subject: 'action',
      event: { type: 'endorse', statement: 'Opened and read' },
    })
    const more = {
      type: 'request' as const,
      extensionId: newId(),
      dueOn: '2027-01-08',
      reasonCode: 'partner' as const,
      text: 'They need time',
    }
    await change('owner', 'P1.S3', { subject: 'extension', event: more })

    const waiting = async (who: CastName) =>
      (await api().get('/me', { as: decided.people[who] })).body.waiting
    expect(await waiting('lead')).toMatchObject({ toEndorse: 1, toSignOff: 0, extensionsToDecide: 1 })
    expect(await waiting('chair')).toMatchObject({ toEndorse: 0, toSignOff: 1, extensionsToDecide: 0 })
    expect(await waiting('viceChair')).toMatchObject({ toSignOff: 0 })
    expect(await waiting('member')).toMatchObject({ toEndorse: 0, toSignOff: 0, extensionsToDecide: 0 })
  })
})

describe('access tokens', () => {
  const good = { sub: '', iss: 'waymark', aud: 'waymark-api' }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  function forge(header: object, payload: object, secret = testTokenKey.secret, hash = 'sha256'): string {
    const signed = `${part(header)}.${part(payload)}`
    return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`
  }
  const head = { alg: 'HS256', typ: 'at+jwt', kid: testTokenKey.id }
  const at = Math.floor(Date.now() / 1000)
  const body = () => ({ ...good, sub: plan.people.owner, iat: at, exp: at + 600 })
  const ask = (token: string) => api().get('/me', { headers: { authorization: `Bearer ${token}` } })

  test('of the right make are taken', async () => {
    expect((await ask(forge(head, body()))).status).toBe(200)
  })

  test.each<[string, () => string]>([
    ['no token', () => ''],
    ['not a token', () => 'abc.def.ghi'],
    ['no signature', () => `${part({ ...head, alg: 'none' })}.${part(body())}.`],
    ['another algorithm', () => forge({ ...head, alg: 'HS512' }, body(), testTokenKey.secret, 'sha512')],
    ['another key', () => forge(head, body(), 'b'.repeat(40))],
    ['an unknown key id', () => forge({ ...head, kid: 'other' }, body())],
    ['a key id that is a path', () => forge({ ...head, kid: '../../dev/null' }, body(), '')],
    ['a key id that is a prototype', () => forge({ ...head, kid: '__proto__' }, body())],
    ['no key id', () => forge({ alg: 'HS256', typ: 'at+jwt' }, body(), 'b'.repeat(40))],
    ['another issuer', () => forge(head, { ...body(), iss: 'somebody' })],
    ['another audience', () => forge(head, { ...body(), aud: 'somebody' })],
    ['another type', () => forge({ ...head, typ: 'JWT' }, body())],
    ['no type', () => forge({ alg: 'HS256', kid: testTokenKey.id }, body())],
    ['no expiry', () => forge(head, { ...good, sub: plan.people.owner, iat: at })],
    ['expired', () => forge(head, { ...body(), iat: at - 1200, exp: at - 600 })],
    ['not yet valid', () => forge(head, { ...body(), nbf: at + 600 })],
    ['no subject', () => forge(head, { ...good, sub: undefined, iat: at, exp: at + 600 })],
    ['a subject that is no person', () => forge(head, { ...body(), sub: 'administrator' })],
    ['a subject nobody has', () => forge(head, { ...body(), sub: '01900000-0000-7000-8000-000000000000' })],
    ['an upper-case key id', () => forge({ ...head, kid: testTokenKey.id.toUpperCase() }, body())],
    ['a key id that is a list', () => forge({ ...head, kid: [testTokenKey.id] }, body(), 'b'.repeat(40))],
    ['a key of the forger in its head', () => forge({ ...head, jwk: { kty: 'oct', k: 'Yg' } }, body(), 'b')],
    [
      'a key set elsewhere',
      () => forge({ ...head, jku: 'https://elsewhere.example/keys' }, body(), 'b'.repeat(40)),
    ],
    ['an empty secret', () => forge(head, body(), '')],
    ['a broken signature', () => `${forge(head, body()).slice(0, -4)}AAAA`],
    [
      'another payload under the signature',
      () => forge(head, body()).replace(/\.[^.]*\./, `.${part({ ...body(), sub: plan.people.chair })}.`),
    ],
    ['a public-key algorithm', () => forge({ ...head, alg: 'RS256' }, body())],
    ['an expiry in words', () => forge(head, { ...body(), exp: 'tomorrow' })],
    ['a list of subjects', () => forge(head, { ...body(), sub: [plan.people.owner] })],
    ['a scope that is none', () => forge(head, { ...body(), scope: 'everything' })],
    [
      'a sign-in that never was',
      () => forge(head, { ...body(), sid: '01900000-0000-7000-8000-000000000000' }),
    ],
    [
      'an API token that never was',
      () => forge(head, { ...body(), tid: '01900000-0000-7000-8000-000000000000' }),
    ],
    ['a sign-in that is no id', () => forge(head, { ...body(), sid: "' or true --" })],
    ['a demand we do not know', () => forge({ ...head, crit: ['exp'] }, body())],
  ])('with %s are answered 401 and nothing else', async (_, token) => {
    const { status, body: problem } = await ask(token())
    expect([status, problem.code]).toEqual([401, 'notAuthenticated'])
  })

  test('of somebody who has left are worth nothing at once', async () => {
    const token = forge(head, { ...body(), sub: plan.people.viceChair })
    expect((await ask(token)).status).toBe(200)
    await api()
      .app.db.update(people)
      .set({ leftOn: '2026-11-22' })
      .where(eq(people.id, plan.people.viceChair))
    expect((await ask(token)).status).toBe(401)
  })
})

describe('the platform', () => {
  test('publishes an OpenAPI document that names every route, and a page that asks nobody else', async () => {
    const { status, body } = await api().get('/openapi.json')
    expect([status, body.openapi]).toEqual([200, '3.1.1'])
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/actions',
        '/api/v1/actions/{id}/transitions',
        '/api/v1/plans/{id}/summary',
        '/api/v1/me/work',
      ]),
    )
    const page = await fetch(`${api().app.url}/api/docs/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>API of Waymark</title>')
    expect(page.headers.get('content-security-policy')).not.toMatch(/https?:/)
  })

  test('answers an unknown address of the API with a problem', async () => {
    const { status, headers, body } = await api().get('/nothing/here')
    expect([status, body.code]).toEqual([404, 'notFound'])
    expect(headers.get('content-type')).toContain('application/problem+json')
  })

  test.each([
    ['not JSON', '{"note": ', 'application/json', 400],
    ['another content type', 'note=x', 'text/plain', 415],
    ['a form', 'note=x', 'application/x-www-form-urlencoded', 415],
    ['too much', JSON.stringify({ note: 'x'.repeat(1_100_000) }), 'application/json', 413],
    ['a list', '[]', 'application/json', 400],
    ['a prototype', '{"__proto__": {"note": "x"}, "note": "x"}', 'application/json', 400],
  ])('refuses a body of %s with a problem and no inside', async (_, body, type, expected) => {
    const answer = await api().post(`/actions/${plan.actions['P1.S1']}/updates`, {
      as: plan.people.owner,
      body,
      headers: { 'content-type': type },
    })
    expect(answer.status).toBe(expected)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at \w+ \(/)
  })
})
