import { afterEach, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { planDueWeeks } from '#emails/ledger/plan-week.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { startTestApp } from '#test/support/app.ts'
import { givenOwners, later, MONDAY_EIGHT, overdue, sender } from '../emails/harness.ts'

const cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

async function appAt(...options: Parameters<typeof startTestApp>) {
  const app = await startTestApp(...options)
  cleanUps.push(app.close)
  const ask = async (path: string) => {
    const response = await fetch(app.url + path)
    return { status: response.status, body: await response.json() }
  }
  return { db: app.db, ready: () => ask('/readyz'), healthy: () => ask('/healthz') }
}

const ok = { status: 'ok', checks: { database: 'ok', migrations: 'ok', digests: 'ok' }, toDo: [] }
const late = {
  status: 'digestsLate',
  checks: { database: 'ok', migrations: 'ok', digests: expect.stringMatching(/^late: 2026-11-23 \S/) },
  toDo: [expect.stringContaining('Check that a process that sends is running')],
}

test('a week that is due for an hour and was never planned, or not sent, is said with what to do, until it went', async () => {
  const { db, ready, healthy } = await appAt({ now: later(MONDAY_EIGHT, 61) })
  await givenOwners(db, [overdue], { digestsFrom: '2026-11-23' })
  expect(await ready()).toEqual({ status: 200, body: late })
  expect(await healthy()).toEqual({ status: 200, body: { status: 'ok' } })

  const clock = clockFrom(later(MONDAY_EIGHT, 61))
  await planDueWeeks(db, clock)
  expect(await ready()).toEqual({ status: 200, body: late })

  await sendOnce(sender(db, outboxTransport(), clock))
  expect(await ready()).toEqual({ status: 200, body: ok })
})

test('in the first hour, and where nothing is due, all is well', async () => {
  const { db, ready } = await appAt({ now: later(MONDAY_EIGHT, 58) })
  expect(await ready()).toEqual({ status: 200, body: ok })
  await givenOwners(db, [overdue], { digestsFrom: '2026-11-23' })
  expect(await ready()).toEqual({ status: 200, body: ok })
})

test('a database that is away, or not migrated, makes it unready and not unhealthy', async () => {
  const away = connect('postgres://waymark:none@127.0.0.1:1/waymark', { deadlineMs: 1_000 })
  cleanUps.push(away.close)
  const cut = await appAt({ db: away.db })
  expect(await cut.ready()).toEqual({
    status: 503,
    body: {
      status: 'notReady',
      checks: { database: 'away', migrations: 'unknown', digests: 'unknown' },
      toDo: [expect.stringContaining('Start the database')],
    },
  })
  expect(await cut.healthy()).toEqual({ status: 200, body: { status: 'ok' } })

  const behind = await appAt()
  await behind.db.execute(
    sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`,
  )
  expect(await behind.ready()).toMatchObject({
    status: 503,
    body: { status: 'notReady', toDo: [expect.stringContaining('migrate')] },
  })
})
