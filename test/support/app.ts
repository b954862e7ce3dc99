import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { clockFrom, machineClock } from '#db/connection/clock.ts'
import type { Db } from '#db/connection/connect.ts'
import { startSession } from '#db/read/sessions.ts'
import { type AppDeps, buildApp } from '#server/app.ts'
import { hashOf } from '#server/http/hashes.ts'
import { usualRateLimit } from '#server/http/plugins/rate-limits.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { createTestDatabase } from './database.ts'

export type TestApp = {
  /** Where it listens, without a slash at the end. */
  url: string
  app: FastifyInstance
  db: Db
  /** Where its database is, as the application connects. */
  databaseUrl: string
  /** The same as a database superuser connects. */
  adminUrl: string
  /** Times that the sender was woken. */
  wakes: () => number
  /** A session of a person's own, as the cookie header that a browser would send. */
  signInAs: (personId: string) => Promise<string>
  close: () => Promise<void>
}

/** The key that signs the access tokens of test applications. */
export const testTokenKey = { id: 'test', secret: 'a-secret-of-tests-that-is-long-enough-for-hs256' }

/** The secret of forms, sessions and sign-in codes of test applications. */
export const testSecret = 'a-secret-of-tests-for-forms-and-sessions'

/**
 * The whole application for real: its own database, listening on a free loopback port.
 * @param now what its clock shows at the start; the machine's time unless told
 */
export async function startTestApp({
  now,
  demonstration = false,
  port = 0,
  ...more
}: {
  now?: Instant
  /** Where it listens; a free port unless told. */
  port?: number
  demonstration?: boolean
} & Partial<AppDeps> = {}): Promise<TestApp> {
  const database = await createTestDatabase()
  const { db } = database
  const clock = now === undefined ? machineClock : clockFrom(now)
  let wakes = 0
  const app = await buildApp({
    db,
    clock,
    // The port is not known yet; forms are then judged by the host they were sent to.
    publicUrl: 'http://127.0.0.1',
    demonstration,
    wakeSender: () => {
      wakes++
    },
    tokenKeys: [testTokenKey],
    sessionSecret: testSecret,
    logLevel: 'fatal',
    rateLimit: { ...usualRateLimit, perMinute: 1_000_000 },
    ...more,
  })
  const url = await app.listen({ host: '127.0.0.1', port })
  return {
    url,
    app,
    db,
    databaseUrl: database.url,
    adminUrl: database.adminUrl,
    wakes: () => wakes,
    signInAs: async (personId) => {
      const id = randomBytes(32).toString('base64url')
      await startSession(db, clock, {
        hash: hashOf(id),
        personId,
        method: 'demonstration',
      })
      return `waymark=${id}`
    },
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}
