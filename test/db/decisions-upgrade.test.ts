import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, inject, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { alone, connect, rowsOf } from '#db/connection/connect.ts'
import { drizzle, migrate as applyMigrations, sql } from '#db/connection/drizzle.ts'
import { migrate } from '#db/connection/migrate.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { pageDecisions } from '#db/read/decision-records.ts'
import { changeDecision } from '#db/write/change-decision.ts'
import { urlOf } from '../support/database-url.ts'

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const each of undo.splice(0).toReversed()) await each()
})

/** A database as it was before there was a register of decisions. */
async function databaseBefore(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const adminUrl = inject('adminUrl')
  await alone(adminUrl, (admin) => admin.unsafe(`create database ${name} template template0 owner waymark`))
  undo.push(() => alone(adminUrl, (admin) => admin.unsafe(`drop database ${name} with (force)`)))
  const url = urlOf(inject('applicationUrl'), name)
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  await cp(join(import.meta.dirname, '../../db/migrations'), folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: { tag: string }[] }
  const at = journal.entries.findIndex(({ tag }) => tag.endsWith('_decisions'))
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, at) }))
  await alone(url, (session) => applyMigrations(drizzle(session), { migrationsFolder: folder }))
  return url
}

test('what meetings decided before the upgrade stands in the register as recorded, with a history, and goes on', async () => {
  const url = await databaseBefore()
  const { db, close } = connect(url, { max: 1 })
  undo.push(close)
  const long = `${'That the pressures on the service be noted. '.repeat(5)}\r\n\n That reports come monthly.`
  const [ids] = await rowsOf<{ plan: string; person: string; meeting: string; decision: string }>(
    db,
    sql`with plan as (insert into plans (id, title, state, version, created_at, updated_at)
        values (gen_random_uuid(), 'Old', 'active', 1, now(), now()) returning id),
      person as (insert into people (id, name, email, created_at)
        values (gen_random_uuid(), 'Tom', 'tom@old.example', now()) returning id),
      member as (insert into memberships (plan_id, person_id, role) select plan.id, person.id, 'administrator' from plan, person),
      meeting as (insert into meetings (id, plan_id, number, title, held_on, state, version, created_at, updated_at)
        select gen_random_uuid(), id, 6, 'The board', '2026-11-10', 'closed', 1, now(), now() from plan returning id),
      decision as (insert into decisions (id, meeting_id, number, text, recorded_by, recorded_at)
        select gen_random_uuid(), meeting.id, 4, ${long}, person.id, '2026-11-12T09:30:00.123Z' from meeting, person returning id)
      select plan.id as plan, person.id as person, meeting.id as meeting, decision.id as decision from plan, person, meeting, decision`,
  )
  if (!ids) throw new Error('nothing was written')

  await migrate(url)

  const now = '2026-11-23T10:00:00.000Z'
  const list = { limit: 10, after: null, now }
  const { items } = await pageDecisions(db, ids.plan, list)
  expect(items).toMatchObject([
    {
      decision: {
        id: ids.decision,
        ref: '6.4',
        state: 'recorded',
        version: 1,
        decidedOn: '2026-11-10',
        decisionMaker: 'The board',
        meetingId: ids.meeting,
        resolved: [long.split('\r')[0]?.trim(), 'That reports come monthly.'],
        createdAt: '2026-11-12T09:30:00.123Z',
      },
      meeting: { number: 6, title: 'The board' },
      actions: [],
    },
  ])
  expect(items[0]?.decision.title).toMatch(/^That the pressures.{70,}…$/)
  const then = await pageDecisions(db, ids.plan, { ...list, moment: '2026-11-12T12:00:00.000Z' })
  expect(then.items[0]?.decision).toEqual(items[0]?.decision)
  expect((await pageDecisions(db, ids.plan, { ...list, moment: '2026-11-12T09:00:00.000Z' })).items).toEqual(
    [],
  )

  const change = { type: 'publish' as const, publishedOn: '2026-11-16' }
  const context = { decisionId: ids.decision, actorId: ids.person, now }
  expect(await changeDecision(db, context, change)).toMatchObject({
    outcome: 'done',
    accepted: { after: { version: 2, effectiveAt: '2026-11-24T00:00:00.000Z' } },
  })
  const clock = clockFrom('2026-11-23T12:00:00.000Z')
  while ((await seal(db, clock)) > 0);
  const { faults } = await verify(db, clock)
  expect(faults.filter((fault) => fault.includes(ids.decision) || fault.includes('event '))).toEqual([])
})
