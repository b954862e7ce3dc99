import { expect, test } from 'vitest'
import { digestWeeks } from '#db/schema/index.ts'
import {
  fromMonday,
  givenOwners,
  ledger,
  MONDAY_EIGHT,
  newOwner,
  overdue,
  useMailRoom,
} from '../emails/harness.ts'
import { eventually } from './backends.ts'
import { startSenderProcess } from './mail-senders.ts'

const room = useMailRoom()
const PROCESSES = 20
const OWNERS = 60
/** Twenty senders greet one mail server at once: on a small machine that takes its time. */
const patient = { silence: 60_000 }

test('twenty processes started in the same second on a Monday: one plan of the week, one email each', async () => {
  const db = room.db()
  const made = await givenOwners(
    db,
    Array.from({ length: OWNERS }, () => overdue),
    fromMonday,
  )
  for (const [at, id] of Object.values(made.actions).entries())
    await newOwner(db, id, `Owner ${at}`, `twenty.${at}@council.example`)
  // They are up and at rest a second before eight; then it turns eight for all of them at once.
  const senders = Array.from({ length: PROCESSES }, () =>
    startSenderProcess(room.database().url, room.server().url, '2026-11-23T07:30:00.000Z', patient),
  )
  for (const { kill } of senders) room.afterwards(kill)
  const ready = await Promise.all(senders.map(({ isIdle }) => isIdle(240_000)))
  expect(ready).toEqual(senders.map(() => true))
  expect(await db.select().from(digestWeeks)).toEqual([])
  for (const sender of senders) sender.setClock(MONDAY_EIGHT)

  await eventually(
    async () => (await ledger(db)).filter(({ state }) => state === 'sent').length,
    (sent) => sent === OWNERS,
  )
  await Promise.all(senders.map(({ isIdle }) => isIdle(10_000)))
  expect(await db.select().from(digestWeeks)).toMatchObject([
    { expected: OWNERS, closedAt: expect.any(String) },
  ])
  expect((await ledger(db)).every(({ attempts, ambiguous }) => attempts === 1 && !ambiguous)).toBe(true)
  const to = room.server().received.flatMap((message) => message.to)
  expect(to.toSorted()).toEqual(
    Array.from({ length: OWNERS }, (_, at) => `twenty.${at}@council.example`).toSorted(),
  )
}, 420_000)
