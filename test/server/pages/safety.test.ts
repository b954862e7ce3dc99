import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { usePages } from '#test/support/pages.ts'
import { get, post, protection } from '#test/support/visitor.ts'

const hostile = `<script>globalThis.ran = true</script><img src=x onerror="globalThis.ran = true">"'\`{{7*7}}`

let path: string

const { app, plan, newPage } = usePages({
  now: '2026-11-23T10:00:00.000Z',
  demonstration: true,
  given: [
    [{ title: `Title ${hostile}`, criteria: [`Criterion ${hostile}`] }],
    {
      title: `Plan ${hostile}`,
      vision: hostile,
    },
  ],
})

beforeAll(async () => {
  path = `/actions/${plan.actions['P1.S1']}`
})

describe('text of people', () => {
  test('is shown as text on every page, whatever it holds', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const criterion = (await readAction(app.db, plan.actions['P1.S1'] ?? ''))?.facts.criteria[0]?.id ?? ''
    const sent = await post(app, `${path}/update`, cookie, {
      ...(await protection(app, `${path}/update`, cookie)),
      note: `Note ${hostile}`,
      whatChanged: hostile,
      'evidence-title': `Evidence ${hostile}`,
      'evidence-url': `https://documents.example/?q="><script>globalThis.ran=true</script>`.replaceAll(
        ' ',
        '',
      ),
      'evidence-kind': 'data',
      'evidence-criterionId': criterion,
      'evidence-datedOn-day': '1',
      'evidence-datedOn-month': '11',
      'evidence-datedOn-year': '2026',
      'blocker-what': `Blocker ${hostile}`,
      'blocker-waitingOn': hostile,
      'blocker-sinceOn-day': '1',
      'blocker-sinceOn-month': '11',
      'blocker-sinceOn-year': '2026',
    })
    expect(sent.status).toBe(303)
    const page = await newPage(plan.people.owner)
    for (const each of [
      '/',
      '/plans',
      `/plans/${plan.planId}`,
      path,
      `${path}/update`,
      `${path}/submit`,
      `${path}/evidence`,
    ]) {
      await page.goto(app.url + each)
      expect([each, await page.evaluate('globalThis.ran')]).toEqual([each, undefined])
      expect([each, await page.locator('main script, main img[src="x"]').count()]).toEqual([each, 0])
    }
    await page.goto(app.url + path)
    const shown = await page.locator('main').innerText()
    for (const start of ['Title', 'Note', 'Evidence', 'Blocker', 'Criterion'])
      expect(shown).toContain(`${start} ${hostile}`)
  })
})

describe('forms', () => {
  test.each([
    ['without a token', {}],
    ['with an empty token', { _csrf: '' }],
    ['with a made-up token', { _csrf: 'a'.repeat(43) }],
  ])('%s are refused', async (_what, fields) => {
    const cookie = await app.signInAs(plan.people.owner)
    for (const form of ['update', 'submit', 'extension', 'evidence', 'decide']) {
      const answer = await post(app, `${path}/${form}`, cookie, { version: '2', note: 'No', ...fields })
      expect([form, answer.status]).toEqual([form, 403])
      expect(answer.text).toContain('The form was not sent from this page.')
    }
    expect((await post(app, '/sign-out', cookie, fields)).status).toBe(403)
  })

  test('with the token of another session, even of the same person, are refused', async () => {
    const [one, other] = [await app.signInAs(plan.people.owner), await app.signInAs(plan.people.owner)]
    const fields = await protection(app, `${path}/update`, one)
    expect((await post(app, `${path}/update`, other, { ...fields, note: 'No' })).status).toBe(403)
  })

  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ])('sent from elsewhere are refused before they are looked at: %o', async (headers) => {
    const cookie = await app.signInAs(plan.people.owner)
    const fields = await protection(app, `${path}/update`, cookie)
    expect((await post(app, `${path}/update`, cookie, { ...fields, note: 'No' }, headers)).status).toBe(403)
    expect(
      (await post(app, '/sign-in/demonstration', '', { person: plan.people.owner }, headers)).status,
    ).toBe(403)
  })

  test('that do not say which version they were opened on are refused', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const { _csrf = '' } = await protection(app, `${path}/update`, cookie)
    for (const version of ['', '0', '-1', '1.5', 'x']) {
      expect((await post(app, `${path}/update`, cookie, { _csrf, version, note: 'No' })).status).toBe(400)
    }
  })
})

