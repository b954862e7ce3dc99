import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { getTableColumns, is, sql, Table } from '#db/connection/drizzle.ts'
import * as schema from '#db/schema/index.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { usePages } from '#test/support/pages.ts'
import { filled, type Route, routesOf } from '#test/support/routes.ts'
import { shareOf } from '#test/support/shares.ts'

let routes: Route[]

const many = { perMinute: 1_000_000, elapsedMs: () => performance.now() }

const { app, plan } = usePages({
  now: '2026-11-24T10:00:00.000Z',
  rateLimit: many,
  trustedProxies: ['127.0.0.1'],
  given: [[{}, { dueOn: '2026-11-20' }]],
})

beforeAll(async () => {
  routes = routesOf(app.app)
})

const isApi = ({ path }: Route) => path.startsWith('/api/v1/')
const isPage = ({ path }: Route) => !/^\/(api\/|assets\/|healthz|readyz)/.test(path)
const reads = ({ method }: Route) => method === 'GET'
const writes = ({ method }: Route) => !['GET', 'HEAD', 'OPTIONS'].includes(method)
const named = ({ method, path }: Route) => `${method} ${path}`

/** The addresses of a route for everything there is that its id could name. */
function addressesOf({ path }: Route): string[] {
  const ids = [plan.planId, plan.actions['P1.S1'] ?? '', plan.people.owner, priorityId]
  return path.includes(':') ? ids.map((id) => filled(path, { id, week: '2026-11-23' })) : [filled(path, {})]
}
/** The pages with a button for a passkey. */
const withScript = ['/sign-in', '/sign-in/passkey', '/account', '/account/passkeys/:id']
let priorityId = ''
beforeAll(async () => {
  const [row] = await rowsOf<{ id: string }>(app.db, sql`select id from priorities limit 1`)
  priorityId = row?.id ?? ''
})

const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(app.url + path, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) })
const bearer = (personId: string) => ({ authorization: `Bearer ${signToken(app.app, personId)}` })

/** Scripts are our own files, on the pages that have one; the pages of the API's description bring theirs. */
function scriptFaults(route: Route, policy: string): string[] {
  if (!policy.includes('script-src') || route.path.startsWith('/api/docs')) return []
  return [
    ...(/script-src(?! 'self'[;]|-)/.test(policy) ? [`${named(route)} allows scripts of others`] : []),
    ...(withScript.includes(route.path) ? [] : [`${named(route)} allows scripts and needs none`]),
  ]
}

/** A mark of everything that stands in the database, but for when a session was last used. */
async function everything(): Promise<string> {
  const tables = Object.values(schema).filter((each) => is(each, Table))
  const marks = await Promise.all(
    tables.map(async (table) => {
      const [row] = await rowsOf<{ mark: string }>(
        app.db,
        sql`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as mark from ${table} t`,
      )
      return row?.mark
    }),
  )
  return marks.join(' ')
}

