import PostalMime, { type Email as Parsed } from 'postal-mime'
import { afterEach, beforeEach } from 'vitest'
import { type Clock, clockFrom } from '#db/connection/clock.ts'
import type { Db } from '#db/connection/connect.ts'
import { asc, eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import {
  actions,
  deliveries,
  deputies,
  digestWeeks,
  memberships,
  people,
  priorities,
} from '#db/schema/index.ts'
import type { Transport } from '#emails/frame/message.ts'
import type { Log, SenderDeps } from '#emails/ledger/deliver.ts'
import { type SmtpOptions, smtpTransport } from '#emails/transport.ts'
import { useDatabase } from '#test/support/database.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { type MailServer, startMailServer, testCertificate } from '#test/support/smtp.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

export const PUBLIC_URL = 'https://waymark.example'

/** A Monday in London's winter, at eight o'clock and two seconds. */
export const MONDAY = '2026-11-23'
export const MONDAY_EIGHT: Instant = '2026-11-23T08:00:02.000Z'

/** An action three weeks late, and a plan that mails from that Monday on. */
export const overdue = { ownerEmail: 'owner', dueOn: '2026-11-02' }
export const fromMonday = { digestsFrom: MONDAY }

/** A database and a mail server for the tests of a file; both are empty when a test begins. */
export function useMailRoom() {
  const database = useDatabase()
  const cleanUps: (() => unknown)[] = []
  const servers: MailServer[] = []
  beforeEach(async () => {
    await startAfresh(database().db)
    const server = await startMailServer()
    servers.unshift(server)
    cleanUps.push(server.stop)
  })
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
  })
  const server = () => {
    const [newest] = servers
    if (!newest) throw new Error('the mail server is there once the tests have begun')
    return newest
  }
  return {
    database,
    db: () => database().db,
    server,
    /** A transport to the mail server, closed when the test ends. */
    transport: () => {
      const made = towards(server())
      cleanUps.push(made.close)
      return made
    },
    afterwards: (cleanUp: () => unknown) => void cleanUps.push(cleanUp),
  }
}

export type Entry = { level: keyof Log; facts: object; sentence: string }

/** A log that keeps what it was told. */
export function keptLog(): { log: Log; entries: Entry[] } {
  const entries: Entry[] = []
  const keep = (level: keyof Log) => (facts: object, sentence: string) =>
    void entries.push({ level, facts, sentence })
  return { entries, log: { info: keep('info'), warn: keep('warn'), error: keep('error') } }
}

/** What a sender needs, with the application's clock at a moment of one's choice. */
export function sender(db: Db, transport: Transport, at: Instant | Clock): SenderDeps {
  const clock = typeof at === 'string' ? clockFrom(at) : at
  return { db, clock, transport, publicUrl: PUBLIC_URL, log: keptLog().log }
}

/** A transport to a test server that trusts its certificate and gives up quickly. */
export function towards(server: MailServer, options: Partial<SmtpOptions> = {}): Transport {
  const timeouts = {
    connection: 2_000,
    greeting: 2_000,
    silence: 400,
    untilHandOff: 5_000,
    untilAnswer: 5_000,
  }
  const from = 'Waymark <waymark@council.example>'
  return smtpTransport({ url: server.url, from, ca: testCertificate, timeouts, ...options })
}

/**
 * A plan of which only owners are mailed: nobody leads, chairs or administers it, so that a test about owners can
 * count on what it sees.
 */
export async function givenOwners(...[db, ...rest]: Parameters<typeof givenPlan>): Promise<TestPlan> {
  const plan = await givenPlan(db, ...rest)
  await db.delete(memberships).where(eq(memberships.planId, plan.planId))
  await db.update(priorities).set({ leadId: null }).where(eq(priorities.planId, plan.planId))
  return plan
}

/** The moment `minutes` after another. */
export function later(instant: Instant, minutes: number): Instant {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString()
}

/** The deliveries of a kind, or with such a part, and week, by address. */
export async function ledger(db: Db, kind = 'ownerDigest', week: string | null = null) {
  const rows = await db.select().from(deliveries).orderBy(asc(deliveries.period), asc(deliveries.toAddress))
  return rows.filter(
    (row) => [row.kind, ...row.parts].some((each) => each === kind) && (week === null || row.week === week),
  )
}

export async function weeks(db: Db) {
  return db.select().from(digestWeeks).orderBy(asc(digestWeeks.week))
}

/** Forgets every email, and closes the plans so far: the next test starts with nobody owing anything. */
export async function startAfresh(db: Db): Promise<void> {
  await db.delete(deliveries)
  await db.delete(digestWeeks)
  await db.delete(deputies)
  await db.execute(sql`update plans set state = 'closed'`)
}

/** Gives an action to a new person, so that a test has as many owners as it wants. */
export async function newOwner(db: Db, actionId: string, name: string, address: string): Promise<string> {
  const id = newId()
  await db.insert(people).values({ id, name, email: address, createdAt: '2026-06-01T09:00:00.000Z' })
  await db.update(actions).set({ ownerId: id }).where(eq(actions.id, actionId))
  return id
}

/** The mail of a raw message. */
export async function parsed(raw: string | undefined): Promise<Parsed> {
  return PostalMime.parse(raw ?? '')
}

/** Waits until something holds. Throws after ten seconds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 10_000; performance.now() < deadline;) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('what was waited for did not happen')
}
