import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { machineClock } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { deliveries, people, signInCodes } from '#db/schema/index.ts'
import { claimNext } from '#emails/ledger/claim.ts'
import { queueSignInCodes } from '#emails/notices/sign-in-code.ts'
import { type Jar, newJar } from '#test/support/jar.ts'
import { type Mailbox, openMailbox } from '#test/support/mailbox.ts'
import { usePages } from '#test/support/pages.ts'

let mailbox: Mailbox
let owner: string

const { app, plan } = usePages({ trustedProxies: ['127.0.0.1'], given: [] })

beforeAll(async () => {
  mailbox = await openMailbox(app)
  owner = await emailOf(plan.people.owner)
})

afterAll(() => mailbox?.close())

beforeEach(async () => {
  await app.db.delete(signInCodes)
})

/** Asks for a code in a browser and reads it from the email. */
async function askAndRead(jar: Jar, email: string): Promise<string> {
  await jar.post('/sign-in', { email })
  await mailbox.send()
  return (await mailbox.newestCode(email)) ?? ''
}

async function emailOf(personId: string): Promise<string> {
  const [person] = await app.db.select().from(people).where(eq(people.id, personId))
  return person?.email ?? ''
}

const other = (code: string) => (code === '000000' ? '000001' : '000000')

describe('a code by email', () => {
  test('lets one in where it was asked for, and to the page one wanted', async () => {
    const jar = newJar(app)
    const path = `/actions/${plan.actions['P1.S1']}/update?from=email&to=a%20b`
    const first = await jar.get(path)
    expect(first.location).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
    expect((await jar.get(first.location ?? '')).text).toContain(
      `name="next" value="${path.replace('&', '&amp;')}"`,
    )
    const asked = await jar.post('/sign-in', { email: ` ${owner.toUpperCase()} `, next: path })
    expect([asked.status, asked.location]).toEqual([303, `/sign-in/code?next=${encodeURIComponent(path)}`])
    await mailbox.send()
    const code = (await mailbox.newestCode(owner)) ?? ''
    expect((await jar.get(asked.location ?? '')).text).toContain('Six digits')
    const entered = await jar.post('/sign-in/code', {
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
      next: path,
    })
    expect([entered.status, entered.location]).toEqual([303, path])
    expect((await jar.get(path)).status).toBe(200)
  })

  test('asked for again, at another address or after too many tries leads on to the page one wanted', async () => {
    const jar = newJar(app)
    const next = '/plans?owner=me'
    const toIt = encodeURIComponent(next)
    const none = await jar.get(`/sign-in/code?next=${toIt}`)
    expect(none.text).toContain(`href="/sign-in?next=${toIt}"`)
    const { location } = await jar.post('/sign-in', { email: owner, next })
    const { text } = await jar.get(location ?? '')
    expect(text).toContain(`href="/sign-in?next=${toIt}"`)
    expect(text.split(`name="next" value="${next}"`)).toHaveLength(3)
    let tried = await jar.post('/sign-in/code', { code: '000000', next })
    while (tried.text.includes('That is not the code')) {
      tried = await jar.post('/sign-in/code', { code: '000000', next })
    }
    expect(tried.text).toContain('Ask for a new code')
    expect(tried.text).toContain(`name="next" value="${next}"`)
  })

  test('is good once', async () => {
    const jar = newJar(app)
    const code = await askAndRead(jar, owner)
    const copy = newJar(app)
    for (const [name, value] of jar.cookies) copy.cookies.set(name, value)
    expect((await jar.post('/sign-in/code', { code })).status).toBe(303)
    expect((await copy.post('/sign-in/code', { code })).status).toBe(400)
    expect((await copy.get('/')).location).toBe('/sign-in')
  })

  test('is of no use in another browser, which may have asked for one of its own', async () => {
    const code = await askAndRead(newJar(app), owner)
    const elsewhere = newJar(app)
    expect((await elsewhere.post('/sign-in/code', { code })).status).toBe(400)
    await elsewhere.post('/sign-in', { email: owner })
    expect((await elsewhere.post('/sign-in/code', { code })).status).toBe(400)
    expect((await elsewhere.get('/')).location).toBe('/sign-in')
  })

  test('may be tried five times, and the right digits come too late after that', async () => {
    const jar = newJar(app)
    const code = await askAndRead(jar, owner)
    const cookies = [...jar.cookies]
    const statuses: number[] = []
    for (let at = 0; at < 5; at++)
      statuses.push((await jar.post('/sign-in/code', { code: other(code) })).status)
    for (const [name, value] of cookies) jar.cookies.set(name, value)
    const late = await jar.post('/sign-in/code', { code })
    expect([...statuses, late.status]).toEqual([400, 400, 400, 400, 400, 400])
    expect(late.text).toContain('Ask for a new code')
  })

  test('tried many times at once is tried five times', async () => {
    const jar = newJar(app)
    const code = await askAndRead(jar, owner)
    const cookie = [...jar.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const tries = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const body = new URLSearchParams({ code: other(code) })
        return (
          await fetch(`${app.url}/sign-in/code`, {
            method: 'POST',
            body,
            headers: { cookie },
            redirect: 'manual',
          })
        ).text()
      }),
    )
    expect(tries.filter((text) => text.includes('That is not the code')).length).toBe(4)
    expect((await jar.post('/sign-in/code', { code })).status).toBe(400)
  })

  test('is good for ten minutes', async () => {
    const [soon, late] = [newJar(app, '10.0.0.1'), newJar(app, '10.0.0.2')]
    const codes = [await askAndRead(soon, owner), await askAndRead(late, owner)]
    await rowsOf(app.db, sql`update sign_in_codes set asked_at = asked_at - interval '9 minutes 50 seconds'`)
    expect((await soon.post('/sign-in/code', { code: codes[0] ?? '' })).status).toBe(303)
    await rowsOf(app.db, sql`update sign_in_codes set asked_at = asked_at - interval '11 seconds'`)
    expect((await late.post('/sign-in/code', { code: codes[1] ?? '' })).status).toBe(400)
  })

  test('is not mailed once it is too old, and what is a day old is forgotten', async () => {
    const before = mailbox.server.received.length
    await newJar(app).post('/sign-in', { email: owner })
    await rowsOf(app.db, sql`update sign_in_codes set asked_at = asked_at - interval '11 minutes'`)
    await mailbox.send()
    expect(mailbox.server.received.length).toBe(before)
    await rowsOf(app.db, sql`update sign_in_codes set asked_at = asked_at - interval '1 day'`)
    await mailbox.send()
    expect(await app.db.select().from(signInCodes)).toEqual([])
  })

  test('is kept nowhere: neither its digits nor what the browser holds stand in any table', async () => {
    const jar = newJar(app)
    const code = await askAndRead(jar, owner)
    const [holder = ''] = (jar.cookies.get('waymark-code') ?? '').split('.')
    const tables = await rowsOf<{ name: string }>(
      app.db,
      sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    for (const { name } of tables) {
      const rows = await rowsOf<{ row: string }>(
        app.db,
        sql`select t::text as row from ${sql.identifier(name)} t`,
      )
      const telling = rows.filter(
        ({ row }) => row.includes(holder) || new RegExp(`(?<![\\w-])${code}(?![\\w-])`).test(row),
      )
      expect([name, telling]).toEqual([name, []])
    }
    const [kept] = await app.db.select().from(deliveries).where(eq(deliveries.kind, 'signInCode'))
    expect([kept?.state, kept?.html, kept?.text]).toEqual([
      'sent',
      '',
      'The text is not kept: it held a code to sign in with.',
    ])
  })

  test('stands first in the subject, but not in the ledger, and the email has no link to press', async () => {
    const code = await askAndRead(newJar(app), owner)
    const raw = mailbox.server.received.findLast((message) => message.raw.includes(code))?.raw ?? ''
    expect(code).toMatch(/^\d{6}$/)
    expect(/^Subject: (.*)$/m.exec(raw)?.[1]).toBe(`${code} is your code to sign in to Waymark`)
    const subjects = await app.db.select({ subject: deliveries.subject }).from(deliveries)
    expect(subjects.filter(({ subject }) => subject?.includes(code))).toEqual([])
    expect(raw).not.toMatch(/href=|https?:\/\/waymark/)
  })

  test('goes before other emails that wait', async () => {
    const [first] = await app.db.select().from(deliveries).limit(1)
    const waiting = { ...first, state: 'queued' as const, kind: 'assigned' as const }
    expect(first).toBeDefined()
    await newJar(app).post('/sign-in', { email: owner })
    await app.db.insert(deliveries).values({
      ...(waiting as typeof deliveries.$inferInsert),
      id: crypto.randomUUID(),
      period: crypto.randomUUID(),
      nextTryAt: '2020-01-01T00:00:00.000Z',
    })
    await queueSignInCodes(app.db, machineClock)
    expect((await claimNext(app.db, machineClock))?.kind).toBe('signInCode')
    await app.db.delete(deliveries)
  })

  test('for a browser that has signed in before goes before those that others ask for', async () => {
    const mine = newJar(app, '10.5.0.9')
    await mine.post('/sign-in/code', { code: await askAndRead(mine, owner) })
    for (let at = 0; at < 5; at++) await newJar(app, `10.5.0.${at}`).post('/sign-in', { email: owner })
    await mine.get('/sign-in')
    expect((await mine.post('/sign-in', { email: owner })).status).toBe(303)
    await queueSignInCodes(app.db, machineClock)
    const first = await claimNext(app.db, machineClock)
    const [asked] = await app.db
      .select()
      .from(signInCodes)
      .where(eq(signInCodes.id, first?.id ?? ''))
    expect(asked?.source).toMatch(/^browser /)
    await app.db.delete(deliveries)
  })
})

