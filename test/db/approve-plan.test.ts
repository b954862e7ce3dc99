import { describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { readActions } from '#db/read/read-actions.ts'
import { events } from '#db/schema/index.ts'
import { changePlan } from '#db/write/change-plan.ts'
import { changeAction } from '#db/write/transition.ts'
import type { PlanEvent } from '#workflows/plan/plan.ts'
import { useDatabase } from '../support/database.ts'
import { type CastName, givenPlan, type TestPlan } from '../support/plans.ts'

const database = useDatabase({ max: 8 })
const now = '2026-11-23T10:00:00.000Z'
const unborn = { state: 'draft', activeFrom: null, digestsFrom: null } as const

function move(plan: TestPlan, who: CastName, event: PlanEvent) {
  return changePlan(database().db, { planId: plan.planId, actorId: plan.people[who], now }, event)
}

function actionsOf({ planId }: TestPlan) {
  return readActions(database().db, sql`actions.plan_id = ${planId}`)
}

const several = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    dueOn: `2026-12-${String((at % 28) + 1).padStart(2, '0')}`,
    recommendations: ['R1'],
  }))

describe('the approval of a plan', () => {
  test('agrees every draft and freezes its baseline, each with its row of history, in one go', async () => {
    const plan = await givenPlan(database().db, several(30), unborn)
    expect((await move(plan, 'administrator', { type: 'submit' })).outcome).toBe('done')
    expect(await move(plan, 'chair', { type: 'approve' })).toMatchObject({
      outcome: 'done',
      accepted: {
        after: { state: 'active', activeFrom: '2026-11-23', digestsFrom: '2026-11-30', version: 3 },
      },
    })
    const reads = await actionsOf(plan)
    expect(reads).toHaveLength(30)
    for (const { facts } of reads) {
      expect(facts).toMatchObject({
        state: 'agreed',
        version: 2,
        agreedOn: '2026-11-23',
        baselineDueOn: facts.dueOn,
      })
      const [told] = await database()
        .db.select()
        .from(events)
        .where(sql`aggregate_id = ${facts.id} and version = 2`)
      expect(told).toMatchObject({
        event: 'agree',
        fromState: 'draft',
        toState: 'agreed',
        actorId: plan.people.chair,
      })
      expect(told?.after).toEqual(facts)
    }
  })

  test('is refused with everything that is lacking, and then nothing is agreed', async () => {
    const plan = await givenPlan(
      database().db,
      [{}, { ownerEmail: null, criteria: [] }, { dueOn: null }],
      unborn,
    )
    const submitted = await move(plan, 'administrator', { type: 'submit' })
    expect(submitted).toMatchObject({ outcome: 'refused', refused: { code: 'incomplete' } })
    expect(submitted.outcome === 'refused' && submitted.refused.missing.map(({ detail }) => detail)).toEqual([
      'P1.S2 lacks one owner, closure criteria.',
      'P1.S3 lacks a due date.',
      'No action answers recommendation R1.',
    ])
    expect(await move(plan, 'chair', { type: 'approve' })).toMatchObject({ refused: { code: 'wrongState' } })
    expect((await actionsOf(plan)).map(({ facts }) => facts.state)).toEqual(['draft', 'draft', 'draft'])
  })

  test('leaves nothing half done when a draft is changed at the same moment, 40 times', async () => {
    for (let run = 0; run < 40; run++) {
      const plan = await givenPlan(database().db, several(4), unborn)
      await move(plan, 'administrator', { type: 'submit' })
      const edit = (ref: string) =>
        changeAction(
          database().db,
          { actionId: plan.actions[ref] ?? '', actorId: plan.people.administrator, now },
          { subject: 'action', event: { type: 'edit', change: { title: `Changed in run ${run}` } } },
        )
      const outcomes = await Promise.all([
        move(plan, 'chair', { type: 'approve' }),
        ...['P1.S1', 'P1.S2', 'P1.S3'].map(edit),
      ])
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done'])
      const reads = await actionsOf(plan)
      expect(reads.map(({ facts }) => facts.state)).toEqual(['agreed', 'agreed', 'agreed', 'agreed'])
      for (const { facts } of reads) {
        const rows = await rowsOf<{ after: unknown }>(
          database().db,
          sql`select after from events where aggregate_id = ${facts.id} order by version desc`,
        )
        expect(rows).toHaveLength(facts.version)
        expect(rows[0]?.after).toEqual(facts)
      }
    }
  }, 60_000)

  test('is done once when two chairs approve at the same moment', async () => {
    const plan = await givenPlan(database().db, several(5), unborn)
    await move(plan, 'administrator', { type: 'submit' })
    const outcomes = await Promise.all([
      move(plan, 'chair', { type: 'approve' }),
      move(plan, 'chair', { type: 'approve' }),
    ])
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'refused'])
    expect((await actionsOf(plan)).every(({ facts }) => facts.version === 2)).toBe(true)
  })
})
