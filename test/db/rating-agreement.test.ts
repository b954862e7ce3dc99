import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { insertRows } from '#db/connection/rows.ts'
import { actionsJoined } from '#db/read/action-facts.ts'
import { ratingCodeSql, ratingOfCodeSql } from '#db/read/rating-sql.ts'
import * as schema from '#db/schema/index.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { type Rating, type RatingCode, ratingCodeOf, ratingCodes } from '#workflows/rating/rating.ts'
import { useDatabase } from '../support/database.ts'
import { anyAction, anyDay, anySettings, type Surroundings } from '../support/generate.ts'

const database = useDatabase()
const PLANS = 20
const ACTIONS_A_PLAN = 240

describe('the rating rule in SQL', () => {
  let personIds: string[]
  beforeAll(async () => {
    personIds = [newId(), newId(), newId()]
    const people = personIds.map((id) => ({ id, name: 'A person', email: `${id}@plan.example`, createdAt }))
    await rowsOf(database().db, insertRows(schema.people, people))
  })

  test('gives every action the code that the rule in TypeScript gives, on thousands of them', async () => {
    const seen = new Set<RatingCode>()
    let judged = 0
    const around = { planId: newId(), priorityId: newId(), horizonId: newId(), personIds }
    const batch = fc.tuple(anySettings, anyDay).chain(([settings, day]) =>
      fc.record({
        settings: fc.constant(settings),
        day: fc.constant(day),
        actions: fc.array(
          fc.oneof(
            { weight: 5, arbitrary: anyAction(around, settings, day) },
            { weight: 1, arbitrary: anyAction(around, settings, day).map((action) => awaiting(action, day)) },
          ),
          { minLength: ACTIONS_A_PLAN, maxLength: ACTIONS_A_PLAN },
        ),
      }),
    )
    const agreed = fc.asyncProperty(batch, async ({ settings, day, actions }) => {
      const ids = { planId: newId(), priorityId: newId(), horizonId: newId(), personIds }
      await insertPlan(database().db, ids, settings, actions)
      const fromSql = await ratingsOf(database().db, ids.planId, day)
      expect(fromSql.size).toBe(actions.length)
      for (const action of actions) {
        const code = ratingCodeOf(action, settings, day)
        const inSql = fromSql.get(action.ref)
        if (inSql?.code !== code || inSql.rating !== ratingCodes[code]) {
          throw new Error(`${code}, in SQL ${inSql?.code}: ${JSON.stringify({ day, settings, action })}`)
        }
        seen.add(code)
      }
      judged += actions.length
    })
    // Shrinking would insert thousands of rows again; the failing action is shown by the comparison itself.
    await fc.assert(agreed, { numRuns: PLANS, endOnFailure: true })
    expect(judged).toBe(PLANS * ACTIONS_A_PLAN)
    expect(Object.keys(ratingCodes).filter((code) => !seen.has(code as RatingCode))).toEqual([])
  })

  test('colours every code as the table in TypeScript does', async () => {
    const codes = sql`jsonb_array_elements_text(${JSON.stringify(Object.keys(ratingCodes))}::jsonb)`
    const rows = await rowsOf<{ code: string; rating: Rating }>(
      database().db,
      sql`select code, ${ratingOfCodeSql(sql`code`)} as rating from ${codes} code`,
    )
    expect(Object.fromEntries(rows.map(({ code, rating }) => [code, rating]))).toEqual(ratingCodes)
  })
})

/** The action, calm and submitted some days before: what colours it are its blockers and milestones alone. */
function awaiting(action: ActionFacts, day: Day): ActionFacts {
  const submittedOn = addDays(day, -5)
  const calm = { startOn: null, agreedOn: null, forecastOn: null, ownRating: null, timesExtended: 0 }
  return {
    ...action,
    ...calm,
    state: 'submitted',
    submittedOn,
    lastUpdateOn: submittedOn,
    dueOn: addDays(day, 90),
    extensions: [],
  }
}

const createdAt = '2026-06-01T09:00:00.000Z'

async function ratingsOf(db: Db, planId: string, day: Day) {
  const code = ratingCodeSql(day)
  const rows = await rowsOf<{ ref: string; code: RatingCode; rating: Rating }>(
    db,
    sql`select actions.ref, ${code} as code, ${ratingOfCodeSql(code)} as rating from ${actionsJoined} where ${schema.plans.id} = ${planId}`,
  )
  return new Map(rows.map(({ ref, ...rated }) => [ref, rated]))
}

/** A plan of its own for each batch, with fresh ids for all that belongs to it, in one statement. */
async function insertPlan(db: Db, ids: Surroundings, settings: PlanSettings, actions: ActionFacts[]) {
  const { planId, priorityId, horizonId } = ids
  const own = {
    planId,
    title: 'A plan',
    text: '',
    state: 'active',
    version: 1,
    position: 0,
    createdAt,
    updatedAt: createdAt,
  }
  const rows = actions.map((action) => ({ ...action, id: newId(), planId, priorityId, horizonId }))
  const parts = <T extends object>(list: (action: ActionFacts) => T[]) =>
    rows.flatMap((action) => list(action).map((part) => Object.assign({ actionId: action.id }, part)))
  const tables = [
    insertRows(schema.plans, [{ ...own, ...settings, id: planId }]),
    insertRows(schema.priorities, [{ ...own, id: priorityId, ref: 'P1', outcomeConfidence: 'medium' }]),
    insertRows(schema.horizons, [
      { id: horizonId, planId, name: 'short', label: 'Short', firstOn: '2024-01-01', lastOn: '2034-01-01' },
    ]),
    insertRows(schema.actions, rows),
    insertRows(
      schema.criteria,
      parts(({ criteria }) => criteria),
    ),
    insertRows(
      schema.evidence,
      parts(({ evidence }) => evidence),
    ),
    insertRows(
      schema.milestones,
      parts(({ milestones }) => milestones),
    ),
    insertRows(
      schema.blockers,
      parts(({ blockers }) => blockers),
    ),
    insertRows(
      schema.extensions,
      parts(({ extensions }) => extensions),
    ),
  ]
  const steps = tables.map((insert, at) => sql`${sql.identifier(`t${at}`)} as (${insert})`)
  await rowsOf(db, sql`with ${sql.join(steps, sql`, `)} select`)
}