describe('every route', () => {
  test('is known to these tests', () => {
    expect(routes.filter(isPage).length).toBeGreaterThan(20)
    expect(routes.filter(isApi).length).toBeGreaterThan(60)
  })

  test('that is read answers nobody, an owner and an administrator without a fault of ours, and changes nothing', async () => {
    for (const person of [plan.people.owner, plan.people.administrator]) await sessionOf(person)
    const before = await everything()
    const faults: string[] = []
    const withHead = shareOf(routes, 4)
    for (const route of routes.filter(reads)) {
      for (const person of [null, plan.people.owner, plan.people.administrator]) {
        const headers = person === null ? {} : { ...bearer(person), cookie: await sessionOf(person) }
        for (const address of addressesOf(route)) {
          for (const method of withHead.includes(route) ? ['GET', 'HEAD'] : ['GET']) {
            const answer = await ask(method, address, headers)
            await answer.arrayBuffer()
            if (answer.status >= 500 && route.path !== '/readyz')
              faults.push(`${method} ${address}: ${answer.status}`)
          }
        }
      }
    }
    expect(faults).toEqual([])
    expect(await everything()).toBe(before)
  })

  test('forbids browsers everything but what the pages need, and stays out of caches', async () => {
    const faults: string[] = []
    for (const route of routes.filter(reads)) {
      for (const signedIn of [false, true]) {
        const headers = signedIn
          ? { ...bearer(plan.people.chair), cookie: await sessionOf(plan.people.chair) }
          : {}
        const [address = ''] = addressesOf(route)
        const answer = await ask('GET', address, headers)
        await answer.arrayBuffer()
        const header = (name: string) => answer.headers.get(name) ?? ''
        const expected: [string, RegExp][] = [
          ['content-security-policy', /default-src 'none'/],
          ['content-security-policy', /frame-ancestors 'none'/],
          ['content-security-policy', /base-uri 'none'/],
          ['x-content-type-options', /^nosniff$/],
          ['x-frame-options', /^DENY$/i],
          ['referrer-policy', /^same-origin$/],
          ['cross-origin-opener-policy', /^same-origin$/],
          ['cross-origin-resource-policy', /^same-origin$/],
          ['permissions-policy', /camera=\(\)/],
          [
            'cache-control',
            route.path.startsWith('/assets/') ? /immutable/ : /no-store|private|no-cache|max-age=0/,
          ],
        ]
        for (const [name, pattern] of expected) {
          if (!pattern.test(header(name))) faults.push(`${named(route)} ${name}: ${header(name)}`)
        }
        faults.push(...scriptFaults(route, header('content-security-policy')))
        if (header('x-powered-by') || header('server')) faults.push(`${named(route)} says what runs here`)
        if (header('access-control-allow-origin')) faults.push(`${named(route)} lets other sites in`)
        for (const cookie of answer.headers.getSetCookie()) {
          if (!/; Path=\/; HttpOnly; SameSite=Lax$|; HttpOnly;/.test(cookie))
            faults.push(`${named(route)} cookie: ${cookie}`)
        }
      }
    }
    expect(faults).toEqual([])
  })

  test('of the API needs a token, but for those that give one', async () => {
    const open: string[] = []
    for (const route of routes.filter(isApi)) {
      const answer = await ask(
        route.method,
        addressesOf(route)[0] ?? '',
        writes(route) ? { 'content-type': 'application/json' } : {},
        writes(route) ? '{}' : undefined,
      )
      await answer.arrayBuffer()
      if (answer.status !== 401) open.push(named(route))
    }
    expect(open.toSorted()).toEqual([
      'GET /api/v1/openapi.json',
      'HEAD /api/v1/openapi.json',
      'POST /api/v1/auth/code',
      'POST /api/v1/auth/token',
    ])
  })

  test('of the API does not take a cookie for a token', async () => {
    const cookie = await sessionOf(plan.people.administrator)
    for (const route of routes.filter(isApi).filter(reads)) {
      if (route.path === '/api/v1/openapi.json') continue
      const answer = await ask('GET', addressesOf(route)[0] ?? '', { cookie })
      await answer.arrayBuffer()
      expect([named(route), answer.status]).toEqual([named(route), 401])
    }
  })

  test('that takes a form refuses one without its token, with another session’s, and from other sites', async () => {
    const cookie = await sessionOf(plan.people.administrator)
    const foreign = await formTokenOf(await app.signInAs(plan.people.administrator))
    const mine = await formTokenOf(cookie)
    const before = await everythingButSessions()
    const forms = routes.filter(isPage).filter(writes)
    expect(forms.length).toBeGreaterThan(10)
    const form = { 'content-type': 'application/x-www-form-urlencoded', cookie }
    const taken: string[] = []
    for (const route of forms) {
      const address = filled(route.path, { id: plan.actions['P1.S1'] ?? '' })
      const attempts: [Record<string, string>, string][] = [
        [form, ''],
        [form, '_csrf='],
        [form, `_csrf=${foreign}`],
        [form, `_csrf=${mine}x`],
        [form, `_csrf=${mine}&_csrf=${mine}`],
        [{ ...form, 'sec-fetch-site': 'cross-site' }, `_csrf=${mine}`],
        [{ ...form, 'sec-fetch-site': 'same-site' }, `_csrf=${mine}`],
        [{ ...form, origin: 'https://elsewhere.example' }, `_csrf=${mine}`],
        [{ ...form, origin: 'null' }, `_csrf=${mine}`],
        [{ ...form, 'content-type': 'application/json' }, JSON.stringify({ note: 'x' })],
        [{ ...form, 'content-type': 'text/plain' }, `_csrf=${mine}`],
      ]
      for (const [at, [headers, body]] of attempts.entries()) {
        const answer = await ask(route.method, address, headers, body)
        await answer.arrayBuffer()
        // The answer to an email is protected by a token of its own page, and no such email is there.
        const notThere = route.path.startsWith('/answer/') && answer.status === 404
        if (![403, 415].includes(answer.status) && !notThere)
          taken.push(`${named(route)} attempt ${at}: ${answer.status}`)
      }
    }
    expect(taken).toEqual([])
    expect(await everythingButSessions()).toBe(before)
  })

  test('of the pages is not there for somebody of another plan, whatever it is asked for, and changes nothing', async () => {
    const cookie = await sessionOf(plan.people.stranger)
    const token = await formTokenOf(cookie)
    const before = await everythingButSessions()
    const about = routes
      .filter(isPage)
      .filter(({ path }) => path.includes(':') && !path.startsWith('/outbox'))
    expect(about.length).toBeGreaterThan(40)
    const shown: string[] = []
    for (const route of about) {
      for (const address of addressesOf(route)) {
        const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
        const answer = writes(route)
          ? await ask(route.method, address, form, `_csrf=${token}&version=1&note=No`)
          : await ask(route.method, address, { cookie })
        await answer.arrayBuffer()
        if (answer.status !== 404) shown.push(`${route.method} ${address}: ${answer.status}`)
      }
    }
    expect(shown).toEqual([])
    expect(await everythingButSessions()).toBe(before)
  })

  test('of the API that writes refuses, by name, every column of the database that is no field of its body', async () => {
    const document = app.app.swagger() as unknown as Document
    const columns = [
      ...new Set(
        Object.values(schema).flatMap((each) => (is(each, Table) ? Object.keys(getTableColumns(each)) : [])),
      ),
    ]
    const before = await everything()
    const faults: string[] = []
    let refused = 0
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { requestBody }] of Object.entries(methods)) {
        const id = path.includes('/actions/')
          ? plan.actions['P1.S1']
          : path.includes('/priorities/')
            ? priorityId
            : path.includes('/people/')
              ? plan.people.owner
              : plan.planId
        const address = path
          .replace('{id}', id ?? '')
          .replace('{personId}', plan.people.owner)
          .replace(/\{(horizon|recommendation|item)Id\}/, plan.planId)
        for (const { fields, base } of shapesOf(document, requestBody?.content['application/json']?.schema)) {
          const unknown = columns.filter((each) => !fields.has(each))
          const answer = await ask(
            method.toUpperCase(),
            address,
            { ...bearer(plan.people.administrator), 'content-type': 'application/json', 'if-match': '*' },
            JSON.stringify({
              ...base,
              ...Object.fromEntries(unknown.map((column) => [column, plan.planId])),
            }),
          )
          const body = (await answer.json()) as { errors?: { pointer: string; code: string }[] }
          const told = new Set(
            body.errors?.filter(({ code }) => code === 'unknownField').map(({ pointer }) => pointer),
          )
          const missed = unknown.filter((column) => !told.has(`/${column}`))
          refused += unknown.length - missed.length
          if (answer.status !== 400 || missed.length > 0) {
            faults.push(
              `${method} ${path} ${JSON.stringify(base)}: ${answer.status}, not told of ${missed.join(', ')}`,
            )
          }
        }
      }
    }
    expect([faults.length, ...faults.slice(0, 20)]).toEqual([0])
    expect(refused).toBeGreaterThan(1_000)
    expect(await everything()).toBe(before)
  }, 600_000)
})

