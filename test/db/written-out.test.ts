import { expect, test } from 'vitest'
import { sql } from '#db/connection/drizzle.ts'
import { writtenOut } from '#db/connection/written-out.ts'
import { people } from '#db/schema/index.ts'
import { useDatabase } from '#test/support/database.ts'

const database = useDatabase()

test('a part of a statement that is written out says the same as before, among values and columns', async () => {
  const { db } = database()
  const part = sql`(select count(*)::int from ${people} where ${people.leftOn} is null)`
  const rows = await db.execute(sql`select ${7}::int as before, ${writtenOut(part)} as n, ${8}::int as after`)
  expect([...rows]).toEqual([{ before: 7, n: 0, after: 8 }])
})

test('a part that holds a value is refused, since it would keep the value of the first time', () => {
  expect(() => writtenOut(sql`select ${1}::int`)).toThrow('A part with values in it')
})
