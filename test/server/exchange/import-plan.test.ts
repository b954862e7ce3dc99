import { describe, expect, test } from 'vitest'
import type { Db } from '#db/connection/connect.ts'
import { eq } from '#db/connection/drizzle.ts'
import { planForImport } from '#db/read/plan-for-import.ts'
import { actions, events, priorities } from '#db/schema/index.ts'
import { type PlanImport, planImport } from '#db/write/import-plan.ts'
import type { ActionDraft, PlanDraft } from '#db/write/plan-draft.ts'
import { useDatabase } from '#test/support/database.ts'
import { NOW } from '#test/support/facts.ts'
import { givenPlan } from '#test/support/plans.ts'
import { initialDescription } from '#workflows/action/action-facts.ts'

const database = useDatabase()

const action = (ref: string, change: Partial<ActionDraft> = {}): ActionDraft => ({
  ...initialDescription,
  ref,
  title: `What ${ref} commits to`,
  horizon: 'short',
  ownerEmail: null,
  contributorEmails: [],
  agency: null,
  criteria: [],
  milestones: [],
  recommendations: [],
  measures: [],
  ...change,
})

const draft = (
  drafts: ActionDraft[],
  title = 'The first priority',
  change: Partial<PlanDraft> = {},
): PlanDraft => ({
  title: 'A plan for tests',
  description: '',
  vision: '',
  ownerBody: '',
  serves: '',
  challenges: [],
  firstOn: null,
  lastOn: null,
  people: [],
  members: [],
  horizons: [{ name: 'short', label: '2026', firstOn: '2026-06-01', lastOn: '2026-12-31' }],
  recommendations: [],
  priorities: [
    {
      ref: 'P1',
      title,
      description: '',
      impact: '',
      outcomeConfidence: 'noData',
      confidenceNote: '',
      leadEmail: null,
      measures: [],
      actions: drafts,
    },
  ],
  ...change,
})

async function held(db: Db, planId: string, wanted: PlanDraft): Promise<PlanImport> {
  const there = await planForImport(db, planId)
  if (!there) throw new Error('no plan')
  return planImport(db, there, wanted, { id: null, now: NOW })
}

describe('an import into a plan that there is', () => {
  test('obeys the rules of its actions: an agreed one keeps its owner, its due date and its criteria', async () => {
    const { db } = database()
    const { planId } = await givenPlan(db, [{}, { ownerEmail: null }])
    const people = [{ name: 'Jane Smith', email: 'jane.smith@council.example', post: '', agency: null }]
    const file = draft(
      [
        action('P1.S1', {
          title: 'A clearer title',
          dueOn: '2027-03-31',
          ownerEmail: 'jane.smith@council.example',
          criteria: ['Another'],
        }),
        action('P1.S2', { dueOn: '2027-03-31', ownerEmail: 'jane.smith@council.example' }),
      ],
      undefined,
      { people },
    )
    const { cells, write } = await held(db, planId, file)
    expect(cells.map(({ ref, field, because }) => [ref, field, because === undefined])).toEqual([
      ['P1.S1', 'title', true],
      ['P1.S1', 'dueOn', false],
      ['P1.S1', 'ownerId', false],
      ['P1.S1', 'criteria', false],
      ['P1.S2', 'dueOn', true],
      ['P1.S2', 'ownerId', true],
    ])
    expect(cells[1]?.because).toMatch(/the due date by a request for more time/)
    expect(await write()).toBe(true)
    const rows = await db.select().from(actions).where(eq(actions.planId, planId))
    const [first, second] = rows.toSorted((a, b) => a.ref.localeCompare(b.ref))
    expect(first).toMatchObject({ title: 'A clearer title', dueOn: '2026-12-18', state: 'agreed' })
    expect(second).toMatchObject({ dueOn: '2027-03-31', state: 'draft', ownerId: expect.any(String) })
    const history = await db
      .select()
      .from(events)
      .where(eq(events.subjectId, first?.id ?? ''))
    expect(history.filter(({ event }) => event === 'edit')).toMatchObject([
      { payload: { change: { title: 'A clearer title' } }, version: first?.version },
    ])
  })

  test('is written whole, or not at all where somebody changed an action meanwhile', async () => {
    const { db } = database()
    const { planId, actions: ids } = await givenPlan(db, [{}])
    const { write } = await held(
      db,
      planId,
      draft([action('P1.S1', { title: 'Another title' }), action('P1.S9')], 'A new priority'),
    )
    await db
      .update(actions)
      .set({ version: 99 })
      .where(eq(actions.id, ids['P1.S1'] ?? ''))
    expect(await write()).toBe(false)
    expect(await db.select().from(actions).where(eq(actions.planId, planId))).toMatchObject([
      { title: 'What P1.S1 commits to' },
    ])
    expect(await db.select().from(priorities).where(eq(priorities.planId, planId))).toHaveLength(1)
  })

  test('gives no new work to a priority that was delivered meanwhile', async () => {
    const { db } = database()
    const { planId } = await givenPlan(db, [{}])
    const { write } = await held(db, planId, draft([action('P1.S9')]))
    await db.update(priorities).set({ state: 'delivered' }).where(eq(priorities.planId, planId))
    expect(await write()).toBe(false)
    expect(await db.select().from(actions).where(eq(actions.planId, planId))).toHaveLength(1)
  })

  test('adds a recommendation and a priority, and gives the priority a reference that is free', async () => {
    const { db } = database()
    const { planId } = await givenPlan(db, [{}])
    const file = draft([action('2.1', { recommendations: ['17', 'R1'] })], 'Another priority', {
      recommendations: [
        { ref: '17', source: 'Ofsted para', paragraph: '17', text: 'Ofsted para 17' },
        { ref: 'R1', source: 'Ofsted para', paragraph: 'R1', text: 'Ofsted para R1' },
      ],
    })
    const planned = await held(db, planId, file)
    expect(planned).toMatchObject({ newPriorities: ['P2'], newActions: ['2.1'], gone: ['P1.S1'] })
    expect(await planned.write()).toBe(true)
    const there = await planForImport(db, planId)
    expect(there?.recommendations.map(({ ref }) => ref)).toEqual(['R1', '17'])
    expect(there?.priorities.map(({ ref, title }) => [ref, title])).toEqual([
      ['P1', 'The first priority'],
      ['P2', 'Another priority'],
    ])
    const born = there?.actions.find(({ facts }) => facts.ref === '2.1')
    expect(born?.recommendations.map(({ ref }) => ref).toSorted()).toEqual(['17', 'R1'])
    expect(there?.plan.version).toBe(2)
    expect(await held(db, planId, file)).toMatchObject({
      newPriorities: [],
      newActions: [],
      cells: [],
      unchanged: 1,
    })
  })
})
