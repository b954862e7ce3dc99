import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { machineClock } from '#db/connection/clock.ts'
import { alone, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { codeOf } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { mayHold, readRedactables } from '#db/read/redactable.ts'
import { redact } from '#db/write/redact.ts'
import { changeAction } from '#db/write/transition.ts'
import type { Wanted } from '#workflows/redaction/words.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { dumpOf } from '../support/dump.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'

let database: TestDatabase
let plan: TestPlan

beforeEach(async () => {
  database = await createTestDatabase()
  plan = await givenPlan(database.db, [{ title: 'Visit Jaydon Pike weekly' }, {}])
})
afterEach(() => database.close())

const actionId = () => plan.actions['P1.S1'] ?? ''

async function report(note: string) {
  const event = { type: 'report' as const, updateId: newId(), note }
  const changed = await changeAction(
    database.db,
    { actionId: actionId(), actorId: plan.people.owner, now: machineClock.now() },
    { subject: 'action', event },
  )
  expect(changed.outcome).toBe('done')
}

async function takeOut(wanted: Wanted, reason = 'A child is named') {
  const [thing] = await readRedactables(database.db, 'action', [actionId()], { wanted, within: plan.planId })
  if (!thing) throw new Error('the action is there')
  return redact(database.db, thing, {
    wanted,
    reason,
    field: null,
    subject: { kind: 'action', id: actionId() },
    actorId: plan.people.chair,
    now: machineClock.now(),
  })
}

async function asSuperuser(statement: string) {
  await alone(database.adminUrl, async (session) => {
    await session.unsafe('set session_replication_role = replica')
    await session.unsafe(statement)
  })
}

const faults = async () => (await verify(database.db, machineClock)).faults
const sealed = () => seal(database.db, machineClock)

describe('what is taken out', () => {
  test('is in no row of the database afterwards, and the chain verifies', async () => {
    await report('Jaydon  PIKE was seen')
    await report('A quiet week')
    await sealed()
    expect(await mayHold(database.db, plan.planId, { words: 'Jaydon Pike' })).toEqual([
      { kind: 'action', id: actionId() },
    ])
    expect(await takeOut({ words: 'Jaydon Pike' })).toMatchObject({ texts: 2 })
    expect(await dumpOf(database.db)).not.toMatch(/jaydon/i)
    expect(await faults()).toEqual([])
    await sealed()
    expect(await faults()).toEqual([])
  })

  test('is out of a history that was sealed before redaction existed', async () => {
    await report('Jaydon Pike was seen')
    await asSuperuser('update events set salt = null')
    await sealed()
    await takeOut({ words: 'Jaydon Pike' })
    await sealed()
    expect(await faults()).toEqual([])
    expect(await dumpOf(database.db)).not.toMatch(/jaydon/i)
  })

  test('is out of a history that was not sealed yet', async () => {
    await report('Jaydon Pike was seen')
    await takeOut({ words: 'Jaydon Pike' })
    await sealed()
    expect(await faults()).toEqual([])
  })

  test('leaves no salt with which a guess at it could be tried on the seal', async () => {
    await report('Jaydon Pike was seen')
    await sealed()
    await takeOut({ words: 'Jaydon Pike' })
    const rows = await rowsOf<{ salted: boolean; redacted: boolean }>(
      database.db,
      sql`select salt is not null as salted, after::text like '%[taken out]%' and event <> 'redact' as redacted
        from events where aggregate_id = ${actionId()}`,
    )
    expect(rows.filter(({ redacted }) => redacted).length).toBeGreaterThan(1)
    expect(rows.filter(({ salted, redacted }) => salted === redacted)).toEqual([])
  })

  test('can be taken out of a redaction too, where its reason says too much', async () => {
    await takeOut({ words: 'Jaydon Pike' }, 'It names the son of Rae Tern')
    await sealed()
    await takeOut({ words: 'Rae Tern' })
    await sealed()
    expect(await dumpOf(database.db)).not.toMatch(/rae tern/i)
    expect(await faults()).toEqual([])
  })

  test('is refused where the action has changed since it was read, and nothing of it is done', async () => {
    const [thing] = await readRedactables(database.db, 'action', [actionId()], { wanted: null, within: '' })
    await report('Another word')
    const before = await dumpOf(database.db)
    const request = {
      wanted: { words: 'Jaydon Pike' },
      reason: 'A child is named',
      field: null,
      subject: { kind: 'action' as const, id: actionId() },
      actorId: plan.people.chair,
      now: machineClock.now(),
    }
    expect(thing && (await redact(database.db, thing, request))).toBe(null)
    expect(await dumpOf(database.db)).toBe(before)
  })
})

describe('the history', () => {
  test('is changed by nothing but a redaction of the same statement that names the row', async () => {
    await report('Jaydon Pike was seen')
    await takeOut({ words: 'Jaydon Pike' })
    const tries = [
      sql`update events set payload = '{}'`,
      sql`update events set after = '{}' where event = 'report'`,
      sql`update events set salt = null where event = 'report'`,
      sql`update events set event = 'other'`,
      sql`delete from events`,
    ]
    for (const statement of tries) {
      const refused = await rowsOf(database.db, statement).then(
        () => 'done',
        (error: unknown) => codeOf(error),
      )
      expect(refused).toBe('42501')
    }
  })

  test('names a row that was edited after something was taken out of it', async () => {
    await report('Jaydon Pike was seen')
    await sealed()
    await takeOut({ words: 'Jaydon Pike' })
    await sealed()
    await asSuperuser(
      `update events set payload = payload || '{"note": "All is well"}' where event = 'report'`,
    )
    expect((await faults()).join('\n')).toMatch(/was edited or swapped after it was sealed/)
  })
})
