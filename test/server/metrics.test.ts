import { afterEach, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { planDueWeeks } from '#emails/ledger/plan-week.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { startMetrics } from '#server/features/health/metrics.ts'
import { lateDigests } from '#server/features/health/readiness.ts'
import { useDatabase } from '#test/support/database.ts'
import { givenOwners, later, MONDAY_EIGHT, overdue, sender } from '../emails/harness.ts'

const database = useDatabase()
const cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

async function metricsAt(at: string, db = database().db) {
  const { port, stop } = await startMetrics({ db, clock: clockFrom(at), port: 0, host: '127.0.0.1' })
  cleanUps.push(stop)
  return async (path = '/metrics', method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    }
  }
}

test('the figures tell machines what people see: weeks that nobody planned, a queue that grows old, what went', async () => {
  const { db } = database()
  await givenOwners(db, [overdue], { digestsFrom: '2026-11-23' })
  const ask = await metricsAt(later(MONDAY_EIGHT, 90))
  expect((await ask()).text).toContain('waymark_digest_weeks_overdue 1\n')
  expect(await lateDigests(db, clockFrom(later(MONDAY_EIGHT, 30)))).toEqual([])

  const clock = clockFrom(MONDAY_EIGHT)
  await planDueWeeks(db, clock)
  const queued = (await ask()).text
  expect(queued).toContain('waymark_deliveries{kind="weeklyDigest",state="queued"} 1\n')
  expect(queued).toContain('waymark_mail_queue 1\n')
  expect(queued).toMatch(/^waymark_mail_queue_oldest_seconds 540\d$/m)
  expect(queued).toContain('waymark_digest_weeks_open 1\n')
  expect(queued).toContain('waymark_digest_weeks_overdue 1\n')

  await sendOnce(sender(db, outboxTransport(), clock))
  const done = await ask()
  expect(done.type).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(done.text).toContain('waymark_deliveries{kind="weeklyDigest",state="sent"} 1\n')
  expect(done.text).toContain('waymark_deliveries_ambiguous{kind="weeklyDigest",state="sent"} 0\n')
  expect(done.text).toContain('waymark_mail_queue 0\n')
  expect(done.text).toContain('waymark_digest_weeks_overdue 0\n')
  for (const line of done.text.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) waymark_\w+ .+|waymark_\w+(\{(\w+="\w+",?)+\})? -?\d+)$/)
})

test('there is nothing else on that port, and it says so when the database is away', async () => {
  const away = connect('postgres://waymark:none@127.0.0.1:1/waymark', { deadlineMs: 1_000 })
  cleanUps.push(away.close)
  const ask = await metricsAt(MONDAY_EIGHT, away.db)
  expect(await ask()).toMatchObject({ status: 200, text: expect.stringContaining('waymark_database_up 0\n') })
  expect((await ask('/')).status).toBe(404)
  expect((await ask('/metrics', 'POST')).status).toBe(405)
})
