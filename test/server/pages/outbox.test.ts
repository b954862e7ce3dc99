import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { deliveries } from '#db/schema/index.ts'
import { startTestApp } from '#test/support/app.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { get, post } from '#test/support/visitor.ts'

let path: string

const { app, plan, newPage } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true, given: [] })

beforeAll(async () => {
  path = `/actions/${plan.actions['P1.S1']}`
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
    const page = await newPage(plan.people.owner)
    await page.goto(`${app.url}/outbox`)
    expect(await page.locator('main').innerText()).toContain(
      'The next weekly digest goes on Monday 30 November 2026 at 8am.',
    )
    await press(page, 'text=It came back <b>')
    const email = page.frameLocator('iframe')
    await email.locator('text=Open').waitFor()
    const background = await page.frames()[1]?.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(background).toBe('rgb(1, 2, 3)')
    expect(await page.evaluate('globalThis.ran')).toBeUndefined()
    await press(page, email.locator('text=Open'))
    expect(page.url()).toBe(app.url + path)
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
