import { describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { claimNext, markHandedOff } from '#emails/ledger/claim.ts'
import { planWeek } from '#emails/ledger/plan-week.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import {
  fromMonday,
  givenOwners,
  later,
  ledger,
  MONDAY,
  MONDAY_EIGHT,
  newOwner,
  overdue,
  parsed,
  sender,
  useMailRoom,
  weeks,
} from './harness.ts'

const room = useMailRoom()

describe('what the mail server says', () => {
  test('a passing refusal is tried again after a pause', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    room.server().behave({ recipient: () => 451 })
    expect(await sendOnce(sender(db, room.transport(), MONDAY_EIGHT))).toEqual({ queued: 1 })
    expect((await ledger(db))[0]).toMatchObject({
      state: 'queued',
      reply: expect.stringMatching(/^451/),
      leaseUntil: null,
    })
    expect((await weeks(db))[0]?.closedAt).toBeNull()
    room.server().behave({})
    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 0.5)))).toEqual({})
    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 1.1)))).toEqual({ sent: 1 })
    expect((await ledger(db))[0]).toMatchObject({ attempts: 2, ambiguous: false, late: false })
  })

  test('that comes around an hour or more after it was due marks the email as late', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    room.server().behave({ recipient: () => 451 })
    await sendOnce(sender(db, room.transport(), MONDAY_EIGHT))
    room.server().behave({})
    await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 61)))
    expect(await ledger(db)).toMatchObject([{ state: 'sent', late: true }])
    expect(await weeks(db)).toMatchObject([{ late: false }])
  })

  test('is asked again for 72 hours, with growing pauses, and then it has failed', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    room.server().behave({ recipient: () => 451 })
    const pauses: number[] = []
    const mail = room.transport()
    let [at, state] = [MONDAY_EIGHT, 'queued']
    while (state === 'queued') {
      await sendOnce(sender(db, mail, at))
      const [row] = await ledger(db)
      if (row?.state === 'queued')
        pauses.push(Math.round((Date.parse(row.nextTryAt) - Date.parse(at)) / 60_000))
      state = row?.state ?? ''
      at = later(row?.nextTryAt ?? at, 0.05)
    }
    expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    const [row] = await ledger(db)
    expect(row).toMatchObject({
      state: 'failed',
      reply: expect.stringMatching(/^Gave up after 72 hours\. 451/),
    })
    expect(Date.parse(at) - Date.parse(MONDAY_EIGHT)).toBeGreaterThan(70 * 3_600_000)
    expect((await weeks(db))[0]?.closedAt).not.toBeNull()
  })

  test('a lasting refusal of one person has failed, and the next person is still served', async () => {
    const db = room.db()
    const made = await givenOwners(db, [overdue, overdue, overdue], fromMonday)
    for (const [at, id] of Object.values(made.actions).entries())
      await newOwner(db, id, `Owner ${at}`, `refused.${at}@council.example`)
    room.server().behave({ recipient: (address) => (address.startsWith('refused.1') ? 550 : 'accept') })
    expect(await sendOnce(sender(db, room.transport(), MONDAY_EIGHT))).toEqual({ sent: 2, failed: 1 })
    const [, failed] = await ledger(db)
    expect(failed).toMatchObject({
      state: 'failed',
      handedOffAt: null,
      reply: expect.stringMatching(/^550/),
      settledAt: expect.any(String),
    })
    expect((await weeks(db))[0]?.closedAt).not.toBeNull()
  })

  test('silence after the final dot sends one flagged copy, and silence again ends it as failed', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    room.server().behave({ body: () => 'silentButKept' })
    expect(await sendOnce(sender(db, room.transport(), MONDAY_EIGHT))).toEqual({ handedOff: 1 })
    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 0.5)))).toEqual({})
    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 1.5)))).toEqual({ failed: 1 })
    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 60)))).toEqual({})
    const ids = await Promise.all(
      room.server().received.map(async ({ raw }) => (await parsed(raw)).messageId),
    )
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect((await ledger(db))[0]).toMatchObject({
      state: 'failed',
      ambiguous: true,
      reply: expect.stringMatching(
        /^Handed to the mail server twice without an answer: it may have arrived\./,
      ),
    })
  })

  test('a copy that was handed off by a sender that died, and by another that died, is not sent a third time', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    for (const minutes of [1, 5]) {
      const clock = clockFrom(later(MONDAY_EIGHT, minutes))
      const claim = await claimNext(db, clock)
      expect(claim && (await markHandedOff(db, clock, claim))).toBe(true)
    }
    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 10)))).toEqual({})
    expect(await ledger(db)).toMatchObject([{ state: 'failed', ambiguous: true }])
    expect(room.server().received).toEqual([])
  })
})
