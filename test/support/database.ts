import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Connection, type ConnectOptions, connect, type Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { TEMPLATE, urlOf } from './database-url.ts'

export type TestDatabase = {
  db: Db
  /** As the application connects. */
  url: string
  /** As a database superuser connects. */
  adminUrl: string
  close: () => Promise<void>
}

/** A database of one's own, migrated and empty; `close` drops it. */
export async function createTestDatabase(options: ConnectOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const adminUrl = inject('adminUrl')
  await asAdmin(adminUrl, `create database ${name} template ${TEMPLATE} strategy file_copy owner waymark`)
  const url = urlOf(inject('applicationUrl'), name)
  const connection: Connection = connect(url, { max: 5, ...options })
  return {
    db: connection.db,
    url,
    adminUrl: urlOf(adminUrl, name),
    close: async () => {
      await connection.close()
      await asAdmin(adminUrl, `drop database ${name} with (force)`)
    },
  }
}

/** A database for the tests of one file: `database().db` within a test. */
export function useDatabase(options: ConnectOptions = {}): () => TestDatabase {
  let database: TestDatabase | undefined
  beforeAll(async () => {
    database = await createTestDatabase(options)
  })
  afterAll(async () => {
    await database?.close()
  })
  return () => {
    if (!database) throw new Error('the database is there once the tests have begun')
    return database
  }
}

/**
 * Lets rows be loaded in bulk, and tells the planner of them. Rows made of sound ones are sound: their references are
 * not judged one by one.
 */
export async function loaded(
  { adminUrl }: Pick<TestDatabase, 'adminUrl'>,
  load: (db: Db) => Promise<void>,
): Promise<void> {
  const admin = connect(adminUrl, { max: 1, deadlineMs: 120_000 })
  await admin.db.execute(sql`set session_replication_role = replica`)
  await load(admin.db)
  await admin.db.execute(sql`analyze`)
  await admin.close()
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(statement)
  } finally {
    await admin.end()
  }
}
