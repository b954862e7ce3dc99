import type { BrowserContext, Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { machineClock } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { passkeyChallenges, passkeys, people, sessions } from '#db/schema/index.ts'
import { invite } from '#db/write/invite.ts'
import { hashOf } from '#server/http/hashes.ts'
import { startTestApp } from '#test/support/app.ts'
import { type Authenticator, plugIn } from '#test/support/authenticator.ts'
import {
  axeViolations,
  policyBreaches,
  screenshot,
  sidewaysScroll,
  watchPolicy,
} from '#test/support/browser.ts'
import { newJar } from '#test/support/jar.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press, pressInPlace } from '#test/support/press.ts'
import { freePort } from '#test/support/waymark.ts'

let url: string
let context: BrowserContext
let page: Page
let key: Authenticator

const { app, plan, newPage } = usePages(async () => {
  const port = await freePort()
  url = `http://localhost:${port}`
  return { port, publicUrl: url, given: [] }
})

beforeEach(async () => {
  await app.db.delete(passkeys)
  ;({ context, page, key } = await visit(plan.people.owner))
})

async function visit(personId: string | null) {
  const page = await newPage()
  const context = page.context()
  if (personId !== null) await context.addCookies([await cookieOf(personId)])
  await watchPolicy(page)
  return { context, page, key: await plugIn(page) }
}

async function cookieOf(personId: string) {
  const [name = '', value = ''] = (await app.signInAs(personId)).split('=')
  return { name, value, url }
}

const button = (name: string, on: Page = page) => on.getByRole('button', { name, exact: true })
const pressed = (name: string, on: Page = page) => press(on, button(name, on))

async function add(on: Page = page): Promise<void> {
  await on.goto(`${url}/account`)
  await pressed('Add a passkey', on)
  await on.getByText('Your passkey is added').waitFor()
}

const keptOf = (personId: string) => app.db.select().from(passkeys).where(eq(passkeys.personId, personId))
const heading = (on: Page = page) => on.locator('h1').innerText()

describe('a passkey', () => {
  test('is added on the account page, and gives the browser a session that is strong', async () => {
    const [before] = await context.cookies()
    await add()
    const [passkey] = await keptOf(plan.people.owner)
    expect(passkey).toMatchObject({ name: 'Chrome on Linux' })
    const [held] = await key.held()
    expect(Buffer.from(held?.credentialId ?? '', 'base64').toString('base64url')).toBe(passkey?.credentialId)
    expect(held?.isResidentCredential).toBe(true)
    const [session] = await app.db.select().from(sessions).where(eq(sessions.personId, plan.people.owner))
    expect(session).toMatchObject({ method: 'passkey', strong: true })
    expect((await context.cookies()).find(({ name }) => name === 'waymark')?.value).not.toBe(before?.value)
    expect(await page.getByRole('table', { name: 'Passkeys' }).innerText()).toContain('Chrome on Linux')
  })

  test('signs its person in, without a code, and leads to the page that they wanted', async () => {
    await add()
    await context.clearCookies()
    const path = `/actions/${plan.actions['P1.S1']}`
    await page.goto(url + path)
    await pressed('Use a passkey')
    expect(page.url()).toBe(url + path)
    await page.goto(`${url}/account`)
    expect(await page.locator('body').innerText()).toContain('with a passkey')
    expect((await keptOf(plan.people.owner))[0]?.counter).toBeGreaterThan(1)
  })

  test('is not made twice on one device', async () => {
    await add()
    await pressInPlace(button('Add a passkey'))
    await page.getByText('This device already holds a passkey of yours').waitFor()
    expect(await keptOf(plan.people.owner)).toHaveLength(1)
  })

  test('can be renamed, and removed: then it lets nobody in', async () => {
    await add()
    await press(page, page.getByRole('link', { name: 'Rename or remove' }))
    await page.getByLabel('Name').fill('')
    await pressed('Rename it')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Enter a name')
    await page.getByLabel('Name').fill('My key ring')
    await pressed('Rename it')
    expect(await page.getByRole('table', { name: 'Passkeys' }).innerText()).toContain('My key ring')
    await press(page, page.getByRole('link', { name: 'Rename or remove' }))
    await pressed('Remove this passkey')
    await page.getByText('The passkey ‘My key ring’ is removed').waitFor()
    expect(await keptOf(plan.people.owner)).toEqual([])
    await context.clearCookies()
    await page.goto(`${url}/sign-in`)
    await pressed('Use a passkey')
    await page.getByText('Waymark does not know this passkey').first().waitFor()
    await page.goto(`${url}/account`)
    expect(await heading()).toBe('Sign in')
  })

  test('ends at once when its person leaves, is given another address, or is invited again', async () => {
    const { owner } = plan.people
    const [person] = await app.db.select().from(people).where(eq(people.id, owner))
    const email = person?.email ?? ''
    const changes = [
      () => app.db.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, owner)),
      () => app.db.update(people).set({ email: 'new@plan.example' }).where(eq(people.id, owner)),
      () => invite(app.db, machineClock, { email, name: 'The owner' }),
    ]
    for (const change of changes) {
      await key.clear()
      await context.clearCookies()
      await context.addCookies([await cookieOf(owner)])
      await add()
      await change()
      expect(await keptOf(owner)).toEqual([])
      await app.db.update(people).set({ leftOn: null, email }).where(eq(people.id, owner))
      await context.clearCookies()
      await page.goto(`${url}/sign-in`)
      await pressed('Use a passkey')
      await page.getByText('Waymark does not know this passkey').first().waitFor()
    }
  })

  test('of another person cannot be looked at, renamed or removed', async () => {
    await add()
    const [passkey] = await keptOf(plan.people.owner)
    const jar = newJar(app)
    jar.cookies.set('waymark', (await cookieOf(plan.people.chair)).value)
    const path = `/account/passkeys/${passkey?.id}`
    await jar.get('/account')
    expect((await jar.get(path)).status).toBe(404)
    expect((await jar.post(`${path}/rename`, { name: 'Mine' })).status).toBe(404)
    expect((await jar.post(`${path}/remove`, {})).status).toBe(404)
    expect(await keptOf(plan.people.owner)).toEqual([passkey])
  })

  test('is not added, renamed or removed by a sign-in of more than 15 minutes ago; neither is an API token made', async () => {
    await add()
    const [passkey] = await keptOf(plan.people.owner)
    const old = new Date(Date.now() - 16 * 60_000).toISOString()
    await app.db.update(sessions).set({ createdAt: old })
    await page.goto(`${url}/account`)
    expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Make a token' }).count()).toBe(0)
    const jar = newJar(app)
    const cookie = (await context.cookies()).find(({ name }) => name === 'waymark')
    jar.cookies.set('waymark', cookie?.value ?? '')
    await jar.get('/account')
    for (const [path, fields] of [
      ['/account/passkeys/options', {}],
      ['/account/passkeys', { response: '{}' }],
      [`/account/passkeys/${passkey?.id}/rename`, { name: 'x' }],
      [`/account/passkeys/${passkey?.id}/remove`, {}],
      ['/account/tokens', { name: 'x', scope: 'read', days: '30' }],
    ] as const) {
      const { status, text } = await jar.post(path, fields)
      expect([path, status]).toEqual([path, 403])
      expect(text).toContain('Sign in again, then do this')
    }
    expect(await keptOf(plan.people.owner)).toEqual([passkey])
    await pressed('Use your passkey')
    await page.getByRole('button', { name: 'Make a token' }).waitFor()
  })
})

