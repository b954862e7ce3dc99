import { beforeEach, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { actions, deliveries, people } from '#db/schema/index.ts'
import { closeWeeks, periodOf, planDueWeeks, planWeek, SUPERSEDED } from '#emails/ledger/plan-week.ts'
import { useDatabase } from '#test/support/database.ts'
import { addDays, type Instant } from '#workflows/calendar/calendar.ts'
import { givenOwners, later, ledger, MONDAY, MONDAY_EIGHT, startAfresh, weeks } from './harness.ts'

const database = useDatabase()
beforeEach(() => startAfresh(database().db))

const normally = { superseded: false }

/** The weeks that are planned at a moment, by their Mondays. */
async function weeksPlanned(at: Instant) {
  const { planned } = await planDueWeeks(database().db, clockFrom(at))
  return planned.map((period) => period.slice(0, 10))
}

describe('one statement', () => {
  test('records the week and one delivery for each owner of open work, also where nothing is due', async () => {
    const { db } = database()
    await givenOwners(
      db,
      [
        { ownerEmail: 'owner', dueOn: '2026-11-02' },
        { ownerEmail: 'owner', dueOn: '2026-11-30' },
        { ownerEmail: 'otherOwner', dueOn: '2027-06-01', startOn: '2027-01-04' },
      ],
      { digestsFrom: MONDAY },
    )
    expect(await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, normally)).toBe(true)

    expect(await weeks(db)).toMatchObject([
      {
        week: MONDAY,
        dueAt: '2026-11-23T08:00:00.000Z',
        expected: 2,
        late: false,
        superseded: false,
        closedAt: null,
      },
    ])
    const [other, owner] = await ledger(db)
    expect(other).toMatchObject({
      toName: 'The otherOwner',
      state: 'nothingDue',
      lines: [],
      period: periodOf(MONDAY),
    })
    expect(other?.settledAt).not.toBeNull()
    expect(owner).toMatchObject({
      toName: 'The owner',
      state: 'queued',
      attempts: 0,
      fence: 0,
      settledAt: null,
    })
    expect(owner?.lines.map((line) => 'group' in line && line.group)).toEqual(['overdue', 'dueSoon'])
  })

  test('plans a week once however often and from however many places it is asked', async () => {
    const { db } = database()
    await givenOwners(db, [{ dueOn: '2026-11-02' }], { digestsFrom: MONDAY })
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, normally)),
    )
    expect(asked.filter(Boolean)).toHaveLength(1)
    expect(await ledger(db)).toHaveLength(1)
  })

  test('makes ids like those of the application, distinct and in order', async () => {
    const { db } = database()
    const first = { ownerEmail: 'owner', dueOn: '2026-11-02' }
    await givenOwners(db, [first, { ...first, ownerEmail: 'otherOwner' }, { ...first, ownerEmail: 'lead' }])
    const before = newId()
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, normally)
    const ids = (await db.select().from(deliveries).orderBy(deliveries.personId)).map(({ id }) => id)
    expect(ids).toHaveLength(3)
    expect(ids).toEqual(ids.toSorted())
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const row = [before, ...ids, newId()]
    expect(row).toEqual(row.toSorted())
  })

  test('leaves out plans that are not active or mail from a later week, people who left, and unowned work', async () => {
    const { db } = database()
    const late = [{ dueOn: '2026-11-02' }]
    await givenOwners(db, late, { digestsFrom: addDays(MONDAY, 7) })
    await givenOwners(db, late, { digestsFrom: null })
    await givenOwners(db, late, { state: 'draft', digestsFrom: MONDAY })
    const left = await givenOwners(db, late, { digestsFrom: MONDAY })
    await db.update(people).set({ leftOn: MONDAY }).where(eq(people.id, left.people.owner))
    const unowned = await givenOwners(db, late, { digestsFrom: MONDAY })
    await db.update(actions).set({ ownerId: null }).where(eq(actions.planId, unowned.planId))
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, normally)
    expect(await ledger(db)).toEqual([])
    expect(await weeks(db)).toMatchObject([{ expected: 0 }])
  })
})

