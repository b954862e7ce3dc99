import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actions } from '#db/schema/index.ts'
import { claimNext, markHandedOff } from '#emails/ledger/claim.ts'
import { DONE_AFTER_COPY } from '#emails/ledger/compose.ts'
import { planWeek } from '#emails/ledger/plan-week.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { settle } from '#emails/ledger/settle.ts'
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
  until,
  useMailRoom,
} from './harness.ts'

const room = useMailRoom()

describe('a sender that is killed', () => {
  test('before the hand-off loses nothing and repeats nothing: it goes once, when the lease ends', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    let asked = 0
    room.server().behave({ recipient: () => (asked++, 'silent') })
    const child = senderProcess()
    await until(() => asked > 0)
    await kill(child)
    room.server().behave({})

    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 0.5)))).toEqual({})
    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 2)))).toEqual({ sent: 1 })
    expect(room.server().received).toHaveLength(1)
    expect(await ledger(db)).toMatchObject([{ state: 'sent', attempts: 2, ambiguous: false }])
  })

  test('after the hand-off is told from that: the copy is flagged and carries the same Message-ID', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    room.server().behave({ body: () => 'silentButKept' })
    const child = senderProcess()
    await until(() => room.server().received.length === 1)
    await kill(child)
    expect(await ledger(db)).toMatchObject([{ state: 'handedOff', handedOffAt: expect.any(String) }])
    room.server().behave({})

    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 2)))).toEqual({})
    expect(await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 4)))).toEqual({ sent: 1 })
    const [first, second] = await Promise.all(room.server().received.map(({ raw }) => parsed(raw)))
    expect(room.server().received).toHaveLength(2)
    expect(second?.messageId).toBe(first?.messageId)
    expect(await ledger(db)).toMatchObject([{ state: 'sent', attempts: 2, ambiguous: true }])
  })
})

/** A moment at which what was planned at eight is there to be claimed. */
const SOON = later(MONDAY_EIGHT, 0.1)

describe('a claim', () => {
  test('goes to one of all who ask at once, and all of them get something', async () => {
    const db = room.db()
    const made = await givenOwners(
      db,
      Array.from({ length: 6 }, () => overdue),
      fromMonday,
    )
    for (const [at, id] of Object.values(made.actions).entries()) {
      await newOwner(db, id, `Owner ${at}`, `claim.${at}@council.example`)
    }
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    const clock = clockFrom(SOON)
    const connections = Array.from({ length: 3 }, () => connect(room.database().url, { max: 4 }))
    for (const { close } of connections) room.afterwards(close)
    // Warm, so that they really ask at once.
    await Promise.all(
      connections.flatMap((each) => [0, 1, 2, 3].map(() => each.db.execute(sql`select pg_sleep(0.1)`))),
    )
    const asked = connections.flatMap((each) => [0, 1, 2, 3].map(() => claimNext(each.db, clock)))
    const claims = (await Promise.all(asked)).filter((claim) => claim !== null)
    expect(new Set(claims.map(({ id }) => id)).size).toBe(6)
    expect(claims.map(({ attempts, fence }) => [attempts, fence])).toEqual(
      Array.from({ length: 6 }, () => [1, 1]),
    )
  })

  test('whose email may have arrived says so when everything is done by the time of its copy', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    const clock = clockFrom(SOON)
    const claim = await claimNext(db, clock)
    expect(claim && (await markHandedOff(db, clock, claim))).toBe(true)
    await db.update(actions).set({ state: 'signedOff' })
    await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 5)))
    expect(await ledger(db)).toMatchObject([{ state: 'nothingDue', ambiguous: true, reply: DONE_AFTER_COPY }])
  })

  test('that was taken over can neither hand off nor settle any more', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    const lost = await claimNext(db, clockFrom(SOON))
    const clock = clockFrom(later(MONDAY_EIGHT, 2))
    const held = await claimNext(db, clock)
    if (!lost || !held) throw new Error('both were to get a claim')
    expect(await markHandedOff(db, clock, lost)).toBe(false)
    expect(await settle(db, clock, lost, { kind: 'sent', reply: '250' })).toBeNull()
    expect(await markHandedOff(db, clock, held)).toBe(true)
    expect(await settle(db, clock, held, { kind: 'sent', reply: '250' })).toBe('sent')
  })

  test('that ran out can no longer hand off, though nobody else has claimed the row yet', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    const claim = await claimNext(db, clockFrom(SOON))
    expect(claim && (await markHandedOff(db, clockFrom(later(MONDAY_EIGHT, 2)), claim))).toBe(false)
  })

  test('is not given on an older week than the newest', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], { digestsFrom: '2026-11-16' })
    await planWeek(db, clockFrom(MONDAY_EIGHT), '2026-11-16', { superseded: false })
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    expect((await claimNext(db, clockFrom(SOON)))?.week).toBe(MONDAY)
    expect(await claimNext(db, clockFrom(SOON))).toBeNull()
  })
})

function senderProcess(): ChildProcess {
  const script = join(import.meta.dirname, 'fixtures/sender-process.ts')
  const child = spawn(process.execPath, [script, room.database().url, room.server().url, MONDAY_EIGHT], {
    stdio: 'ignore',
  })
  room.afterwards(() => child.kill('SIGKILL'))
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}
