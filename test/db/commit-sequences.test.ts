import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { changeAction } from '#db/write/transition.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { addDays, londonDay } from '#workflows/calendar/calendar.ts'
import { useDatabase } from '../support/database.ts'
import { anyWish, changeOf } from '../support/generate-changes.ts'
import { givenPlan } from '../support/plans.ts'
import type { Company, Wish } from '../support/wish-fields.ts'

const database = useDatabase()

test('after any sequence of changes the history holds the action as it is read', async () => {
  let done = 0
  const sequences = fc.asyncProperty(
    fc.array(anyWish, { minLength: 6, maxLength: 12 }),
    fc.boolean(),
    async (list, asDraft) => {
      const first = { recommendations: ['R1'], ...(asDraft && { criteria: [] }) }
      const plan = await givenPlan(database().db, [first, { recommendations: ['R1'] }])
      const company = { people: plan.people, successorId: plan.actions['P1.S2'] as string, newId }
      let facts = await readFacts(plan.actions['P1.S1'] as string)
      let day = '2026-11-23'
      for (const wish of list) {
        day = addDays(day, wish.daysLater)
        const after = await fulfil(wish, facts, `${day}T10:00:00.000Z`, company)
        done += after.version - facts.version
        facts = after
      }
      expect(await readFacts(facts.id)).toEqual(facts)
      await historyIsWhole(facts)
    },
  )
  await fc.assert(sequences, { numRuns: 40, endOnFailure: true })
  expect(done).toBeGreaterThan(60)
})

/** Tries one change as people make it, compares what came of it, and gives the action as it then stands. */
async function fulfil(wish: Wish, before: ActionFacts, now: string, company: Company): Promise<ActionFacts> {
  const { actorId, change } = changeOf(wish, before, londonDay(now), company)
  const changed = await changeAction(database().db, { actionId: before.id, actorId, now }, change)
  if (changed.outcome === 'refused') return before
  if (changed.outcome !== 'done') throw new Error(`${changed.outcome}: ${JSON.stringify(change)}`)
  const [after, [told]] = await Promise.all([
    readFacts(before.id),
    rowsOf<{ event: string; after: ActionFacts }>(
      database().db,
      sql`select event, after from events where aggregate_id = ${before.id} and version = ${before.version + 1}`,
    ),
  ])
  const expected = inOneOrder(after)
  expect({ change, after: inOneOrder(changed.accepted.after) }).toEqual({ change, after: expected })
  expect({ change, event: told?.event, after: told && inOneOrder(told.after) }).toEqual({
    change,
    event: change.event.type,
    after: expected,
  })
  return after
}

async function historyIsWhole({ id, version }: ActionFacts): Promise<void> {
  const rows = await rowsOf<{ version: number }>(
    database().db,
    sql`select version from events where aggregate_id = ${id} order by version`,
  )
  expect(rows.map((row) => row.version)).toEqual(Array.from({ length: version }, (_, at) => at + 1))
}

async function readFacts(actionId: string): Promise<ActionFacts> {
  const action = await readAction(database().db, actionId)
  if (!action) throw new Error('the action is there')
  return action.facts
}

/** Parts in the order of their ids: a change adds at the end what a reading sorts by date. */
function inOneOrder(facts: ActionFacts): ActionFacts {
  return {
    ...facts,
    contributorIds: facts.contributorIds.toSorted(),
    recommendationIds: facts.recommendationIds.toSorted(),
    measureIds: facts.measureIds.toSorted(),
    criteria: sorted(facts.criteria),
    evidence: sorted(facts.evidence),
    milestones: sorted(facts.milestones),
    blockers: sorted(facts.blockers),
    extensions: sorted(facts.extensions),
  }
}

function sorted<T extends { id: string }>(parts: T[]): T[] {
  return parts.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
