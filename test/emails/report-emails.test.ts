import { beforeEach, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { listMail } from '#db/read/mail.ts'
import { reportWorkOf } from '#db/read/reports-waiting.ts'
import { plans } from '#db/schema/index.ts'
import { writtenParts } from '#emails/digests/write.ts'
import { exampleOf } from '#emails/ledger/example.ts'
import { owedDigests } from '#emails/ledger/owed.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { reportCycle } from '#test/support/report-cycle.ts'
import { reportNoticeKinds } from '#workflows/engine/requirement.ts'
import { ledger, MONDAY, MONDAY_EIGHT, PUBLIC_URL, sender, startAfresh } from './harness.ts'

const api = useApi('2026-11-23T10:00:00Z')
const db = () => api().app.db
let plan: TestPlan
let cycle: ReturnType<typeof reportCycle>

beforeEach(async () => {
  await startAfresh(db())
  plan = await givenPlan(db(), [{}], { digestsFrom: MONDAY })
  cycle = reportCycle(api, plan.planId)
})

const who = (name: keyof TestPlan['people']) => plan.people[name]
const send = () => sendOnce(sender(db(), outboxTransport(), '2026-11-23T10:01:00.000Z'))
const flat = (text: string) => text.replace(/\s+/g, ' ')

/** The emails of a kind that were sent since the last time: to whom, under which subject, with which text. */
async function sent(kind: string) {
  await send()
  const rows = await ledger(db(), kind)
  await db().execute(sql`delete from deliveries`)
  return rows.map(({ personId, state, subject, text }) => ({
    to: Object.entries(plan.people).find(([, id]) => id === personId)?.[0],
    state,
    subject,
    text: flat(text),
  }))
}

async function commissioned() {
  const report = await cycle.given(
    who('administrator'),
    'executive-member-to-council',
    [who('owner'), who('member')],
    { approverId: who('chair'), title: 'Report <b>of</b> December' },
  )
  await cycle.report(report.id, who('administrator'), { event: 'commission' })
  return report
}

describe('people are told at once', () => {
  test('of each move of a report that asks something of them, from its commission to its edition', async () => {
    const { id, toWrite } = await commissioned()
    const asked = await sent('sectionAsked')
    expect(asked.map(({ to, state, subject }) => [to, state, subject]).toSorted()).toEqual([
      ['member', 'sent', '2 sections wait for you: Report <b>of</b> December'],
      ['owner', 'sent', '2 sections wait for you: Report <b>of</b> December'],
    ])
    expect(asked.find(({ to }) => to === 'owner')?.text).toContain(
      'asks you to write for this report, which is for Council on 14 December 2026. Section 2, Updates by service. It is due by 20 November 2026. Section 6, The time ahead. It is due by 1 December 2026.',
    )

    for (const [at, { id: sectionId }] of toWrite.entries()) {
      const author = at % 2 === 0 ? who('owner') : who('member')
      await cycle.section(sectionId, author, { event: 'write', text: 'Families are seen sooner.' })
    }
    const [first] = toWrite
    const reason = 'Say which families.'
    await cycle.section(first?.id ?? '', who('administrator'), { event: 'sendBack', reason })
    const [back, ...more] = await sent('sectionAsked')
    expect([back?.to, more]).toEqual(['owner', []])
    expect(back?.text).toContain('It was sent back: Say which families.')
    expect(back?.text).toContain(`${PUBLIC_URL}/sections/${first?.id}/write`)

    await cycle.section(first?.id ?? '', who('owner'), { event: 'write', text: 'Families of babies.' })
    for (const { id: sectionId } of toWrite)
      await cycle.section(sectionId, who('administrator'), { event: 'accept' })
    await cycle.report(id, who('administrator'), { event: 'submit' })
    expect(await sent('reportSubmitted')).toMatchObject([
      { to: 'chair', subject: 'A report waits for your approval: Report <b>of</b> December' },
    ])
    await cycle.report(id, who('chair'), { event: 'return', reason: 'The summary is too long.' })
    const [returned] = await sent('reportReturned')
    expect(returned).toMatchObject({ to: 'administrator', state: 'sent' })
    expect(returned?.text).toContain('The reason given: The summary is too long.')

    await cycle.report(id, who('administrator'), { event: 'submit' })
    await cycle.report(id, who('chair'), { event: 'approve' })
    expect(await sent('reportApproved')).toMatchObject([{ to: 'administrator', state: 'sent' }])
    await cycle.report(id, who('administrator'), { event: 'issue' })
    const issued = await sent('reportIssued')
    // The board, the authors and the approver; the administrator issued it.
    expect(issued.map(({ to }) => to).toSorted()).toEqual(['chair', 'member', 'owner', 'viceChair'])
    expect(issued[0]?.text).toContain(`${PUBLIC_URL}/reports/${id}/editions/1`)
  })

  test('only while it still waits for them, and never of a plan that is no longer active', async () => {
    const { toWrite } = await commissioned()
    for (const [at, { id }] of toWrite.entries())
      if (at % 2 === 0)
        await cycle.section(id, who('owner'), { event: 'write', text: 'Families are seen sooner.' })
    expect(Object.fromEntries((await sent('sectionAsked')).map(({ to, state }) => [to, state]))).toEqual({
      owner: 'superseded',
      member: 'sent',
    })
    await commissioned()
    await db().update(plans).set({ state: 'closed' })
    expect(new Set((await sent('sectionAsked')).map(({ state }) => state))).toEqual(new Set(['superseded']))
  })

  test('once by what is given to them later, and not before the report is commissioned', async () => {
    const given = await cycle.given(who('administrator'), 'executive-member-to-council', [who('owner')])
    expect(await sent('sectionAsked')).toEqual([])
    await cycle.report(given.id, who('administrator'), { event: 'commission' })
    await sent('sectionAsked')
    const [first] = given.toWrite
    await cycle.section(first?.id ?? '', who('administrator'), {
      event: 'reassign',
      authorId: who('lead'),
      dueOn: '2026-12-02',
    })
    expect(await sent('sectionAsked')).toMatchObject([
      { to: 'lead', subject: '1 section waits for you: Executive member’s report to council' },
    ])
  })

  test('and the mail log of the plan shows it, and the Outbox has an example of each kind', async () => {
    const { id, toWrite } = await commissioned()
    for (const { id: sectionId } of toWrite)
      await cycle.section(sectionId, who('administrator'), { event: 'write', text: 'Families are seen.' })
    for (const { id: sectionId } of toWrite)
      await cycle.section(sectionId, who('administrator'), { event: 'accept' })
    await cycle.report(id, who('administrator'), { event: 'submit' })
    await cycle.report(id, who('chair'), { event: 'return', reason: 'Too long.' })
    await cycle.section(toWrite[0]?.id ?? '', who('administrator'), { event: 'sendBack', reason: 'Shorter.' })
    for (const kind of ['sectionAsked', 'reportReturned'] as const)
      expect([kind, (await exampleOf(db(), kind, { day: MONDAY, publicUrl: PUBLIC_URL }))?.toName]).toEqual([
        kind,
        expect.any(String),
      ])
    const list = { filter: { plan: plan.planId, kind: [...reportNoticeKinds] }, limit: 50, after: null }
    const { items } = await listMail(db(), who('chair'), list)
    expect(new Set(items.map(({ kind }) => kind))).toEqual(
      new Set(['sectionAsked', 'reportSubmitted', 'reportReturned']),
    )
    expect((await listMail(db(), who('stranger'), list)).items).toEqual([])
  })
})

describe('the Monday email', () => {
  const ask = () => ({
    name: 'A person',
    scope: 'allActive' as const,
    lines: [],
    at: MONDAY_EIGHT,
    day: MONDAY,
    lateFrom: null,
    publicUrl: PUBLIC_URL,
    linkPath: null,
  })
  const linesOf = async (personId: string, part: 'reportDigest' | 'chairDigest') =>
    (await writtenParts(db(), { ...ask(), personId, parts: [part] })).flatMap(({ sections }) =>
      sections.flatMap(({ title, lines }) =>
        lines.map(({ heading, facts, late }) => [title, heading, facts, late] as const),
      ),
    )

  test('tells an author what is late and due, and the chair what the report still lacks', async () => {
    const { toWrite } = await commissioned()
    await cycle.section(toWrite[1]?.id ?? '', who('member'), { event: 'write', text: 'Families are seen.' })
    const about = 'For ‘Report <b>of</b> December’, which is for Council on 14 December 2026.'
    expect(await linesOf(who('owner'), 'reportDigest')).toEqual([
      [
        'Sections that are late',
        'Section 2 Updates by service',
        `${about} It was due by 20 November 2026.`,
        '3 days late.',
      ],
      ['Sections to write', 'Section 6 The time ahead', `${about} It is due by 1 December 2026.`, null],
    ])
    expect(await linesOf(who('administrator'), 'reportDigest')).toEqual([
      [
        'Reports that wait for you',
        'Report <b>of</b> December',
        'It is for Council on 14 December 2026. 1 section is handed in, to accept or send back; 3 sections are still being written.',
        null,
      ],
    ])
    expect(
      (await linesOf(who('chair'), 'chairDigest')).filter(([title]) => title.startsWith('Reports')),
    ).toEqual([
      [
        'Reports that still lack something',
        'Report <b>of</b> December',
        expect.stringMatching(
          /^It is for Council on 14 December 2026\. 3 of 4 sections are not handed in\. 1 section is late, from .+\.$/,
        ),
        null,
      ],
    ])
  })

  test('is owed to just those for whom something waits, at every step of a report', async () => {
    const compared: string[] = []
    const compare = async (step: string) => {
      const owed = await rowsOf<{ id: string; parts: string[] }>(
        db(),
        sql`select person_id as id, parts from (${owedDigests('allActive', sql`${MONDAY}::date`)}) owed`,
      )
      const byLedger = owed.filter(({ parts }) => parts.includes('reportDigest')).map(({ id }) => id)
      const byWork: string[] = []
      for (const id of Object.values(plan.people)) {
        const { sections, reports } = await reportWorkOf(db(), id, MONDAY)
        if (sections.length + reports.length > 0) byWork.push(id)
      }
      expect([step, byLedger.toSorted()]).toEqual([step, byWork.toSorted()])
      compared.push(`${step} ${byWork.length}`)
    }
    const deputy = { deputyId: who('contributor'), fromOn: '2026-11-23', untilOn: '2026-12-01' }
    await api().send('PUT', '/me/deputy', { as: who('owner'), body: deputy })
    const given = await cycle.given(
      who('administrator'),
      'executive-member-to-council',
      [who('owner'), who('member')],
      { approverId: who('lead') },
    )
    await compare('draft')
    await cycle.report(given.id, who('administrator'), { event: 'commission' })
    await compare('commissioned')
    for (const { id } of given.toWrite)
      await cycle.section(id, who('administrator'), { event: 'write', text: 'Families are seen.' })
    await compare('written')
    for (const { id } of given.toWrite) await cycle.section(id, who('administrator'), { event: 'accept' })
    await compare('accepted')
    await cycle.report(given.id, who('administrator'), { event: 'submit' })
    await compare('inReview')
    await cycle.report(given.id, who('lead'), { event: 'approve' })
    await compare('approved')
    await cycle.report(given.id, who('administrator'), { event: 'issue' })
    await compare('issued')
    expect(compared).toEqual([
      'draft 1',
      'commissioned 3',
      'written 1',
      'accepted 1',
      'inReview 1',
      'approved 1',
      'issued 0',
    ])
  })
})
