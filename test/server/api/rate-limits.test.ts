import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signToken } from '#server/http/plugins/tokens.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const PER_MINUTE = 20
let app: TestApp
let plan: TestPlan
let elapsed = 0

beforeAll(async () => {
  app = await startTestApp({
    now: '2026-11-23T10:00:00Z',
    rateLimit: { perMinute: PER_MINUTE, elapsedMs: () => elapsed },
  })
  plan = await givenPlan(app.db)
})
afterAll(() => app.close())

/** Each test has windows of its own. */
const nextWindow = () => {
  elapsed = (Math.floor(elapsed / 60_000) + 1) * 60_000
}
const bearer = (personId: string) => ({ authorization: `Bearer ${signToken(app.app, personId)}` })
const ask = (headers: Record<string, string> = {}, path = '/api/v1/me') =>
  fetch(`${app.url}${path}`, { headers })
async function askTimes(times: number, headers: Record<string, string>, path?: string) {
  const answers: Response[] = []
  for (let time = 0; time < times; time++) answers.push(await ask(headers, path))
  return answers.map(({ status }) => status)
}

describe('a person who asks more than the limit in a minute', () => {
  test('is told how many requests are left, and then to wait: 429 with Retry-After', async () => {
    nextWindow()
    const first = await ask(bearer(plan.people.owner))
    expect(first.status).toBe(200)
    expect(first.headers.get('ratelimit-policy')).toBe('"person";q=20;w=60')
    expect(first.headers.get('ratelimit')).toBe('"person";r=19;t=60')
    await askTimes(PER_MINUTE - 1, bearer(plan.people.owner))
    elapsed += 12_500
    const over = await ask(bearer(plan.people.owner))
    expect(over.status).toBe(429)
    expect(over.headers.get('content-type')).toContain('application/problem+json')
    expect(over.headers.get('retry-after')).toBe('48')
    expect(over.headers.get('ratelimit')).toBe('"person";r=0;t=48')
    expect(await over.json()).toMatchObject({ code: 'tooManyRequests', status: 429 })
  })

  test('may go on in the next minute', async () => {
    nextWindow()
    await askTimes(PER_MINUTE + 1, bearer(plan.people.lead))
    nextWindow()
    expect((await ask(bearer(plan.people.lead))).status).toBe(200)
  })

  test('has the same limit over all tokens, and takes nothing from others', async () => {
    nextWindow()
    const statuses = []
    for (let time = 0; time <= PER_MINUTE; time++)
      statuses.push((await ask(bearer(plan.people.chair))).status)
    expect(statuses.at(-1)).toBe(429)
    expect((await ask(bearer(plan.people.member))).status).toBe(200)
  })

  test('has the same limit on pages', async () => {
    nextWindow()
    const cookie = await app.signInAs(plan.people.contributor)
    expect(await askTimes(PER_MINUTE + 1, { cookie }, '/')).toEqual([
      ...Array.from({ length: PER_MINUTE }, () => 200),
      429,
    ])
  })

  test('changes nothing by the requests that are refused', async () => {
    nextWindow()
    const report = () =>
      fetch(`${app.url}/api/v1/actions/${plan.actions['P1.S1']}/updates`, {
        method: 'POST',
        headers: { ...bearer(plan.people.owner), 'content-type': 'application/json' },
        body: '{"note":"Going on"}',
      })
    for (let time = 0; time < PER_MINUTE + 5; time++) await report()
    const history = await ask(bearer(plan.people.member), `/api/v1/actions/${plan.actions['P1.S1']}/history`)
    const { items } = (await history.json()) as { items: { event: string }[] }
    expect(items.filter(({ event }) => event === 'report')).toHaveLength(PER_MINUTE)
  })
})

describe('an address without a valid token', () => {
  test('has a limit of its own, however often it guesses another token', async () => {
    nextWindow()
    const statuses = []
    for (let time = 0; time <= PER_MINUTE; time++) {
      statuses.push((await ask({ authorization: `Bearer guess.${time}.guess` })).status)
    }
    expect(statuses).toEqual([...Array.from({ length: PER_MINUTE }, () => 401), 429])
    expect((await ask(bearer(plan.people.owner))).status).toBe(200)
  })

  test('does not escape by claiming to come from elsewhere', async () => {
    nextWindow()
    const statuses = []
    for (let time = 0; time <= PER_MINUTE; time++) {
      statuses.push((await ask({ 'x-forwarded-for': `192.0.2.${time}` })).status)
    }
    expect(statuses.at(-1)).toBe(429)
  })
})

test('probes and assets are not limited', async () => {
  nextWindow()
  expect(new Set(await askTimes(PER_MINUTE * 2, {}, '/healthz'))).toEqual(new Set([200]))
  const page = await (await ask({}, '/sign-in')).text()
  const [asset = ''] = /\/assets\/[^"']+/.exec(page) ?? []
  expect(new Set(await askTimes(PER_MINUTE * 2, {}, asset))).toEqual(new Set([200]))
})
