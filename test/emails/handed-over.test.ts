import { beforeEach, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { DELIVERIES, listen } from '#db/connection/listen.ts'
import { listMail } from '#db/read/mail.ts'
import { actions, events } from '#db/schema/index.ts'
import { changeAction } from '#db/write/transition.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { useApi } from '#test/support/api.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { later, ledger, MONDAY_EIGHT, PUBLIC_URL, sender, startAfresh, until } from './harness.ts'

const api = useApi(MONDAY_EIGHT)
const db = () => api().app.db
beforeEach(() => startAfresh(db()))

const quiet = { digestsFrom: '2027-06-07' }
const nine = Array.from({ length: 9 }, (_, at) => (at === 0 ? { dueOn: '2026-11-20' } : {}))
const reason = 'Moves to another council'

describe('what is handed over at once is told at once', () => {
  test('nine actions are one email that lists all nine, each with its page', async () => {
    const plan = await givenPlan(db(), nine, quiet)
    await handOver(plan, 'owner', { toId: plan.people.member })
    const [mail, ...more] = await sent()
    expect(more).toEqual([])
    expect(mail).toMatchObject({
      toName: 'The member',
      state: 'sent',
      actionId: null,
      subject: '9 actions are handed over to you',
    })
    expect(said(mail)).toContain(
      'The administrator has handed this work over to you from 20 November 2026. Until then it was with The owner. The reason given: Moves to another council.',
    )
    expect(said(mail)).toContain('P1.S1 What P1.S1 commits to 3 days late. It was due on 20 November 2026.')
    expect(said(mail)).toContain('P1.S9 What P1.S9 commits to Due on 18 December 2026.')
    for (const id of Object.values(plan.actions)) {
      expect(mail?.text.split('\n')).toContain(`  ${PUBLIC_URL}/actions/${id}`)
      expect(mail?.html).toContain(`href="${PUBLIC_URL}/actions/${id}"`)
    }
    expect(mail?.text).toContain(`${PUBLIC_URL}/plans/${plan.planId}?mine=yes\n`)
  })

  test('each receiver is told of theirs alone: to lead, to own and to contribute to', async () => {
    const plan = await givenPlan(
      db(),
      [{ ownerEmail: 'lead' }, { contributorEmails: ['lead'] }, { contributorEmails: ['lead'] }],
      quiet,
    )
    const { member, viceChair } = plan.people
    const item = { kind: 'contribution', id: plan.actions['P1.S3'], toId: viceChair }
    await handOver(plan, 'lead', { toId: member, items: [item] })
    const mails = await sent()
    expect(mails.map(({ toName, subject }) => [toName, subject])).toEqual([
      ['The member', '1 priority, 1 action and 1 action to contribute to are handed over to you'],
      ['The viceChair', 'An action to contribute to is handed over to you: P1.S3 What P1.S3 commits to'],
    ])
    const [all, helped] = mails
    expect(said(all)).toContain('P1 The first priority 3 actions still to do.')
    expect(all?.text).toContain(`${PUBLIC_URL}/plans/${plan.planId}/priorities/P1\n`)
    expect(said(all)).toContain('P1.S2 What P1.S2 commits to Due on 18 December 2026. The owner owns it.')
    expect(said(helped)).toContain('P1.S3 What P1.S3 commits to')
    expect(helped?.text).not.toContain('P1.S2')
  })

  test('one action alone reads as if it were handed over by hand', async () => {
    const plan = await givenPlan(db(), [{}], quiet)
    await handOver(plan, 'owner', { toId: plan.people.member })
    const [mail] = await sent()
    expect(mail?.subject).toBe('An action is handed over to you: P1.S1 What P1.S1 commits to')
    expect(said(mail)).toContain(`The reason given: ${reason}. It is due on 18 December 2026.`)
  })

  test('who hands work over to themselves is not told', async () => {
    const plan = await givenPlan(db(), [{}, {}], quiet)
    await handOver(plan, 'owner', { toId: plan.people.administrator })
    expect(await sent()).toEqual([])
  })

  test('it tells of the one event of the hand-over, and can be sent once that is written', async () => {
    const plan = await givenPlan(db(), [{}, {}], quiet)
    await handOver(plan, 'owner', { toId: plan.people.member })
    const [owed] = await ledger(db(), 'assigned')
    const [told] = await db()
      .select()
      .from(events)
      .where(eq(events.id, owed?.period ?? ''))
    expect(told).toMatchObject({ event: 'handOver', subjectId: plan.people.owner })
    expect(Date.parse(owed?.nextTryAt ?? '')).toBeLessThanOrEqual(Date.parse(owed?.createdAt ?? '') + 5_000)
  })
})

test('whoever sends is woken once all of it is written, and not a minute later', async () => {
  const plan = await givenPlan(db(), [{}, {}], quiet)
  let calls = 0
  const listener = listen(api().app.databaseUrl, DELIVERIES, () => calls++)
  await listener.ready
  await handOver(plan, 'owner', { toId: plan.people.member })
  // The first when it began to listen, the second for the row, the third for its release.
  await until(() => calls === 3)
  await listener.stop()
})

describe('a hand-over that never comes to its end', () => {
  const id = '019f0000-0000-7000-8000-000000000001'

  test('is told of all the same, after a minute, and what comes later in an email of its own', async () => {
    const plan = await givenPlan(db(), [{}, {}, {}], quiet)
    await piece(plan, 'P1.S1', id)
    await piece(plan, 'P1.S2', id)
    expect((await sent(later(MONDAY_EIGHT, 0.5))).map(({ state }) => state)).toEqual(['queued'])
    const [mail] = await sent(later(MONDAY_EIGHT, 1.1))
    expect([mail?.state, mail?.subject]).toEqual(['sent', '2 actions are handed over to you'])
    await piece(plan, 'P1.S3', id)
    const mails = await sent(later(MONDAY_EIGHT, 1.2))
    expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
      '2 actions are handed over to you',
      'An action is handed over to you: P1.S3 What P1.S3 commits to',
    ])
  })

  test('keeps quiet about what went on to somebody else before it was sent', async () => {
    const plan = await givenPlan(db(), [{}, {}], quiet)
    await piece(plan, 'P1.S1', id)
    await piece(plan, 'P1.S2', id)
    const give = (ref: string) =>
      db()
        .update(actions)
        .set({ ownerId: plan.people.viceChair })
        .where(eq(actions.id, plan.actions[ref] ?? ''))
    await give('P1.S1')
    const [mail] = await sent(later(MONDAY_EIGHT, 2))
    expect(mail?.subject).toBe('An action is handed over to you: P1.S2 What P1.S2 commits to')
    await startAfresh(db())
    const other = await givenPlan(db(), [{}], quiet)
    await piece(other, 'P1.S1', id)
    await db().update(actions).set({ ownerId: plan.people.viceChair })
    expect(await sent(later(MONDAY_EIGHT, 2))).toMatchObject([
      { state: 'superseded', reply: 'None of it is theirs any more.' },
    ])
  })
})

