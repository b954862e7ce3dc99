import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { machineClock } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { identities, people } from '#db/schema/index.ts'
import { invite } from '#db/write/invite.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { type Jar, newJar } from '#test/support/jar.ts'
import {
  type Accounts,
  type Bent,
  type Issuer,
  passThrough,
  startBentIssuer,
  startIssuer,
} from '#test/support/oidc.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { freePort } from '#test/support/waymark.ts'

const START = '/sign-in/single-sign-on'

async function appWith(
  issuerOf: (redirectUri: string) => Promise<Issuer>,
  { requireStrongSignIn = false } = {},
) {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const issuer = await issuerOf(`${publicUrl}${START}/return`)
  const { url, clientId, clientSecret } = issuer
  const app = await startTestApp({
    port,
    publicUrl,
    requireStrongSignIn,
    singleSignOn: {
      issuer: url,
      clientId,
      clientSecret,
      name: 'the council',
      strong: ['mfa', 'urn:council:two-factors'],
    },
  })
  return { app, issuer, publicUrl }
}

async function emailOf(app: TestApp, personId: string): Promise<string> {
  const [person] = await app.db.select().from(people).where(eq(people.id, personId))
  return person?.email ?? ''
}

describe('signing in with a real OpenID provider', () => {
  const accounts: Accounts = {}
  let app: TestApp
  let issuer: Issuer
  let publicUrl: string
  let plan: TestPlan

  beforeAll(async () => {
    ;({ app, issuer, publicUrl } = await appWith((redirectUri) => startIssuer(redirectUri, accounts)))
    plan = await givenPlan(app.db)
    accounts.owner = { email: (await emailOf(app, plan.people.owner)).toUpperCase(), email_verified: true }
    accounts.chair = { email: await emailOf(app, plan.people.chair), email_verified: true }
    accounts.unverified = { email: await emailOf(app, plan.people.lead), email_verified: false }
    accounts.unsaid = { email: await emailOf(app, plan.people.lead) }
    accounts.entra = { email: await emailOf(app, plan.people.lead), email_verified: true }
    accounts.nobody = { email: 'nobody@elsewhere.example', email_verified: true }
  })

  afterAll(async () => {
    await app?.close()
    await issuer?.stop()
  })

  beforeEach(async () => {
    await app.db.delete(identities)
  })

  /** From the button to being back. */
  async function through(
    login: string,
    next = '',
  ): Promise<{ jar: Jar; answer: Awaited<ReturnType<Jar['get']>> }> {
    const jar = newJar(app)
    const left = await jar.get(`${START}${next === '' ? '' : `?next=${encodeURIComponent(next)}`}`)
    expect(left.status).toBe(303)
    const back = await passThrough(left.location ?? '', login)
    expect(back.startsWith(`${publicUrl}${START}/return?`)).toBe(true)
    return { jar, answer: await jar.get(back.slice(publicUrl.length)) }
  }

  test('leads from the button to the page that one wanted', async () => {
    const path = `/actions/${plan.actions['P1.S1']}/update?from=email&to=a%20b`
    const page = await newJar(app).get(`/sign-in?next=${encodeURIComponent(path)}`)
    expect(page.text).toContain('Sign in with the council')
    expect(page.text).toContain(`href="${START}?next=${encodeURIComponent(path)}"`)
    const { jar, answer } = await through('owner', path)
    expect([answer.status, answer.location]).toEqual([303, path])
    expect((await jar.get(path)).status).toBe(200)
    expect((await jar.get('/account')).text).toContain('with single sign-on')
  })

  test('leads on with as long a query as there may be, in a cookie that browsers keep', async () => {
    const path = `/plans/${plan.planId}?${'q=%20'.repeat(299)}`
    const left = await newJar(app).get(`${START}?next=${encodeURIComponent(path)}`)
    const [cookie = ''] = left.headers.getSetCookie()
    expect(cookie.split(';')[0]?.length).toBeLessThan(4_096)
    expect((await through('owner', path)).answer.location).toBe(path)
  })

  test('that fails leads back to signing in for the page that one wanted', async () => {
    const jar = newJar(app)
    await jar.get(`${START}?next=${encodeURIComponent('/plans?owner=me')}`)
    const { text } = await jar.get(`${START}/return?error=access_denied`)
    expect(text).toContain(`href="/sign-in?next=${encodeURIComponent('/plans?owner=me')}"`)
  })

  test('asks with PKCE, a state and a nonce, and never twice with the same', async () => {
    const asked = await Promise.all(
      [1, 2].map(async () => new URL((await newJar(app).get(START)).location ?? '').searchParams),
    )
    for (const query of asked) {
      expect([query.get('code_challenge_method'), query.get('response_type')]).toEqual(['S256', 'code'])
      expect(query.get('redirect_uri')).toBe(`${publicUrl}${START}/return`)
    }
    for (const name of ['code_challenge', 'state', 'nonce']) {
      const [one = '', other] = asked.map((query) => query.get(name))
      expect(one?.length).toBeGreaterThan(20)
      expect(one).not.toBe(other)
    }
  })

  test('goes on after the provider has changed its keys', async () => {
    expect((await through('owner')).answer.status).toBe(303)
    await issuer.rotateKeys()
    expect((await through('owner')).answer.status).toBe(303)
  })

  test('lets nobody in who was not invited, and makes no account', async () => {
    const before = await app.db.$count(people)
    const { jar, answer } = await through('nobody')
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('nobody has invited you')
    expect((await jar.get('/')).location).toBe('/sign-in')
    expect(await app.db.$count(people)).toBe(before)
  })

  test.each(['unverified', 'unsaid'])('lets nobody in whose address is %s', async (login) => {
    const { answer } = await through(login)
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('did not say that your address is verified')
    expect(await app.db.$count(identities)).toBe(0)
  })

  test('lets nobody in who has left', async () => {
    await through('chair')
    await app.db.update(people).set({ leftOn: '2026-01-01' }).where(eq(people.id, plan.people.chair))
    expect((await through('chair')).answer.status).toBe(403)
    await app.db.update(people).set({ leftOn: null }).where(eq(people.id, plan.people.chair))
  })

  test('knows an account again by its own id, whatever its address is now', async () => {
    await through('owner')
    const address = accounts.owner
    accounts.owner = { email: 'new.name@council.example', email_verified: true }
    expect((await through('owner')).answer.status).toBe(303)
    accounts.owner = address ?? {}
  })

  test('does not open an account to the next holder of its address, until they are invited', async () => {
    await through('owner')
    accounts.newcomer = accounts.owner ?? {}
    expect((await through('newcomer')).answer.status).toBe(403)
    await invite(app.db, machineClock, { email: await emailOf(app, plan.people.owner), name: 'The owner' })
    expect((await through('newcomer')).answer.status).toBe(303)
    expect((await through('owner')).answer.status).toBe(403)
  })

  test('that somebody else began is refused: in another browser, with another state, twice, or too late', async () => {
    const jar = newJar(app)
    const back = (await passThrough((await jar.get(START)).location ?? '', 'owner')).slice(publicUrl.length)
    expect((await newJar(app).get(back)).status).toBe(400)
    const other = newJar(app)
    await other.get(START)
    expect((await other.get(back)).status).toBe(400)
    expect((await jar.get(back)).status).toBe(303)
    expect((await jar.get(back)).status).toBe(400)
    const forged = newJar(app)
    await forged.get(START)
    const [text = ''] = (forged.cookies.get('waymark-journey') ?? '').split('.')
    const journey = JSON.parse(Buffer.from(text, 'base64url').toString()) as { next: string }
    journey.next = '//elsewhere.example'
    forged.cookies.set(
      'waymark-journey',
      `${Buffer.from(JSON.stringify(journey)).toString('base64url')}.${'x'.repeat(43)}`,
    )
    expect((await forged.get(back)).status).toBe(400)
  })

  test('that the person or the provider breaks off says so', async () => {
    const jar = newJar(app)
    const { searchParams } = new URL((await jar.get(START)).location ?? '')
    const query = new URLSearchParams({
      error: 'access_denied',
      state: searchParams.get('state') ?? '',
      iss: issuer.url,
    })
    const { status, text } = await jar.get(`${START}/return?${query.toString()}`)
    expect(status).toBe(400)
    expect(text).toContain('not let through by your organisation')
    expect((await jar.get('/')).location).toBe('/sign-in')
  })

  test.each(['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', '/sign-out'])(
    'leads nowhere but to a page of ours: %j',
    async (next) => {
      expect((await through('owner', next)).answer.location).toBe('/')
    },
  )

  test('says so when the provider is away', async () => {
    const { app: lonely, issuer: gone } = await appWith((redirectUri) => startIssuer(redirectUri, {}))
    await gone.stop()
    const { status, text } = await newJar(lonely).get(START)
    await lonely.close()
    expect(status).toBe(400)
    expect(text).toContain('did not answer in time')
  })
})

