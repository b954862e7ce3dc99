import { describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { deliveries } from '#db/schema/index.ts'
import { claimNext } from '#emails/ledger/claim.ts'
import { planWeek } from '#emails/ledger/plan-week.ts'
import { sendOnce, startSender } from '#emails/ledger/sender.ts'
import { settle } from '#emails/ledger/settle.ts'
import { outboxTransport } from '#emails/outbox.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import {
  fromMonday,
  givenOwners,
  keptLog,
  later,
  ledger,
  MONDAY,
  MONDAY_EIGHT,
  newOwner,
  overdue,
  sender,
  until,
  useMailRoom,
} from './harness.ts'

const room = useMailRoom()

describe('trouble of our own', () => {
  test('an email that cannot be written is put off, and the next is sent', async () => {
    const db = room.db()
    const { people: cast } = await givenOwners(db, [overdue], fromMonday)
    await poison(cast.lead)
    const { log, entries } = keptLog()
    expect(await sendOnce({ ...sender(db, room.transport(), MONDAY_EIGHT), log })).toEqual({
      sent: 1,
      queued: 1,
    })
    expect((await ledger(db, 'assigned'))[0]?.reply).toBe(
      'Waymark could not write this email. The log says why.',
    )
    expect(entries.filter(({ level }) => level === 'error')).toHaveLength(1)
    expect(JSON.stringify(entries)).not.toContain('owner@plan.example')
  })

  test('an email that senders die over is given up in the end', async () => {
    const db = room.db()
    const { people: cast } = await givenOwners(db, [overdue], fromMonday)
    await poison(cast.lead)
    await db.update(deliveries).set({ state: 'sending', attempts: 25, fence: 25, leaseUntil: MONDAY_EIGHT })
    expect(await sendOnce(sender(db, room.transport(), MONDAY_EIGHT))).toEqual({ sent: 1 })
    expect((await ledger(db, 'assigned'))[0]).toMatchObject({
      state: 'failed',
      reply: expect.stringContaining('25 times'),
    })
  })

  test('an email that the mail server put off for days is not given up because a sender dies over it once', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    const claimed = async (at: Instant) => {
      const claim = await claimNext(db, clockFrom(at))
      if (!claim) throw new Error('an email waits')
      return claim
    }
    for (let hour = 0; hour < 30; hour++) {
      const at = later(MONDAY_EIGHT, 1 + hour * 61)
      await settle(db, clockFrom(at), await claimed(at), { kind: 'retry', reply: '451 Later' })
    }
    await claimed(later(MONDAY_EIGHT, 1 + 30 * 61))
    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 31 * 61)))).toEqual({ sent: 1 })
    expect(await ledger(db)).toMatchObject([{ state: 'sent', attempts: 32, late: true }])
  })

  test('a database that is away ends no sender, and stopping one is possible meanwhile', async () => {
    const connection = connect('postgres://waymark:none@127.0.0.1:1/waymark', { deadlineMs: 1_000 })
    room.afterwards(connection.close)
    const { log, entries } = keptLog()
    const running = startSender({ ...sender(connection.db, outboxTransport(), MONDAY_EIGHT), log })
    await running.idle()
    expect(entries).toMatchObject([
      { level: 'error', sentence: 'Sending emails was interrupted. It goes on shortly.' },
    ])
    await running.stop()
  })

  test('a mail that went is settled though the database is away for a moment then', async () => {
    const db = room.db()
    const { adminUrl } = room.database()
    await givenOwners(db, [overdue], fromMonday)
    const admin = connect(adminUrl, { max: 1 })
    room.afterwards(admin.close)
    const cutOff = { ...room.transport() }
    const { send } = cutOff
    cutOff.send = async (message, hooks) => {
      const result = await send(message, hooks)
      await admin.db.execute(sql`alter table deliveries rename to deliveries_away`)
      setTimeout(
        () => void admin.db.execute(sql`alter table deliveries_away rename to deliveries`).execute(),
        600,
      )
      return result
    }
    expect(
      await sendOnce({ ...sender(db, cutOff, MONDAY_EIGHT), transport: { ...cutOff, concurrency: 1 } }),
    ).toEqual({ sent: 1 })
    expect(room.server().received).toHaveLength(1)
    expect(await ledger(db)).toMatchObject([{ state: 'sent', attempts: 1 }])
  })
})

describe('a running sender', () => {
  test('sends the Monday email at eight o’clock, and not when it looks each minute', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    const deps = sender(db, room.transport(), '2026-11-23T07:59:58.500Z')
    const running = startSender(deps)
    // It would have looked at 08:00:58; this waits for ten seconds.
    await until(() => room.server().received.length === 1)
    const eight = Date.parse('2026-11-23T08:00:00.000Z')
    const [row] = await ledger(db)
    expect(Date.parse(row?.createdAt ?? '') - eight).toBeGreaterThanOrEqual(0)
    await running.stop()
    expect(await ledger(db)).toMatchObject([{ state: 'sent' }])
  })

  test('sends at once what was queued when it is woken', async () => {
    const db = room.db()
    const { people: cast } = await givenOwners(db, [overdue], { digestsFrom: '2026-11-30' })
    const running = startSender(sender(db, room.transport(), MONDAY_EIGHT))
    await running.idle()
    await poison(cast.lead)
    running.wake()
    await running.idle()
    expect((await ledger(db, 'assigned'))[0]).toMatchObject({ attempts: 1 })
    await running.stop()
  })

  test('finishes the email in hand when it is stopped, and takes no other', async () => {
    const db = room.db()
    const made = await givenOwners(
      db,
      Array.from({ length: 8 }, () => overdue),
      fromMonday,
    )
    for (const [at, id] of Object.values(made.actions).entries())
      await newOwner(db, id, `Owner ${at}`, `stop.${at}@council.example`)
    const mail = room.transport()
    let stopping: Promise<void> | undefined
    const running = startSender(
      sender(
        db,
        {
          ...mail,
          concurrency: 2,
          send: (message, hooks) => {
            stopping ??= running.stop()
            return mail.send(message, hooks)
          },
        },
        MONDAY_EIGHT,
      ),
    )
    await until(() => stopping !== undefined)
    await stopping
    const states = (await ledger(db)).map(({ state }) => state)
    expect(new Set(states)).toEqual(new Set(['sent', 'queued']))
    expect(states.filter((state) => state === 'sent').length).toBe(room.server().received.length)
    expect(room.server().received.length).toBeLessThanOrEqual(2)
  })
})

/** A notice about an event whose id is no id: reading it fails each time. */
async function poison(personId: string): Promise<void> {
  await room.db().insert(deliveries).values({
    id: newId(),
    kind: 'assigned',
    period: 'no id',
    personId,
    actionId: null,
    state: 'queued',
    toName: 'Somebody',
    toAddress: 'somebody@council.example',
    lines: [],
    dueAt: MONDAY_EIGHT,
    late: false,
    attempts: 0,
    nextTryAt: MONDAY_EIGHT,
    fence: 0,
    ambiguous: false,
    createdAt: MONDAY_EIGHT,
  })
}
