import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { usePages } from '#test/support/pages.ts'
import { get, post } from '#test/support/visitor.ts'

let path: string

const { app, plan } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true, given: [] })

beforeAll(async () => {
  path = `/actions/${plan.actions['P1.S1']}`
})

describe('signing in', () => {
  test('brings one back to the page that was asked for', async () => {
    const asked = await get(app, `${path}/update?from=email`)
    expect([asked.status, asked.location]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(`${path}/update?from=email`)}`,
    ])
    const answer = await post(app, '/sign-in/demonstration', '', {
      person: plan.people.owner,
      next: `${path}/update?from=email`,
    })
    expect([answer.status, answer.location]).toEqual([303, `${path}/update?from=email`])
    expect(answer.headers.get('set-cookie')).toMatch(/^waymark=[\w-]{43}; .*HttpOnly; SameSite=Lax$/)
  })

  test.each(['', 'nobody', newId()])('as %j, who is not there, shows the list again', async (person) => {
    const answer = await post(app, '/sign-in/demonstration', '', { person })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('Choose a person from the list.')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('ends at once with signing out', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const [, token = ''] = /name="_csrf" value="([^"]*)"/.exec((await get(app, '/', cookie)).text) ?? []
    expect((await post(app, '/sign-out', cookie, { _csrf: token })).location).toBe('/sign-in')
    expect((await get(app, '/', cookie)).location).toBe('/sign-in')
  })
})
