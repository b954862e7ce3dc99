import { describe, expect, test } from 'vitest'
import { connect, rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { priorities } from '#db/schema/index.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changePlan } from '#db/write/change-plan.ts'
import { changePriority } from '#db/write/change-priority.ts'
import { commitAction } from '#db/write/commit.ts'
import { createEvent } from '#db/write/create-plan.ts'
import { newActionFacts } from '#db/write/new-action.ts'
import { changeAction } from '#db/write/transition.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import { isCounted } from '#workflows/action/action-facts.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'

const database = useDatabase({ max: 8 })
const now = '2026-11-23T10:00:00.000Z'
const reason = 'It is no longer needed.'
const RUNS = 40

const act = (event: Extract<ActionChangeRequest, { subject: 'action' }>['event']): ActionChangeRequest => ({
  subject: 'action',
  event,
})

function change(plan: TestPlan, ref: string, by: string, request: ActionChangeRequest) {
  return changeAction(database().db, { actionId: plan.actions[ref] ?? '', actorId: by, now }, request)
}

async function factsOf(plan: TestPlan, ref: string) {
  const read = await readAction(database().db, plan.actions[ref] ?? '')
  if (!read) throw new Error('the action is there')
  return read.facts
}

async function priorityOf({ planId }: TestPlan): Promise<{ id: string; state: string }> {
  const [row] = await rowsOf<{ id: string; state: string }>(
    database().db,
    sql`select id, state from priorities where plan_id = ${planId}`,
  )
  if (!row) throw new Error('the priority is there')
  return row
}

/** Every aggregate of a plan is at the version that its history tells of. */
async function expectWholeHistory(plan: TestPlan): Promise<void> {
  const gaps = await rowsOf(
    database().db,
    sql`select s.id from (select id, version from actions where plan_id = ${plan.planId}
        union all select id, version from priorities where plan_id = ${plan.planId}) s
      left join events on events.aggregate_id = s.id group by s.id, s.version having count(*) <> s.version`,
  )
  expect(gaps).toEqual([])
}

describe('two changes at once', () => {
  const ways: [string, (other: string) => ActionChangeRequest, number][] = [
    ['cancel', () => act({ type: 'cancel', reason }), 1],
    ['supersede', (other) => act({ type: 'supersede', successorId: other }), 1],
    ['unlink', () => act({ type: 'edit', change: { recommendationIds: [] } }), 0],
  ]
  const pairs = ways.flatMap((one) => ways.map((other) => [one[0], other[0], one, other] as const))

  test.each(pairs)(
    'never leave a recommendation without an action: %s and %s, 40 times',
    async (_a, _b, [, first], [, second]) => {
      let refused = 0
      for (let run = 0; run < RUNS; run++) {
        const both = { recommendations: ['R1'] }
        const plan = await givenPlan(database().db, [both, both])
        const [a = '', b = ''] = [plan.actions['P1.S1'], plan.actions['P1.S2']]
        const by = (request: ActionChangeRequest) =>
          request.event.type === 'edit' ? plan.people.administrator : plan.people.chair
        const outcomes = await Promise.all([
          change(plan, 'P1.S1', by(first(b)), first(b)),
          change(plan, 'P1.S2', by(second(a)), second(a)),
        ])
        const left = await Promise.all([factsOf(plan, 'P1.S1'), factsOf(plan, 'P1.S2')])
        const covering = left.filter(
          ({ state, recommendationIds }) => isCounted(state) && recommendationIds.length > 0,
        )
        expect(covering.length).toBeGreaterThan(0)
        refused += outcomes.filter(({ outcome }) => outcome === 'refused').length
        await expectWholeHistory(plan)
      }
      // One of the two is refused each time, so that the other cannot have been refused for nothing.
      expect(refused).toBe(RUNS)
    },
    60_000,
  )

  test('never supersede each other, 40 times', async () => {
    for (let run = 0; run < RUNS; run++) {
      const plan = await givenPlan(database().db, [{}, {}])
      const [a = '', b = ''] = [plan.actions['P1.S1'], plan.actions['P1.S2']]
      const outcomes = await Promise.all([
        change(plan, 'P1.S1', plan.people.chair, act({ type: 'supersede', successorId: b })),
        change(plan, 'P1.S2', plan.people.chair, act({ type: 'supersede', successorId: a })),
      ])
      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'refused'])
    }
  }, 60_000)

  test('cancel every one of twelve actions but the last that answers a recommendation', async () => {
    const plan = await givenPlan(
      database().db,
      Array.from({ length: 12 }, () => ({ recommendations: ['R1'] })),
    )
    const refs = Object.keys(plan.actions)
    for (let round = 0; round < 12; round++) {
      await Promise.all(
        refs.map((ref) => change(plan, ref, plan.people.chair, act({ type: 'cancel', reason }))),
      )
    }
    const states = await Promise.all(refs.map(async (ref) => (await factsOf(plan, ref)).state))
    expect(states.filter((state) => state === 'agreed')).toHaveLength(1)
  }, 60_000)
})