describe('who has an address here', () => {
  test('cannot be told from the answers: they are the same to the letter', async () => {
    const run = async (email: string) => {
      const jar = newJar(app, `10.1.0.${email.length}`)
      const answers = [await jar.post('/sign-in', { email }), await jar.get('/sign-in/code')]
      for (let at = 0; at < 6; at++) answers.push(await jar.post('/sign-in/code', { code: '123456' }))
      return answers.map(({ status, location, text }) => [status, location, text.replaceAll(email, 'EMAIL')])
    }
    expect(await run(owner)).toEqual(await run('nobody@elsewhere.example'))
  })

  test('cannot be told from the pace either', async () => {
    const run = async (email: string, ip: string) => {
      const jar = newJar(app, ip)
      const statuses: number[] = []
      for (let at = 0; at < 8; at++) statuses.push((await jar.post('/sign-in', { email })).status)
      return statuses
    }
    expect(await run(owner, '10.2.0.1')).toEqual(await run('nobody@elsewhere.example', '10.2.0.2'))
  })

  test('makes no difference to the work: the same statements, in 200 pairs', async () => {
    const asking = async (email: string, ip: string) => {
      const jar = newJar(app, ip)
      const mails = await app.db.$count(deliveries)
      const statements = await statementsDuring(async () => {
        await jar.post('/sign-in', { email })
        await jar.get('/sign-in/code')
        await jar.post('/sign-in/code', { code: '123456' })
      })
      return { statements, mails: (await app.db.$count(deliveries)) - mails }
    }
    for (let at = 0; at < 200; at++) {
      const known = await asking(owner, `10.3.${at}.1`)
      const unknown = await asking(`nobody-${at}@elsewhere.example`, `10.3.${at}.2`)
      expect(known).toEqual(unknown)
      expect(known.statements.length).toBe(2)
      expect(known.mails).toBe(0)
    }
  })

  test('nobody is mailed whom nobody here knows, and nobody who has left', async () => {
    await app.db.update(people).set({ leftOn: '2026-01-01' }).where(eq(people.id, plan.people.stranger))
    const before = mailbox.server.received.length
    await newJar(app).post('/sign-in', { email: 'nobody@elsewhere.example' })
    await newJar(app).post('/sign-in', { email: await emailOf(plan.people.stranger) })
    await mailbox.send()
    expect(mailbox.server.received.length).toBe(before)
  })

  test.each([
    '',
    'no address',
    'a@b@c',
    'a@b, c@d',
    '<a@b',
    `${'a'.repeat(250)}@b.example`,
    'a@b\r\nBcc: c@d',
  ])('is not asked for what is no address: %j', async (email) => {
    const answer = await newJar(app).post('/sign-in', { email })
    expect(answer.status).toBe(400)
    expect(await app.db.select().from(signInCodes)).toEqual([])
  })
})

/** The statements that the application sends to the database meanwhile. */
async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const client = (
    app.db as unknown as { $client: { unsafe: (text: string, parameters?: unknown[]) => unknown } }
  ).$client
  const { unsafe } = client
  const statements: string[] = []
  client.unsafe = (text, parameters) => {
    statements.push(text)
    return unsafe(text, parameters)
  }
  try {
    await work()
  } finally {
    client.unsafe = unsafe
  }
  return statements
}
