import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { nextPath } from '#server/ui/next-path.ts'
import { usePages } from '#test/support/pages.ts'
import { get, post } from '#test/support/visitor.ts'

let path: string

const { app, plan } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true, given: [] })

beforeAll(async () => {
  path = `/actions/${plan.actions['P1.S1']}`
})

describe('signing in', () => {
  const elsewhere = [
    'https://elsewhere.example/',
    '//elsewhere.example',
    '///elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/%2f/elsewhere.example',
    '/%5celsewhere.example',
    '/plans/..//elsewhere.example',
    '/plans@elsewhere.example',
    '/\t/elsewhere.example',
    '/plans\r\nset-cookie: a=b',
    '/plans\n',
    'javascript:alert(1)',
    'data:text/html,x',
    '/sign-out',
    '/sign-in?next=//elsewhere.example',
    '/api/v1/me',
    '/plans?next=https://elsewhere.example',
    '/plans#@elsewhere.example',
    '',
  ]

  test.each(elsewhere)('leads nowhere but to a page of ours: %j', async (next) => {
    const answer = await post(app, '/sign-in/demonstration', '', { person: plan.people.owner, next })
    expect([answer.status, answer.location]).toEqual([303, '/'])
    const shown = await get(app, `/sign-in?next=${encodeURIComponent(next)}`)
    expect(shown.text).toContain('name="next" value="/"')
  })

  test('whatever is asked for, the answer is one of our own paths', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.webPath().map((text) => `/plans${text}`),
          fc.anything(),
        ),
        (next) => {
          expect(nextPath(next)).toMatch(/^\/([a-z][a-z0-9/-]*)?$/)
        },
      ),
    )
  })

  test.each([
    'meetings/:id',
    'measures/:id',
    'plans/:id/meetings',
    'plans/:id/measures',
    'plans/:id/recommendations',
    'plans/:id/decide',
    'plans/:id/mail/preview',
    'plans/:id/people/:id',
    'account/emails',
    'account/deputy',
  ])('leads on to a page that emails and pages link to: /%s', (path) => {
    const page = `/${path.replaceAll(':id', '01900000-0000-7000-8000-000000000000')}`
    expect(nextPath(page)).toBe(page)
  })

  test('brings one back to the page that was asked for', async () => {
    const asked = await get(app, `${path}/update?from=email`)
    expect([asked.status, asked.location]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(`${path}/update`)}`,
    ])
    const answer = await post(app, '/sign-in/demonstration', '', {
      person: plan.people.owner,
      next: `${path}/update`,
    })
    expect([answer.status, answer.location]).toEqual([303, `${path}/update`])
    expect(answer.headers.get('set-cookie')).toMatch(/^waymark=[\w-]{43}; .*HttpOnly; SameSite=Lax$/)
  })

  test.each(['', 'nobody', newId()])('as %j, who is not there, shows the list again', async (person) => {
    const answer = await post(app, '/sign-in/demonstration', '', { person })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('Choose somebody from the list.')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('ends at once with signing out', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const [, token = ''] = /name="_csrf" value="([^"]*)"/.exec((await get(app, '/', cookie)).text) ?? []
    expect((await post(app, '/sign-out', cookie, { _csrf: token })).location).toBe('/sign-in')
    expect((await get(app, '/', cookie)).location).toBe('/sign-in')
  })
})