describe('what one may not see', () => {
  test('is not there: the same page as for an address that leads nowhere', async () => {
    const cookie = await app.signInAs(plan.people.stranger)
    const nowhere = await get(app, '/nowhere', cookie)
    const addresses = [
      path,
      `/plans/${plan.planId}`,
      ...['update', 'extension', 'submit', 'decide', 'evidence'].map((form) => `${path}/${form}`),
      `/actions/${newId()}`,
      '/actions/1',
      '/plans/1',
      '/outbox/1',
      `/outbox/${newId()}`,
    ]
    for (const address of addresses) {
      const answer = await get(app, address, cookie)
      expect([address, answer.status]).toEqual([address, 404])
      expect(said(answer.text)).toBe(said(nowhere.text))
    }
  })

  test('cannot be changed either', async () => {
    const cookie = await app.signInAs(plan.people.stranger)
    const [, _csrf = ''] = /name="_csrf" value="([^"]*)"/.exec((await get(app, '/', cookie)).text) ?? []
    expect((await post(app, `${path}/update`, cookie, { _csrf, version: '2', note: 'No' })).status).toBe(404)
  })

  test('pages of signed-in people are never kept by a browser or a proxy', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    for (const each of ['/', '/plans', path, `${path}/update`, '/outbox']) {
      const { headers } = await get(app, each, cookie)
      expect([each, headers.get('cache-control')]).toEqual([each, 'no-store'])
    }
  })
})

describe('what was just done', () => {
  test('is said once, and only what we said ourselves', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const forged = `${Buffer.from('Send your password to us').toString('base64url')}.${'a'.repeat(43)}`
    expect((await get(app, '/', `${cookie}; waymark-done=${forged}`)).text).not.toContain(
      'Send your password',
    )
    expect((await get(app, '/', `${cookie}; waymark-done=%%%.`)).status).toBe(200)
    const form = await protection(app, `${path}/update`, cookie)
    const done = await post(app, `${path}/update`, cookie, { ...form, note: 'Said.' })
    const [carried = ''] = (done.headers.get('set-cookie') ?? '').split(';')
    expect((await get(app, path, `${cookie}; ${carried}`)).text).toContain('Your update of P1.S1 is saved.')
    const other = await app.signInAs(plan.people.owner)
    expect((await get(app, path, `${other}; ${carried}`)).text).not.toContain(
      'Your update of P1.S1 is saved.',
    )
  })
})

/** What a page says, without what differs by session, and where the navigation says one is. */
function said(page: string): string {
  return page.replace(/name="_csrf" value="[^"]*"| aria-current="page"/g, '')
}

test('a button of the weekly form for an action that waits no more says so, and claims nothing of the others', async () => {
  const cookie = await app.signInAs(plan.people.owner)
  const [, _csrf = ''] = /name="_csrf" value="([^"]*)"/.exec((await get(app, '/', cookie)).text) ?? []
  for (const more of [{}, { rest: 'yes' }]) {
    const { status, text } = await post(app, '/week', cookie, { _csrf, one: newId(), ...more })
    expect(status).toBe(409)
    expect(text).toContain('That action does not wait for you any more. Nothing was saved.')
  }
})

test('a form with more fields than any of ours has is refused, whoever sends it, and nothing of it is kept', async () => {
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`version-${at}`, 'Hello']))
  const cookie = await app.signInAs(plan.people.owner)
  for (const [address, as] of [
    ['/week', cookie],
    ['/week', ''],
    ['/sign-in/demonstration', ''],
    [`/answer/${newId()}/mark`, ''],
  ] as const) {
    const { status, text } = await post(app, address, as, many)
    expect([address, status]).toEqual([address, 400])
    expect(text).toContain('The form could not be read')
    expect(text).not.toContain('Hello')
  }
})