test('the mail log of each plan that some of it is in shows the one email', async () => {
  const [one, two] = [await givenPlan(db(), [{}], quiet), await givenPlan(db(), [{}], quiet)]
  const id = '019f0000-0000-7000-8000-000000000002'
  const toId = one.people.member
  await piece(one, 'P1.S1', id)
  await piece(two, 'P1.S1', id, toId)
  for (const { planId, people } of [one, two]) {
    const list = { filter: { plan: planId }, limit: 50, after: null }
    const { items } = await listMail(db(), people.administrator, list)
    expect(items.map(({ kind, person }) => [kind, person.id])).toEqual([['assigned', toId]])
  }
})

async function handOver(plan: TestPlan, who: CastName, to: object): Promise<void> {
  const body = { fromOn: '2026-11-20', reason, ...to }
  const path = `/people/${plan.people[who]}/handover`
  const { status, body: answer } = await api().post(path, { as: plan.people.administrator, body })
  expect([status, answer.items?.every(({ outcome }: { outcome: string }) => outcome === 'done')]).toEqual([
    200,
    true,
  ])
}

/** One action of a hand-over, whose end is not written. */
async function piece(plan: TestPlan, ref: string, id: string, toId = plan.people.member): Promise<void> {
  const { outcome } = await changeAction(
    db(),
    {
      actionId: plan.actions[ref] ?? '',
      actorId: plan.people.administrator,
      now: MONDAY_EIGHT,
      handover: { id, toId },
    },
    { subject: 'action', event: { type: 'transfer', ownerId: toId, fromOn: '2026-11-20', reason } },
  )
  expect(outcome).toBe('done')
}

async function sent(at = later(MONDAY_EIGHT, 0.5)) {
  await sendOnce(sender(db(), outboxTransport(), at))
  const rows = await ledger(db(), 'assigned')
  return rows.toSorted((one, other) => one.toName.localeCompare(other.toName))
}

function said(mail: Awaited<ReturnType<typeof ledger>>[number] | undefined): string {
  return mail?.text.replace(/\s+/g, ' ') ?? ''
}
