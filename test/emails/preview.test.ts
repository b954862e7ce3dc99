import { beforeEach, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { sql } from '#db/connection/drizzle.ts'
import { nextWeekToGo } from '#emails/ledger/due-weeks.ts'
import { previewWeek } from '#emails/ledger/preview.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { useDatabase } from '#test/support/database.ts'
import {
  fromMonday,
  givenOwners,
  ledger,
  MONDAY,
  MONDAY_EIGHT,
  overdue,
  PUBLIC_URL,
  sender,
  startAfresh,
  weeks,
} from './harness.ts'

const database = useDatabase()
beforeEach(() => startAfresh(database().db))

test('shows word for word what then goes, and writes nothing', async () => {
  const { db } = database()
  await givenOwners(
    db,
    [
      { ownerEmail: 'owner', dueOn: '2026-11-02', milestones: [{ title: 'A report', dueOn: '2026-11-09' }] },
      { ownerEmail: 'lead', dueOn: '2026-11-30' },
      { ownerEmail: 'otherOwner', dueOn: '2027-05-01', startOn: '2027-01-04' },
    ],
    { digestsFrom: MONDAY },
  )
  const previews = await previewWeek(db, clockFrom(MONDAY_EIGHT), { publicUrl: `${PUBLIC_URL}/` })
  expect(await ledger(db)).toEqual([])
  expect(await weeks(db)).toEqual([])

  await sendOnce(sender(db, outboxTransport(), MONDAY_EIGHT))
  const sent = (await ledger(db)).filter(({ state }) => state === 'sent')
  expect(
    previews.map(({ subject, text, html, lines }) => ({ subject, text, html, lines })).toSorted(bySubject),
  ).toEqual(
    sent.map(({ subject, text, html, lines }) => ({ subject, text, html, lines })).toSorted(bySubject),
  )
  expect(previews.map(({ person }) => person.name)).toEqual(['The lead', 'The owner'])
})

test('shows a week to come as it would be then', async () => {
  const { db } = database()
  await givenOwners(db, [{ dueOn: '2026-12-02' }], { digestsFrom: '2026-12-07' })
  const clock = clockFrom(MONDAY_EIGHT)
  expect(await previewWeek(db, clock, { publicUrl: PUBLIC_URL })).toEqual([])
  const [preview] = await previewWeek(db, clock, { week: '2026-12-09', publicUrl: PUBLIC_URL })
  expect(preview?.subject).toBe('1 action overdue: A plan for tests')
  expect(preview?.text).toContain('5 days late.')
})

test('of itself looks at the week that goes next: a due one that was never planned, else the next', async () => {
  const { db } = database()
  await givenOwners(db, [overdue], fromMonday)
  const deps = sender(db, outboxTransport(), MONDAY_EIGHT)
  expect(await nextWeekToGo(db, deps.clock)).toBe(MONDAY)
  await sendOnce(deps)
  expect(await nextWeekToGo(db, deps.clock)).toBe('2026-11-30')
  await db.execute(sql`update plans set state = 'closed'`)
  expect(await nextWeekToGo(db, deps.clock)).toBeNull()
})

const bySubject = (one: { subject: string }, other: { subject: string }) =>
  one.subject.localeCompare(other.subject)
