import { expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { standsInOn } from '#db/read/deputies.ts'
import { deputies, people } from '#db/schema/index.ts'
import { standsIn } from '#workflows/people/deputy.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()

test('who stands in for whom is said alike by the rule and by the database, whoever left and whatever the days', async () => {
  const { db } = database()
  const { owner, member } = (await givenPlan(db)).people
  const [fromOn, untilOn, leftOn] = ['2026-11-23', '2026-12-04', '2026-11-20']
  const truth = [true, false]
  for (const ended of truth)
    for (const ownerLeft of truth)
      for (const deputyLeft of truth) {
        await db
          .update(people)
          .set({ leftOn: ownerLeft ? leftOn : null })
          .where(eq(people.id, owner))
        await db
          .update(people)
          .set({ leftOn: deputyLeft ? leftOn : null })
          .where(eq(people.id, member))
        await db.delete(deputies)
        const createdAt = '2026-11-19T09:00:00.000Z'
        const endedAt = ended ? createdAt : null
        await db
          .insert(deputies)
          .values({ id: newId(), ownerId: owner, deputyId: member, fromOn, untilOn, createdAt, endedAt })
        for (const day of ['2026-11-22', fromOn, '2026-11-30', untilOn, '2026-12-05']) {
          const found = await rowsOf(db, sql`select from deputies where ${standsInOn(sql`${day}::date`)}`)
          const arrangement = {
            fromOn,
            untilOn,
            ended,
            ownerLeftOn: ownerLeft ? leftOn : null,
            deputyLeftOn: deputyLeft ? leftOn : null,
          }
          expect([arrangement, day, found.length === 1]).toEqual([
            arrangement,
            day,
            standsIn(arrangement, day),
          ])
        }
      }
})