describe('weeks that are due', () => {
  test('are planned at eight in London and not before, on both sides of a clock change', async () => {
    const { db } = database()
    await givenOwners(db, [{ dueOn: '2026-10-01' }], { digestsFrom: '2026-10-19' })
    const at = async (instant: Instant) => weeksPlanned(instant)
    expect(await at('2026-10-19T06:59:30.000Z')).toEqual([])
    expect(await at('2026-10-19T07:00:01.000Z')).toEqual(['2026-10-19'])
    expect(await at('2026-10-26T07:59:30.000Z')).toEqual([])
    expect(await at('2026-10-26T08:00:01.000Z')).toEqual(['2026-10-26'])
    expect((await weeks(db)).map(({ dueAt }) => dueAt)).toEqual([
      '2026-10-19T07:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ])
  })

  test('after a bank holiday on Monday are planned on Tuesday at eight', async () => {
    const { db } = database()
    await givenOwners(db, [{ dueOn: '2026-08-03' }], { digestsFrom: '2026-08-31' })
    expect(await weeksPlanned('2026-08-31T12:00:00.000Z')).toEqual([])
    expect(await weeksPlanned('2026-09-01T07:00:01.000Z')).toEqual(['2026-08-31'])
    expect(await weeks(db)).toMatchObject([{ dueAt: '2026-09-01T07:00:00.000Z', late: false }])
  })

  test('missed over an outage are all recorded, only the newest to be sent, and marked late', async () => {
    const { db } = database()
    await givenOwners(db, [{ dueOn: '2026-10-01' }], { digestsFrom: '2026-11-09' })
    const back = later(MONDAY_EIGHT, 26 * 60)
    expect(await weeksPlanned(back)).toEqual(['2026-11-09', '2026-11-16', MONDAY])
    expect((await ledger(db)).map(({ week, state, late }) => [week, state, late])).toEqual([
      ['2026-11-09', 'superseded', true],
      ['2026-11-16', 'superseded', true],
      [MONDAY, 'queued', true],
    ])
    expect((await weeks(db)).map(({ superseded, closedAt }) => [superseded, closedAt !== null])).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ])
  })

  test('planned within the hour are not late', async () => {
    const { db } = database()
    await givenOwners(db, [{ dueOn: '2026-10-01' }], { digestsFrom: MONDAY })
    await planDueWeeks(db, clockFrom(later(MONDAY_EIGHT, 59)))
    expect(await weeks(db)).toMatchObject([{ late: false }])
  })

  test('are none while no plan is active', async () => {
    const { db } = database()
    await givenOwners(db, [{ dueOn: '2026-10-01' }], { state: 'draft', digestsFrom: '2026-11-09' })
    expect(await weeksPlanned(MONDAY_EIGHT)).toEqual([])
    expect(await weeks(db)).toEqual([])
  })

  test('take the place of what an earlier week still owes, but not of what a sender holds just now', async () => {
    const { db } = database()
    const drafts = ['owner', 'otherOwner', 'lead', 'chair', 'member'].map((ownerEmail) => ({
      ownerEmail,
      dueOn: '2026-10-01',
    }))
    await givenOwners(db, drafts, { digestsFrom: '2026-11-16' })
    await planDueWeeks(db, clockFrom('2026-11-16T08:00:01.000Z'))
    const [first, second, third, fourth, fifth] = await ledger(db)
    const put = (row: typeof first, change: Partial<typeof deliveries.$inferInsert>) =>
      db
        .update(deliveries)
        .set(change)
        .where(eq(deliveries.id, row?.id ?? ''))
    await put(second, { state: 'sending', leaseUntil: later(MONDAY_EIGHT, -1) })
    await put(third, { state: 'sending', leaseUntil: later(MONDAY_EIGHT, 1) })
    await put(fourth, { state: 'handedOff', leaseUntil: later(MONDAY_EIGHT, -1) })
    await put(fifth, { state: 'sent', settledAt: '2026-11-16T08:00:03.000Z' })

    await planDueWeeks(db, clockFrom(MONDAY_EIGHT))
    const now = await ledger(db, 'ownerDigest', '2026-11-16')
    expect(now.map(({ state, ambiguous }) => [state, ambiguous])).toEqual([
      ['superseded', false],
      ['superseded', false],
      ['sending', false],
      ['superseded', true],
      ['sent', false],
    ])
    expect(now[0]?.reply).toBe(SUPERSEDED)
    await closeWeeks(db, clockFrom(MONDAY_EIGHT))
    expect((await weeks(db))[0]).toMatchObject({ superseded: true, closedAt: null })

    await put(third, { state: 'sent' })
    await closeWeeks(db, clockFrom(MONDAY_EIGHT))
    expect((await weeks(db))[0]?.closedAt).not.toBeNull()
  })
})
