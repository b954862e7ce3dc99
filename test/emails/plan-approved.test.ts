import { beforeEach, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { listMail } from '#db/read/mail.ts'
import { actions, events, people } from '#db/schema/index.ts'
import { changePlan, type PlanContext } from '#db/write/change-plan.ts'
import { changeAction } from '#db/write/transition.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { useDatabase } from '#test/support/database.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { PlanEvent } from '#workflows/plan/plan.ts'
import { later, ledger, MONDAY_EIGHT, PUBLIC_URL, sender, startAfresh } from './harness.ts'

const database = useDatabase({ max: 8 })
const db = () => database().db
beforeEach(() => startAfresh(db()))

const unborn = { state: 'draft', activeFrom: null, digestsFrom: null } as const
const given = (owners: readonly CastName[]) =>
  givenPlan(
    db(),
    owners.map((ownerEmail) => ({ ownerEmail, dueOn: '2027-09-30', recommendations: ['R1'] })),
    unborn,
  )

describe('the approval of a plan', () => {
  test('is one email to each owner that lists all actions of theirs, each with its page', async () => {
    const plan = await submitted([...Array<CastName>(9).fill('owner'), 'otherOwner', 'otherOwner'])
    await move(plan, 'chair', { type: 'approve' })
    const [mail, other, ...more] = await sent()
    expect(more).toEqual([])
    expect(mail).toMatchObject({
      toName: 'The owner',
      state: 'sent',
      actionId: null,
      subject: '9 actions are yours: ‘A plan for tests’ is approved',
    })
    expect(said(mail)).toContain(
      'The plan ‘A plan for tests’ is approved, and these actions are yours. The chair approved it, so their due dates are agreed.',
    )
    expect(said(mail)).toContain('P1.S9 What P1.S9 commits to Due on 30 September 2027.')
    expect(said(mail)).not.toContain('handed')
    const lists = ({ text = '', html = '' }, id: string) => [
      text.split('\n').includes(`  ${PUBLIC_URL}/actions/${id}`),
      html.includes(`href="${PUBLIC_URL}/actions/${id}"`),
    ]
    for (const [ref, id] of Object.entries(plan.actions)) {
      const theirs = ref !== 'P1.S10' && ref !== 'P1.S11'
      expect(lists(mail ?? {}, id)).toEqual([theirs, theirs])
      expect(lists(other ?? {}, id)).toEqual([!theirs, !theirs])
    }
    expect(mail?.text).toContain(`${PUBLIC_URL}/plans/${plan.planId}?mine=yes\n`)
    expect([other?.toName, other?.subject]).toEqual([
      'The otherOwner',
      '2 actions are yours: ‘A plan for tests’ is approved',
    ])
  })

  test('tells of one action alone as if it had been agreed by itself', async () => {
    const plan = await submitted(['owner'])
    await move(plan, 'chair', { type: 'approve' })
    const [mail] = await sent()
    expect(mail).toMatchObject({
      actionId: plan.actions['P1.S1'],
      subject: 'An action is yours: P1.S1 What P1.S1 commits to',
    })
    expect(said(mail)).toContain(
      'The chair has agreed this action, and you are its owner. It is due on 30 September 2027.',
    )
  })

  test('tells neither whoever approves it nor somebody who has left', async () => {
    const plan = await submitted(['chair', 'otherOwner', 'owner', 'owner'])
    await db().update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, plan.people.otherOwner))
    await move(plan, 'chair', { type: 'approve' })
    expect((await ledger(db(), 'assigned')).map(({ toName }) => toName)).toEqual(['The owner'])
  })

  test('tells nobody while history of the past is being laid', async () => {
    const plan = await submitted(['owner', 'owner'])
    await move(plan, 'chair', { type: 'approve' }, { notify: false })
    expect(await ledger(db(), 'assigned')).toEqual([])
  })

  test('tells nobody when it is refused', async () => {
    const plan = await submitted(['owner', 'owner'])
    const context = { planId: plan.planId, actorId: plan.people.member, now: MONDAY_EIGHT }
    expect((await changePlan(db(), context, { type: 'approve' })).outcome).toBe('refused')
    expect(await ledger(db(), 'assigned')).toEqual([])
  })

  test('tells after a return only of what it agrees itself, and of nothing again once the plan is reopened', async () => {
    const plan = await submitted(['owner', 'owner', 'owner'])
    await move(plan, 'chair', { type: 'return', reason: 'Say who pays.' })
    await change(plan, 'lead', 'P1.S1', { type: 'agree' })
    await move(plan, 'administrator', { type: 'submit' })
    expect((await ledger(db(), 'assigned')).map(({ lines }) => lines)).toEqual([[]])
    await startAfreshButPlans()
    await move(plan, 'chair', { type: 'approve' })
    const [owed] = await ledger(db(), 'assigned')
    expect(await told(owed)).toEqual(['P1.S2', 'P1.S3'])
    await db().update(actions).set({ state: 'cancelled' }).where(eq(actions.planId, plan.planId))
    await db().execute(`update priorities set state = 'delivered' where plan_id = '${plan.planId}'`)
    await move(plan, 'chair', { type: 'close' })
    await move(plan, 'chair', { type: 'reopen', reason: 'Too soon' })
    expect(await ledger(db(), 'assigned')).toHaveLength(1)
  })

  test('owes each owner exactly what is theirs when it is pressed twice while drafts change owner, 20 times', async () => {
    for (let run = 0; run < 20; run++) {
      await startAfreshButPlans()
      const plan = await submitted(['owner', 'owner', 'owner', 'otherOwner'])
      const ownerId = plan.people.otherOwner
      const approve = () =>
        changePlan(db(), { ...asked, planId: plan.planId, actorId: plan.people.chair }, { type: 'approve' })
      await Promise.all([
        approve(),
        approve(),
        ...['P1.S1', 'P1.S2'].map((ref) =>
          changeAction(
            db(),
            { ...asked, actionId: plan.actions[ref] ?? '', actorId: plan.people.administrator },
            { subject: 'action', event: { type: 'edit', change: { ownerId } } },
          ),
        ),
      ])
      const rows = await db().select().from(actions).where(eq(actions.planId, plan.planId))
      const refs = (id: string) =>
        rows
          .filter((row) => row.ownerId === id)
          .map(({ ref }) => ref)
          .toSorted()
      const owed = await ledger(db(), 'assigned')
      expect(owed).toHaveLength(2)
      for (const row of owed) expect(await told(row)).toEqual(refs(row.personId))
    }
  }, 60_000)
})

