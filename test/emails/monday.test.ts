import { describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { eq } from '#db/connection/drizzle.ts'
import { actions, milestones, people, plans } from '#db/schema/index.ts'
import { DONE_BEFORE, LEFT_BEFORE } from '#emails/ledger/compose.ts'
import { planWeek } from '#emails/ledger/plan-week.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import {
  fromMonday,
  givenOwners,
  later,
  ledger,
  MONDAY,
  MONDAY_EIGHT,
  newOwner,
  overdue,
  PUBLIC_URL,
  parsed,
  sender,
  useMailRoom,
  weeks,
} from './harness.ts'

const room = useMailRoom()

describe('the Monday email', () => {
  test('goes to each owner of whom something is asked, is proven by the server’s answer, and the week is closed', async () => {
    const db = room.db()
    const { actions: ids } = await givenOwners(
      db,
      [
        overdue,
        { ...overdue, dueOn: '2026-12-01' },
        { ownerEmail: 'otherOwner', dueOn: '2027-05-01', startOn: '2027-01-04' },
      ],
      fromMonday,
    )
    expect(await sendOnce(sender(db, room.transport(), MONDAY_EIGHT))).toEqual({ sent: 1 })

    const mail = await parsed(room.server().received[0]?.raw)
    expect(room.server().received).toHaveLength(1)
    expect(mail.subject).toBe('1 action overdue, 1 due soon: A plan for tests')
    expect(mail.to).toMatchObject([{ name: 'The owner' }])
    expect(mail.text).toContain('P1.S1 What P1.S1 commits to\n  21 days late. It was due on 2 November 2026.')
    expect(mail.text).toContain(`${PUBLIC_URL}/week?row=week-${ids['P1.S1']}`)
    expect(mail.html).toContain(`href="${PUBLIC_URL}/week?row=week-${ids['P1.S2']}"`)
    expect(mail.attachments).toEqual([])

    const [other, owner] = await ledger(db)
    expect(other).toMatchObject({ state: 'nothingDue', attempts: 0 })
    expect(owner).toMatchObject({
      state: 'sent',
      attempts: 1,
      ambiguous: false,
      late: false,
      subject: mail.subject,
    })
    expect(owner?.reply).toMatch(/^250/)
    expect(owner?.text.trim()).toBe(mail.text?.replaceAll('\r\n', '\n').trim())
    expect(mail.messageId).toBe(`<${owner?.id}@waymark.example>`)
    expect(await weeks(db)).toMatchObject([
      { week: MONDAY, expected: 2, late: false, closedAt: expect.any(String) },
    ])
  })

  test('goes once, though twenty senders begin at once', async () => {
    const db = room.db()
    const { url } = room.database()
    const made = await givenOwners(
      db,
      Array.from({ length: 12 }, () => overdue),
      fromMonday,
    )
    for (const [at, id] of Object.values(made.actions).entries())
      await newOwner(db, id, `Owner ${at}`, `once.${at}@council.example`)
    const passes = Array.from({ length: 20 }, () => {
      const connection = connect(url, { max: 1 })
      room.afterwards(connection.close)
      return sendOnce(sender(connection.db, room.transport(), MONDAY_EIGHT))
    })
    const sent = (await Promise.all(passes)).map((tally) => tally.sent ?? 0)
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(12)
    expect(
      room
        .server()
        .received.flatMap(({ to }) => to)
        .toSorted(),
    ).toEqual(Array.from({ length: 12 }, (_, at) => `once.${at}@council.example`).toSorted())
    expect((await weeks(db))[0]).toMatchObject({ expected: 12, closedAt: expect.any(String) })
  })

  test('after three missed Mondays goes once, says it is late, and the older weeks are superseded', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], { digestsFrom: '2026-11-09' })
    await sendOnce(sender(db, room.transport(), later(MONDAY_EIGHT, 30 * 60)))
    expect(room.server().received).toHaveLength(1)
    const mail = await parsed(room.server().received[0]?.raw)
    expect(mail.text).toContain('should have reached you on 23 November 2026')
    expect((await weeks(db)).map(({ week, superseded, late }) => [week, superseded, late])).toEqual([
      ['2026-11-09', true, true],
      ['2026-11-16', true, true],
      [MONDAY, false, true],
    ])
    expect((await ledger(db)).map(({ state, late }) => [state, late])).toEqual([
      ['superseded', true],
      ['superseded', true],
      ['sent', true],
    ])
  })

  test('is kept for the Outbox page where no mail server is set up', async () => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    await sendOnce(sender(db, outboxTransport(), MONDAY_EIGHT))
    const [row] = await ledger(db)
    expect(row).toMatchObject({ state: 'sent', reply: 'Kept on the Outbox page: no mail server is set up.' })
    expect(row?.html).toContain('P1.S1')
    expect(room.server().received).toEqual([])
  })
})

