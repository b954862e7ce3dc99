import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/clock.ts'
import { connect } from '#db/connect.ts'
import { newId } from '#db/ids.ts'
import { actions, deliveries, milestones, people, plans } from '#db/schema/index.ts'
import { claimNext, markHandedOff } from '#emails/claim.ts'
import { DONE_BEFORE, LEFT_BEFORE } from '#emails/compose.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { planWeek } from '#emails/plan-week.ts'
import { sendOnce, startSender } from '#emails/sender.ts'
import { settle } from '#emails/settle.ts'
import { useDatabase } from '#test/support/database.ts'
import { givenPlan } from '#test/support/plans.ts'
import { type MailServer, startMailServer } from '#test/support/smtp.ts'
import {
  keptLog,
  later,
  ledger,
  MONDAY,
  MONDAY_EIGHT,
  newOwner,
  PUBLIC_URL,
  parsed,
  sender,
  startAfresh,
  towards,
  until,
  weeks,
} from './harness.ts'

const database = useDatabase()
const cleanUps: (() => unknown)[] = []
let server: MailServer
beforeEach(async () => {
  await startAfresh(database().db)
  server = await startMailServer()
  cleanUps.push(server.stop)
})
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

const overdue = { ownerEmail: 'owner', dueOn: '2026-11-02' }
const fromMonday = { digestsFrom: MONDAY }

describe('the Monday email', () => {
  test('goes to each owner of whom something is asked, is proven by the server’s answer, and the week is closed', async () => {
    const { db } = database()
    const { actions: ids } = await givenPlan(
      db,
      [
        overdue,
        { ...overdue, dueOn: '2026-12-01' },
        { ownerEmail: 'otherOwner', dueOn: '2027-05-01', startOn: '2027-01-04' },
      ],
      fromMonday,
    )
    expect(await sendOnce(sender(db, transport(), MONDAY_EIGHT))).toEqual({ sent: 1 })

    const mail = await parsed(server.received[0]?.raw)
    expect(server.received).toHaveLength(1)
    expect(mail.subject).toBe('1 action overdue, 1 due soon')
    expect(mail.to).toMatchObject([{ name: 'The owner' }])
    expect(mail.text).toContain('P1.S1 What P1.S1 commits to\n  21 days late. It was due on 2 November 2026.')
    expect(mail.text).toContain(`${PUBLIC_URL}/actions/${ids['P1.S1']}/update`)
    expect(mail.html).toContain(`href="${PUBLIC_URL}/actions/${ids['P1.S2']}/update"`)
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

  test('goes once, though five senders run at once', async () => {
    const { db, url } = database()
    const made = await givenPlan(
      db,
      Array.from({ length: 12 }, () => overdue),
      fromMonday,
    )
    for (const [at, id] of Object.values(made.actions).entries())
      await newOwner(db, id, `Owner ${at}`, `once.${at}@council.example`)
    const passes = Array.from({ length: 5 }, () => {
      const connection = connect(url, { max: 3 })
      cleanUps.push(connection.close)
      return sendOnce(sender(connection.db, transport(), MONDAY_EIGHT))
    })
    const sent = (await Promise.all(passes)).map((tally) => tally.sent ?? 0)
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(12)
    expect(server.received.flatMap(({ to }) => to).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, at) => `once.${at}@council.example`).toSorted(),
    )
    expect((await weeks(db))[0]).toMatchObject({ expected: 12, closedAt: expect.any(String) })
  })

  test('after three missed Mondays goes once, says it is late, and the older weeks are superseded', async () => {
    const { db } = database()
    await givenPlan(db, [overdue], { digestsFrom: '2026-11-09' })
    await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 30 * 60)))
    expect(server.received).toHaveLength(1)
    const mail = await parsed(server.received[0]?.raw)
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
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    await sendOnce(sender(db, outboxTransport(), MONDAY_EIGHT))
    const [row] = await ledger(db)
    expect(row).toMatchObject({ state: 'sent', reply: 'Kept on the Outbox page: no mail server is set up.' })
    expect(row?.html).toContain('P1.S1')
    expect(server.received).toEqual([])
  })
})