/** What the browser sends when it is told to sign in with a passkey, caught on its way. */
async function caught(on: Page = page): Promise<{ response: string; cookie: string }> {
  let response = ''
  await on.route('**/sign-in/passkey', async (route) => {
    response = new URLSearchParams(route.request().postData() ?? '').get('response') ?? ''
    await route.abort()
  })
  await on.goto(`${url}/sign-in`)
  await pressInPlace(button('Use a passkey', on))
  await expect.poll(() => response).not.toBe('')
  await on.unroute('**/sign-in/passkey')
  const cookies = await on.context().cookies()
  return { response, cookie: cookies.find(({ name }) => name === 'waymark-passkey')?.value ?? '' }
}

async function send({ response, cookie }: { response: string; cookie: string }) {
  const jar = newJar(app)
  jar.cookies.set('waymark-passkey', cookie)
  const answer = await jar.post('/sign-in/passkey', { response, next: '/' })
  return { ...answer, inside: (await jar.get('/account')).status === 200 }
}

type Answer = {
  id: string
  response: { clientDataJSON: string; authenticatorData: string; signature: string }
}

describe('an answer to a challenge', () => {
  beforeEach(async () => {
    await add()
    await context.clearCookies()
  })

  test('is taken once, and then never again: neither alone nor with a challenge that is new', async () => {
    const answer = await caught()
    expect(await send(answer)).toMatchObject({ status: 303, inside: true })
    expect(await send(answer)).toMatchObject({ status: 400, inside: false })
    const { cookie } = await caught()
    expect(await send({ response: answer.response, cookie })).toMatchObject({ status: 400, inside: false })
  })

  test('is taken once when it comes twice at once', async () => {
    const answer = await caught()
    const both = await Promise.all([send(answer), send(answer)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 400])
  })

  test('is not taken from another browser than the one that asked', async () => {
    const { response } = await caught()
    expect(await send({ response, cookie: '' })).toMatchObject({ status: 400, inside: false })
    expect(await send({ response, cookie: 'x'.repeat(43) })).toMatchObject({ status: 400, inside: false })
  })

  test('is not taken after five minutes', async () => {
    const answer = await caught()
    const old = new Date(Date.now() - 5 * 60_000 - 1_000).toISOString()
    await app.db.update(passkeyChallenges).set({ askedAt: old })
    expect(await send(answer)).toMatchObject({ status: 400, inside: false })
  })

  test('to the challenge for adding one does not sign in', async () => {
    const { cookie } = await caught()
    await app.db.update(passkeyChallenges).set({ personId: plan.people.owner })
    const { response } = await caught()
    expect(await send({ response, cookie })).toMatchObject({ status: 400, inside: false })
  })

  test('is not taken from another site, whether it looks like ours or not', async () => {
    const answer = await caught()
    const parsed = JSON.parse(answer.response) as Answer
    const clientData = JSON.parse(
      Buffer.from(parsed.response.clientDataJSON, 'base64url').toString(),
    ) as object
    for (const origin of ['https://elsewhere.example', `${url}.elsewhere.example`, 'http://localhost']) {
      const { cookie } = await caught()
      const forged = Buffer.from(JSON.stringify({ ...clientData, origin })).toString('base64url')
      const response = JSON.stringify({
        ...parsed,
        response: { ...parsed.response, clientDataJSON: forged },
      })
      expect(await send({ response, cookie })).toMatchObject({ status: 400, inside: false })
    }
  })

  test.each([
    ['http://localhost:1', 400],
    ['same', 303],
  ])(
    'that is sound in all else is taken by the address that it was made for: %s, %i',
    async (address, expected) => {
      const answer = await caught()
      const [passkey] = await keptOf(plan.people.owner)
      const [asked] = await app.db
        .select()
        .from(passkeyChallenges)
        .where(eq(passkeyChallenges.holderHash, hashOf(answer.cookie)))
      if (!passkey || !asked) throw new Error('nothing was kept')
      const other = await startTestApp({ publicUrl: address === 'same' ? url : address })
      const { people: cast } = await givenPlan(other.db)
      await other.db.insert(passkeys).values({ ...passkey, personId: cast.owner })
      await other.db.insert(passkeyChallenges).values(asked)
      const jar = newJar(other)
      jar.cookies.set('waymark-passkey', answer.cookie)
      const { status } = await jar.post('/sign-in/passkey', { response: answer.response })
      await other.close()
      expect(status).toBe(expected)
    },
  )

  test('is not taken from a copy that has counted less than the passkey itself', async () => {
    const [original] = await key.held()
    await page.goto(`${url}/sign-in`)
    await pressed('Use a passkey')
    expect(page.url()).toBe(`${url}/`)
    const thief = await visit(null)
    if (!original) throw new Error('the key holds nothing')
    await thief.key.put({ ...original, signCount: 0 })
    await thief.page.goto(`${url}/sign-in`)
    await pressed('Use a passkey', thief.page)
    await thief.page.getByText('This passkey seems to have been copied').first().waitFor()
    await thief.page.goto(`${url}/account`)
    expect(await heading(thief.page)).toBe('Sign in')
  })

  test('is not taken where the device did not check who holds it', async () => {
    await key.verifies(false)
    await page.goto(`${url}/sign-in`)
    await pressInPlace(button('Use a passkey'))
    await page.getByText('No passkey was used').waitFor()
    // A page of somebody else's making that does not insist: the device then signs without having checked.
    await page.route('**/sign-in/passkey/options', async (route) => {
      // By number: the browser knows localhost by itself, a minimal system does not.
      const reply = await route.fetch({ url: route.request().url().replace(url, app.url) })
      const asked = (await reply.json()) as object
      await route.fulfill({ response: reply, json: { ...asked, userVerification: 'discouraged' } })
    })
    const answer = await caught()
    const { response } = JSON.parse(answer.response) as Answer
    expect((Buffer.from(response.authenticatorData, 'base64url')[32] ?? 0) & 0b100).toBe(0)
    expect(await send(answer)).toMatchObject({ status: 400, inside: false })
  })

  test.each(['', '{', 'null', '[]', '{"id":1}', JSON.stringify({ id: 'x', rawId: 'x', type: 'public-key' })])(
    'that is no answer, %j, is refused without a fault of ours',
    async (response) => {
      const { cookie } = await caught()
      expect(await send({ response, cookie })).toMatchObject({ status: 400, inside: false })
    },
  )
})

