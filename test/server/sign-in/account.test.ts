import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { memberships, people, sessions } from '#db/schema/index.ts'
import { browserInWords } from '#server/ui/words/browser-in-words.ts'
import { startTestApp } from '#test/support/app.ts'
import {
  axeViolations,
  policyBreaches,
  screenshot,
  sidewaysScroll,
  watchPolicy,
} from '#test/support/browser.ts'
import { type Jar, newJar } from '#test/support/jar.ts'
import { type Mailbox, openMailbox } from '#test/support/mailbox.ts'
import { usePages } from '#test/support/pages.ts'
import { press, pressKey } from '#test/support/press.ts'

let mailbox: Mailbox
let owner: string

const { app, plan, newPage } = usePages({ trustedProxies: ['127.0.0.1'], given: [] })

beforeAll(async () => {
  mailbox = await openMailbox(app)
  const [person] = await app.db.select().from(people).where(eq(people.id, plan.people.owner))
  owner = person?.email ?? ''
})

afterAll(() => mailbox?.close())

let network = 0
async function signedIn(): Promise<Jar> {
  const jar = newJar(app, `10.0.${network++}.1`)
  await jar.post('/sign-in', { email: owner })
  await mailbox.send()
  const entered = await jar.post('/sign-in/code', { code: (await mailbox.newestCode(owner)) ?? '' })
  expect(entered.status).toBe(303)
  return jar
}

const isIn = async (jar: Jar) => (await jar.get('/')).status === 200

describe('a session', () => {
  test('that was planted before signing in is worth nothing: a new one is made', async () => {
    const jar = newJar(app, '10.1.0.1')
    const planted = 'A'.repeat(43)
    jar.cookies.set('waymark', planted)
    await jar.post('/sign-in', { email: owner })
    expect(jar.cookies.get('waymark')).toBe(planted)
    await mailbox.send()
    await jar.post('/sign-in/code', { code: (await mailbox.newestCode(owner)) ?? '' })
    expect(jar.cookies.get('waymark')).not.toBe(planted)
    expect(await isIn(jar)).toBe(true)
    const thief = newJar(app)
    thief.cookies.set('waymark', planted)
    expect(await isIn(thief)).toBe(false)
  })

  test('ends when its browser signs in anew', async () => {
    const jar = await signedIn()
    const before = jar.cookies.get('waymark') ?? ''
    await jar.get('/sign-in')
    expect((await jar.post('/sign-in', { email: owner })).status).toBe(303)
    await jar.get('/sign-in/code')
    await mailbox.send()
    await jar.post('/sign-in/code', { code: (await mailbox.newestCode(owner)) ?? '' })
    const old = newJar(app)
    old.cookies.set('waymark', before)
    expect([await isIn(jar), await isIn(old)]).toEqual([true, false])
  })

  test('gets a new cookie when its person’s roles change, and the forms that are open stay good', async () => {
    const jar = await signedIn()
    const path = `/actions/${plan.actions['P1.S1']}/update`
    const { text } = await jar.get(path)
    const version = /name="version" value="([^"]*)"/.exec(text)?.[1] ?? ''
    const before = jar.cookies.get('waymark') ?? ''
    await app.db
      .insert(memberships)
      .values({ planId: plan.planId, personId: plan.people.owner, role: 'member' })
    // Two requests at once: one of them renews, and neither is signed out.
    expect((await jar.post(path, { note: 'Sent with the form from before', version })).status).toBe(303)
    await jar.get('/')
    const after = jar.cookies.get('waymark') ?? ''
    expect(after).not.toBe(before)
    const old = newJar(app)
    old.cookies.set('waymark', before)
    expect([await isIn(jar), await isIn(old)]).toEqual([true, false])
    expect(jar.cookies.get('waymark')).toBe(after)
    await app.db.delete(memberships).where(eq(memberships.personId, plan.people.owner))
  })

  test('gets a new cookie when its person becomes an administrator, or ceases to be one', async () => {
    const jar = await signedIn()
    for (const administrator of [true, false]) {
      const before = jar.cookies.get('waymark') ?? ''
      await app.db.update(people).set({ administrator }).where(eq(people.id, plan.people.owner))
      await jar.get('/')
      const old = newJar(app)
      old.cookies.set('waymark', before)
      expect([await isIn(jar), await isIn(old)]).toEqual([true, false])
    }
  })

  test.each([
    ['lain idle for fourteen days', { seenAt: -14 }, false],
    ['lain idle for thirteen days', { seenAt: -13 }, true],
    ['lasted sixty days', { createdAt: -60 }, false],
    ['lasted fifty-nine days', { createdAt: -59 }, true],
  ])('that has %s goes on: %o', async (_, changed, goesOn) => {
    const jar = await signedIn()
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const set = Object.fromEntries(Object.entries(changed).map(([name, days]) => [name, at(days)]))
    await app.db.update(sessions).set(set).where(eq(sessions.personId, plan.people.owner))
    expect(await isIn(jar)).toBe(goesOn)
  })

  test('ends at once when its person leaves, and does not come back with them', async () => {
    const jar = await signedIn()
    await app.db.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, plan.people.owner))
    expect(await isIn(jar)).toBe(false)
    await app.db.update(people).set({ leftOn: null }).where(eq(people.id, plan.people.owner))
    expect(await isIn(jar)).toBe(false)
  })

  test('ends at once when the address of its person is changed: whoever reads the old one is out', async () => {
    const jar = await signedIn()
    await app.db
      .update(people)
      .set({ email: 'new.address@plan.example' })
      .where(eq(people.id, plan.people.owner))
    expect(await isIn(jar)).toBe(false)
    await app.db.update(people).set({ email: owner }).where(eq(people.id, plan.people.owner))
    expect(await isIn(jar)).toBe(false)
  })

  test('is kept as a hash, in a cookie that scripts and other sites cannot reach', async () => {
    const jar = await signedIn()
    const cookie = jar.cookies.get('waymark') ?? ''
    expect(cookie).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(await app.db.select().from(sessions))).not.toContain(cookie)
    const secure = await startTestApp({ publicUrl: 'https://waymark.council.example' })
    const answer = await newJar(secure).post(
      '/sign-in',
      { email: owner },
      { origin: 'https://waymark.council.example' },
    )
    await secure.close()
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-waymark-code=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
  })
})