describe('what changes between planning and sending', () => {
  test('is not in it: handed over, submitted, cancelled, met, no longer due', async () => {
    const { db } = database()
    const milestone = { title: 'Missed milestone', dueOn: '2026-11-09' }
    const { actions: ids, people: cast } = await givenPlan(
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
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
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
    await sendOnce(sender(db, transport(), MONDAY_EIGHT))

    const mail = await parsed(server.received[0]?.raw)
    const refs = mail.text?.match(/P1\.S\d/g) ?? []
    expect(new Set(refs)).toEqual(new Set(['P1.S4', 'P1.S6']))
    expect(mail.text).toContain('Kept milestone')
    expect(mail.text).not.toContain('Missed milestone')
    expect(mail.subject).toBe('1 action and 1 milestone overdue, 1 returned')
  })

  test.each([
    ['everything was done', DONE_BEFORE, () => database().db.update(actions).set({ state: 'signedOff' })],
    ['the plan was closed', DONE_BEFORE, () => database().db.update(plans).set({ state: 'closed' })],
    ['the person left', LEFT_BEFORE, () => database().db.update(people).set({ leftOn: MONDAY })],
  ])('sends nothing when %s, and the row says so', async (_name, reply, change) => {
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    await change()
    expect(await sendOnce(sender(db, transport(), MONDAY_EIGHT))).toEqual({ nothingDue: 1 })
    expect(await ledger(db)).toMatchObject([{ state: 'nothingDue', reply, settledAt: expect.any(String) }])
    expect(server.received).toEqual([])
  })
})

describe('a sender that is killed', () => {
  test('before the hand-off loses nothing and repeats nothing: it goes once, when the lease ends', async () => {
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    let asked = 0
    server.behave({ recipient: () => (asked++, 'silent') })
    const child = senderProcess()
    await until(() => asked > 0)
    await kill(child)
    server.behave({})

    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 0.5)))).toEqual({})
    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 2)))).toEqual({ sent: 1 })
    expect(server.received).toHaveLength(1)
    expect(await ledger(db)).toMatchObject([{ state: 'sent', attempts: 2, ambiguous: false }])
  })

  test('after the hand-off is told from that: the copy is flagged and carries the same Message-ID', async () => {
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    server.behave({ body: () => 'silentButKept' })
    const child = senderProcess()
    await until(() => server.received.length === 1)
    await kill(child)
    expect(await ledger(db)).toMatchObject([{ state: 'handedOff', handedOffAt: expect.any(String) }])
    server.behave({})

    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 2)))).toEqual({})
    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 4)))).toEqual({ sent: 1 })
    const [first, second] = await Promise.all(server.received.map(({ raw }) => parsed(raw)))
    expect(server.received).toHaveLength(2)
    expect(second?.messageId).toBe(first?.messageId)
    expect(await ledger(db)).toMatchObject([{ state: 'sent', attempts: 2, ambiguous: true }])
  })
})

describe('what the mail server says', () => {
  test('a passing refusal is tried again after a pause', async () => {
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    server.behave({ recipient: () => 451 })
    expect(await sendOnce(sender(db, transport(), MONDAY_EIGHT))).toEqual({ queued: 1 })
    expect((await ledger(db))[0]).toMatchObject({
      state: 'queued',
      reply: expect.stringMatching(/^451/),
      leaseUntil: null,
    })
    expect((await weeks(db))[0]?.closedAt).toBeNull()
    server.behave({})
    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 0.5)))).toEqual({})
    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 1.1)))).toEqual({ sent: 1 })
    expect((await ledger(db))[0]).toMatchObject({ attempts: 2, ambiguous: false, late: false })
  })

  test('is asked again for 72 hours, with growing pauses, and then it has failed', async () => {
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    server.behave({ recipient: () => 451 })
    const pauses: number[] = []
    let [at, state] = [MONDAY_EIGHT, 'queued']
    while (state === 'queued') {
      await sendOnce(sender(db, transport(), at))
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
    const { db } = database()
    const made = await givenPlan(db, [overdue, overdue, overdue], fromMonday)
    for (const [at, id] of Object.values(made.actions).entries())
      await newOwner(db, id, `Owner ${at}`, `refused.${at}@council.example`)
    server.behave({ recipient: (address) => (address.startsWith('refused.1') ? 550 : 'accept') })
    expect(await sendOnce(sender(db, transport(), MONDAY_EIGHT))).toEqual({ sent: 2, failed: 1 })
    const [, failed] = await ledger(db)
    expect(failed).toMatchObject({
      state: 'failed',
      reply: expect.stringMatching(/^550/),
      settledAt: expect.any(String),
    })
    expect((await weeks(db))[0]?.closedAt).not.toBeNull()
  })

  test('silence after the final dot sends one flagged copy, and silence again ends it as failed', async () => {
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    server.behave({ body: () => 'silentButKept' })
    expect(await sendOnce(sender(db, transport(), MONDAY_EIGHT))).toEqual({ handedOff: 1 })
    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 0.5)))).toEqual({})
    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 1.5)))).toEqual({ failed: 1 })
    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 60)))).toEqual({})
    const ids = await Promise.all(server.received.map(async ({ raw }) => (await parsed(raw)).messageId))
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
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    for (const minutes of [1, 5]) {
      const clock = clockFrom(later(MONDAY_EIGHT, minutes))
      const claim = await claimNext(db, clock)
      expect(claim && (await markHandedOff(db, clock, claim))).toBe(true)
    }
    expect(await sendOnce(sender(db, transport(), later(MONDAY_EIGHT, 10)))).toEqual({})
    expect(await ledger(db)).toMatchObject([{ state: 'failed', ambiguous: true }])
    expect(server.received).toEqual([])
  })
})

