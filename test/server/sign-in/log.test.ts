import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { people } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { errorInLog } from '#server/http/log.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { newJar } from '#test/support/jar.ts'
import { type Mailbox, openMailbox } from '#test/support/mailbox.ts'
import { usePages } from '#test/support/pages.ts'
import { filled, routesOf } from '#test/support/routes.ts'

let mailbox: Mailbox
const lines: string[] = []
const canaries: string[] = []

/** A word that is nowhere else, to be looked for in the log. */
function canary(): string {
  const word = `canary${randomBytes(6).toString('hex')}`
  canaries.push(word)
  return word
}

const { app, plan } = usePages({
  logLevel: 'trace',
  logTo: { write: (line) => void lines.push(line) },
  rateLimit: { perMinute: 1_000_000, elapsedMs: () => performance.now() },
  given: [[{ title: `Title ${canary()}` }], { title: `Plan ${canary()}` }],
})

beforeAll(async () => {
  mailbox = await openMailbox(app)
})

afterAll(() => mailbox?.close())

const said = () => lines.join('')
const heard = () => {
  const words = new Set(
    said()
      .toLowerCase()
      .match(/canary[0-9a-f]{12}/g),
  )
  return canaries.filter((word) => words.has(word))
}

describe('the log', () => {
  test('holds nothing that anybody put into a request, on any route', async () => {
    const jar = newJar(app)
    jar.cookies.set('waymark', (await app.signInAs(plan.people.administrator)).split('=')[1] ?? '')
    const account = await jar.get('/account')
    const csrf = /name="_csrf" value="([^"]*)"/.exec(account.text)?.[1] ?? ''
    for (const { method, path } of routesOf(app.app)) {
      if (path === '/sign-out') continue
      const address = filled(path, { id: plan.actions['P1.S1'] ?? '', week: '2026-11-23' })
      const asked = `${address}?q=${canary()}&${canary()}=1&next=/${canary()}`
      const isApi = path.startsWith('/api/')
      const headers = {
        'user-agent': canary(),
        referer: `https://${canary()}.example/`,
        'x-forwarded-for': canary(),
        'idempotency-key': canary(),
        'if-match': canary(),
        'x-request-id': canary(),
        cookie: `waymark=${jar.cookies.get('waymark')}; waymark-code=${canary()}.${canary()}; waymark-known=${canary()}.${canary()}`,
      }
      const fields = {
        note: canary(),
        title: canary(),
        email: `${canary()}@${canary()}.example`,
        code: canary(),
        name: canary(),
        challenge: canary(),
        token: canary(),
        grant: 'apiToken',
      }
      const bodies: [string, string][] = [
        ['application/x-www-form-urlencoded', new URLSearchParams({ _csrf: csrf, ...fields }).toString()],
        ['application/json', JSON.stringify(fields)],
        ['application/json', `{"${canary()}": ${canary()}`],
        [`text/${canary()}`, canary()],
      ]
      for (const token of isApi ? [signToken(app.app, plan.people.administrator), canary()] : ['']) {
        const authorization: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` }
        if (method === 'GET' || method === 'HEAD') {
          await (
            await fetch(app.url + asked, {
              method,
              headers: { ...headers, ...authorization },
              redirect: 'manual',
            })
          ).arrayBuffer()
          continue
        }
        for (const [type, body] of bodies) {
          await (
            await fetch(app.url + asked, {
              method,
              headers: { ...headers, ...authorization, 'content-type': type },
              body,
              redirect: 'manual',
            })
          ).arrayBuffer()
        }
      }
    }
    await (await fetch(`${app.url}/${canary()}/${canary()}`)).arrayBuffer()
    expect(lines.length).toBeGreaterThan(300)
    expect(canaries.length).toBeGreaterThan(1_000)
    expect(heard()).toEqual([])
  })

  test('says who signed in, by their id, and neither their address nor the code nor what the browser holds', async () => {
    const [person] = await app.db.select().from(people).where(eq(people.id, plan.people.owner))
    const email = person?.email ?? ''
    const jar = newJar(app)
    await jar.post('/sign-in', { email })
    await mailbox.send()
    const code = (await mailbox.newestCode(email)) ?? ''
    expect((await jar.post('/sign-in/code', { code })).status).toBe(303)
    const entry = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find(({ event }) => event === 'signedIn')
    expect(entry).toMatchObject({ person: plan.people.owner, method: 'emailCode' })
    for (const secret of [email, `"${code}"`, ...jar.cookies.values()]) expect(said()).not.toContain(secret)
  })

  test('says of a fault what it is and where, and not what was being written', async () => {
    await rowsOf(app.db, sql`alter table sign_in_codes rename column email to address`)
    const answer = await newJar(app).post('/sign-in', { email: `${canary()}@${canary()}.example` })
    await rowsOf(app.db, sql`alter table sign_in_codes rename column address to email`)
    expect(answer.status).toBe(500)
    expect(answer.text).not.toMatch(/sign_in_codes|select|insert|column|node_modules/)
    const entry = lines
      .map((line) => JSON.parse(line) as { err?: { code: string; stack: string } })
      .find(({ err }) => err)
    expect(entry?.err?.code).toBe('42703')
    expect(entry?.err?.stack).toMatch(/^\s+at /)
    expect(heard()).toEqual([])
  })

  test('cannot be given lines of somebody else’s making', async () => {
    await (await fetch(`${app.url}/%0d%0a%7b%22level%22:60,%22msg%22:%22forged%22%7d`)).arrayBuffer()
    for (const line of lines) {
      expect(line.trimEnd().includes('\n')).toBe(false)
      expect((JSON.parse(line) as { msg?: string }).msg).not.toBe('forged')
    }
  })

  test('of the sender says nothing of the people it mails', async () => {
    const sent: string[] = []
    const keep = (facts: object, sentence: string) => void sent.push(JSON.stringify([facts, sentence]))
    const transport = {
      concurrency: 1,
      close: () => {},
      send: () => Promise.resolve({ kind: 'temporary' as const, reply: canary() }),
    }
    const [person] = await app.db.select().from(people).where(eq(people.id, plan.people.owner))
    await newJar(app).post('/sign-in', { email: person?.email ?? '' })
    await sendOnce({
      db: app.db,
      clock: { now: () => new Date().toISOString(), shiftMs: () => 0 },
      transport,
      publicUrl: 'https://waymark.example',
      log: { info: keep, warn: keep, error: keep },
      codeOf: () => canary(),
    })
    expect(sent.length).toBeGreaterThan(0)
    expect(canaries.filter((word) => sent.join('').includes(word))).toEqual([])
    expect(sent.join('')).not.toContain(person?.email)
  })

  test.each([
    new Error('canary'),
    'canary',
    { message: 'canary' },
    new TypeError('canary', { cause: new Error('canary') }),
    null,
  ])('takes anything that is thrown without repeating it: %o', (thrown) => {
    expect(JSON.stringify(errorInLog(thrown))).not.toContain('canary')
  })
})
