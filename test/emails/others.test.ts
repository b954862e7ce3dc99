import { describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { nameDeputy } from '#db/read/deputies.ts'
import {
  deliveries,
  extensions,
  measures,
  memberships,
  observations,
  people,
  priorities,
} from '#db/schema/index.ts'
import { NOTHING_TO_TELL } from '#emails/ledger/compose.ts'
import { planWeek } from '#emails/ledger/plan-week.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { givenPlan, type TestPlan, putAction } from '#test/support/plans.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import {
  fromMonday,
  givenOwners,
  later,
  ledger,
  MONDAY,
  MONDAY_EIGHT,
  overdue,
  PUBLIC_URL,
  sender,
  useMailRoom,
  weeks,
} from './harness.ts'

const room = useMailRoom()

/** Nothing is asked of anybody about this one. */
const calm = { dueOn: '2027-05-01', startOn: '2027-01-04' }

/** Sends what is due at a moment, and gives the deliveries of a kind, by address. */
async function sent(kind: string, at: Instant = MONDAY_EIGHT) {
  await sendOnce(sender(room.db(), room.transport(), at))
  return ledger(room.db(), kind)
}

const put = (plan: TestPlan, ref: string, change: Parameters<typeof putAction>[3]) =>
  putAction(room.db(), plan, ref, change)

const linesOf = (text = '') => text.replace(/\s+/g, ' ')

