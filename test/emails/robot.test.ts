import { afterAll, beforeAll, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { nameDeputy } from '#db/read/deputies.ts'
import { deliveryKinds, SIGN_IN_CODE } from '#db/schema/delivery.ts'
import { actions, deliveries, plans } from '#db/schema/index.ts'
import { invite } from '#db/write/invite.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { answerLinksOf } from '#server/http/hashes.ts'
import { startTestApp, type TestApp, testSecret } from '#test/support/app.ts'
import { sharedBrowser } from '#test/support/browser.ts'
import { givenPlan } from '#test/support/plans.ts'
import { pressEverything } from '#test/support/robot.ts'
import { provokeEveryEntryNotice } from './every-entry-notice.ts'
import { NOTICED_ACTIONS, provokeEveryNotice } from './every-notice.ts'
import { fromMonday, MONDAY, MONDAY_EIGHT, overdue, sender } from './harness.ts'
import { issuePack } from './issue-pack.ts'
import { oweFigure } from './owe-figure.ts'
import { oweReports } from './owe-reports.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ now: MONDAY_EIGHT, answersByLink: true })
})
afterAll(() => app.close())

test('a robot that opens every link of every email, signed in or not, and signed out presses everything, changes no row', async () => {
  const mails = await mailOfEveryKind()
  const kinds = new Set(mails.flatMap(({ kind, parts }) => [kind, ...parts]))
  // The email with a code is proven with the codes; it is kept nowhere, so it can't be opened from here.
  expect([...kinds].toSorted()).toEqual(deliveryKinds.filter((kind) => kind !== SIGN_IN_CODE).toSorted())

  const visits = mails.flatMap(({ personId, html, text }) =>
    linksIn(html, text).map((url) => ({ personId, url })),
  )
  const anonymous = [...new Set(visits.map(({ url }) => url))]
  expect(anonymous.length).toBeGreaterThan(8)
  const before = await digestOfTables(app.db)
  for (const url of anonymous) for (const method of ['GET', 'HEAD']) await visit(url, method)
  expect(anonymous.some((url) => url.includes('/answer/'))).toBe(true)
  expect(await digestOfTables(app.db)).toEqual(before)
  await pressEach(anonymous)
  expect(await digestOfTables(app.db)).toEqual(before)

  const cookies = new Map<string, string>()
  for (const { personId } of visits)
    if (!cookies.has(personId)) cookies.set(personId, await app.signInAs(personId))
  const signedIn = await digestOfTables(app.db)
  const seen = new Set<string>()
  for (const { personId, url } of visits) {
    if (seen.has(`${personId} ${url}`)) continue
    seen.add(`${personId} ${url}`)
    const cookie = cookies.get(personId) ?? ''
    for (const method of ['GET', 'HEAD'])
      expect(await visit(url, method, cookie), `${method} ${url}`).toBe(200)
  }
  expect(await digestOfTables(app.db)).toEqual(signedIn)
})

/** Lets a robot loose on each page that links lead to: sign-in pages and the one that answers, and no session comes. */
async function pressEach(urls: readonly string[]) {
  const context = await (await sharedBrowser()).newContext()
  const page = await context.newPage()
  const seen = new Set<string>()
  for (const url of urls) {
    await page.goto(url)
    const landed = new URL(page.url()).pathname
    if (seen.has(landed)) continue
    seen.add(landed)
    await pressEverything(page, url)
  }
  const kinds = new Set([...seen].map((path) => path.replace(/^\/answer\/.*/, '/answer')))
  expect([...kinds].toSorted()).toEqual(['/answer', '/sign-in'])
  // What a passkey is asked for is no session.
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['waymark-passkey'])
  await context.close()
}

async function mailOfEveryKind() {
  const { db, url } = app
  const plan = await givenPlan(
    db,
    [
      { ...overdue, milestones: [{ title: 'A report', dueOn: '2026-11-09' }] },
      { dueOn: '2027-02-26' },
      ...Array.from({ length: NOTICED_ACTIONS }, () => ({ dueOn: '2027-01-29' })),
    ],
    fromMonday,
  )
  const [, undated = '', ...actionIds] = Object.values(plan.actions)
  await provokeEveryNotice(db, plan, { actionIds, now: MONDAY_EIGHT })
  await oweFigure(db, plan, 'Visits in time')
  await issuePack(db, plan)
  await oweReports(db, plan, MONDAY_EIGHT)
  await provokeEveryEntryNotice(db, plan, MONDAY_EIGHT)
  await db.update(actions).set({ dueOn: null }).where(eq(actions.id, undated))
  const clock = clockFrom(MONDAY_EIGHT)
  await nameDeputy(db, clock, {
    ownerId: plan.people.owner,
    deputyId: plan.people.contributor,
    fromOn: MONDAY,
    untilOn: '2026-11-27',
  })
  await invite(db, clock, { email: 'robot.invited@council.example', name: 'Somebody invited' })
  await db.update(plans).set({ answersByLink: true }).where(eq(plans.id, plan.planId))
  const links = { linkOf: answerLinksOf(testSecret).linkOf, keepsLinks: true }
  await sendOnce({ ...sender(db, outboxTransport(), MONDAY_EIGHT), publicUrl: url, ...links })
  return (await db.select().from(deliveries)).filter(({ state }) => state === 'sent')
}

function linksIn(html: string, text: string): string[] {
  const inHtml = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&') ?? '')
  return [...new Set([...inHtml, ...(text.match(/https?:\/\/\S+/g) ?? [])])]
}

/** Opens an address as a mail scanner does, and follows where it leads. Gives the status it ended with. */
async function visit(url: string, method: string, cookie?: string): Promise<number> {
  const response = await fetch(url, { method, redirect: 'follow', headers: cookie ? { cookie } : {} })
  await response.arrayBuffer()
  expect(response.status, `${method} ${url}`).toBeLessThan(400)
  return response.status
}

/** A fingerprint of what every table holds, by its name. */
async function digestOfTables(db: Db): Promise<Record<string, string>> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select quote_ident(table_name) as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`,
  )
  expect(tables.length).toBeGreaterThan(15)
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    // What is asked of a device, and that a form was pressed, is noted for a while: nothing comes of it by itself.
    if (name === 'passkey_challenges' || name === 'idempotency_keys') continue
    const [row] = await rowsOf<{ digest: string }>(
      db,
      sql`select md5(coalesce(string_agg(whole::text, '|' order by whole::text), '')) as digest
      from ${sql.raw(name)} as whole`,
    )
    digests[name] = row?.digest ?? ''
  }
  return digests
}