/** A moment at which what was planned at eight is there to be claimed. */
const SOON = later(MONDAY_EIGHT, 0.1)

describe('a claim', () => {
  test('that was taken over can neither hand off nor settle any more', async () => {
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
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
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    const claim = await claimNext(db, clockFrom(SOON))
    expect(claim && (await markHandedOff(db, clockFrom(later(MONDAY_EIGHT, 2)), claim))).toBe(false)
  })

  test('is not given on an older week than the newest', async () => {
    const { db } = database()
    await givenPlan(db, [overdue], { digestsFrom: '2026-11-16' })
    await planWeek(db, clockFrom(MONDAY_EIGHT), '2026-11-16', { superseded: false })
    await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })
    expect((await claimNext(db, clockFrom(SOON)))?.period).toBe(MONDAY)
    expect(await claimNext(db, clockFrom(SOON))).toBeNull()
  })
})

describe('trouble of our own', () => {
  test('an email that cannot be written is put off, and the next is sent', async () => {
    const { db } = database()
    const { people: cast } = await givenPlan(db, [overdue], fromMonday)
    await poison(cast.lead)
    const { log, entries } = keptLog()
    expect(await sendOnce({ ...sender(db, transport(), MONDAY_EIGHT), log })).toEqual({ sent: 1, queued: 1 })
    expect((await ledger(db, 'assigned'))[0]?.reply).toBe(
      'Waymark could not write this email. The log says why.',
    )
    expect(entries.filter(({ level }) => level === 'error')).toHaveLength(1)
    expect(JSON.stringify(entries)).not.toContain('owner@plan.example')
  })

  test('an email that senders die over is given up in the end', async () => {
    const { db } = database()
    const { people: cast } = await givenPlan(db, [overdue], fromMonday)
    await poison(cast.lead)
    await db.update(deliveries).set({ state: 'sending', attempts: 25, leaseUntil: MONDAY_EIGHT })
    expect(await sendOnce(sender(db, transport(), MONDAY_EIGHT))).toEqual({ sent: 1 })
    expect((await ledger(db, 'assigned'))[0]).toMatchObject({
      state: 'failed',
      reply: expect.stringContaining('25 times'),
    })
  })

  test('a database that is away ends no sender, and stopping one is possible meanwhile', async () => {
    const connection = connect('postgres://waymark:none@127.0.0.1:1/waymark', { deadlineMs: 1_000 })
    cleanUps.push(connection.close)
    const { log, entries } = keptLog()
    const running = startSender({ ...sender(connection.db, outboxTransport(), MONDAY_EIGHT), log })
    await running.idle()
    expect(entries).toMatchObject([
      { level: 'error', sentence: 'Sending emails was interrupted. It goes on shortly.' },
    ])
    await running.stop()
  })

  test('a mail that went is settled though the database is away for a moment then', async () => {
    const { db, adminUrl } = database()
    await givenPlan(db, [overdue], fromMonday)
    const admin = connect(adminUrl, { max: 1 })
    cleanUps.push(admin.close)
    const cutOff = { ...transport() }
    const { send } = cutOff
    cutOff.send = async (message, hooks) => {
      const result = await send(message, hooks)
      await admin.db.execute(sql`alter table deliveries rename to deliveries_away`)
      setTimeout(
        () => void admin.db.execute(sql`alter table deliveries_away rename to deliveries`).then(() => {}),
        600,
      )
      return result
    }
    expect(
      await sendOnce({ ...sender(db, cutOff, MONDAY_EIGHT), transport: { ...cutOff, concurrency: 1 } }),
    ).toEqual({ sent: 1 })
    expect(server.received).toHaveLength(1)
    expect(await ledger(db)).toMatchObject([{ state: 'sent', attempts: 1 }])
  })
})