describe('to the lead of a priority', () => {
  test('go decisions, what is overdue for five working days without a word, and what went quiet', async () => {
    const plan = await givenPlan(
      room.db(),
      [
        overdue,
        { ...overdue, dueOn: '2026-11-17' },
        { dueOn: '2027-01-29' },
        { dueOn: '2027-01-29' },
        { dueOn: '2027-02-26' },
      ],
      fromMonday,
    )
    await put(plan, 'P1.S2', { lastUpdateOn: '2026-11-10' })
    await put(plan, 'P1.S3', {
      state: 'submitted',
      submittedOn: '2026-11-18',
      submittedBy: plan.people.owner,
    })
    await put(plan, 'P1.S4', { lastUpdateOn: '2026-11-16' })
    await askForTime(plan, 'P1.S4', '2027-02-12')
    const [mail] = await sent('leadDigest')
    expect(mail).toMatchObject({ state: 'sent', toName: 'The lead' })
    expect(mail?.subject).toBe(
      '2 decisions wait for you, 1 action long overdue, 1 action without an update: A plan for tests',
    )
    const text = linesOf(mail?.text)
    expect(text).toContain(
      'P1.S3 What P1.S3 commits to Submitted on 18 November 2026 by The owner. It has waited for 5 days.',
    )
    expect(text).toContain(
      'The owner asks to move it from 29 January 2027 to 12 February 2027, 14 days later. It has waited for 4 days. The reason given is ‘A partner is not ready’.',
    )
    expect(text).toContain(
      '21 days late. It was due on 2 November 2026. No update since 1 June 2026. Owner: The owner.',
    )
    expect(text).not.toMatch(/No update for/)
    expect(text).toContain('P1.S5 What P1.S5 commits to No update since 1 June 2026.')
    expect(text).not.toContain('P1.S2')
    expect(mail?.text).toContain(`${PUBLIC_URL}/actions/${plan.actions['P1.S3']}/decide`)
    expect(mail?.html).toContain(`href="${PUBLIC_URL}/actions/${plan.actions['P1.S1']}"`)
  })

  test('goes what went quiet also where it is due soon, just overdue or returned', async () => {
    const plan = await givenPlan(
      room.db(),
      [{ dueOn: '2026-12-04' }, { dueOn: '2026-11-20' }, { dueOn: '2027-01-29' }, overdue],
      fromMonday,
    )
    await put(plan, 'P1.S3', { state: 'returned' })
    const [mail] = await sent('leadDigest')
    expect(mail?.subject).toBe('1 action long overdue, 3 actions without an update: A plan for tests')
    const text = linesOf(mail?.text)
    for (const ref of ['P1.S1', 'P1.S2', 'P1.S3'])
      expect(text).toContain(`${ref} What ${ref} commits to No update since 1 June 2026.`)
  })

  test('an update resets the working days, and a decision taken between planning and sending is not in it', async () => {
    const plan = await givenPlan(room.db(), [overdue, { dueOn: '2027-01-29' }], fromMonday)
    await put(plan, 'P1.S2', {
      state: 'submitted',
      submittedOn: '2026-11-18',
      submittedBy: plan.people.owner,
    })
    await planWeek(room.db(), clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    await put(plan, 'P1.S1', { lastUpdateOn: '2026-11-20' })
    await put(plan, 'P1.S2', { state: 'endorsed', endorsedOn: MONDAY, endorsedBy: plan.people.lead })
    const [mail] = await sent('leadDigest', later(MONDAY_EIGHT, 1))
    expect(mail).toMatchObject({ state: 'nothingDue', reply: NOTHING_TO_TELL, text: '' })
  })
})

describe('new figures of what a lead measures', () => {
  const calmed = (plan: TestPlan) => put(plan, 'P1.S1', { lastUpdateOn: '2026-11-20' })

  test('stand below the rest in words, those of the week before alone', async () => {
    const plan = await givenPlan(room.db(), [{ ...overdue }], fromMonday)
    await givenMeasure(plan, 'Plans in time', [60, 61, 62, 64], '2026-11-18T09:00:00.000Z')
    await givenMeasure(plan, 'Known for long', [1, 2], '2026-11-10T09:00:00.000Z')
    const [mail] = await sent('leadDigest')
    const text = linesOf(mail?.text)
    expect(text).toMatch(
      /New figures .*Plans in time 64% \(of 50\) on 30 April 2026: better, 3rd period running\. .*A plan for tests/i,
    )
    expect(text).not.toContain('Known for long')
    expect(mail?.text).toMatch(new RegExp(`${PUBLIC_URL}/measures/[0-9a-f-]{36}`))
    expect(mail?.subject).toBe('1 action long overdue: A plan for tests')
  })

  test('are not told where only one of an old period was recorded since', async () => {
    const plan = await givenPlan(room.db(), [{ ...overdue }], fromMonday)
    const [before, since] = ['2026-11-10T09:00:00.000Z', '2026-11-18T09:00:00.000Z'] as const
    await givenMeasure(plan, 'Told late', [60, 61, 62, 64], [before, since, before, before])
    const [mail] = await sent('leadDigest')
    expect(mail?.text).toContain('P1.S1')
    expect(linesOf(mail?.text)).not.toMatch(/Told late|New figures/i)
  })

  test('are no reason to write by themselves', async () => {
    const plan = await givenPlan(room.db(), [calm], fromMonday)
    await calmed(plan)
    await givenMeasure(plan, 'Plans in time', [60, 61], '2026-11-18T09:00:00.000Z')
    const [mail] = await sent('leadDigest')
    expect(mail?.state ?? 'nothingDue').toBe('nothingDue')
  })
})

describe('to chair and vice-chair', () => {
  test('go decisions, what is overdue for ten working days, what turned red, and how the plan moved', async () => {
    const plan = await givenPlan(
      room.db(),
      [overdue, { ...overdue, dueOn: '2026-11-18' }, { dueOn: '2027-01-29' }, { dueOn: '2027-01-29' }],
      fromMonday,
    )
    await put(plan, 'P1.S3', {
      state: 'endorsed',
      submittedOn: '2026-11-12',
      submittedBy: plan.people.owner,
      endorsedOn: '2026-11-18',
      endorsedBy: plan.people.lead,
    })
    await askForTime(plan, 'P1.S4', '2027-06-30')
    const mails = await sent('chairDigest')
    const [chair, vice] = mails.toSorted((one, other) => one.toName.localeCompare(other.toName))
    expect(chair?.subject).toBe(
      '2 decisions wait for you, 1 action long overdue, 1 action newly red: A plan for tests',
    )
    const text = linesOf(chair?.text)
    expect(text).toContain('Endorsed on 18 November 2026 by The lead. It has waited for 5 days.')
    expect(text).toContain('from 29 January 2027 to 30 June 2027, 152 days later. It has waited for 4 days.')
    expect(text).toContain('P1.S1 What P1.S1 commits to 21 days late.')
    expect(text).toContain(
      'NEWLY RED --------- P1.S2 What P1.S2 commits to Overdue by 5 days; it was due on 18 November 2026.',
    )
    expect(text).toContain('Red: 2, was 1')
    expect(vice).toMatchObject({
      toName: 'The viceChair',
      subject: '1 action long overdue, 1 action newly red: A plan for tests',
    })
  })

  test('goes the check that a change has stuck, which My work lists with the decisions too', async () => {
    const plan = await givenPlan(room.db(), [calm], fromMonday)
    const checked = { signedOffOn: '2026-08-17', signedOffBy: plan.people.chair, embedCheckOn: '2026-11-20' }
    await put(plan, 'P1.S1', { state: 'signedOff', ...checked })
    const mails = await sent('chairDigest')
    const chair = mails.find(({ toName }) => toName === 'The chair')
    expect(chair?.subject).toBe('1 decision waits for you: A plan for tests')
    expect(linesOf(chair?.text)).toContain(
      'The check was due on 20 November 2026. It has waited for 3 days. The evidence is not there yet. Owner: The owner.',
    )
    expect(chair?.text).toContain(`${PUBLIC_URL}/actions/${plan.actions['P1.S1']}/decide`)
    // What else a chair asks is answered on the board, which the button opens.
    expect(chair?.text).toContain(`Open the board:\n${PUBLIC_URL}/plans/${plan.planId}/board\n`)
  })

  test('says whether last week’s emails all went', async () => {
    const plan = await givenPlan(room.db(), [overdue, { ...calm, ownerEmail: 'otherOwner' }], {
      digestsFrom: '2026-11-16',
    })
    room.server().behave({ recipient: (to) => (to.includes('chair') ? 550 : 'accept') })
    await sent('chairDigest', '2026-11-16T08:00:02.000Z')
    room.server().behave({})
    await put(plan, 'P1.S1', { lastUpdateOn: '2026-11-20' })
    const mails = await sent('chairDigest')
    const mail = mails.find(({ week, toName }) => week === MONDAY && toName === 'The chair')
    // Owner and lead were written to; chair and vice-chair were refused; other owner and administrator had nothing.
    expect(linesOf(mail?.text)).toContain(
      'Of last week’s 6 emails, 2 did not go: 2 failed. 2 went. 2 people had nothing due.',
    )
  })

  test('nothing goes while there is nothing to decide or to tell', async () => {
    await givenPlan(room.db(), [calm], { digestsFrom: '2026-11-16' })
    await sent('chairDigest', '2026-11-16T08:00:02.000Z')
    const mails = await sent('chairDigest')
    expect(mails.map(({ week, state }) => [week, state])).toEqual(
      ['2026-11-16', '2026-11-16', MONDAY, MONDAY].map((week) => [week, 'nothingDue']),
    )
    expect(room.server().received).toEqual([])
  })
})

describe('to the administrator', () => {
  test('go failed addresses, work without an owner or date, and owners who left', async () => {
    const db = room.db()
    const plan = await givenPlan(db, [calm, calm, { ...calm, ownerEmail: 'otherOwner' }, calm], fromMonday)
    await put(plan, 'P1.S1', { ownerId: null })
    await put(plan, 'P1.S2', { dueOn: null })
    await db.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, plan.people.otherOwner))
    await failedNotice(plan)
    const [mail] = await sent('administratorDigest')
    expect(mail?.subject).toBe(
      '1 address failed, 1 owner has left, 1 action without an owner, 1 action without a due date: A plan for tests',
    )
    const text = linesOf(mail?.text)
    expect(text).toContain(
      'The lead 1 email failed. Sent to lead@gone.example. The answer: 550 No such mailbox',
    )
    expect(text).toContain('The otherOwner Left on 20 November 2026 and still owns 1 action: P1.S3.')
    expect(text).toContain('P1.S1 What P1.S1 commits to Nobody owns it.')
    expect(text).toContain('P1.S2 What P1.S2 commits to It has no due date')
  })

  test('nothing goes while all is in order', async () => {
    await givenPlan(room.db(), [calm], fromMonday)
    expect(await sent('administratorDigest')).toMatchObject([{ state: 'nothingDue', reply: NOTHING_TO_TELL }])
  })

  test('who administers one plan is told nothing of another', async () => {
    const plan = await givenPlan(room.db(), [calm], fromMonday)
    const other = await givenPlan(room.db(), [calm], fromMonday)
    await put(plan, 'P1.S1', { ownerId: null })
    const mails = await sent('administratorDigest')
    const of = (personId: string) => mails.find((mail) => mail.personId === personId)?.state
    expect([of(plan.people.administrator), of(other.people.administrator)]).toEqual(['sent', 'nothingDue'])
  })
})

