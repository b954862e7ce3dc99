import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { deliveries, events, memberships, plans } from '#db/schema/index.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { useDatabase } from '#test/support/database.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { noticeKinds, reportNoticeKinds } from '#workflows/engine/requirement.ts'
import { later, ledger, MONDAY_EIGHT, PUBLIC_URL, sender, startAfresh } from './harness.ts'

const database = useDatabase()
beforeEach(() => startAfresh(database().db))

describe('every change that concerns somebody sends them an email', () => {
  test('assigned: handed over, with the day, the reason and the due date', async () => {
    const plan = await planOf()
    await change(plan, 'lead', {
      type: 'transfer',
      ownerId: plan.people.otherOwner,
      fromOn: '2026-11-20',
      reason: 'New post',
    })
    const [mail] = await sent('assigned')
    expect(mail).toMatchObject({
      toName: 'The otherOwner',
      subject: 'An action is handed over to you: P1.S1 What P1.S1 commits to',
    })
    expect(oneLine(mail)).toContain('The lead has handed this action over to you from 20 November 2026.')
    expect(oneLine(mail)).toContain('The reason given: New post. It is due on 18 December 2026.')
    expectLink(mail, plan, '')
  })

  test('submitted: to the lead, with the page to decide on', async () => {
    const plan = await planOf()
    await submitted(plan)
    const mails = await sent('submitted')
    expect(mails).toMatchObject([
      { toName: 'The lead', subject: 'Submitted for you to decide: P1.S1 What P1.S1 commits to' },
    ])
    expect(mails[0]?.text).toContain('The owner has submitted this action as done.')
    expectLink(mails[0], plan, '/decide')
  })

  test('returned: to the owner, with the criterion and the reason', async () => {
    const plan = await planOf()
    const criterionId = await submitted(plan)
    await change(plan, 'lead', { type: 'return', reason: 'The audit is from last year', criterionId })
    const [mail] = await sent('returned')
    expect(mail).toMatchObject({
      toName: 'The owner',
      subject: 'Returned to you: P1.S1 What P1.S1 commits to',
    })
    expect(oneLine(mail)).toContain(
      'The lead has returned this action to you. It is about the closure criterion ‘The first thing is shown’. The reason given: The audit is from last year.',
    )
    expectLink(mail, plan, '')
  })

  test('endorsed: to the owner for information, and to the chair to decide', async () => {
    const plan = await planOf()
    await submitted(plan)
    await change(plan, 'lead', { type: 'endorse', statement: 'I opened it' })
    const mails = await sent('endorsed')
    const [chair, owner] = mails.toSorted((one, other) => one.toName.localeCompare(other.toName))
    expect(chair).toMatchObject({
      toName: 'The chair',
      subject: 'Endorsed, for you to sign off: P1.S1 What P1.S1 commits to',
    })
    expectLink(chair, plan, '/decide')
    expect(oneLine(owner)).toContain('It waits for the chair to sign it off; nothing is asked of you.')
    expectLink(owner, plan, '')
  })

  test('signed off: to owner and lead, with the day of the check', async () => {
    const plan = await planOf()
    await submitted(plan)
    await change(plan, 'lead', { type: 'endorse', statement: 'I opened it' })
    await change(plan, 'chair', { type: 'signOff', embedCheckOn: '2027-03-01' })
    const mails = await sent('signedOff')
    expect(mails.map(({ toName }) => toName).toSorted()).toEqual(['The lead', 'The owner'])
    for (const mail of mails)
      expect(oneLine(mail)).toContain('Whether the change has stuck will be checked on 1 March 2027.')
  })

  test('more time: asked of the lead with both dates, granted with the new one, refused with the reason', async () => {
    const plan = await planOf()
    const first = newId()
    await extend(plan, 'owner', {
      type: 'request',
      extensionId: first,
      dueOn: '2027-01-08',
      reasonCode: 'procurement',
      text: 'A secret note',
    })
    const [asked] = await sent('extensionRequested')
    expect(asked).toMatchObject({
      toName: 'The lead',
      subject: 'More time is asked for: P1.S1 What P1.S1 commits to',
    })
    expect(oneLine(asked)).toContain(
      'The owner asks to move the due date from 18 December 2026 to 8 January 2027, 21 days later. The date stays as it is until you decide. The reason given is ‘Buying or contracting takes longer’.',
    )
    expect(asked?.text).not.toContain('secret')
    expectLink(asked, plan, '/decide')

    await extend(plan, 'lead', { type: 'refuse', extensionId: first, reason: 'It cannot wait' })
    const [refused] = await sent('extensionRefused')
    expect(oneLine(refused)).toContain(
      'The reason given: It cannot wait. It is still due on 18 December 2026.',
    )

    const second = newId()
    await extend(plan, 'owner', {
      type: 'request',
      extensionId: second,
      dueOn: '2027-01-11',
      reasonCode: 'scope',
      text: 'More',
    })
    await extend(plan, 'lead', { type: 'grant', extensionId: second })
    const [granted] = await sent('extensionGranted')
    expect(granted).toMatchObject({ toName: 'The owner' })
    expect(oneLine(granted)).toContain(
      'the action was due on 18 December 2026 and is now due on 11 January 2027.',
    )
  })

  test('no kind of notice is left without a test here', () => {
    const tried = [
      'assigned',
      'submitted',
      'returned',
      'endorsed',
      'signedOff',
      'extensionRequested',
      'extensionGranted',
      'extensionRefused',
      // In pack-issued.test.ts and report-emails.test.ts.
      'packIssued',
      ...reportNoticeKinds,
    ]
    expect(noticeKinds.toSorted()).toEqual(tried.toSorted())
  })
})

