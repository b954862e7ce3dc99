import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterEach, expect, inject, test } from 'vitest'
import { alone } from '#db/connection/connect.ts'
import { knownMigrations, migrate, NewerDatabaseError } from '#db/connection/migrate.ts'
import { urlOf } from '../support/database-url.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const each of undo.splice(0)) await each()
})

test('an empty database gets every migration once, and then none', async () => {
  const url = await emptyDatabase()
  const total = (await knownMigrations()).length
  expect(total).toBeGreaterThan(0)
  expect(await migrate(url)).toEqual({ applied: total, total })
  expect(await appliedIn(url)).toEqual(await knownMigrations())
  expect(await migrate(url)).toEqual({ applied: 0, total })
  expect(await appliedIn(url)).toHaveLength(total)
})

test('of processes that start together one migrates and the others find it done', async () => {
  const url = await emptyDatabase()
  const total = (await knownMigrations()).length
  const outcomes = await Promise.all([migrate(url), migrate(url), migrate(url)])
  expect(outcomes.map(({ applied }) => applied).toSorted((a, b) => a - b)).toEqual([0, 0, total])
})

test('a database written by a newer version is refused, and left as it is', async () => {
  const { url } = await migratedDatabase()
  const newest = Math.max(...(await knownMigrations()))
  await alone(
    url,
    (session) =>
      session`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', ${newest + 1})`,
  )
  const before = await appliedIn(url)
  await expect(migrate(url)).rejects.toThrow(NewerDatabaseError)
  await expect(migrate(url)).rejects.toThrow(/newer version of Waymark/)
  expect(await appliedIn(url)).toEqual(before)
})

async function appliedIn(url: string): Promise<number[]> {
  const rows = await alone(
    url,
    (session) =>
      session<{ created_at: string }[]>`select created_at from drizzle.__drizzle_migrations order by 1`,
  )
  return rows.map(({ created_at }) => Number(created_at))
}

async function migratedDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  undo.push(database.close)
  return database
}

async function emptyDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = postgres(inject('adminUrl'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} template template0 strategy file_copy owner waymark`)
  undo.push(
    () => admin.unsafe(`drop database ${name} with (force)`),
    () => admin.end(),
  )
  return urlOf(inject('applicationUrl'), name)
}
