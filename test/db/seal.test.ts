import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { machineClock } from '#db/connection/clock.ts'
import { alone, connect, rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { insertRows } from '#db/connection/rows.ts'
import { chainFaults, chainHeads, seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { events, people } from '#db/schema/index.ts'
import { addPerson, changePerson } from '#db/write/change-person.ts'
import { changeAction } from '#db/write/transition.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'

let database: TestDatabase
let plan: TestPlan

beforeEach(async () => {
  database = await createTestDatabase()
  plan = await givenPlan(database.db, [{}, {}])
  for (let count = 0; count < 5; count++) await report('P1.S1')
  await seal(database.db, machineClock)
})
afterEach(() => database.close())

async function report(ref: string) {
  const event = { type: 'report' as const, updateId: newId(), note: 'Still going' }
  const changed = await changeAction(
    database.db,
    { actionId: plan.actions[ref] ?? '', actorId: plan.people.owner, now: machineClock.now() },
    { subject: 'action', event },
  )
  expect(changed.outcome).toBe('done')
}

/** What a database superuser may do whom no trigger stops. */
async function asSuperuser(...statements: string[]) {
  await alone(database.adminUrl, async (session) => {
    await session.unsafe('set session_replication_role = replica')
    for (const statement of statements) await session.unsafe(statement)
  })
}

async function eventAt(position: number): Promise<string> {
  const [row] = await rowsOf<{ event_id: string }>(
    database.db,
    sql`select event_id from seals where plan_id = ${plan.planId} and position = ${position}`,
  )
  return row?.event_id ?? ''
}

async function waitsForLock(): Promise<void> {
  for (;;) {
    const waiting = await rowsOf(
      database.db,
      sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (waiting.length > 0) return
  }
}

const faults = () => chainFaults(database.db, machineClock)

test('a plan of thousands of actions is sealed a portion at a time, in one chain', async () => {
  await asSuperuser(
    `insert into events select made.* from generate_series(1, 1300) number,
       (select * from events where plan_id = '${plan.planId}' order by id limit 1) model,
       jsonb_populate_record(null::events, to_jsonb(model) || jsonb_build_object('id', gen_random_uuid(), 'version', 1000 + number)) made`,
  )
  const before = (await chainHeads(database.db)).find(({ planId }) => planId === plan.planId)
  expect(await seal(database.db, machineClock)).toBe(1_300)
  const after = (await chainHeads(database.db)).find(({ planId }) => planId === plan.planId)
  expect(after?.position).toBe((before?.position ?? 0) + 1_300)
  expect(await chainFaults(database.db, machineClock)).toEqual([])
  expect(await seal(database.db, machineClock)).toBe(0)
})

describe('the sealed history', () => {
  test('holds every event once, and verifies', async () => {
    expect(await faults()).toEqual([])
    expect((await verify(database.db, machineClock)).faults).toEqual([])
    const [head] = await chainHeads(database.db)
    const [{ count } = { count: 0 }] = await rowsOf<{ count: number }>(
      database.db,
      sql`select count(*)::int from events`,
    )
    expect(head?.position).toBe(count)
  })

  test('grows from where it ended, and a second round adds nothing', async () => {
    const [before] = await chainHeads(database.db)
    await report('P1.S2')
    expect(await seal(database.db, machineClock)).toBe(1)
    expect(await seal(database.db, machineClock)).toBe(0)
    const [after] = await chainHeads(database.db)
    expect(after?.position).toBe((before?.position ?? 0) + 1)
    expect(await faults()).toEqual([])
  })

  test('does not fork when several processes seal at once', async () => {
    for (let round = 0; round < 10; round++) {
      await report('P1.S1')
      await Promise.all(Array.from({ length: 5 }, () => seal(database.db, machineClock)))
    }
    await seal(database.db, machineClock)
    expect(await faults()).toEqual([])
  })

  test('stays whole when a process seals while another is at it that began before some events were written', async () => {
    const [some] = await database.db.select().from(events).limit(1)
    const write = (...ids: string[]) =>
      rowsOf(
        database.db,
        insertRows(
          events,
          ids.map((id) => ({ ...some, id, aggregateId: newId(), version: 1 })),
        ),
      )
    // Ids are made before events are written, so that the oldest by its id is not always the first to be there.
    const [oldest, middle, newest] = [newId(), newId(), newId()]
    await write(middle)
    const earlier = connect(database.url, { max: 1 })
    try {
      await rowsOf(earlier.db, sql`begin`)
      expect(await seal(earlier.db, machineClock)).toBe(1)
      await write(oldest, newest)
      const later = seal(database.db, machineClock)
      await waitsForLock()
      await rowsOf(earlier.db, sql`commit`)
      expect(await later).toBe(0)
    } finally {
      await earlier.close()
    }
    expect(await seal(database.db, machineClock)).toBe(2)
    expect(await faults()).toEqual([])
  })

  test('names a row that was edited', async () => {
    const event = await eventAt(4)
    await asSuperuser(`update events set payload = '{"note": "rewritten"}' where id = '${event}'`)
    expect(await faults()).toEqual([
      expect.stringContaining(`event ${event}, sealed as number 4, was edited`),
    ])
  })

  test.each(['actor_id = null', "at = at - interval '1 day'", "event = 'other'", "after = '{}'"])(
    'notices even %s',
    async (change) => {
      await asSuperuser(`update events set ${change} where id = '${await eventAt(8)}'`)
      expect(await faults()).toHaveLength(1)
    },
  )

  test('names a row that was removed', async () => {
    const event = await eventAt(5)
    await asSuperuser(`delete from events where id = '${event}'`)
    expect(await faults()).toEqual([
      expect.stringContaining(`event ${event}, sealed as number 5, was removed`),
    ])
  })

  test('names both rows that were swapped', async () => {
    const [a, b] = [await eventAt(6), await eventAt(7)]
    await asSuperuser(
      `update events e set payload = o.payload, after = o.after, at = o.at from events o
       where (e.id = '${a}' and o.id = '${b}') or (e.id = '${b}' and o.id = '${a}')`,
    )
    const found = await faults()
    expect(found).toHaveLength(2)
    expect(found.join()).toContain(a)
    expect(found.join()).toContain(b)
  })

  test('names the subject whose newest rows were cut off, with their seals', async () => {
    await asSuperuser(
      `delete from events where id in (select event_id from seals where position > 8)`,
      'delete from seals where position > 8',
    )
    expect((await verify(database.db, machineClock)).faults.join()).toContain(plan.actions['P1.S1'])
  })

  test('names the person whose newest row was cut off, whether they came with a plan or by themselves', async () => {
    const { db } = database
    const author = { actorId: plan.people.administrator, now: machineClock.now() }
    const [came] = await db.select().from(people).where(eq(people.id, plan.people.member))
    if (!came) throw new Error('the person is there')
    const added = { ...came, id: newId(), email: 'added@plan.example' }
    await addPerson(db, added, author)
    for (const person of [came, added])
      await changePerson(db, person, { post: 'Director' }, author, { event: 'edit', payload: {} })
    await seal(db, machineClock)
    expect((await verify(db, machineClock)).faults).toEqual([])
    const newest = `select id from events where subject_kind = 'person' and version = 2`
    await asSuperuser(
      `delete from seals where event_id in (${newest})`,
      `delete from events where id in (${newest})`,
    )
    const found = (await verify(db, machineClock)).faults.join()
    for (const { id } of [came, added]) expect(found).toContain(`person ${id} is at version 2`)
  })

  test('names events whose seals were removed', async () => {
    await asSuperuser('delete from seals where position > 3', `update events set at = at - interval '1 hour'`)
    expect((await faults()).join()).toContain('has no seal')
  })

  test('names what was slipped in by hand', async () => {
    const id = newId()
    await asSuperuser(
      `insert into events select '${id}', plan_id, subject_kind, subject_id, '${newId()}', 1, event, from_state, to_state, actor_id, at - interval '1 hour', payload, after from events limit 1`,
    )
    expect((await faults()).join()).toContain(id)
  })

  test('is verified beside people at work, and accuses nobody', async () => {
    let over = false
    const work = ['P1.S1', 'P1.S2'].map(async (ref) => {
      while (!over) await report(ref)
    })
    const found: string[] = []
    for (let times = 0; times < 15; times++) {
      found.push(...(await verify(database.db, machineClock)).faults)
    }
    over = true
    await Promise.all(work)
    expect(found).toEqual([])
  })

  test('cannot be changed by the application itself', async () => {
    await expect(rowsOf(database.db, sql`delete from seals`)).rejects.toThrow()
    await expect(rowsOf(database.db, sql`update seals set hash = ''`)).rejects.toThrow()
  })
})
