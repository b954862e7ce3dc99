import { beforeEach, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { actions, deliveries, people, plans } from '#db/schema/index.ts'
import { changeAction } from '#db/write/transition.ts'
import { periodOf, planDueWeeks } from '#emails/ledger/plan-week.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { useDatabase } from '#test/support/database.ts'
import { givenPlan } from '#test/support/plans.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { type DigestSlot, slotName, slotsAfter, usualSlot } from '#workflows/calendar/digest-slot.ts'
import { givenOwners, ledger, MONDAY, overdue, sender, startAfresh, weeks } from './harness.ts'

const database = useDatabase()
beforeEach(() => startAfresh(database().db))

const thursday: DigestSlot = { digestWeekday: 4, digestHour: 14, bankHolidays: 'englandAndWales' }
const planned = async (at: Instant) => (await planDueWeeks(database().db, clockFrom(at))).planned

describe('a plan’s own weekday, hour and bank holidays', () => {
  test('are when its digests go', async () => {
    const { db } = database()
    await givenOwners(db, [overdue], { digestsFrom: MONDAY, ...thursday })
    expect(await planned('2026-11-26T13:59:30.000Z')).toEqual([])
    expect(await planned('2026-11-26T14:00:01.000Z')).toEqual([periodOf(MONDAY, thursday)])
    expect(await weeks(db)).toMatchObject([
      { slot: 'thu14-englandAndWales', dueAt: '2026-11-26T14:00:00.000Z' },
    ])
  })

  test('give a person one digest a week for each slot their plans are mailed in, each about those plans only', async () => {
    const { db } = database()
    const first = await givenOwners(db, [overdue], { digestsFrom: MONDAY, title: 'First plan' })
    const same = await givenOwners(db, [overdue], { digestsFrom: MONDAY, title: 'Plan in the same slot' })
    const other = await givenOwners(db, [overdue], {
      digestsFrom: MONDAY,
      title: 'Thursday plan',
      ...thursday,
    })
    for (const { actions: ids } of [same, other])
      await db
        .update(actions)
        .set({ ownerId: first.people.owner })
        .where(eq(actions.id, ids['P1.S1'] ?? ''))
    for (const at of ['2026-11-23T08:00:02.000Z', '2026-11-26T14:00:02.000Z'])
      await sendOnce(sender(db, outboxTransport(), at))
    const mails = await ledger(db)
    expect(mails.map(({ personId, slot }) => [personId, slot])).toEqual([
      [first.people.owner, 'mon08-englandAndWales'],
      [first.people.owner, 'thu14-englandAndWales'],
    ])
    const [monday, thursdays] = mails
    expect(monday?.subject).toBe('2 actions overdue: 2 plans')
    expect(monday?.text).toContain('Plan in the same slot')
    expect(monday?.text).not.toContain('Thursday plan')
    expect(thursdays?.text).toContain('Thursday plan')
  })

  test('of Scotland move the digest on St Andrew’s day only there', async () => {
    const { db } = database()
    const scotland = { ...usualSlot, bankHolidays: 'scotland' as const }
    await givenOwners(db, [overdue], { digestsFrom: '2026-11-30' })
    await givenOwners(db, [overdue], { digestsFrom: '2026-11-30', ...scotland })
    expect(await planned('2026-11-30T08:00:01.000Z')).toEqual([periodOf('2026-11-30')])
    expect(await planned('2026-12-01T08:00:01.000Z')).toEqual([periodOf('2026-11-30', scotland)])
  })

  test('when they are changed hold from the next week on: no week is missed and none goes twice', async () => {
    const { db } = database()
    const { planId } = await givenOwners(db, [overdue], { digestsFrom: MONDAY, ...thursday })
    const [before] = await db.select().from(plans).where(eq(plans.id, planId))
    if (!before) throw new Error('the plan is there')
    const { digestWeekday, earlierSlots } = slotsAfter(
      before,
      { digestWeekday: 1 },
      '2026-11-24T10:00:00.000Z',
    )
    await db
      .update(plans)
      .set({ digestWeekday, earlierSlots: [...earlierSlots] })
      .where(eq(plans.id, planId))
    const all: string[] = []
    for (
      let hour = Date.parse('2026-11-23T06:00:00.000Z');
      hour < Date.parse('2026-12-12');
      hour += 3_600_000
    )
      all.push(...(await planned(new Date(hour).toISOString())))
    const monday14 = { ...thursday, digestWeekday: 1 }
    expect(all).toEqual([
      periodOf(MONDAY, thursday),
      periodOf('2026-11-30', monday14),
      periodOf('2026-12-07', monday14),
    ])
  })

  test('when they are changed send nobody what is left of the old slot beside the digest of the new one', async () => {
    const { db } = database()
    const friday = { ...usualSlot, digestWeekday: 5, digestHour: 14 }
    const { planId } = await givenOwners(db, [overdue], { digestsFrom: MONDAY, ...friday })
    await db
      .update(plans)
      .set({ ...usualSlot, earlierSlots: [{ slot: slotName(friday), before: '2026-11-30' }] })
      .where(eq(plans.id, planId))
    // Planned on Friday, and stopped before anything was sent.
    expect(await planned('2026-11-27T14:00:01.000Z')).toEqual([periodOf(MONDAY, friday)])
    await sendOnce(sender(db, outboxTransport(), '2026-11-30T08:00:02.000Z'))
    expect((await ledger(db)).map(({ week, state }) => [week, state])).toEqual([
      [MONDAY, 'superseded'],
      ['2026-11-30', 'sent'],
    ])
    expect(await weeks(db)).toMatchObject([
      { week: MONDAY, superseded: true, closedAt: expect.any(String) },
      { week: '2026-11-30', superseded: false },
    ])
  })

  test('when they are changed lose no news: chairs and administrators are told from the digest before on, and what became of it', async () => {
    const { db } = database()
    const { planId, ...plan } = await givenPlan(
      db,
      [{ dueOn: '2026-11-24' }, { dueOn: '2027-05-01', startOn: '2027-01-04' }],
      { digestsFrom: MONDAY },
    )
    await sendOnce(sender(db, outboxTransport(), '2026-11-23T08:00:02.000Z'))
    await db
      .update(deliveries)
      .set({ state: 'failed', reply: '550 No such mailbox', settledAt: '2026-11-23T09:00:00.000Z' })
      .where(eq(deliveries.personId, plan.people.owner))
    const [before] = await db.select().from(plans).where(eq(plans.id, planId))
    if (!before) throw new Error('the plan is there')
    const { earlierSlots, ...slot } = slotsAfter(before, thursday, '2026-11-24T10:00:00.000Z')
    await db
      .update(plans)
      .set({ ...slot, earlierSlots: [...earlierSlots] })
      .where(eq(plans.id, planId))
    // After the digest of Monday, and more than a week before that of Thursday.
    const event = { type: 'cancel', reason: 'It is no longer needed.' } as const
    await changeAction(
      db,
      {
        actionId: plan.actions['P1.S2'] ?? '',
        actorId: plan.people.chair,
        now: '2026-11-25T11:00:00.000Z',
        notify: false,
      },
      { subject: 'action', event },
    )
    await sendOnce(sender(db, outboxTransport(), '2026-12-03T14:00:02.000Z'))

    const [chair] = await ledger(db, 'chairDigest', '2026-11-30')
    expect(chair?.subject).toBe('1 action newly red: A plan for tests')
    const text = chair?.text.replace(/\s+/g, ' ')
    expect(text).toContain('COLOURS NOW, AND ON 23 NOVEMBER 2026')
    expect(text).toContain('SINCE 23 NOVEMBER 2026 ---------------------- Cancelled: 1')
    expect(text).toMatch(/Of last week’s \d emails, 1 did not go: 1 failed\./)
    const [administrator] = await ledger(db, 'administratorDigest', '2026-11-30')
    expect(administrator?.subject).toBe('1 address failed: A plan for tests')
    expect(administrator?.text.replace(/\s+/g, ' ')).toMatch(/Of last week’s \d emails, 1 did not go/)
  })

  test('after an outage only the newest week of each plan is sent, whatever slots it had', async () => {
    const { db } = database()
    const { planId, people: cast } = await givenOwners(db, [overdue], {
      digestsFrom: '2026-11-02',
      ...thursday,
    })
    await db
      .update(plans)
      .set({ ...usualSlot, earlierSlots: [{ slot: 'thu14-englandAndWales', before: '2026-11-16' }] })
      .where(eq(plans.id, planId))
    await sendOnce(sender(db, outboxTransport(), '2026-11-24T09:00:00.000Z'))
    expect((await ledger(db)).map(({ week, slot, state }) => [week, slot?.slice(0, 5), state])).toEqual([
      ['2026-11-02', 'thu14', 'superseded'],
      ['2026-11-09', 'thu14', 'superseded'],
      ['2026-11-16', 'mon08', 'superseded'],
      [MONDAY, 'mon08', 'sent'],
    ])
    expect(await db.select().from(people).where(eq(people.id, cast.owner))).toHaveLength(1)
  })
})
