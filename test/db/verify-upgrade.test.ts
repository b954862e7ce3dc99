import { expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { connect, type Db, rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { readAction } from '#db/read/read-actions.ts'
import { actions } from '#db/schema/index.ts'
import { changeAction } from '#db/write/transition.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()
const clock = clockFrom('2026-11-23T12:00:00.000Z')
const faults = async (db: Db) => (await verify(db, clock)).faults

test('history that was written before fields were added accuses nobody, is read back, and still tells what was changed past it', async () => {
  const { db } = database()
  const plan = await givenPlan(db, [{}, {}])
  const [first = '', second = ''] = Object.values(plan.actions)
  const told = (actorId: string) => ({ actionId: first, actorId, now: '2026-11-23T10:00:00.000Z' })
  const report = { type: 'report' as const, updateId: newId(), note: 'The rota is agreed' }
  await changeAction(db, told(plan.people.owner), { subject: 'action', event: report })
  const superuser = connect(database().adminUrl, { max: 1 })
  try {
    await rowsOf(superuser.db, sql`set session_replication_role = replica`)
    await rowsOf(
      superuser.db,
      sql`update events set after = after - 'intendedEffect' - 'measureIds' #- '{lastUpdate,via}'
        where subject_kind = 'action'`,
    )
  } finally {
    await superuser.close()
  }
  while ((await seal(db, clock)) > 0);
  expect(await faults(db)).toEqual([])
  expect((await readAction(db, first, '2026-11-23'))?.facts).toMatchObject({
    intendedEffect: '',
    measureIds: [],
    lastUpdate: { via: null },
  })

  const edit = { type: 'edit' as const, change: { intendedEffect: 'Families wait less' } }
  await changeAction(db, told(plan.people.administrator), { subject: 'action', event: edit })
  while ((await seal(db, clock)) > 0);
  expect(await faults(db)).toEqual([])

  await db.update(actions).set({ intendedEffect: 'Written past the history' }).where(eq(actions.id, second))
  expect(await faults(db)).toEqual([`action ${second} (P1.S2) differs from its history in: intendedEffect.`])
})
