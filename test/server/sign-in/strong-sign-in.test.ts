import type { FastifyInstance } from 'fastify'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { machineClock } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { apiTokens, passkeys, people, sessions } from '#db/schema/index.ts'
import { buildApp } from '#server/app.ts'
import { usualRateLimit } from '#server/http/plugins/rate-limits.ts'
import { testSecret, testTokenKey } from '#test/support/app.ts'
import { type Authenticator, plugIn } from '#test/support/authenticator.ts'
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
import { press } from '#test/support/press.ts'
import { filled, routesOf } from '#test/support/routes.ts'
import { freePort } from '#test/support/waymark.ts'

let lenient: { app: FastifyInstance; url: string }
let mailbox: Mailbox
let owner: string
let url: string

/** Two servers over one database: one that requires strong sign-in, and `lenient`, on which it is switched off. */
const {
  app: strict,
  plan,
  newPage,
} = usePages(async () => {
  const port = await freePort()
  url = `http://localhost:${port}`
  return { port, publicUrl: url, requireStrongSignIn: true, trustedProxies: ['127.0.0.1'], given: [] }
})

beforeAll(async () => {
  const app = await buildApp({
    db: strict.db,
    clock: machineClock,
    publicUrl: url,
    demonstration: false,
    wakeSender: () => {},
    tokenKeys: [testTokenKey],
    sessionSecret: testSecret,
    logLevel: 'fatal',
    trustedProxies: ['127.0.0.1'],
    rateLimit: { ...usualRateLimit, perMinute: 1_000_000 },
  })
  lenient = { app, url: await app.listen({ host: '127.0.0.1', port: 0 }) }
  mailbox = await openMailbox(strict)
  const [person] = await strict.db.select().from(people).where(eq(people.id, plan.people.owner))
  owner = person?.email ?? ''
})

afterAll(async () => {
  await mailbox?.close()
  await lenient?.app.close()
})

let network = 0
const elsewhere = () => `10.9.${network++ % 250}.1`

/** A browser in which the owner has entered their code. */
async function withCode(site: { url: string } = strict): Promise<Jar> {
  const jar = newJar(site, elsewhere())
  await jar.post('/sign-in', { email: owner })
  await mailbox.send()
  expect((await jar.post('/sign-in/code', { code: (await mailbox.newestCode(owner)) ?? '' })).status).toBe(
    303,
  )
  return jar
}

