import { expect, test } from 'vitest'
import { connect, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { DELIVERIES, listen } from '#db/connection/listen.ts'
import { planDueWeeks } from '#emails/ledger/plan-week.ts'
import { sendOnce, startSender } from '#emails/ledger/sender.ts'
import {
  fromMonday,
  givenOwners,
  ledger,
  MONDAY_EIGHT,
  newOwner,
  overdue,
  sender,
  until,
  useMailRoom,
} from './harness.ts'

const room = useMailRoom()

test('a sender is woken by what another process queued, long before it would have looked', async () => {
  const db = room.db()
  await givenOwners(db, [overdue], { digestsFrom: '2026-12-07' })
  const deps = sender(db, room.transport(), MONDAY_EIGHT)
  const running = startSender(deps)
  const listener = listen(room.database().url, DELIVERIES, running.wake)
  room.afterwards(running.stop)
  room.afterwards(listener.stop)
  await listener.ready
  await running.idle()

  const elsewhere = connect(room.database().url, { max: 1 })
  room.afterwards(elsewhere.close)
  await db.execute(sql`update plans set digests_from = ${fromMonday.digestsFrom} where state = 'active'`)
  await planDueWeeks(elsewhere.db, deps.clock)
  // It would have looked after a minute; this waits for a sixth of one.
  await until(async () => (await ledger(db))[0]?.state === 'sent')
})

test('it is called again when its connection was killed, because calls may have been missed, and hears new ones', async () => {
  const db = room.db()
  const admin = connect(room.database().adminUrl, { max: 1 })
  room.afterwards(admin.close)
  let calls = 0
  const listener = listen(room.database().url, DELIVERIES, () => calls++)
  room.afterwards(listener.stop)
  await listener.ready
  expect(calls).toBe(1)
  await rowsOf(
    admin.db,
    sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'waymark-listener' and datname = current_database()`,
  )
  await until(() => calls === 2)
  await db.execute(sql`select pg_notify(${DELIVERIES}, '')`)
  await until(() => calls === 3)
})

test('it can be stopped while the database is away', async () => {
  const listener = listen('postgres://waymark:none@127.0.0.1:1/waymark', DELIVERIES, () => {})
  await listener.stop()
  await listener.ready
})

test('writing a delivery calls out once a statement, whoever writes it', async () => {
  const db = room.db()
  const made = await givenOwners(db, [overdue, overdue, overdue], fromMonday)
  for (const [at, id] of Object.values(made.actions).entries())
    await newOwner(db, id, `Owner ${at}`, `listen.${at}@council.example`)
  let calls = 0
  const listener = listen(room.database().url, DELIVERIES, () => calls++)
  room.afterwards(listener.stop)
  await listener.ready
  await planDueWeeks(db, sender(db, room.transport(), MONDAY_EIGHT).clock)
  await until(() => calls === 2)
  expect(await ledger(db)).toHaveLength(3)
})

test('a sender that looks for work and finds none calls nobody, itself least of all', async () => {
  const db = room.db()
  const deps = sender(db, room.transport(), MONDAY_EIGHT)
  let calls = 0
  const listener = listen(room.database().url, DELIVERIES, () => calls++)
  room.afterwards(listener.stop)
  await listener.ready
  await sendOnce(deps)
  await sendOnce(deps)
  // What is called out arrives in order: when this call is heard, none of the others is under way.
  await db.execute(sql`select pg_notify(${DELIVERIES}, '')`)
  await until(() => calls >= 2)
  expect(calls).toBe(2)
})
