import { expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { connect, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { readMeeting } from '#db/read/meetings.ts'
import { changeMeeting, createMeeting } from '#db/write/change-meeting.ts'
import { unnumberedMeeting } from '#workflows/meeting/new-meeting.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()
const clock = clockFrom('2026-11-23T12:00:00.000Z')

test('a meeting whose history is from before agendas has none on a day of then, and the one that it has now', async () => {
  const { db } = database()
  const { planId, people } = await givenPlan(db)
  const described = { title: 'First', heldOn: '2026-12-01', place: '', startsAt: null, endsAt: null }
  const made = { id: newId(), planId, now: '2026-11-02T10:00:00.000Z' }
  await createMeeting(db, { ...unnumberedMeeting(described, made), number: 1 }, people.administrator)
  const superuser = connect(database().adminUrl, { max: 1 })
  try {
    await rowsOf(superuser.db, sql`set session_replication_role = replica`)
    await rowsOf(
      superuser.db,
      sql`update events set after = after - 'agenda' - 'agendaProposed' - 'attendance' - 'others' - 'startsAt' - 'endsAt'
        where subject_kind = 'meeting'`,
    )
  } finally {
    await superuser.close()
  }
  const context = { meetingId: made.id, actorId: people.chair, now: '2026-11-20T10:00:00.000Z' }
  const item = {
    title: 'Budget',
    kind: 'other' as const,
    actionId: null,
    reportId: null,
    decisionId: null,
    presenterId: null,
    presenter: '',
    minutesAllotted: null,
  }
  await changeMeeting(db, context, { type: 'addAgendaItem', itemId: newId(), ...item }, async () => ({}))
  const then = await readMeeting(db, people.member, made.id, '2026-11-10T10:00:00.000Z')
  expect(then).toMatchObject({ agenda: [], agendaProposed: [], attendance: [], others: [], startsAt: null })
  const now = await readMeeting(db, people.member, made.id)
  expect(now?.agenda).toMatchObject([{ title: 'Budget' }])
  while ((await seal(db, clock)) > 0);
  expect((await verify(db, clock)).faults).toEqual([])
})
