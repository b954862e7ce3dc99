import { expect, test } from 'vitest'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { standingsOf, summarise } from '#db/read/summary.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()
const day = '2026-11-23'

test('how several plans stand is counted as the summary of each counts it', async () => {
  const { db } = database()
  const states = ['draft', 'agreed', 'inProgress', 'signedOff', 'cancelled', 'superseded'] as const
  const plans = [
    await givenPlan(db, []),
    await givenPlan(
      db,
      states.map(() => ({})),
    ),
    await givenPlan(db, [{ dueOn: '2026-11-20' }, { dueOn: '2027-03-01' }]),
  ]
  for (const [at, state] of states.entries())
    await db.execute(
      sql`update actions set state = ${state} where plan_id = ${plans[1]?.planId ?? ''} and ref = ${`P1.S${at + 1}`}`,
    )
  const ids = plans.map(({ planId }) => planId)
  const standings = await standingsOf(db, ids, day)
  expect([...standings.keys()]).toEqual(ids)
  for (const id of ids) {
    const { total, byRating, progress } = await summarise(db, id, day)
    const standing = standings.get(id)
    expect({ ...standing, byRating: new Set(standing?.byRating) }).toEqual({
      total,
      byRating: new Set(byRating),
      progress,
    })
  }
  expect(standings.get(ids[1] ?? '')?.progress.finished).toBeGreaterThan(0)
  expect((await standingsOf(db, [newId()], day)).size).toBe(1)
})