describe('a deputy', () => {
  test('gets on the days in between what the owner gets, once for all they stand in for; the owner gets it too', async () => {
    const db = room.db()
    const plan = await givenOwners(
      db,
      [overdue, { ownerEmail: 'otherOwner', dueOn: '2026-12-01' }],
      fromMonday,
    )
    const { owner, otherOwner, contributor } = plan.people
    for (const ownerId of [owner, otherOwner]) await standIn(ownerId, contributor, MONDAY, '2026-11-27')
    const [mail, ...others] = await sent('deputyDigest')
    expect(others).toEqual([])
    expect(mail).toMatchObject({ toName: 'The contributor', state: 'sent' })
    expect(mail?.subject).toBe('For 2 people: 1 action overdue, 1 due soon: A plan for tests')
    expect(linesOf(mail?.text)).toContain('You stand in for The owner until 27 November 2026.')
    expect(linesOf(mail?.text)).toContain('For The owner. A plan for tests')
    expect((await ledger(db)).map(({ state }) => state)).toEqual(['sent', 'sent'])
    expect((await weeks(db))[0]?.expected).toBe(3)

    await sent('deputyDigest', later(MONDAY_EIGHT, 7 * 24 * 60))
    expect(await ledger(db, 'deputyDigest', '2026-11-30')).toEqual([])
    expect(await ledger(db, 'ownerDigest', '2026-11-30')).toHaveLength(2)
  })

  test('gets nothing of a plan that they may not see, nor once the arrangement is ended', async () => {
    const db = room.db()
    const plan = await givenOwners(db, [overdue], fromMonday)
    await standIn(plan.people.owner, plan.people.stranger, MONDAY, '2026-11-27')
    expect(await sent('deputyDigest')).toMatchObject([{ state: 'nothingDue', text: '' }])
  })
})