describe('what changes between planning and sending', () => {
  test('is not in it: handed over, submitted, cancelled, met, no longer due', async () => {
    const db = room.db()
    const milestone = { title: 'Missed milestone', dueOn: '2026-11-09' }
    const { actions: ids, people: cast } = await givenOwners(
      db,
      [
        overdue,
        overdue,
        overdue,
        { ...overdue, milestones: [milestone, { ...milestone, title: 'Kept milestone' }] },
        overdue,
        overdue,
      ],
      fromMonday,
    )
    const clock = clockFrom(MONDAY_EIGHT)
    await planWeek(db, clock, MONDAY, { superseded: false })
    const put = (ref: string, change: Partial<typeof actions.$inferInsert>) =>
      db
        .update(actions)
        .set(change)
        .where(eq(actions.id, ids[ref] ?? ''))
    await put('P1.S1', { ownerId: cast.otherOwner })
    await put('P1.S2', { state: 'submitted' })
    await put('P1.S3', { state: 'cancelled' })
    await put('P1.S5', { dueOn: '2027-06-30', lastUpdateOn: MONDAY })
    await put('P1.S6', { state: 'returned', dueOn: '2026-12-01' })
    await db
      .update(milestones)
      .set({ state: 'met', metOn: MONDAY })
      .where(eq(milestones.title, milestone.title))
    await sendOnce(sender(db, room.transport(), clock))

    const mail = await parsed(room.server().received[0]?.raw)
    const refs = mail.text?.match(/P1\.S\d/g) ?? []
    expect(new Set(refs)).toEqual(new Set(['P1.S4', 'P1.S6']))
    expect(mail.text).toContain('Kept milestone')
    expect(mail.text).not.toContain('Missed milestone')
    expect(mail.subject).toBe('1 action and 1 milestone overdue, 1 action returned: A plan for tests')
  })

  test.each([
    ['everything was done', DONE_BEFORE, () => room.db().update(actions).set({ state: 'signedOff' })],
    ['the plan was closed', DONE_BEFORE, () => room.db().update(plans).set({ state: 'closed' })],
    ['the person left', LEFT_BEFORE, () => room.db().update(people).set({ leftOn: MONDAY })],
  ])('sends nothing when %s, and the row says so', async (_name, reply, change) => {
    const db = room.db()
    await givenOwners(db, [overdue], fromMonday)
    const clock = clockFrom(MONDAY_EIGHT)
    await planWeek(db, clock, MONDAY, { superseded: false })
    await change()
    expect(await sendOnce(sender(db, room.transport(), clock))).toEqual({ nothingDue: 1 })
    expect(await ledger(db)).toMatchObject([{ state: 'nothingDue', reply, settledAt: expect.any(String) }])
    expect(room.server().received).toEqual([])
  })
})

test('hostile names and titles neither add receivers nor markup', async () => {
  const db = room.db()
  const title = '</td><script>alert(1)</script>\r\nBcc: all@council.example\r\n\r\nHello "you" & <b>them</b>'
  const { people: cast } = await givenOwners(db, [{ ...overdue, title }], fromMonday)
  await db
    .update(people)
    .set({ name: 'Eve\r\nBcc: all@council.example <i>' })
    .where(eq(people.id, cast.owner))
  await sendOnce(sender(db, room.transport(), MONDAY_EIGHT))
  const [received] = room.server().received
  const mail = await parsed(received?.raw)
  expect(received?.to).toEqual([expect.stringMatching(/owner@plan\.example$/)])
  expect(mail.headers.map(({ key }) => key)).not.toContain('bcc')
  expect(mail.html).not.toContain('<script>')
  expect(mail.html).toContain('&lt;/td&gt;&lt;script&gt;')
  expect(mail.html).toContain('Hello Eve Bcc: all@council.example &lt;i&gt;,')
  expect(mail.text).not.toMatch(/^Bcc:/m)
})