describe('where strong sign-in is required, a person in a browser', () => {
  let page: Page
  let key: Authenticator

  beforeEach(async () => {
    await strict.db.delete(passkeys)
    await open({ width: 1440, height: 900 })
  })

  async function open(viewport: { width: number; height: number }): Promise<void> {
    page = await newPage(undefined, { viewport, extraHTTPHeaders: { 'x-forwarded-for': elsewhere() } })
    await watchPolicy(page)
    key = await plugIn(page)
  }

  const pressed = (name: string) => press(page, page.getByRole('button', { name, exact: true }))
  const path = () => `/actions/${plan.actions['P1.S1']}?from=email&to=a%20b`

  async function enterCode(): Promise<void> {
    await page.goto(url + path())
    await page.getByLabel('Email address').fill(owner)
    await pressed('Send me a code')
    await page.getByLabel('Code').waitFor()
    await mailbox.send()
    await page.getByLabel('Code').fill((await mailbox.newestCode(owner)) ?? '')
    await pressed('Sign in')
  }

  async function sound(name: string): Promise<void> {
    await screenshot(page, `strong-${name}-${page.viewportSize()?.width}`)
    await key.held()
    expect(await axeViolations(page)).toEqual([])
    await key.again()
    expect(await policyBreaches(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
  }

  test.each([360, 1440])(
    'is led from the code to their first passkey and to the page that they wanted, and next time to using it: %i pixels',
    async (width) => {
      await open({ width, height: 800 })
      await enterCode()
      await page.getByRole('heading', { name: 'Add a passkey', level: 1 }).waitFor()
      expect(await page.locator('main').innerText()).toContain(
        'A code by email is not enough to sign in here',
      )
      await sound('first')
      await pressed('Add a passkey')
      expect(page.url()).toBe(url + path())
      expect(await page.locator('body').innerText()).toContain('Your passkey is added')
      await pressed('Sign out')
      await enterCode()
      await page.getByRole('heading', { name: 'Use your passkey', level: 1 }).waitFor()
      await sound('use')
      await pressed('Use your passkey')
      expect(page.url()).toBe(url + path())
      await pressed('Sign out')
      await page.goto(url + path())
      await pressed('Use a passkey')
      expect(page.url()).toBe(url + path())
    },
    600_000,
  )

  test('keeps the last passkey, and may remove any before it', async () => {
    await enterCode()
    await pressed('Add a passkey')
    expect(page.url()).toBe(url + path())
    await page.goto(`${url}/account`)
    await press(page, page.getByRole('link', { name: 'Rename or remove' }))
    await pressed('Remove this passkey')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('This is your only passkey')
    await sound('last')
    await key.clear()
    await page.goto(`${url}/account`)
    await pressed('Add a passkey')
    await page.getByText('Your passkey is added').waitFor()
    await press(page, page.getByRole('link', { name: 'Rename or remove' }).first())
    await pressed('Remove this passkey')
    await page.getByText('is removed').waitFor()
    expect(await strict.db.$count(passkeys)).toBe(1)
  })

  test('who has a passkey adds no further one with a code alone', async () => {
    await enterCode()
    await pressed('Add a passkey')
    expect(page.url()).toBe(url + path())
    const thief = await withCode()
    await thief.get('/sign-in/passkey')
    for (const to of ['/account/passkeys/options', '/account/passkeys']) {
      const { status, text } = await thief.post(to, { response: '{}' })
      expect([to, status]).toEqual([to, 403])
      expect(text).toContain('Use it to sign in, then add another one')
    }
    expect(await strict.db.$count(passkeys)).toBe(1)
  })
})

describe('where strong sign-in is required, a code alone', () => {
  beforeEach(async () => {
    await strict.db.delete(passkeys)
  })

  test('opens no page and sends no form: each leads to where one shows more', async () => {
    const jar = await withCode()
    const guest = newJar(strict)
    const routes = routesOf(strict.app).filter(({ path }) => !/^\/(api\/|assets\/|healthz|readyz)/.test(path))
    expect(routes.length).toBeGreaterThan(40)
    const different: string[] = []
    const id = plan.actions['P1.S1'] ?? ''
    await jar.get('/sign-in/passkey')
    for (const { method, path } of routes) {
      if (path.startsWith('/sign-') || path === '/account/passkeys' || path === '/account/passkeys/options')
        continue
      for (const one of new Set([id, plan.planId])) {
        const address = filled(path, { id: one })
        const ask = (who: Jar) =>
          method === 'GET' || method === 'HEAD' ? who.get(address) : who.post(address, {})
        const [mine, nobodys] = [await ask(jar), await ask(guest)]
        const expected = nobodys.location?.replace(/^\/sign-in(?=$|\?)/, '/sign-in/passkey') ?? null
        if (mine.status !== nobodys.status || mine.location !== expected)
          different.push(
            `${method} ${path}: ${mine.status} ${mine.location}, not ${nobodys.status} ${expected}`,
          )
      }
    }
    expect(different).toEqual([])
    expect((await jar.get('/')).location).toBe('/sign-in/passkey')
    expect(await strict.db.$count(apiTokens)).toBe(0)
  })

  test('adds no passkey after 15 minutes, and can sign out', async () => {
    const jar = await withCode()
    await strict.db.update(sessions).set({ createdAt: new Date(Date.now() - 16 * 60_000).toISOString() })
    expect((await jar.get('/sign-in/passkey')).text).toContain('Sign in again first')
    expect((await jar.post('/account/passkeys/options', {})).status).toBe(403)
    await jar.post('/sign-out', {})
    expect((await jar.get('/sign-in/passkey')).location).toBe('/sign-in')
  })

  test('takes no form without its token', async () => {
    const jar = await withCode()
    await jar.get('/sign-in/passkey')
    for (const path of [
      '/sign-out',
      '/sign-in',
      '/sign-in/passkey',
      '/sign-in/passkey/options',
      '/account/passkeys',
      '/account/passkeys/options',
    ])
      expect([path, (await jar.post(path, { _csrf: '' })).status]).toEqual([path, 403])
  })

  test('lets no program in: neither by a code, nor by what one gave before; an API token does', async () => {
    const grant = async (site: { url: string }, body: object, path = 'token') => {
      const answer = await fetch(`${site.url}/api/v1/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': elsewhere() },
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, string> }
    }
    const asked = await grant(lenient, { email: owner }, 'code')
    await mailbox.send()
    const code = await mailbox.newestCode(owner)
    const byCode = { grant: 'emailCode', challenge: asked.body.challenge, code }
    const refused = { status: 403, body: { code: 'strongSignInRequired' } }
    expect(await grant(strict, { email: owner }, 'code')).toMatchObject(refused)
    expect(await grant(strict, byCode)).toMatchObject(refused)
    const granted = await grant(lenient, byCode)
    expect(granted.status).toBe(200)
    const bearer = { authorization: `Bearer ${granted.body.accessToken}` }
    const me = async (site: { url: string }) =>
      (await fetch(`${site.url}/api/v1/me`, { headers: bearer })).status
    expect([await me(lenient), await me(strict)]).toEqual([200, 403])
    const renewal = { grant: 'refreshToken', refreshToken: granted.body.refreshToken }
    expect(await grant(strict, renewal)).toMatchObject(refused)
    expect((await grant(lenient, renewal)).status).toBe(200)
    const jar = await withCode(lenient)
    await jar.get('/account')
    const made = await jar.post('/account/tokens', { name: 'Dashboard', scope: 'read', days: '30' })
    const token = /waymark_[\w-]{43}/.exec(made.text)?.[0] ?? ''
    expect((await grant(strict, { grant: 'apiToken', token })).status).toBe(200)
  })
})

describe('the switch', () => {
  test('counts from the next request on, for those who are signed in already, both ways', async () => {
    const jar = await withCode(lenient)
    const cookie = jar.cookies.get('waymark') ?? ''
    const look = async (site: { url: string }) => {
      const other = newJar(site)
      other.cookies.set('waymark', cookie)
      const { status, location } = await other.get('/')
      return [status, location]
    }
    expect(await look(lenient)).toEqual([200, null])
    expect(await look(strict)).toEqual([303, '/sign-in/passkey'])
    expect(await look(lenient)).toEqual([200, null])
    await strict.db.update(sessions).set({ strong: true }).where(eq(sessions.personId, plan.people.owner))
    expect(await look(strict)).toEqual([200, null])
  })
})