describe('an issuer that lies', () => {
  let app: TestApp
  let issuer: Awaited<ReturnType<typeof startBentIssuer>>
  let email: string

  beforeAll(async () => {
    let bent: Awaited<ReturnType<typeof startBentIssuer>> | undefined
    ;({ app } = await appWith(async () => (bent = await startBentIssuer())))
    if (!bent) throw new Error('the issuer did not start')
    issuer = bent
    const plan = await givenPlan(app.db)
    email = await emailOf(app, plan.people.owner)
  })

  afterAll(async () => {
    await app?.close()
    await issuer?.stop()
  })

  async function signInWith(bent: Bent): Promise<number> {
    await app.db.delete(identities)
    const jar = newJar(app)
    const url = (await jar.get(START)).location ?? ''
    await (await fetch(url)).arrayBuffer()
    issuer.bend({ ...bent, claims: { email, ...bent.claims } })
    const state = new URL(url).searchParams.get('state') ?? ''
    const { status } = await jar.get(`${START}/return?code=any&state=${state}`)
    const inside = (await jar.get('/')).status === 200
    expect(inside).toBe(status === 303)
    return status
  }

  test('is believed when it says nothing wrong, also in the words of Microsoft Entra', async () => {
    expect(await signInWith({})).toBe(303)
    expect(await signInWith({ claims: { email_verified: undefined, xms_edov: true } })).toBe(303)
  })

  test.each<[string, () => Bent]>([
    ['another nonce', () => ({ claims: { nonce: 'x'.repeat(43) } })],
    ['no nonce', () => ({ claims: { nonce: undefined } })],
    ['another issuer', () => ({ claims: { iss: 'https://elsewhere.example' } })],
    ['another audience', () => ({ claims: { aud: 'somebody-else' } })],
    ['several audiences and no authorised party', () => ({ claims: { aud: ['waymark', 'somebody-else'] } })],
    ['another authorised party', () => ({ claims: { azp: 'somebody-else' } })],
    ['an expiry in the past', () => ({ claims: { exp: Math.floor(Date.now() / 1000) - 120 } })],
    ['no expiry', () => ({ claims: { exp: undefined } })],
    ['no subject', () => ({ claims: { sub: undefined } })],
    ['a key it does not publish', () => ({ key: issuer.otherKey })],
    ['a key id it does not publish', () => ({ header: { kid: 'two' } })],
    ['no algorithm', () => ({ header: { alg: 'none' } })],
    ['another algorithm', () => ({ header: { alg: 'HS256' } })],
    ['an address that is not verified', () => ({ claims: { email_verified: false } })],
    ['a verification in words', () => ({ claims: { email_verified: 'yes' } })],
    ['an address that is a list', () => ({ claims: { email: [email] } })],
  ])('with %s lets nobody in', async (_, bent) => {
    expect([400, 403]).toContain(await signInWith(bent()))
  })
})

