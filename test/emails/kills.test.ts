import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sendOnce } from '#emails/sender.ts'
import { givenPlan } from '#test/support/plans.ts'
import {
  fromMonday,
  later,
  ledger,
  MONDAY_EIGHT,
  newOwner,
  overdue,
  parsed,
  sender,
  until,
  useMailRoom,
  weeks,
} from './harness.ts'

const room = useMailRoom()
const OWNERS = 60
const KILLS = 8

test('senders killed at random, with a mail server that errs, miss nobody, and every copy is flagged', async () => {
  const db = room.db()
  const made = await givenPlan(
    db,
    Array.from({ length: OWNERS }, () => overdue),
    fromMonday,
  )
  for (const [at, id] of Object.values(made.actions).entries()) {
    await newOwner(db, id, `Owner ${at}`, `kills.${at}@council.example`)
  }
  let asked = 0
  room.server().behave({
    recipient: () => (++asked % 5 === 0 ? 451 : asked % 7 === 0 ? 'silent' : 'accept'),
    body: () => (asked % 3 === 0 ? 'silentButKept' : 'accept'),
  })

  const senders = [senderProcess(), senderProcess()]
  for (let kills = 0; kills < KILLS; kills++) {
    const before = asked
    // In the middle of its work, not while it starts.
    await until(() => asked > before + kills)
    await kill(senders.shift())
    senders.push(senderProcess())
  }
  await Promise.all(senders.map(kill))
  expect(room.server().received.length).toBeGreaterThan(0)

  room.server().behave({})
  for (const minutes of [5, 30, 120])
    await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, minutes)))

  const rows = await ledger(db)
  const received = room.server().received
  const copies = (address: string) => received.filter(({ to }) => to.includes(address))
  expect(rows).toHaveLength(OWNERS)
  for (const { toAddress, state, ambiguous, id } of rows) {
    const mine = copies(toAddress)
    expect(state === 'sent' || (state === 'failed' && ambiguous), `${toAddress} ${state}`).toBe(true)
    expect(mine.length, `copies to ${toAddress}`).toBeGreaterThanOrEqual(1)
    expect(mine.length, `copies to ${toAddress}`).toBeLessThanOrEqual(ambiguous ? 2 : 1)
    for (const { raw } of mine) expect((await parsed(raw)).messageId).toBe(`<${id}@waymark.example>`)
  }
  expect(rows.some(({ ambiguous }) => ambiguous)).toBe(true)
  expect(await weeks(db)).toMatchObject([{ expected: OWNERS, closedAt: expect.any(String) }])
}, 60_000)

function senderProcess(): ChildProcess {
  const script = join(import.meta.dirname, 'fixtures/sender-process.ts')
  const { url } = room.database()
  const child = spawn(process.execPath, [script, url, room.server().url, MONDAY_EIGHT], { stdio: 'ignore' })
  room.afterwards(() => child.kill('SIGKILL'))
  return child
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  const ended = new Promise((resolve) => child?.once('exit', resolve))
  child?.kill('SIGKILL')
  await ended
}
