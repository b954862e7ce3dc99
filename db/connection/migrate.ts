import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type postgres from 'postgres'
import { workOut } from '#db/write/work-out.ts'
import { alone, sessionDb } from './connect.ts'
import { migrate as applyMigrations, drizzle } from './drizzle.ts'

/** The database was written by a newer Waymark than this one. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError'
}

/** The database cannot hold what Waymark keeps in it. */
export class UnfitDatabaseError extends Error {
  override readonly name = 'UnfitDatabaseError'
}

const folder = join(import.meta.dirname, '../migrations')
const MIGRATING = 7_301_846_112

/**
 * Brings the database to this version of Waymark. Processes that start together take turns.
 * @returns how many migrations were applied now and how many there are in all
 * @throws NewerDatabaseError when the database has migrations that this version does not know
 * @throws UnfitDatabaseError when the database is not in UTF8
 */
export async function migrate(url: string): Promise<{ applied: number; total: number }> {
  const known = await knownMigrations()
  return alone(url, async (session) => {
    await session`select pg_advisory_lock(${MIGRATING}::bigint)`
    const [{ server_encoding: encoding } = {}] = await session<
      { server_encoding: string }[]
    >`show server_encoding`
    if (encoding !== 'UTF8') {
      throw new UnfitDatabaseError(
        `This database is in ${encoding}. Make one in UTF8 ("create database waymark template template0 encoding 'UTF8'"), and give its address as DATABASE_URL.`,
      )
    }
    const before = await appliedMigrations(session)
    const newest = known.at(-1) ?? 0
    if (before.some((at) => at > newest)) {
      throw new NewerDatabaseError(
        'This database was written by a newer version of Waymark. Start that version, or restore a backup made by this one.',
      )
    }
    await applyMigrations(drizzle(session), { migrationsFolder: folder })
    await workOut(sessionDb(session))
    return { applied: known.length - before.length, total: known.length }
  })
}

/** When each migration of this version was made, oldest first, in milliseconds since 1970. */
export async function knownMigrations(): Promise<number[]> {
  const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[]
  }
  return journal.entries.map(({ when }) => when)
}

async function appliedMigrations(session: postgres.Sql): Promise<number[]> {
  const [table] = await session`select to_regclass('drizzle.__drizzle_migrations') is not null as there`
  if (!table?.there) return []
  const rows = await session<{ created_at: string }[]>`select created_at from drizzle.__drizzle_migrations`
  return rows.map(({ created_at }) => Number(created_at))
}