describe('a priority is not delivered', () => {
  const more: [string, (plan: TestPlan, priorityId: string) => Promise<unknown>][] = [
    ['added', addTo],
    [
      'brought back',
      (plan) =>
        change(
          plan,
          'P1.S1',
          plan.people.chair,
          act({ type: 'reinstate', reason, dueOn: '2027-01-29' } satisfies ActionEvent),
        ),
    ],
  ]
  test.each(more)(
    'while an action is %s at the same moment, 40 times',
    async (_what, add) => {
      const seen = { delivered: 0, added: 0 }
      for (let run = 0; run < RUNS; run++) {
        const plan = await givenPlan(database().db)
        const { chair } = plan.people
        await change(plan, 'P1.S1', chair, act({ type: 'cancel', reason }))
        const { id: priorityId } = await priorityOf(plan)
        await changePriority(database().db, { priorityId, actorId: chair, now }, { type: 'agree' })
        await Promise.all([
          changePriority(database().db, { priorityId, actorId: chair, now }, { type: 'deliver' }),
          add(plan, priorityId),
        ])
        const [live] = await rowsOf<{ count: number }>(
          database().db,
          sql`select count(*)::int from actions where plan_id = ${plan.planId} and state in ('draft', 'agreed')`,
        )
        const { state } = await priorityOf(plan)
        expect([state, live?.count]).not.toEqual(['delivered', 1])
        if (state === 'delivered') seen.delivered++
        else seen.added++
        await expectWholeHistory(plan)
      }
      expect(seen.delivered + seen.added).toBe(RUNS)
    },
    60_000,
  )

  async function addTo(plan: TestPlan, priorityId: string): Promise<boolean> {
    const { horizonId } = await factsOf(plan, 'P1.S1')
    const facts = { ...newActionFacts(now), id: newId(), planId: plan.planId, priorityId, horizonId }
    const after = { ...facts, ref: 'P1.S9', title: 'One more' }
    const event = createEvent('action', plan.planId, after, { by: plan.people.administrator, now })
    return commitAction(database().db, { before: null, after, event, deliveries: [] })
  }

  test('nor gets an action once it is', async () => {
    const plan = await givenPlan(database().db)
    const { chair } = plan.people
    await change(plan, 'P1.S1', chair, act({ type: 'cancel', reason }))
    const { id: priorityId } = await priorityOf(plan)
    for (const type of ['agree', 'deliver'] as const)
      await changePriority(database().db, { priorityId, actorId: chair, now }, { type })
    expect(await addTo(plan, priorityId)).toBe(false)
    const event = { type: 'reinstate', reason, dueOn: '2027-01-29' } as const
    expect(await change(plan, 'P1.S1', chair, act(event))).toMatchObject({
      outcome: 'refused',
      refused: { code: 'priorityClosed' },
    })
  })

  test('nor does a strand of it get one, and whoever tries is told why', async () => {
    const plan = await givenPlan(database().db, [{}, {}])
    const { administrator, chair } = plan.people
    await change(plan, 'P1.S1', chair, act({ type: 'cancel', reason }))
    const [strand] = await database().db.select().from(priorities).where(eq(priorities.planId, plan.planId))
    if (!strand) throw new Error('the priority is there')
    const [delivered, open] = [newId(), newId()]
    await database()
      .db.insert(priorities)
      .values([
        { ...strand, id: delivered, ref: 'P2', sameRef: 'p2', state: 'delivered' },
        { ...strand, id: open, ref: 'P3', sameRef: 'p3' },
      ])
    const strandOf = (parentId: string, id: string) =>
      database().db.update(priorities).set({ parentId }).where(eq(priorities.id, id))
    await strandOf(delivered, strand.id)
    const closed = { outcome: 'refused', refused: { code: 'priorityClosed' } }
    const back = act({ type: 'reinstate', reason, dueOn: '2027-01-29' })
    expect(await change(plan, 'P1.S1', chair, back)).toMatchObject(closed)
    await strandOf(open, strand.id)
    await strandOf(delivered, open)
    const move = act({ type: 'edit', change: { priorityId: open } })
    expect(await change(plan, 'P1.S2', administrator, move)).toMatchObject(closed)
    expect(await change(plan, 'P1.S1', chair, back)).toMatchObject({ outcome: 'done' })
  })
})