describe('the pages for passkeys', () => {
  test.each([360, 1440])(
    'meet WCAG 2.2 AA at %i pixels, in both lights',
    async (width) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        const sound = async (name: string) => {
          await screenshot(page, `passkeys-${name}-${width}-${colorScheme}`)
          await key.held()
          expect(await axeViolations(page)).toEqual([])
          await key.again()
          expect(await policyBreaches(page)).toEqual([])
          expect(await sidewaysScroll(page)).toBe(0)
        }
        await key.clear()
        await app.db.delete(passkeys)
        await context.clearCookies()
        await page.goto(`${url}/sign-in`)
        await sound('sign-in')
        await context.addCookies([await cookieOf(plan.people.owner)])
        await add()
        await sound('account')
        await press(page, page.getByRole('link', { name: 'Rename or remove' }))
        await sound('one')
        await app.db.update(sessions).set({ createdAt: new Date(Date.now() - 16 * 60_000).toISOString() })
        await page.reload()
        await sound('one-later')
        await page.goto(`${url}/account`)
        await sound('account-later')
        await app.db.delete(passkeys)
        await pressed('Use your passkey')
        await page.getByText('Waymark does not know this passkey').first().waitFor()
        await sound('unknown')
      }
    },
    600_000,
  )

  test('say without JavaScript that passkeys need it, and offer everything else', async () => {
    const tab = await newPage(undefined, { javaScriptEnabled: false })
    await tab.goto(`${url}/sign-in`)
    expect(await tab.locator('main').innerText()).toContain('Passkeys need JavaScript')
    expect(await tab.getByRole('button', { name: 'Use a passkey' }).count()).toBe(0)
    expect(await tab.getByRole('button', { name: 'Send me a code' }).count()).toBe(1)
  })
})
