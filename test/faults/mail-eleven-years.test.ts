import { expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { expectedWeeks, liveThrough, WEEKS } from '../emails/weeks-simulated.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase({ deadlineMs: 60_000 })
const OWNERS = 500

test('574 weeks from 2020 to 2030 with 500 owners: none missed, none twice, at eight in London or on the next working day', async () => {
  const { db } = database()
  const begun = performance.now()
  expect(await liveThrough(db, OWNERS)).toEqual([])
  const rows = await rowsOf<{ week: string; dueAt: string; expected: number; owners: number; rows: number }>(
    db,
    sql`select to_char(digest_weeks.week, 'YYYY-MM-DD') as week, expected, count(*)::int as rows,
      to_char(digest_weeks.due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt",
      count(distinct person_id)::int as owners
    from digest_weeks join deliveries using (week, slot) group by digest_weeks.week, digest_weeks.slot
    order by digest_weeks.week`,
  )
  expect(rows).toEqual(
    expectedWeeks().map((week) => ({ ...week, expected: OWNERS, owners: OWNERS, rows: OWNERS })),
  )
  const seconds = Math.round((performance.now() - begun) / 1_000)
  process.stdout.write(`${WEEKS} weeks, ${rows.length * OWNERS} digests, ${seconds} s\n`)
}, 900_000)
