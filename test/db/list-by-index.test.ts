import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { type ActionList, actionPage, listActions } from '#db/read/actions.ts'
import { memberships } from '#db/schema/index.ts'
import { loaded, useDatabase } from '../support/database.ts'
import { allNodes, explained, type PlanNode } from '../support/explained.ts'
import { fillPlan } from '../support/many-actions.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'

const database = useDatabase({ deadlineMs: 120_000 })
const PLANS = 10
const A_PLAN = 10_000
const LIMIT = 50

describe('the list of actions over 100,000 of them', () => {
  let memberId: string
  beforeAll(async () => {
    const { db } = database()
    const plans: TestPlan[] = []
    for (let at = 0; at < PLANS; at++) plans.push(await givenPlan(db, [{}]))
    memberId = plans[0]?.people.member ?? ''
    for (const { planId } of plans.slice(1, 3)) {
      await db.insert(memberships).values({ planId, personId: memberId, role: 'member' })
    }
    await loaded(database(), async (admin) => {
      for (const { planId } of plans) await fillPlan(admin, planId, A_PLAN)
    })
  }, 240_000)

  const list: ActionList = { filter: {}, sort: 'dueOn', limit: LIMIT, after: null, today: '2026-11-23' }

  test('gives an ordinary member the first page by index, and reads no row that is not on it', async () => {
    const plan = await explained(database().db, actionPage(memberId, list))
    expect(readsOf(plan, 'actions_plan_due')).toBe(3 * (LIMIT + 1))
    expectNothingScanned(plan)
  })

  test('gives a page far inside the list by index too', async () => {
    const place = ['2027-06-30', newId()]
    const plan = await explained(database().db, actionPage(memberId, { ...list, after: place }))
    expect(readsOf(plan, 'actions_plan_due')).toBe(3 * (LIMIT + 1))
    expectNothingScanned(plan)
  })

  test('gives the newest changes by index', async () => {
    const plan = await explained(database().db, actionPage(memberId, { ...list, sort: '-updatedAt' }))
    expect(readsOf(plan, 'actions_plan_updated')).toBe(3 * (LIMIT + 1))
    expectNothingScanned(plan)
  })

  test('gives a page in the order of references by index', async () => {
    const plan = await explained(database().db, actionPage(memberId, { ...list, sort: 'ref' }))
    expect(readsOf(plan, 'actions_plan_ref')).toBe(3 * (LIMIT + 1))
    expectNothingScanned(plan)
  })

  test('finds rare words by index', async () => {
    const filter = { q: 'zebra crossing' }
    const plan = await explained(database().db, actionPage(memberId, { ...list, filter }))
    expect(allNodes(plan).map((node) => node['Index Name'])).toContain('actions_title_words')
    expectNothingScanned(plan)
    const { items } = await listActions(database().db, memberId, { ...list, filter })
    expect(items.map(({ facts }) => facts.ref)).toEqual(['X77', 'X77', 'X77'])
  })

  test('gives somebody outside every plan nothing, without looking', async () => {
    const plan = await explained(database().db, actionPage(newId(), list))
    expect(readsOf(plan, 'actions_plan_due')).toBe(0)
    expectNothingScanned(plan)
  })
})

/** Rows that an index on actions gave, thrown away ones included. */
function readsOf(plan: PlanNode, index: string): number {
  return allNodes(plan)
    .filter((node) => node['Index Name'] === index)
    .reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    )
}

/** None of the long tables is read from end to end, or much further than the page goes. */
function expectNothingScanned(plan: PlanNode): void {
  const long = ['actions', 'criteria', 'action_contributors']
  const read = allNodes(plan)
    .filter((node) => long.includes(node['Relation Name'] ?? '') && node['Actual Loops'] > 0)
    .map((node) => [
      node['Node Type'],
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    ])
  expect(read.filter(([type, rows]) => type === 'Seq Scan' || Number(rows) > 3 * (LIMIT + 1))).toEqual([])
}