describe('a running sender', () => {
  test('sends the Monday email within two seconds of eight o’clock', async () => {
    const { db } = database()
    await givenPlan(db, [overdue], fromMonday)
    const deps = sender(db, transport(), '2026-11-23T07:59:58.500Z')
    const running = startSender(deps)
    await running.idle()
    expect(server.received).toEqual([])
    await until(() => server.received.length === 1)
    const eight = Date.parse('2026-11-23T08:00:00.000Z')
    const [row] = await ledger(db)
    expect(Date.parse(deps.clock.now()) - eight).toBeLessThan(2_000)
    expect(Date.parse(row?.createdAt ?? '') - eight).toBeGreaterThanOrEqual(0)
    await running.stop()
    expect(await ledger(db)).toMatchObject([{ state: 'sent' }])
  })

  test('sends at once what was queued when it is woken', async () => {
    const { db } = database()
    const { people: cast } = await givenPlan(db, [overdue], { digestsFrom: '2026-11-30' })
    const running = startSender(sender(db, transport(), MONDAY_EIGHT))
    await running.idle()
    await poison(cast.lead)
    running.wake()
    await running.idle()
    expect((await ledger(db, 'assigned'))[0]).toMatchObject({ attempts: 1 })
    await running.stop()
  })

  test('finishes the email in hand when it is stopped, and takes no other', async () => {
    const { db } = database()
    const made = await givenPlan(
      db,
      Array.from({ length: 8 }, () => overdue),
      fromMonday,
    )
    for (const [at, id] of Object.values(made.actions).entries())
      await newOwner(db, id, `Owner ${at}`, `stop.${at}@council.example`)
    const mail = transport()
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
    expect(states.filter((state) => state === 'sent').length).toBe(server.received.length)
    expect(server.received.length).toBeLessThanOrEqual(2)
  })
})

test('hostile names and titles neither add receivers nor markup', async () => {
  const { db } = database()
  const title = '</td><script>alert(1)</script>\r\nBcc: all@council.example\r\n\r\nHello "you" & <b>them</b>'
  const { people: cast } = await givenPlan(db, [{ ...overdue, title }], fromMonday)
  await db
    .update(people)
    .set({ name: 'Eve\r\nBcc: all@council.example <i>' })
    .where(eq(people.id, cast.owner))
  await sendOnce(sender(db, transport(), MONDAY_EIGHT))
  const [received] = server.received
  const mail = await parsed(received?.raw)
  expect(received?.to).toEqual([expect.stringMatching(/owner@plan\.example$/)])
  expect(mail.headers.map(({ key }) => key)).not.toContain('bcc')
  expect(mail.html).not.toContain('<script>')
  expect(mail.html).toContain('&lt;/td&gt;&lt;script&gt;')
  expect(mail.html).toContain('Hello Eve Bcc: all@council.example &lt;i&gt;,')
  expect(mail.text).not.toMatch(/^Bcc:/m)
})

function transport() {
  const made = towards(server)
  cleanUps.push(made.close)
  return made
}

function senderProcess(): ChildProcess {
  const script = join(import.meta.dirname, 'fixtures/sender-process.ts')
  const child = spawn(process.execPath, [script, database().url, server.url, MONDAY_EIGHT], {
    stdio: 'ignore',
  })
  cleanUps.push(() => child.kill('SIGKILL'))
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/** A notice about an event whose id is no id: reading it fails each time. */
async function poison(personId: string): Promise<void> {
  await database().db.insert(deliveries).values({
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