describe('an issuer that says how it asked', () => {
  let app: TestApp
  let issuer: Awaited<ReturnType<typeof startBentIssuer>>
  let email: string

  beforeAll(async () => {
    let bent: Awaited<ReturnType<typeof startBentIssuer>> | undefined
    ;({ app } = await appWith(async () => (bent = await startBentIssuer()), { requireStrongSignIn: true }))
    if (!bent) throw new Error('the issuer did not start')
    issuer = bent
    const plan = await givenPlan(app.db)
    email = await emailOf(app, plan.people.owner)
  })

  afterAll(async () => {
    await app?.close()
    await issuer?.stop()
  })

  test.each<[string, Record<string, unknown>, boolean]>([
    ['nothing', {}, false],
    ['one factor', { amr: ['pwd'] }, false],
    ['several factors', { amr: ['pwd', 'mfa'] }, true],
    ['several factors, in words of its own', { acr: 'urn:council:two-factors' }, true],
    ['other words', { acr: 'urn:council:one-factor', amr: ['otp'] }, false],
    ['words in another shape', { amr: 'mfa', acr: ['mfa'] }, false],
    ['words within words', { amr: ['not mfa', 1, null] }, false],
  ])('says %s: strong enough %j, %s', async (_, claims, strong) => {
    await app.db.delete(identities)
    const jar = newJar(app)
    const left = (await jar.get(START)).location ?? ''
    await (await fetch(left)).arrayBuffer()
    issuer.bend({ claims: { email, ...claims } })
    const state = new URL(left).searchParams.get('state') ?? ''
    expect((await jar.get(`${START}/return?code=any&state=${state}`)).status).toBe(303)
    const { status, location } = await jar.get('/')
    expect([status, location]).toEqual(strong ? [200, null] : [303, '/sign-in/passkey'])
  })
})
