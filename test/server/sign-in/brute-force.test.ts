import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { people, signInCodes } from '#db/schema/index.ts'
import { networkOf } from '#server/features/sign-in/service.ts'
import { startTestApp } from '#test/support/app.ts'
import { type Jar, newJar } from '#test/support/jar.ts'
import { type Mailbox, openMailbox } from '#test/support/mailbox.ts'
import { usePages } from '#test/support/pages.ts'

let mailbox: Mailbox
let owner: string

const { app, plan } = usePages({ trustedProxies: ['127.0.0.1'], given: [] })

beforeAll(async () => {
  mailbox = await openMailbox(app)
  const [person] = await app.db.select().from(people).where(eq(people.id, plan.people.owner))
  owner = person?.email ?? ''
})

afterAll(() => mailbox?.close())

async function signIn(jar: Jar): Promise<number> {
  const asked = await jar.post('/sign-in', { email: owner })
  if (asked.status !== 303) return asked.status
  await mailbox.send()
  return (await jar.post('/sign-in/code', { code: (await mailbox.newestCode(owner)) ?? '' })).status
}

describe('a thousand tries by others', () => {
  const known = () => newJar(app, '10.9.0.1')
  let mine: Jar

  test('from many networks let nobody in, and soon each code may be tried once only', async () => {
    mine = known()
    expect(await signIn(mine)).toBe(303)
    let [tries, asked, let_in] = [0, 0, 0]
    for (let at = 0; tries < 1_000; at++) {
      const thief = newJar(app, `10.${20 + (at >> 8)}.${at & 255}.7`)
      asked += (await thief.post('/sign-in', { email: owner })).status === 303 ? 1 : 0
      const before = tries
      for (let each = 0; each < 5 && thief.cookies.has('waymark-code') && tries < 1_000; each++) {
        const answer = await thief.post('/sign-in/code', { code: String(tries).padStart(6, '0') })
        let_in += answer.status === 303 ? 1 : 0
        tries++
      }
      // Guessing without having asked is a try too.
      if (tries === before) {
        thief.cookies.set('waymark-code', `made-up-${at}.`)
        expect((await thief.post('/sign-in/code', { code: '000000' })).status).toBe(400)
        tries++
      }
    }
    expect(let_in).toBe(0)
    const [row] = await rowsOf<{ guesses: number }>(
      app.db,
      sql`select sum(case when asked_at is not null then (case when n <= 10 then 5 else 1 end) - tries_left end)::int as guesses
        from (select *, row_number() over (order by asked_at) as n from sign_in_codes where used_at is null) codes`,
    )
    // Ten codes could be tried five times, the others once; after five hundred there was one a minute.
    expect(asked).toBeLessThanOrEqual(510)
    expect(row?.guesses).toBeLessThanOrEqual(50 + asked)
  })

  test('do not keep the real person out: not in the browser they always use', async () => {
    await mine.get('/')
    const again = newJar(app, '10.9.0.1')
    again.cookies.set('waymark-known', mine.cookies.get('waymark-known') ?? '')
    expect((await again.post('/sign-in', { email: owner })).status).toBe(303)
    const before = mailbox.server.received.length
    await mailbox.send()
    // The hundreds of codes that were used up meanwhile are not mailed at all.
    expect(mailbox.server.received.length - before).toBe(1)
    const code = (await mailbox.newestCode(owner)) ?? ''
    expect((await again.post('/sign-in/code', { code })).status).toBe(303)
  })

  test('nor in a new one, as soon as a minute has passed', async () => {
    expect((await newJar(app, '10.9.0.2').post('/sign-in', { email: owner })).status).toBe(429)
    await rowsOf(app.db, sql`update sign_in_codes set asked_at = asked_at - interval '61 seconds'`)
    expect(await signIn(newJar(app, '10.9.0.2'))).toBe(303)
  })

  test('and the mark of a known browser cannot be made up, nor used for another person', async () => {
    const [name = '', mark = ''] = (mine.cookies.get('waymark-known') ?? '').split('.')
    await app.db.delete(signInCodes)
    await rowsOf(
      app.db,
      sql`insert into sign_in_codes (id, email, holder_hash, source, tries_left, asked_at)
        select gen_random_uuid(), email, md5(email || n), 'network ' || n, 5, now()
        from generate_series(1, 500) n, (values (${owner}), ('another@plan.example')) as given (email)`,
    )
    const statuses: number[] = []
    for (const [email, cookie] of [
      [owner, `${name}x.${mark}`],
      [owner, `${name}.`],
      [owner, '.'],
      ['another@plan.example', `${name}.${mark}`],
      [owner, `${name}.${mark}`],
    ] as const) {
      const jar = newJar(app, '10.9.0.3')
      jar.cookies.set('waymark-known', cookie)
      statuses.push((await jar.post('/sign-in', { email })).status)
    }
    expect(statuses).toEqual([429, 429, 429, 429, 303])
  })
})

describe('the pace', () => {
  test('slows one network down after five codes for the same address, and lets it go on after a minute', async () => {
    await app.db.delete(signInCodes)
    const jar = newJar(app, '10.9.1.1')
    const answers = []
    for (let at = 0; at < 6; at++) answers.push(await jar.post('/sign-in', { email: owner }))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303, 429])
    const wait = Number(answers[5]?.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(50)
    expect(wait).toBeLessThanOrEqual(60)
    expect(answers[5]?.text).toContain(`Wait ${wait} seconds, then ask again`)
    expect((await newJar(app, '10.9.1.2').post('/sign-in', { email: owner })).status).toBe(303)
    await rowsOf(app.db, sql`update sign_in_codes set asked_at = asked_at - interval '61 seconds'`)
    expect((await jar.post('/sign-in', { email: owner })).status).toBe(303)
  })

  test('is not evaded by claiming another address when nobody trusts the claim', async () => {
    const plain = await startTestApp()
    const statuses: number[] = []
    for (let at = 0; at < 6; at++) {
      statuses.push((await newJar(plain, `10.8.0.${at}`).post('/sign-in', { email: 'a@b.example' })).status)
    }
    await plain.close()
    expect(statuses.at(-1)).toBe(429)
  })

  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('counts %s as %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network)
  })
})