test('who does something is never told of it, though they are of those it concerns', async () => {
  const plan = await planOf()
  const { db } = database()
  const { planId, people: cast } = plan
  await db.insert(memberships).values({ planId, personId: cast.lead, role: 'chair' })
  await submitted(plan)
  await change(plan, 'lead', { type: 'endorse', statement: 'I opened it' })
  const told = (await sent('endorsed')).map(({ personId }) => personId)
  expect(told.toSorted()).toEqual([cast.chair, cast.owner].toSorted())

  await change(plan, 'lead', {
    type: 'transfer',
    ownerId: cast.lead,
    fromOn: '2026-11-20',
    reason: 'Mine now',
  })
  expect(await ledger(db, 'assigned')).toEqual([])
  const [acts, notices] = await Promise.all([db.select().from(events), db.select().from(deliveries)])
  const actorOf = new Map(acts.map(({ id, actorId }) => [id, actorId]))
  expect(notices.filter(({ period, personId }) => actorOf.get(period) === personId)).toEqual([])
})

test('a notice of a plan that is no longer active is not sent', async () => {
  const plan = await planOf()
  await submitted(plan)
  const { db } = database()
  await db.update(plans).set({ state: 'closed' })
  await sendOnce(sender(db, outboxTransport(), later(MONDAY_EIGHT, 5)))
  expect(await ledger(db, 'submitted')).toMatchObject([
    { state: 'superseded', reply: 'The plan is not active.', text: '' },
  ])
})

test('line breaks in a title or a reason stay on their line, and markup is text', async () => {
  const plan = await planOf('Title\r\nBcc: all@council.example <img src=x>')
  const criterionId = await submitted(plan)
  await change(plan, 'lead', {
    type: 'return',
    reason: '\n\nWhy did I get this?\n<b>Because</b>',
    criterionId,
  })
  const [mail] = await sent('returned')
  expect(mail?.subject).toBe('Returned to you: P1.S1 Title Bcc: all@council.example <img src=x>')
  expect(mail?.text.match(/^Why did I get this\?$/gm)).toHaveLength(1)
  expect(mail?.html).not.toContain('<img')
  expect(mail?.html).toContain('&lt;b&gt;Because&lt;/b&gt;')
})

async function planOf(title = 'What P1.S1 commits to'): Promise<TestPlan> {
  return givenPlan(database().db, [{ title, ownerEmail: 'owner' }], { digestsFrom: '2027-06-07' })
}

type Part<S extends ActionChangeRequest['subject']> = Extract<ActionChangeRequest, { subject: S }>['event']

async function change(plan: TestPlan, by: CastName, event: Part<'action'>): Promise<void> {
  await through(plan, by, { subject: 'action', event })
}

async function extend(plan: TestPlan, by: CastName, event: Part<'extension'>): Promise<void> {
  await through(plan, by, { subject: 'extension', event })
}

async function through(plan: TestPlan, by: CastName, request: ActionChangeRequest): Promise<void> {
  const context = { actionId: plan.actions['P1.S1'] ?? '', actorId: plan.people[by], now: MONDAY_EIGHT }
  const changed = await changeAction(database().db, context, request)
  if (changed.outcome !== 'done') throw new Error(JSON.stringify(changed))
}

/** Starts, evidences and submits the action; gives the id of its first criterion. */
async function submitted(plan: TestPlan): Promise<string> {
  const read = await readAction(database().db, plan.actions['P1.S1'] ?? '')
  const criteria = read?.facts.criteria ?? []
  await change(plan, 'owner', { type: 'start' })
  for (const { id: criterionId } of criteria) {
    await change(plan, 'owner', {
      type: 'addEvidence',
      evidenceId: newId(),
      criterionId,
      kind: 'document',
      title: 'Proof',
      url: 'https://council.example/proof',
      datedOn: '2026-11-20',
      independent: false,
    })
  }
  await change(plan, 'owner', { type: 'submit', whatChanged: 'It works' })
  return criteria[0]?.id ?? ''
}

async function sent(kind: string) {
  const { db } = database()
  await sendOnce(sender(db, outboxTransport(), later(MONDAY_EIGHT, 5)))
  const rows = await ledger(db, kind)
  for (const row of rows) expect(row.state).toBe('sent')
  return rows
}

type Row = Awaited<ReturnType<typeof ledger>>[number] | undefined

function expectLink(mail: Row, plan: TestPlan, page: string): void {
  const href = `${PUBLIC_URL}/actions/${plan.actions['P1.S1']}${page}`
  expect(mail?.text.split('\n')).toContain(href)
  expect(mail?.html).toContain(`href="${href}"`)
  expect(mail?.text).toContain('Why did I get this?')
}

function oneLine(mail: Row): string {
  return mail?.text.replaceAll('\n', ' ') ?? ''
}
