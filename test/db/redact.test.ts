import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { machineClock } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { mayHold, readRedactable } from '#db/read/redactable.ts'
import { redact } from '#db/write/redact.ts'
import { changeAction } from '#db/write/transition.ts'
import type { Wanted } from '#workflows/redaction/words.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'

let database: TestDatabase
let plan: TestPlan

beforeEach(async () => {
  database = await createTestDatabase()
  plan = await givenPlan(database.db, [{ title: 'Visit Jaydon Pike weekly' }, {}])
})
afterEach(() => database.close())

async function report(note: string) {
  const event = { type: 'report' as const, updateId: newId(), note }
  const changed = await changeAction(
    database.db,
    { actionId: plan.actions['P1.S1'] ?? '', actorId: plan.people.owner, now: machineClock.now() },
    { subject: 'action', event },
  )
  expect(changed.outcome).toBe('done')
}

async function takeOut(wanted: Wanted) {
  const actionId = plan.actions['P1.S1'] ?? ''
  const thing = await readRedactable(database.db, 'action', actionId)
  if (!thing) throw new Error('the action is there')
  return redact(database.db, thing, {
    wanted,
    reason: 'A child is named',
    field: null,
    subject: { kind: 'action', id: actionId },
    actorId: plan.people.chair,
    now: machineClock.now(),
  })
}

/** Every row of every table as text: what a dump of the database would say. */
async function dump(): Promise<string> {
  const tables = await rowsOf<{ name: string }>(
    database.db,
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  )
  const texts = await Promise.all(
    tables.map(({ name }) =>
      rowsOf<{ text: string }>(database.db, sql`select each::text as text from ${sql.raw(name)} each`),
    ),
  )
  return texts
    .flat()
    .map(({ text }) => text)
    .join('\n')
}

const faults = async () => (await verify(database.db, machineClock)).faults

describe('what is taken out', () => {
  test('is in no row of the database afterwards, and the chain verifies', async () => {
    await report('Jaydon  PIKE was seen')
    await report('A quiet week')
    await seal(database.db, machineClock)
    expect(await mayHold(database.db, plan.planId, { words: 'Jaydon Pike' })).toEqual([
      { kind: 'action', id: plan.actions['P1.S1'] },
    ])
    expect(await takeOut({ words: 'Jaydon Pike' })).toMatchObject({ texts: 2 })
    expect(await dump()).not.toMatch(/jaydon/i)
    expect(await faults()).toEqual([])
    await seal(database.db, machineClock)
    expect(await faults()).toEqual([])
  })

  test('is out of a history that was sealed before redaction existed', async () => {
    await report('Jaydon Pike was seen')
    await rowsOf(database.db, sql`select 1`)
    await seal(database.db, machineClock)
    await takeOut({ words: 'Jaydon Pike' })
    expect(await faults()).toEqual([])
  })
})
