import type postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { isDatabaseAway, mayHaveHappened } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import { eventually, type Killer, openKiller } from '../faults/backends.ts'
import { historyFaults } from '../faults/history-check.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'

const database = useDatabase({ deadlineMs: 20_000 })
const now = '2026-11-23T10:00:00.000Z'
let killer: Killer
let plan: TestPlan
beforeAll(() => {
  killer = openKiller(database().adminUrl)
})
beforeEach(async () => {
  plan = await givenPlan(database().db)
  for (const { id } of (await facts()).criteria) await change(database().db, evidenceFor(id))
  await change(database().db, {
    subject: 'action',
    event: { type: 'report', updateId: newId(), note: 'Begun.' },
  })
})
afterAll(() => killer.close())

const actionId = () => plan.actions['P1.S1'] ?? ''

async function facts() {
  const read = await readAction(database().db, actionId())
  if (!read) throw new Error('the action is there')
  return read.facts
}

/** A change that writes all there is: the action, its history and a delivery. */
const submit: ActionChangeRequest = {
  subject: 'action',
  event: { type: 'submit', whatChanged: 'Families wait less.' },
}

function evidenceFor(criterionId: string): ActionChangeRequest {
  const event = { kind: 'document', title: 'Minutes', url: 'https://documents.example/minutes' } as const
  return {
    subject: 'action',
    event: {
      type: 'addEvidence',
      evidenceId: newId(),
      criterionId,
      datedOn: '2026-11-20',
      independent: false,
      ...event,
    },
  }
}

const change = (db: Db, request: ActionChangeRequest) =>
  changeAction(db, { actionId: actionId(), actorId: plan.people.owner, now }, request)

/** Every row that belongs to the action, as the database has it. */
async function stored(): Promise<unknown> {
  const id = actionId()
  const [rows] = await killer.admin`select
    (select to_jsonb(a) from actions a where id = ${id}) as action,
    (select jsonb_agg(e order by version) from events e where aggregate_id = ${id}) as events,
    (select jsonb_agg(d order by id) from deliveries d where action_id = ${id}) as deliveries,
    (select jsonb_agg(u order by id) from updates u where action_id = ${id}) as updates,
    (select jsonb_agg(v order by id) from evidence v where action_id = ${id}) as evidence`
  return rows
}

/** Holds a lock in a session of its own while something happens. */
async function holding(
  lock: (session: postgres.TransactionSql) => Promise<unknown>,
  meanwhile: () => Promise<void>,
): Promise<void> {
  const undo = new Error('nothing of the lock is kept')
  const held = killer.admin.begin(async (session) => {
    await lock(session)
    await meanwhile()
    throw undo
  })
  await expect(held).rejects.toBe(undo)
}

describe('a backend killed between two statements of a change', () => {
  test.each([1, 2, 3])('leaves it whole or undone: before statement %i', async (step) => {
    let statement = 0
    const killing = async () => {
      statement += 1
      if (statement === step) await killer.kill()
    }
    const before = await stored()
    const outcome = await change(beforeEachStatement(database().db, killing), submit).then(
      (changed) => changed.outcome,
      (error: unknown) => (isDatabaseAway(error) ? 'away' : error),
    )
    expect(statement).toBeGreaterThanOrEqual(step)
    expect(await historyFaults(database().db, [actionId()])).toEqual([])
    const after = await stored()
    expect(outcome === 'away' ? [outcome, after] : [outcome, (await facts()).state]).toEqual(
      outcome === 'away' ? ['away', before] : ['done', 'submitted'],
    )
  })
})

describe('a backend killed in the middle of the write', () => {
  const locks: Record<string, (session: postgres.TransactionSql) => Promise<unknown>> = {
    'at its first row': (session) => session`select from actions where id = ${actionId()} for update`,
    // The next version is taken, but not yet for good: whoever writes it too has to wait.
    'between the action and its history': async (session) => session`
      insert into events select * from jsonb_populate_record(
        (select e from events e where aggregate_id = ${actionId()} order by version desc limit 1),
        jsonb_build_object('id', ${newId()}::text, 'version', ${(await facts()).version + 1}::int))`,
    'when all rows are written and their references checked': (session) =>
      session`select from people where id = ${plan.people.lead} for update`,
  }

  test.each(Object.entries(locks))('%s leaves everything as it was', async (_, lock) => {
    const before = await stored()
    await holding(lock, async () => {
      const changing = change(database().db, submit).catch((error: unknown) => error)
      await killer.killBlocked()
      const error = await changing
      expect([isDatabaseAway(error), mayHaveHappened(error)]).toEqual([true, true])
    })
    expect(await stored()).toEqual(before)
    expect(await change(database().db, submit)).toMatchObject({ outcome: 'done' })
    expect(await historyFaults(database().db, [actionId()])).toEqual([])
  })

  test.each(Object.entries(locks))(
    '%s, a write that only had to wait goes through whole',
    async (_, lock) => {
      let changing: ReturnType<typeof change> | undefined
      await holding(lock, async () => {
        changing = change(database().db, submit)
        await eventually(killer.blocked, ({ length }) => length === 1)
      })
      expect(await changing).toMatchObject({ outcome: 'done' })
      expect(await historyFaults(database().db, [actionId()])).toEqual([])
    },
  )
})

test('a backend killed while it reads for a change costs nothing but time: it is asked again', async () => {
  let changing: ReturnType<typeof change> | undefined
  await holding(
    (session) => session`lock table criteria in access exclusive mode`,
    async () => {
      changing = change(database().db, submit)
      await killer.killBlocked()
      await eventually(killer.blocked, ({ length }) => length === 1)
    },
  )
  expect(await changing).toMatchObject({ outcome: 'done' })
  expect(await historyFaults(database().db, [actionId()])).toEqual([])
})

test('a backend killed right after the write keeps it', async () => {
  expect(await change(database().db, submit)).toMatchObject({ outcome: 'done' })
  const written = await stored()
  await killer.kill()
  expect(await stored()).toEqual(written)
  expect((await facts()).state).toBe('submitted')
  expect(await rowsOf(database().db, sql`select 1 as one`)).toEqual([{ one: 1 }])
})

/** The same handle, with something done before each statement that is written out in full. */
function beforeEachStatement(db: Db, doing: () => Promise<void>): Db {
  return new Proxy(db, {
    get: (handle, name) =>
      name === 'execute'
        ? async (statement: SQL) => {
            await doing()
            return handle.execute(statement)
          }
        : Reflect.get(handle, name),
  })
}
