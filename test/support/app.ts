import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { clockFrom, machineClock } from '#db/clock.ts'
import type { Db } from '#db/connect.ts'
import { startSession } from '#db/queries/sessions.ts'
import { buildApp } from '#server/app.ts'
import type { Instant } from '#workflows/calendar.ts'
import { createTestDatabase } from './database.ts'

export type TestApp = {
  /** Where it listens, without a slash at the end. */
  url: string
  app: FastifyInstance
  db: Db
  /** Times that the sender was woken. */
  wakes: () => number
  /** A session of a person's own, as the cookie header that a browser would send. */
  signInAs: (personId: string) => Promise<string>
  close: () => Promise<void>
}

/** The key that signs the access tokens of test applications. */
export const testTokenKey = { id: 'test', secret: 'a-secret-of-tests-that-is-long-enough-for-hs256' }

/**
 * The whole application for real: its own database, listening on a free loopback port.
 * @param now what its clock shows at the start; the machine's time unless told
 */
export async function startTestApp({
  now,
  demonstration = false,
}: {
  now?: Instant
  demonstration?: boolean
} = {}): Promise<TestApp> {
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
    sessionSecret: 'a-secret-of-tests-for-forms-and-sessions',
    logLevel: 'fatal',
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    app,
    db,
    wakes: () => wakes,
    signInAs: async (personId) => {
      const id = randomBytes(32).toString('base64url')
      await startSession(db, clock, { hash: createHash('sha256').update(id).digest('hex'), personId })
      return `waymark=${id}`
    },
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}
