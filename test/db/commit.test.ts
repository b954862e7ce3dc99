import { describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { measures } from '#db/schema/index.ts'
import { commitAction } from '#db/write/commit.ts'
import { newMeasure } from '#db/write/new-measure.ts'
import { commitOf, newParts, readFirst } from '../support/commits.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'

const database = useDatabase()

describe('a commit', () => {
  test('adds parts and changes them afterwards, each as it was given', async () => {
    const plan = await givenPlan(database().db)
    const before = await readFirst(database().db, plan)
    const added = commitOf(plan, before, newParts(plan, before))
    expect(await commitAction(database().db, added)).toBe(true)
    expect(await readFirst(database().db, plan)).toEqual(added.after)

    const [milestone, blocker, extension] = [
      added.after.milestones[0],
      added.after.blockers[0],
      added.after.extensions[0],
    ]
    if (!milestone || !blocker || !extension) throw new Error('the parts were read back')
    const decided = { decidedBy: plan.people.lead, decidedOn: '2026-11-24', decisionReason: 'Agreed' }
    const changed = commitOf(plan, added.after, {
      milestones: [{ ...milestone, state: 'met', metOn: '2026-11-24' }],
      blockers: [{ ...blocker, state: 'resolved', critical: true, how: 'Signed', resolvedOn: '2026-11-24' }],
      extensions: [{ ...extension, ...decided, state: 'granted' }],
    })
    expect(await commitAction(database().db, changed)).toBe(true)
    expect(await readFirst(database().db, plan)).toEqual(changed.after)
  })

  test('keeps earlier updates beside the last', async () => {
    const plan = await givenPlan(database().db)
    const before = await readFirst(database().db, plan)
    const first = commitOf(plan, before, { lastUpdate: newParts(plan, before).lastUpdate })
    await commitAction(database().db, first)
    const later = { ...newParts(plan, before).lastUpdate, at: '2026-11-24T08:00:00.000Z', note: 'Later' }
    await commitAction(database().db, commitOf(plan, first.after, { lastUpdate: later }))
    expect((await readFirst(database().db, plan)).lastUpdate).toEqual(later)
    const notes = await rowsOf(
      database().db,
      sql`select note from updates where action_id = ${before.id} order by at`,
    )
    expect(notes).toEqual([{ note: 'Twelve "seen"; \\ ok' }, { note: 'Later' }])
  })

  test('removes criteria that a draft no longer has, adds and rewords others', async () => {
    const plan = await givenPlan(database().db, [{ dueOn: null }])
    const before = await readFirst(database().db, plan)
    expect(before.state).toBe('draft')
    const [first, second] = before.criteria
    if (!first || !second) throw new Error('a draft of the test has two criteria')
    const reworded = { ...second, position: 0, text: 'The second, in other words' }
    const commit = commitOf(plan, before, {
      criteria: [reworded, { id: newId(), position: 1, text: 'A third' }],
    })
    expect(await commitAction(database().db, commit)).toBe(true)
    expect(await readFirst(database().db, plan)).toEqual(commit.after)
    expect(await rowsOf(database().db, sql`select from criteria where id = ${first.id}`)).toEqual([])
  })

  test('adds and removes contributors, recommendations and measures', async () => {
    const plan = await givenPlan(database().db)
    const before = await readFirst(database().db, plan)
    expect(before.contributorIds).toEqual([plan.people.contributor])
    const added = commitOf(plan, before, {
      contributorIds: [plan.people.contributor, plan.people.member].toSorted(),
      recommendationIds: [await recommendationOf(plan)],
      measureIds: [await measureOf(plan)],
    })
    await commitAction(database().db, added)
    expect(await readFirst(database().db, plan)).toEqual(added.after)
    const removed = commitOf(plan, added.after, {
      contributorIds: [plan.people.member],
      recommendationIds: [],
      measureIds: [],
    })
    await commitAction(database().db, removed)
    expect(await readFirst(database().db, plan)).toEqual(removed.after)
  })

  test('writes a new action with all its parts', async () => {
    const plan = await givenPlan(database().db)
    const model = await readFirst(database().db, plan)
    const criteria = [{ id: newId(), position: 0, text: 'It is shown' }]
    const made = {
      ...model,
      id: newId(),
      ref: 'P1.S2',
      version: 0,
      criteria,
      createdAt: '2026-11-23T10:00:00.000Z',
    }
    const commit = commitOf(plan, made, newParts(plan, made))
    expect(await commitAction(database().db, { ...commit, before: null })).toBe(true)
    expect((await readAction(database().db, made.id))?.facts).toEqual(commit.after)
  })

  test('leaves other actions alone', async () => {
    const plan = await givenPlan(database().db, [{}, {}])
    const other = await readAction(database().db, plan.actions['P1.S2'] as string)
    const before = await readFirst(database().db, plan)
    await commitAction(database().db, commitOf(plan, before, { ...newParts(plan, before), title: 'Another' }))
    expect(await readAction(database().db, plan.actions['P1.S2'] as string)).toEqual(other)
  })
})

/** A new measure of the plan, by its id. */
async function measureOf({ planId }: TestPlan): Promise<string> {
  const fields = {
    planId,
    ref: 'O9',
    title: 'Counted',
    unit: 'count',
    polarity: 'contextOnly',
    position: 9,
  } as const
  const measure = newMeasure(fields, '2026-11-23T10:00:00.000Z')
  await database().db.insert(measures).values(measure)
  return measure.id
}

async function recommendationOf(plan: TestPlan): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(
    database().db,
    sql`select id from recommendations where plan_id = ${plan.planId}`,
  )
  return row?.id ?? ''
}