const kept = new Map<string, string>()
async function sessionOf(personId: string): Promise<string> {
  const cookie = kept.get(personId) ?? (await app.signInAs(personId))
  kept.set(personId, cookie)
  return cookie
}

async function formTokenOf(cookie: string): Promise<string> {
  const page = await (await ask('GET', '/account', { cookie })).text()
  return /name="_csrf" value="([^"]*)"/.exec(page)?.[1] ?? ''
}

async function everythingButSessions(): Promise<string> {
  const rows = await rowsOf<{ id: string }>(app.db, sql`select id, version::text from actions order by id`)
  const [counts] = await rowsOf(
    app.db,
    sql`select (select count(*) from events) as events, (select count(*) from sessions) as sessions,
      (select count(*) from api_tokens) as tokens, (select count(*) from sign_in_codes) as codes`,
  )
  return JSON.stringify([rows, counts])
}

type Json = {
  properties?: Record<string, { const?: unknown; enum?: unknown[] }>
  anyOf?: Json[]
  oneOf?: Json[]
  $ref?: string
  type?: string
}
type Document = {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Json }> } }>>
  components?: { schemas?: Record<string, Json> }
}

/** The shapes that a body may have: the names of their fields, and what says which shape it is. */
function shapesOf(
  document: Document,
  given: Json | undefined,
): { fields: Set<string>; base: Record<string, unknown> }[] {
  if (!given || given.type === 'null') return []
  const { $ref, properties = {} } = given
  if ($ref !== undefined)
    return shapesOf(document, document.components?.schemas?.[$ref.split('/').at(-1) ?? ''])
  const members = [...(given.anyOf ?? []), ...(given.oneOf ?? [])]
  if (members.length > 0) return members.flatMap((member) => shapesOf(document, member))
  const fixed = Object.entries(properties).flatMap(([name, property]) => {
    const [only, ...others] = property.const === undefined ? (property.enum ?? []) : [property.const]
    return only === undefined || others.length > 0 ? [] : [[name, only] as const]
  })
  return [{ fields: new Set(Object.keys(properties)), base: Object.fromEntries(fixed) }]
}
