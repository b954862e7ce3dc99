import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { deliveries } from '#db/schema/index.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { openBrowser } from '#test/support/browser.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get, post, takeSession } from '#test/support/visitor.ts'

let app: TestApp
let browser: Browser
let plan: TestPlan
let path: string

beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T10:00:00.000Z', demonstration: true })
  browser = await openBrowser()
  plan = await givenPlan(app.db)
  path = `/actions/${plan.actions['P1.S1']}`
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await app?.close()
})

describe('the Outbox', () => {
  test('shows an email as it looks, and lets it do nothing', async () => {
    const id = newId()
    const now = '2026-11-23T08:00:00.000Z'
    await app.db.insert(deliveries).values({
      id,
      kind: 'returned',
      period: newId(),
      personId: plan.people.owner,
      state: 'sent',
      toName: 'The owner',
      toAddress: 'owner@plan.example',
      lines: [],
      subject: 'It came back <b>',
      text: 'In plain text',
      html: `<!doctype html><html><head><title>x</title></head><body style="background:rgb(1, 2, 3)"><a href="${path}">Open</a><script>top.ran = true</script><form action="https://elsewhere.example"></form></body></html>`,
      dueAt: now,
      late: false,
      attempts: 1,
      nextTryAt: now,
      fence: 1,
      ambiguous: false,
      createdAt: now,
      settledAt: now,
    })
    const context = await browser.newContext()
    await takeSession(context, app, plan.people.owner)
    const page = await context.newPage()
    await page.goto(`${app.url}/outbox`)
    expect(await page.locator('main').innerText()).toContain(
      'The next weekly digest goes on Monday 30 November 2026 at 8am.',
    )
    await page.click('text=It came back <b>')
    const email = page.frameLocator('iframe')
    await email.locator('text=Open').waitFor()
    const background = await page.frames()[1]?.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(background).toBe('rgb(1, 2, 3)')
    expect(await page.evaluate('globalThis.ran')).toBeUndefined()
    await email.locator('text=Open').click()
    await page.waitForURL(app.url + path)
    await context.close()
  })

  test('shows what a kind of email looks like of which none has gone', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const { text } = await get(app, '/outbox?kind=invitation', cookie)
    expect(text).toContain('None has gone yet.')
    expect(text).toContain('src="/outbox/example/invitation/html"')
    const email = await get(app, '/outbox/example/invitation/html', cookie)
    expect(email.text).toContain('You are invited to Waymark')
    expect(email.headers.get('content-security-policy')).toContain('sandbox')
    expect((await get(app, '/outbox/example/nonsense/html', cookie)).status).toBe(404)
  })

  test('is not there outside the demonstration, nor is its list of people', async () => {
    const real = await startTestApp()
    const { people } = await givenPlan(real.db)
    const cookie = await real.signInAs(people.owner)
    expect((await get(real, '/outbox', cookie)).status).toBe(404)
    expect((await post(real, '/sign-in/demonstration', '', { person: people.owner })).status).toBe(404)
    const { text: shown } = await get(real, '/sign-in')
    expect(shown).not.toContain('The owner')
    expect(shown).not.toContain('/sign-in/demonstration')
    await real.close()
  })
})
