import { beforeEach, expect, test } from 'vitest'
import { listMail } from '#db/read/mail.ts'
import { memberships, plans } from '#db/schema/index.ts'
import { exampleOf } from '#emails/ledger/example.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { useDatabase } from '#test/support/database.ts'
import { givenPlan } from '#test/support/plans.ts'
import { ledger, MONDAY, MONDAY_EIGHT, PUBLIC_URL, sender, startAfresh } from './harness.ts'
import { issuePack } from './issue-pack.ts'

const database = useDatabase()
beforeEach(() => startAfresh(database().db))

test('a pack that is issued is told to everybody on the board but the chair who issued it, once', async () => {
  const { db } = database()
  const plan = await givenPlan(db)
  const meetingId = await issuePack(db, plan, {
    title: 'Seventh\r\nBcc: all@council.example <b>meeting</b>',
  })
  await sendOnce(sender(db, outboxTransport(), MONDAY_EIGHT))
  await sendOnce(sender(db, outboxTransport(), MONDAY_EIGHT))
  const told = await ledger(db, 'packIssued')
  const board = (await db.select().from(memberships)).filter(
    ({ role, personId }) => role !== 'viewer' && personId !== plan.people.chair,
  )
  expect(board.length).toBeGreaterThan(2)
  expect(told.map(({ personId }) => personId).toSorted()).toEqual(
    board.map(({ personId }) => personId).toSorted(),
  )
  for (const { state, subject, text, html } of told) {
    expect([state, subject]).toEqual([
      'sent',
      'The pack is issued: Seventh Bcc: all@council.example <b>meeting</b>',
    ])
    expect(text.replace(/\s+/g, ' ')).toContain(
      'The chair has issued the pack for the meeting on 2 December 2026.',
    )
    expect(text).toContain(`${PUBLIC_URL}/meetings/${meetingId}\n`)
    expect(html).toContain(`href="${PUBLIC_URL}/meetings/${meetingId}"`)
    expect(html).not.toContain('<b>')
  }
})

test('it tells when and where the meeting sits, and what is on its agenda, each on a line of its own', async () => {
  const { db } = database()
  const plan = await givenPlan(db)
  const agenda = [
    'Welcome',
    'Edge of care:\r\n<b>costing</b>',
    ...Array.from({ length: 30 }, (_, at) => `Item ${at}`),
  ]
  await issuePack(db, plan, { startsAt: '14:00', endsAt: '16:30', agenda })
  await sendOnce(sender(db, outboxTransport(), MONDAY_EIGHT))
  const [told] = await ledger(db, 'packIssued')
  expect(told?.text.replace(/\s+/g, ' ')).toContain(
    'It sits on 2 December 2026 from 14:00 to 16:30. Place: Town hall.',
  )
  expect(told?.text).toContain('\n1. Welcome\n2. Edge of care: <b>costing</b>\n3. Item 0\n')
  expect(told?.text).toContain('20. Item 17\nand 12 more items, on the page of the meeting\n')
  expect(told?.html).toContain('2. Edge of care: &lt;b&gt;costing&lt;/b&gt;')
})

test('it stands in the mail log of its plan, and the Outbox has an example of it', async () => {
  const { db } = database()
  const plan = await givenPlan(db)
  await issuePack(db, plan)
  const list = { filter: { plan: plan.planId, kind: ['packIssued' as const] }, limit: 50, after: null }
  const { items } = await listMail(db, plan.people.administrator, list)
  expect(items.length).toBeGreaterThan(2)
  const example = await exampleOf(db, 'packIssued', { day: MONDAY, publicUrl: PUBLIC_URL })
  expect(example?.subject).toBe('The pack is issued: Seventh meeting')
})

test('it is not sent once the plan is closed', async () => {
  const { db } = database()
  await issuePack(db, await givenPlan(db))
  await db.update(plans).set({ state: 'closed' })
  await sendOnce(sender(db, outboxTransport(), MONDAY_EIGHT))
  expect(new Set((await ledger(db, 'packIssued')).map(({ state }) => state))).toEqual(new Set(['superseded']))
})