describe('the account page', () => {
  test('shows where one is signed in, and ends a session on its very next request', async () => {
    const [here, there] = [await signedIn(), await signedIn()]
    const { text } = await here.get('/account')
    expect(text).toContain('This one')
    const [session] = await app.db.select().from(sessions).where(eq(sessions.personId, plan.people.owner))
    expect(text).not.toContain(session?.hash)
    await endOthers(here)
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
  })

  test('ends one session alone, and none of another person', async () => {
    const [here, there] = [await signedIn(), await signedIn()]
    const chair = await app.signInAs(plan.people.chair)
    const { text } = await here.get('/account')
    const foreign = (await app.db.select().from(sessions)).find(
      ({ personId }) => personId === plan.people.chair,
    )
    expect((await here.post('/account/sessions/end', { session: foreign?.id ?? '' })).status).toBe(404)
    const guest = newJar(app)
    guest.cookies.set('waymark', chair.split('=')[1] ?? '')
    expect(await isIn(guest)).toBe(true)
    const [id = ''] = [...text.matchAll(/name="session" value="([0-9a-f-]{36})"/g)].map(([, each]) => each)
    await here.get('/account')
    expect((await here.post('/account/sessions/end', { session: id })).status).toBe(303)
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
  })

  test('makes a token that is shown once and works, and revokes it', async () => {
    const jar = await signedIn()
    await jar.get('/account')
    const made = await jar.post('/account/tokens', { name: 'Dashboard', scope: 'read', days: '30' })
    const token = /waymark_[\w-]{43}/.exec(made.text)?.[0] ?? ''
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const exchange = () =>
      fetch(`${app.url}/api/v1/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ grant: 'apiToken', token }),
      })
    expect((await exchange()).status).toBe(200)
    const { text } = await jar.get('/account')
    expect(text).not.toContain(token)
    const [id = ''] = [...text.matchAll(/name="token" value="([0-9a-f-]{36})"/g)].map(([, each]) => each)
    expect((await jar.post('/account/tokens/revoke', { token: id })).status).toBe(303)
    expect((await exchange()).status).toBe(401)
  })

  test('makes no second token when its page is reloaded', async () => {
    const jar = await signedIn()
    const { text: form } = await jar.get('/account')
    const [, _once = ''] = /name="_once" value="([^"]*)"/.exec(form) ?? []
    const wanted = { _once, name: 'Reloaded', scope: 'read', days: '30' }
    expect((await jar.post('/account/tokens', wanted)).status).toBe(200)
    const again = await jar.post('/account/tokens', wanted)
    expect([again.status, again.location]).toEqual([303, '/account'])
    const { text } = await jar.get('/account')
    expect(text).toContain('The token was made already, and is shown once.')
    expect(text.match(/Revoke <span class="govuk-visually-hidden">Reloaded/g)).toHaveLength(1)
  })

  test('asks again where a token is not described, and keeps what was typed', async () => {
    const jar = await signedIn()
    await jar.get('/account')
    const { status, text } = await jar.post('/account/tokens', {
      name: 'Dashboard',
      scope: 'all',
      days: '9999',
    })
    expect(status).toBe(400)
    expect(text).toContain('Choose what it may do')
    expect(text).toContain('Choose how long it is good')
    expect(text).toContain('value="Dashboard"')
  })

  test.each(['/account/sessions/end', '/account/tokens', '/account/tokens/revoke'])(
    'takes no form without its token, or from another site: %s',
    async (path) => {
      const jar = await signedIn()
      await jar.get('/account')
      const fields = { session: 'others', name: 'x', scope: 'read', days: '30', token: 'x' }
      expect((await jar.post(path, { ...fields, _csrf: '' })).status).toBe(403)
      expect((await jar.post(path, fields, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
      expect((await jar.post(path, fields, { origin: 'https://elsewhere.example' })).status).toBe(403)
    },
  )
})

describe('the pages for signing in', () => {
  test.each([360, 1440])(
    'work with a keyboard and meet WCAG 2.2 AA at %i pixels, from the address to My work',
    async (width) => {
      const page = await newPage(undefined, {
        viewport: { width, height: 800 },
        extraHTTPHeaders: { 'x-forwarded-for': `10.7.0.${width % 250}` },
      })
      await watchPolicy(page)
      const sound = async (name: string) => {
        await screenshot(page, `sign-in-${name}-${width}`)
        expect(await axeViolations(page)).toEqual([])
        expect(await policyBreaches(page)).toEqual([])
        expect(await sidewaysScroll(page)).toBe(0)
      }
      await page.goto(`${app.url}/`)
      await sound('email')
      await page.getByLabel('Email address').fill('nobody')
      await pressKey(page, 'Enter')
      await sound('email-error')
      await page.getByLabel('Email address').fill(owner)
      await pressKey(page, 'Enter')
      await page.getByLabel('Code').fill('12')
      await pressKey(page, 'Enter')
      await sound('code-error')
      await mailbox.send()
      await page.getByLabel('Code').fill((await mailbox.newestCode(owner)) ?? '')
      await pressKey(page, 'Enter')
      expect(page.url()).toBe(`${app.url}/`)
      expect(await page.title()).toContain('My work')
      await page.goto(`${app.url}/account`)
      await sound('account')
      await page.getByLabel('What will use it?').fill('Dashboard')
      await press(page, page.getByRole('button', { name: 'Make a token' }))
      await sound('token')
      await page.goto(`${app.url}/account`)
      await sound('account-token')
      await page.goto(`${app.url}/sign-in/code`)
      await sound('over')
    },
    600_000,
  )

  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36 Edg/150.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/20.0 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox on Linux'],
    ['<script>alert(1)</script>', 'A browser'],
    [undefined, 'A browser'],
  ])('name the browser %j as %s', (header, words) => {
    expect(browserInWords(header)).toBe(words)
  })
})

async function endOthers(jar: Jar): Promise<void> {
  await jar.get('/account')
  expect((await jar.post('/account/sessions/end', { session: 'others' })).status).toBe(303)
}
