import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evidenceFiles, signedInPages, openPages, partsOfPages } from '#server/paths.ts'
import { nextPath } from '#server/ui/next-path.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { formRoutes } from '#test/support/form-table.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { filled } from '#test/support/routes.ts'
import { get, post } from '#test/support/visitor.ts'

let app: TestApp
let plan: TestPlan

beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T10:00:00.000Z', demonstration: true })
  plan = await givenPlan(app.db)
}, 90_000)

afterAll(() => app?.close())

const ref = encodeURIComponent(`P1 /?#%2F&"'é`)
const addressOf = (pattern: string) => filled(pattern, { ref, kind: 'ownerDigest', version: '2' })
const query = '?owner=me&q=a%20b%26c&since=2026-11-01T10:00:00.000Z&x=/a?b=c'

/** What the sign-in page says that it leads on to. */
function nextIn(text: string): string {
  const words: Record<string, string> = { amp: '&', '#39': "'", quot: '"' }
  const [, next = ''] = /name="next" value="([^"]*)"/.exec(text) ?? []
  return next.replaceAll(/&(amp|#39|quot);/g, (_, name: string) => words[name] ?? '')
}

/** Asks for an address without a session, signs in, and says where that led. */
async function through(address: string): Promise<string | null> {
  const asked = await get(app, address)
  if (asked.status !== 303) return `answered ${asked.status}`
  const shown = await get(app, asked.location ?? '')
  return signedIn(nextIn(shown.text))
}

async function signedIn(next: string): Promise<string | null> {
  return (await post(app, '/sign-in/demonstration', '', { person: plan.people.owner, next })).location
}

describe('somebody who has to sign in first', () => {
  test.each([
    ['', ''],
    ['with its query', query],
  ])('comes back to every page that was asked for %s', async (_, asked) => {
    const lost: Record<string, string | null> = {}
    for (const { pattern } of Object.values({ ...signedInPages, ...evidenceFiles })) {
      const address = addressOf(pattern) + asked
      const led = await through(address)
      if (led !== address) lost[pattern] = led
    }
    expect(lost).toEqual({})
  })

  test('is led on from signing in to the pages that anybody may open', async () => {
    for (const { pattern } of Object.values(openPages)) expect(await signedIn(pattern)).toBe(pattern)
  })

  test('comes back from what a page shows or hands out to that page', async () => {
    const led = await Promise.all(
      Object.values(partsOfPages).map(async ({ pattern }) => [pattern, await through(addressOf(pattern))]),
    )
    expect(Object.fromEntries(led)).toEqual({
      '/plans/:id/export': addressOf('/plans/:id'),
      '/plans/:id/export/json': addressOf('/plans/:id'),
      '/plans/:id/csv': addressOf('/plans/:id'),
      '/plans/:id/xlsx': addressOf('/plans/:id'),
      '/plans/:id/measures/csv': addressOf('/plans/:id/measures'),
      '/plans/:id/measures/xlsx': addressOf('/plans/:id/measures'),
      '/plans/:id/meetings/csv': addressOf('/plans/:id/meetings'),
      '/plans/:id/meetings/xlsx': addressOf('/plans/:id/meetings'),
      '/plans/:id/people/csv': addressOf('/plans/:id/people'),
      '/plans/:id/people/xlsx': addressOf('/plans/:id/people'),
      '/plans/:id/mail/csv': addressOf('/plans/:id/mail'),
      '/plans/:id/mail/xlsx': addressOf('/plans/:id/mail'),
      '/meetings/:id/pack': addressOf('/meetings/:id'),
      '/meetings/:id/calendar': addressOf('/meetings/:id'),
      '/plans/:id/meetings/calendar': addressOf('/plans/:id/meetings'),
      '/plans/:id/decisions/csv': addressOf('/plans/:id/decisions'),
      '/plans/:id/decisions/xlsx': addressOf('/plans/:id/decisions'),
      '/plans/:id/inspections/csv': addressOf('/plans/:id/inspections'),
      '/plans/:id/inspections/xlsx': addressOf('/plans/:id/inspections'),
      '/plans/:id/mail/preview/:kind/:person/html': addressOf('/plans/:id/mail/preview/:kind/:person'),
      '/account/emails/:kind/html': '/account/emails/ownerDigest',
      '/outbox/:id/html': addressOf('/outbox/:id'),
      '/reports/:id/editions/:number/word': addressOf('/reports/:id/editions/:number'),
      '/reports/:id/editions/:number/pdf': addressOf('/reports/:id/editions/:number'),
      '/reports/:id/editions/:number/data': addressOf('/reports/:id/editions/:number'),
      '/outbox/example/:kind/html': '/outbox',
    })
  })

  test('whose session ended before a form was sent comes back to the page that the form stands on', async () => {
    const pages: string[] = Object.values(signedInPages).map(({ pattern }) => pattern)
    const lost: Record<string, string | null> = {}
    for (const route of formRoutes(app.app).filter(
      (each) => !/^\/sign-|^\/account\/passkeys$|^\/answer\//.test(each),
    )) {
      const above = pages.filter((page) => route === page || route.startsWith(`${page}/`))
      const page = addressOf(above.toSorted((a, b) => b.length - a.length)[0] ?? 'none')
      const { location } = await post(app, addressOf(route), '', {})
      if (location !== `/sign-in?next=${encodeURIComponent(page)}`) lost[route] = location
    }
    expect(lost).toEqual({})
  })
})

describe('signing in', () => {
  const id = '01900000-0000-7000-8000-000000000000'
  test.each([
    ['another site by scheme', 'https://elsewhere.example/plans'],
    ['another site without one', '//elsewhere.example'],
    ['three slashes', '///elsewhere.example'],
    ['a backslash', '/\\elsewhere.example'],
    ['two backslashes', '\\\\elsewhere.example'],
    ['an encoded slash', '/%2f/elsewhere.example'],
    ['an encoded slash below a page', '/plans/%2f..'],
    ['an encoded backslash', '/%5celsewhere.example'],
    ['a user before a host', '/plans@elsewhere.example'],
    ['dots that lead up', '/plans/..//elsewhere.example'],
    ['dots for a reference', `/plans/${id}/priorities/..`],
    ['encoded dots for a reference', `/plans/${id}/priorities/%2e%2E`],
    ['one dot for a reference before a form', `/plans/${id}/priorities/./edit`],
    ['a slash after a page', '/plans/'],
    ['two slashes in a page', `/plans//${id}`],
    ['a fragment', '/plans/x#elsewhere'],
    ['a fragment of a page', `/plans/${id}#@elsewhere.example`],
    ['a tab', '/\t/elsewhere.example'],
    ['a line break at the end', '/plans\n'],
    ['a header', '/plans\r\nset-cookie: a=b'],
    ['a space before it', ' /plans'],
    ['another control character', '/plans\x01'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['the API', '/api/v1/me'],
    ['what signs out', '/sign-out'],
    ['the sign-in page', '/sign-in?next=//elsewhere.example'],
    ['where only forms are sent', '/account/sessions/end'],
    ['the html of an email', `/outbox/${id}/html`],
    ['a page that there is not', '/plans/x'],
    ['an address without end', `/plans/${id}/priorities/${'x'.repeat(5_000)}`],
    ['nothing', ''],
  ])('leads to the start page from %s', async (_, next) => {
    expect(nextPath(next)).toBe('/')
    expect(await signedIn(next)).toBe('/')
    expect(nextIn((await get(app, `/sign-in?next=${encodeURIComponent(next)}`)).text)).toBe('/')
  })

  const long = 'x'.repeat(1_400)
  test.each([
    ['too long', `?q=${long}${long}`],
    ['with a line break', '?a=b\r\nset-cookie: a=b'],
    ['with a fragment', '?a=b#c'],
    ['with a backslash', '?a=\\'],
    ['with a quote', '?a="'],
    ['with a letter that is not encoded', '?a=é'],
  ])('leaves off a query %s', async (_, bad) => {
    expect(await signedIn(`/plans${bad}`)).toBe('/plans')
  })

  test.each([
    ['an address of another site', '?next=https://elsewhere.example'],
    ['slashes', '?//elsewhere.example'],
    ['nothing', '?'],
    ['much', `?q=${long}`],
  ])('keeps a query of our own page with %s as it is', async (_, kept) => {
    expect(await signedIn(`/plans${kept}`)).toBe(`/plans${kept}`)
  })

  test('leads to our own pages alone, whatever is asked for', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.webUrl(),
      fc.webPath().map((text) => `/plans${text}`),
      fc.string({ unit: 'binary' }).map((text) => `/plans?${text}`),
    )
    fc.assert(
      fc.property(anything, (next) => {
        const led = nextPath(next)
        expect(led).toMatch(/^\/(?:[a-z][!-~]*)?$/)
        expect(new URL(led, 'http://ours.example').origin).toBe('http://ours.example')
      }),
    )
  })
})
