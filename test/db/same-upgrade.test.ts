import { expect, test } from 'vitest'
import { connect, rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { migrate } from '#db/connection/migrate.ts'
import { alikeFor } from '#db/read/alike.ts'
import { readPersonByEmail } from '#db/read/people-list.ts'
import { findPersonByEmail } from '#db/read/people.ts'
import { actions, agencies, people } from '#db/schema/index.ts'
import { changePerson } from '#db/write/change-person.ts'
import { changeAction } from '#db/write/transition.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()
const now = '2026-11-23T10:00:00.000Z'

test('an installation in which several were the same by the rule is upgraded, and each of them goes on', async () => {
  const { db, url, adminUrl } = database()
  const plan = await givenPlan(db, [{}, {}])
  const [first = '', second = ''] = Object.values(plan.actions)
  const person = (email: string, createdAt: string, leftOn: string | null = null) => ({
    id: newId(),
    name: email,
    email,
    createdAt,
    leftOn,
  })
  const older = person('josé@council.example', '2026-01-01T09:00:00.000Z')
  const later = person('jose@council.example', '2026-02-01T09:00:00.000Z')
  const gone = person('JOSE\u0301@council.example', '2025-01-01T09:00:00.000Z', '2026-03-01')
  // What was written before there was the rule has nothing that is worked out by it.
  await db.insert(people).values([later, older, gone])
  const names = ['Health', 'HEALTH', 'Health ', 'Other']
  await db.insert(agencies).values(names.map((name) => ({ id: newId(), name })))
  const admin = connect(adminUrl, { max: 1 })
  await rowsOf(
    admin.db,
    sql`update actions set same_ref = null, ref = case id when ${second} then 'p1.s1' else ref end`,
  )
  await rowsOf(admin.db, sql`update people set mailbox = null`)
  await admin.close()

  await migrate(url)

  const found = async (email: string) => (await findPersonByEmail(db, email))?.id
  expect(await found('josé@council.example')).toBe(older.id)
  expect(await found('JOSÉ@council.example.')).toBe(older.id)
  expect(await found('jose@council.example')).toBe(later.id)
  expect((await readPersonByEmail(db, 'jòse@council.example'))?.id).toBe(older.id)

  const rows = await db.select().from(agencies)
  expect(rows.filter(({ sameName }) => sameName === 'health')).toHaveLength(1)
  expect(rows.every(({ sameName }) => sameName !== null)).toBe(true)

  expect(
    (await alikeFor(db, plan.people.administrator))
      .map(({ kind, one, other }) => `${kind}: ${one}, ${other}`)
      .toSorted(),
  ).toEqual(
    [
      'action: P1.S1, p1.s1',
      'agency: Health, HEALTH',
      'agency: Health, Health ',
      'person: josé@council.example, jose@council.example',
    ].toSorted(),
  )

  const told = { actionId: second, actorId: plan.people.owner, now }
  const event = { type: 'report' as const, updateId: newId(), note: 'Still going on' }
  expect(await changeAction(db, told, { subject: 'action', event })).toMatchObject({ outcome: 'done' })
  const refs = await db.select().from(actions).where(eq(actions.planId, plan.planId))
  expect(Object.fromEntries(refs.map(({ id, sameRef }) => [id, sameRef]))).toEqual({
    [first]: 'p1.s1',
    [second]: `p1.s1 ${second}`,
  })

  const { agency: _, ...entry } = (await readPersonByEmail(db, 'josé@council.example')) ?? fail()
  const author = { actorId: plan.people.administrator, now }
  const moved = { email: 'brown@council.example' }
  expect(await changePerson(db, entry, moved, author, { event: 'edit', payload: moved })).toBe(true)
  await migrate(url)
  expect(await found('jòse@council.example')).toBe(later.id)
})

test('rows beyond a page of them are all worked out, and a second start changes none', async () => {
  const { db, url } = database()
  await rowsOf(
    db,
    sql`insert into agencies (id, name) select gen_random_uuid(), 'Body ' || n from generate_series(1, 12000) n`,
  )
  await migrate(url)
  const count = async () =>
    (
      await rowsOf<{ n: number }>(
        db,
        sql`select count(distinct same_name)::int as n from agencies where name like 'Body %'`,
      )
    )[0]?.n
  expect(await count()).toBe(12_000)
  await migrate(url)
  expect(await count()).toBe(12_000)
})

function fail(): never {
  throw new Error('the person is gone')
}
