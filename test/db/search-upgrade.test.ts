import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, inject, test } from 'vitest'
import { alone, connect, rowsOf } from '#db/connection/connect.ts'
import { drizzle, migrate as applyMigrations, sql } from '#db/connection/drizzle.ts'
import { migrate, UnfitDatabaseError } from '#db/connection/migrate.ts'
import { actionsFoundBy } from '#db/read/search.ts'
import { urlOf } from '../support/database-url.ts'

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const each of undo.splice(0).toReversed()) await each()
})

async function newDatabase(how = ''): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const adminUrl = inject('adminUrl')
  await alone(adminUrl, (admin) =>
    admin.unsafe(`create database ${name} template template0 owner waymark ${how}`),
  )
  undo.push(() => alone(adminUrl, (admin) => admin.unsafe(`drop database ${name} with (force)`)))
  return urlOf(inject('applicationUrl'), name)
}

/** Brings a database to the version before searching by our own rule. */
async function migrateBefore(url: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  await cp(join(import.meta.dirname, '../../db/migrations'), folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: { tag: string }[] }
  const before = journal.entries.slice(
    0,
    journal.entries.findIndex(({ tag }) => tag === '0015_search'),
  )
  await writeFile(path, JSON.stringify({ ...journal, entries: before }))
  await alone(url, (session) => applyMigrations(drizzle(session), { migrationsFolder: folder }))
}

test('what was written before the upgrade is found after it', async () => {
  const url = await newDatabase()
  await migrateBefore(url)
  const { db, close } = connect(url, { max: 1 })
  undo.push(close)
  await rowsOf(
    db,
    sql`with plan as (insert into plans (id, title, state, version, created_at, updated_at)
        values (gen_random_uuid(), 'Old', 'active', 1, now(), now()) returning id),
      horizon as (insert into horizons (id, plan_id, name, label, first_on, last_on)
        select gen_random_uuid(), id, 'short', 'Short', '2026-01-01', '2026-12-31' from plan returning id),
      person as (insert into people (id, name, email, created_at)
        values (gen_random_uuid(), 'Zoë O’Brien', 'zoe@old.example', now()) returning id),
      priority as (insert into priorities (id, plan_id, ref, title, state, version, outcome_confidence, position, created_at, updated_at)
        select gen_random_uuid(), id, 'P1', 'Old', 'active', 1, 'high', 0, now(), now() from plan returning id),
      action as (insert into actions (id, plan_id, priority_id, horizon_id, ref, title, state, version, owner_id,
          times_extended, regulator_date, critical, created_at, updated_at)
        select gen_random_uuid(), plan.id, priority.id, horizon.id, 'P1.S1', 'The IT team don’t wait', 'draft', 1, person.id,
          0, false, false, now(), now() from plan, priority, horizon, person returning id)
      insert into criteria (id, action_id, position, text) select gen_random_uuid(), id, 0, 'A café is open' from action`,
  )
  await migrate(url)
  for (const question of ['it', 'dont', 'cafe', 'zoe obrien', 'P1.S1', 'teams cafés']) {
    const found = await rowsOf(
      db,
      sql`select from actions where id in ${actionsFoundBy(question, sql`true`)}`,
    )
    expect([question, found.length]).toEqual([question, 1])
  }
})

test('a database that is not in UTF8 is refused before anything is done, with what to do', async () => {
  const url = await newDatabase("encoding 'LATIN1' locale 'C'")
  await expect(migrate(url)).rejects.toThrow(UnfitDatabaseError)
  await expect(migrate(url)).rejects.toThrow(/UTF8/)
  const tables = await alone(url, (session) => session`select from pg_tables where schemaname = 'public'`)
  expect(tables).toHaveLength(0)
})