describe('before it is sent', () => {
  test('what went on to somebody else is left out, and nothing is sent where that was all', async () => {
    const plan = await submitted(['owner', 'owner', 'owner'])
    await move(plan, 'chair', { type: 'approve' })
    const give = (ref: string) =>
      db()
        .update(actions)
        .set({ ownerId: plan.people.viceChair })
        .where(eq(actions.id, plan.actions[ref] ?? ''))
    await give('P1.S1')
    const [mail] = await sent()
    expect(mail?.subject).toBe('2 actions are yours: ‘A plan for tests’ is approved')
    expect(mail?.text).not.toContain('P1.S1')
    await startAfresh(db())
    const other = await submitted(['owner', 'owner'])
    await move(other, 'chair', { type: 'approve' })
    await db().update(actions).set({ ownerId: plan.people.viceChair })
    expect(await sent()).toMatchObject([{ state: 'superseded', reply: 'None of it is theirs any more.' }])
  })

  test('a plan that is no longer active keeps quiet', async () => {
    const plan = await submitted(['owner', 'owner'])
    await move(plan, 'chair', { type: 'approve' })
    await db().execute(`update plans set state = 'closed'`)
    expect(await sent()).toMatchObject([{ state: 'superseded', reply: 'The plan is not active.', text: '' }])
  })
})

test('the mail log of the plan shows the one email of its approval', async () => {
  const plan = await submitted(['owner', 'owner'])
  await move(plan, 'chair', { type: 'approve' })
  const list = { filter: { plan: plan.planId }, limit: 50, after: null }
  const { items } = await listMail(db(), plan.people.administrator, list)
  expect(items.map(({ kind, person }) => [kind, person.id])).toEqual([['assigned', plan.people.owner]])
})

const asked = { now: MONDAY_EIGHT }

/** A plan of drafts with these owners, which waits for its approval. */
async function submitted(owners: readonly CastName[]): Promise<TestPlan> {
  const plan = await given(owners)
  await move(plan, 'administrator', { type: 'submit' })
  return plan
}

async function move(
  { planId, people: cast }: TestPlan,
  who: CastName,
  event: PlanEvent,
  more: Partial<PlanContext> = {},
): Promise<void> {
  const { outcome } = await changePlan(db(), { planId, actorId: cast[who], ...asked, ...more }, event)
  expect([event.type, outcome]).toEqual([event.type, 'done'])
}

async function change(plan: TestPlan, who: CastName, ref: string, event: ActionEvent): Promise<void> {
  const context = { actionId: plan.actions[ref] ?? '', actorId: plan.people[who], ...asked }
  expect((await changeAction(db(), context, { subject: 'action', event })).outcome).toBe('done')
}

async function startAfreshButPlans(): Promise<void> {
  await db().execute('delete from deliveries')
}

type Owed = Awaited<ReturnType<typeof ledger>>[number]

/** The references of the actions that an email is about, and that it is of one approval. */
async function told(owed: Owed | undefined): Promise<string[]> {
  const ids = owed?.lines.map((line) => ('eventId' in line ? line.eventId : '')) ?? []
  const rows = await db().select().from(events)
  expect(rows.find(({ id }) => id === owed?.period)).toMatchObject({ subjectKind: 'plan', event: 'approve' })
  return rows
    .filter(({ id }) => ids.includes(id))
    .map(({ after }) => (after as { ref: string }).ref)
    .toSorted()
}

async function sent(at = later(MONDAY_EIGHT, 0.5)): Promise<Owed[]> {
  await sendOnce(sender(db(), outboxTransport(), at))
  const rows = await ledger(db(), 'assigned')
  return rows.toSorted((one, other) => other.lines.length - one.lines.length)
}

function said(mail: Owed | undefined): string {
  return mail?.text.replace(/\s+/g, ' ') ?? ''
}