test('each person has one record a week, over all plans and roles, and what is not due says so', async () => {
  const db = room.db()
  const first = await givenPlan(db, [calm], fromMonday)
  const second = await givenPlan(db, [calm], fromMonday)
  await db.insert(memberships).values([
    { planId: second.planId, personId: first.people.chair, role: 'viceChair' },
    { planId: second.planId, personId: first.people.administrator, role: 'administrator' },
  ])
  await sent('ownerDigest')
  const rows = await db.select().from(deliveries)
  expect(new Set(rows.map(({ personId }) => personId)).size).toBe(rows.length)
  expect(rows).toHaveLength(10)
  expect(rows.every(({ state }) => state === 'nothingDue')).toBe(true)
  expect(await weeks(db)).toMatchObject([{ expected: 10, closedAt: expect.any(String) }])
})

async function askForTime(plan: TestPlan, ref: string, dueOn: string) {
  await room
    .db()
    .insert(extensions)
    .values({
      id: newId(),
      actionId: plan.actions[ref] ?? '',
      state: 'requested',
      reasonCode: 'partner',
      text: 'A note that is not mailed',
      previousDueOn: '2027-01-29',
      dueOn,
      requestedBy: plan.people.owner,
      requestedOn: '2026-11-19',
    })
}

async function standIn(ownerId: string, deputyId: string, fromOn: string, untilOn: string) {
  expect(await nameDeputy(room.db(), clockFrom(MONDAY_EIGHT), { ownerId, deputyId, fromOn, untilOn })).toBe(
    true,
  )
}

async function failedNotice(plan: TestPlan) {
  await room
    .db()
    .insert(deliveries)
    .values({
      id: newId(),
      kind: 'submitted',
      period: newId(),
      personId: plan.people.lead,
      actionId: plan.actions['P1.S1'] ?? null,
      state: 'failed',
      toName: 'The lead',
      toAddress: 'lead@gone.example',
      lines: [],
      dueAt: '2026-11-19T10:00:00.000Z',
      late: false,
      attempts: 1,
      nextTryAt: '2026-11-19T10:00:00.000Z',
      fence: 1,
      ambiguous: false,
      reply: '550 No such mailbox',
      createdAt: '2026-11-19T10:00:00.000Z',
      settledAt: '2026-11-19T10:00:01.000Z',
    })
}

/** A measure of the priority of a plan with a figure for each month from January 2026 on, recorded at one moment or each at its own. */
async function givenMeasure(
  plan: TestPlan,
  title: string,
  values: readonly number[],
  moments: Instant | readonly Instant[],
) {
  const recorded = typeof moments === 'string' ? values.map(() => moments) : moments
  const [recordedAt = ''] = recorded
  const [priority] = await room.db().select().from(priorities).where(eq(priorities.planId, plan.planId))
  const id = newId()
  await room
    .db()
    .insert(measures)
    .values({
      id,
      planId: plan.planId,
      priorityId: priority?.id ?? null,
      ref: title,
      title,
      unit: 'percent',
      polarity: 'higherIsBetter',
      position: 0,
      version: 1,
      createdAt: recordedAt,
      updatedAt: recordedAt,
    })
  await room
    .db()
    .insert(observations)
    .values(
      values.map((value, at) => ({
        id: newId(),
        measureId: id,
        kind: 'figure' as const,
        asAtOn: ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'][at] ?? '',
        precision: 'day' as const,
        dateBasis: 'stated' as const,
        published: `${value}%`,
        value,
        denominator: 50,
        status: 'validated' as const,
        revision: 1,
        smallCountAcknowledged: true,
        recordedBy: plan.people.administrator,
        recordedAt: recorded[at] ?? recordedAt,
      })),
    )
}
