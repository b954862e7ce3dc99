import { expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { useDatabase } from '#test/support/database.ts'
import { weeks } from './harness.ts'
import { expectedWeeks, liveThrough, WEEKS } from './weeks-simulated.ts'

const database = useDatabase()
const OWNERS = 4

test('574 weeks from 2020 to 2030, across every clock change and bank holiday: none missed, none twice, at eight in London or on the next working day', async () => {
  const { db } = database()
  expect(await liveThrough(db, OWNERS)).toEqual([])
  const kept = await weeks(db)
  expect(kept.map(({ week, dueAt }) => ({ week, dueAt }))).toEqual(expectedWeeks())
  expect(kept.every(({ expected, late, superseded }) => expected === OWNERS && !late && !superseded)).toBe(
    true,
  )
  const [counted] = await rowsOf(
    db,
    sql`select count(*)::int as rows, count(distinct (week, person_id))::int as "personWeeks" from deliveries`,
  )
  expect(counted).toEqual({ rows: WEEKS * OWNERS, personWeeks: WEEKS * OWNERS })
}, 600_000)