test('a plan is not closed while a priority is opened again at the same moment, 40 times', async () => {
  for (let run = 0; run < RUNS; run++) {
    const plan = await givenPlan(database().db)
    const { chair } = plan.people
    await change(plan, 'P1.S1', chair, act({ type: 'cancel', reason }))
    const { id: priorityId } = await priorityOf(plan)
    const priority = { priorityId, actorId: chair, now }
    for (const type of ['agree', 'deliver'] as const) await changePriority(database().db, priority, { type })
    const outcomes = await Promise.all([
      changePlan(database().db, { planId: plan.planId, actorId: chair, now }, { type: 'close' }),
      changePriority(database().db, priority, { type: 'reopen', reason }),
    ])
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'refused'])
  }
}, 60_000)

test('an action is not handed to somebody who leaves while it is', async () => {
  const { db, url } = database()
  const plan = await givenPlan(db)
  const { lead, stranger } = plan.people
  const leaving = connect(url, { max: 1 })
  try {
    await rowsOf(leaving.db, sql`begin`)
    await rowsOf(leaving.db, sql`update people set left_on = '2026-11-23' where id = ${stranger}`)
    const event = { type: 'transfer', ownerId: stranger, fromOn: '2026-11-23', reason } as const
    const handing = change(plan, 'P1.S1', lead, act(event))
    await Promise.race([handing, waitsForLock()])
    await rowsOf(leaving.db, sql`commit`)
    expect(await handing).toMatchObject({ outcome: 'refused', refused: { code: 'personNotFound' } })
  } finally {
    await leaving.close()
  }
})

async function waitsForLock(): Promise<void> {
  for (;;) {
    const waiting = await rowsOf(
      database().db,
      sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (waiting.length > 0) return
  }
}

describe('the parts of an action', () => {
  test('are never written over those of another: nothing of the change is kept', async () => {
    const plan = await givenPlan(database().db, [{}, {}])
    const [mine, theirs] = await Promise.all([factsOf(plan, 'P1.S1'), factsOf(plan, 'P1.S2')])
    const stolen = { ...mine, version: mine.version + 1, criteria: [...mine.criteria, ...theirs.criteria] }
    const event = {
      ...createEvent('action', plan.planId, stolen, { by: null, now }),
      version: stolen.version,
    }
    expect(await commitAction(database().db, { before: mine, after: stolen, event, deliveries: [] })).toBe(
      false,
    )
    expect(await factsOf(plan, 'P1.S1')).toEqual(mine)
    expect(await factsOf(plan, 'P1.S2')).toEqual(theirs)
  })
})
