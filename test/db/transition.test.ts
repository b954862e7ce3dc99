import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { workOf } from '#db/read/work.ts'
import { actions, events, memberships, people, plans } from '#db/schema/index.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { useDatabase } from '../support/database.ts'
import { type CastName, givenPlan, type TestPlan } from '../support/plans.ts'

const database = useDatabase()
const now = '2026-11-23T10:00:00.000Z'

async function act(plan: TestPlan, who: CastName, change: ActionChangeRequest, ifVersion?: number) {
  const actionId = plan.actions['P1.S1'] ?? ''
  return changeAction(
    database().db,
    { actionId, actorId: plan.people[who], now, ...(ifVersion !== undefined && { ifVersion }) },
    change,
  )
}

async function read(plan: TestPlan) {
  const action = await readAction(database().db, plan.actions['P1.S1'] ?? '')
  if (!action) throw new Error('the action is there')
  return action.facts
}

const report = (note: string): ActionChangeRequest => ({
  subject: 'action',
  event: { type: 'report', updateId: newId(), note },
})

const evidenceFor = (criterionId: string): ActionChangeRequest => ({
  subject: 'action',
  event: {
    type: 'addEvidence',
    evidenceId: newId(),
    criterionId,
    kind: 'document',
    title: 'Minutes',
    url: 'https://documents.example/minutes',
    datedOn: '2026-11-20',
    independent: false,
  },
})

describe('a change of an action, by its workflow', () => {
  test('goes its whole way from agreed to signed off, each step one version and one history row', async () => {
    const plan = await givenPlan(database().db)
    expect((await act(plan, 'owner', report('We have begun.'))).outcome).toBe('done')
    for (const { id } of (await read(plan)).criteria) await act(plan, 'owner', evidenceFor(id))
    await act(plan, 'owner', {
      subject: 'action',
      event: { type: 'submit', whatChanged: 'Families wait less.' },
    })
    await act(plan, 'lead', {
      subject: 'action',
      event: { type: 'endorse', statement: 'I read the minutes.' },
    })
    await act(plan, 'chair', { subject: 'action', event: { type: 'signOff' } })
    const action = await read(plan)
    expect(action.state).toBe('signedOff')
    expect(action.embedCheckOn).toBe('2027-02-21')
    const history = await database().db.select().from(events).where(eq(events.aggregateId, action.id))
    expect(history.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(history.find(({ version }) => version === 8)?.after).toEqual(action)
  })

  test('is not submitted without evidence, and says which criteria lack it', async () => {
    const plan = await givenPlan(database().db)
    await act(plan, 'owner', report('We have begun.'))
    const result = await act(plan, 'owner', {
      subject: 'action',
      event: { type: 'submit', whatChanged: 'Something' },
    })
    expect(result).toMatchObject({ outcome: 'refused', refused: { code: 'evidenceMissing' } })
    expect(result.outcome === 'refused' && result.refused.missing).toHaveLength(2)
  })

  test('is not signed off by its owner', async () => {
    const plan = await givenPlan(database().db)
    const result = await act(plan, 'owner', { subject: 'action', event: { type: 'signOff' } })
    expect(result).toMatchObject({ outcome: 'refused', refused: { code: 'ownWork' } })
  })

  test('is signed off by the vice-chair where every chair who has not left owns it, and waits for them', async () => {
    const { db } = database()
    const plan = await givenPlan(db)
    const { chair, member, viceChair, lead } = plan.people
    await db.update(memberships).set({ role: 'chair' }).where(eq(memberships.personId, member))
    await db
      .update(actions)
      .set({
        state: 'endorsed',
        ownerId: chair,
        submittedBy: chair,
        submittedOn: '2026-11-20',
        endorsedBy: lead,
      })
      .where(eq(actions.planId, plan.planId))
    const signOff = { subject: 'action', event: { type: 'signOff' } } as const
    const waits = async () => (await workOf(db, viceChair, '2026-11-23')).toSignOff.length
    expect(await act(plan, 'viceChair', signOff)).toMatchObject({ refused: { code: 'notYourRole' } })
    expect(await waits()).toBe(0)
    await db.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, member))
    expect(await waits()).toBe(1)
    expect((await act(plan, 'viceChair', signOff)).outcome).toBe('done')
  })

  test("waits for the chair at once where the lead owns it: nobody else could endorse, and the chair's are other eyes", async () => {
    const { db } = database()
    const plan = await givenPlan(db)
    const { chair, lead } = plan.people
    await db
      .update(actions)
      .set({ state: 'submitted', ownerId: lead, submittedBy: lead, submittedOn: '2026-11-20' })
      .where(eq(actions.planId, plan.planId))
    const signOff = { subject: 'action', event: { type: 'signOff' } } as const
    expect((await workOf(db, chair, '2026-11-23')).toSignOff).toHaveLength(1)
    expect((await workOf(db, lead, '2026-11-23')).toEndorse).toHaveLength(0)
    expect(await act(plan, 'lead', signOff)).toMatchObject({ refused: { code: 'ownWork' } })
    expect((await act(plan, 'chair', signOff)).outcome).toBe('done')
  })

  test('waits for the chair again on the day of its embedding check, and for nobody before or beside', async () => {
    const { db } = database()
    const plan = await givenPlan(db)
    const { chair, viceChair, lead, owner } = plan.people
    await db
      .update(actions)
      .set({ state: 'signedOff', signedOffOn: '2026-08-20', signedOffBy: chair, embedCheckOn: '2026-11-23' })
      .where(eq(actions.planId, plan.planId))
    const waiting = async (who: string, day: Day) => (await workOf(db, who, day)).toEmbed.length
    expect(await waiting(chair, '2026-11-22')).toBe(0)
    expect(await waiting(chair, '2026-11-23')).toBe(1)
    expect(await Promise.all([viceChair, lead, owner].map((who) => waiting(who, '2026-11-23')))).toEqual([
      0, 0, 0,
    ])
    await db.update(plans).set({ state: 'closed' }).where(eq(plans.id, plan.planId))
    expect(await waiting(chair, '2026-11-23')).toBe(0)
  })

  test('takes one of two changes decided on the same version, and refuses the other as stale', async () => {
    const plan = await givenPlan(database().db)
    const { version } = await read(plan)
    const results = await Promise.all([
      act(plan, 'owner', report('From my phone'), version),
      act(plan, 'contributor', report('From my desk'), version),
    ])
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'stale'])
    expect((await read(plan)).version).toBe(version + 1)
  })
})
