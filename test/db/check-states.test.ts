import { expect, test } from 'vitest'
import { connect, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { unknownStates } from '#db/history/check-states.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()

test('rows in a state that no workflow knows are named, and no others', async () => {
  const { planId, people, actions } = await givenPlan(database().db)
  const actionId = actions['P1.S1'] as string
  expect(await unknownStates(database().db)).toEqual([])

  const [priority] = await rowsOf<{ id: string }>(database().db, sql`select id from priorities`)
  const planted = [
    { table: 'actions', id: actionId },
    { table: 'blockers', id: newId() },
    { table: 'decision_records', id: newId() },
    { table: 'extensions', id: newId() },
    { table: 'inspections', id: newId() },
    { table: 'meetings', id: newId() },
    { table: 'milestones', id: newId() },
    { table: 'plans', id: planId },
    { table: 'priorities', id: priority?.id },
    { table: 'report_templates', id: newId() },
  ]
  const idIn = (name: string) => planted.find(({ table }) => table === name)?.id
  const superuser = connect(database().adminUrl, { max: 1 })
  try {
    for (const { table } of planted) {
      await rowsOf(superuser.db, sql.raw(`alter table ${table} drop constraint ${table}_state`))
    }
    for (const { table } of planted)
      await rowsOf(superuser.db, plantIn(table, idIn(table), { planId, actionId, personId: people.owner }))
  } finally {
    await superuser.close()
  }
  expect(await unknownStates(database().db)).toEqual(
    planted.map(({ table, id }) => ({ table, id, state: 'paused since May' })),
  )
})

function plantIn(
  table: string,
  id: string | undefined,
  { planId, actionId, personId }: Record<'planId' | 'actionId' | 'personId', string>,
) {
  const state = 'paused since May'
  switch (table) {
    case 'blockers':
      return sql`insert into blockers (id, action_id, state, what, waiting_on, since_on, critical, raised_by)
        values (${id}, ${actionId}, ${state}, 'Data', 'The police', '2026-11-02', false, ${personId})`
    case 'decision_records':
      return sql`insert into decision_records
        (id, plan_id, ref, title, resolved, decision_maker, decided_on, state, version, created_at, updated_at)
        values (${id}, ${planId}, 'D1', 'Reports', '{That they come}', 'Cabinet', '2026-11-02', ${state}, 1, now(), now())`
    case 'extensions':
      return sql`insert into extensions (id, action_id, state, reason_code, text, previous_due_on, due_on, requested_by, requested_on)
        values (${id}, ${actionId}, ${state}, 'other', 'Why', '2026-12-18', '2027-01-15', ${personId}, '2026-11-02')`
    case 'inspections':
      return sql`insert into inspections
        (id, plan_id, ref, title, setting, inspector, visit, inspected_on, state, version, created_at, updated_at)
        values (${id}, ${planId}, 'I1', 'Larch House', 'home', 'Ofsted', 'full', '2026-11-02', ${state}, 1, now(), now())`
    case 'meetings':
      return sql`insert into meetings (id, plan_id, number, title, held_on, state, version, created_at, updated_at)
        values (${id}, ${planId}, 1, 'First', '2026-11-02', ${state}, 1, now(), now())`
    case 'report_templates':
      return sql`insert into report_templates
        (id, plan_id, title, body, sections, state, version, created_at, updated_at)
        values (${id}, ${planId}, 'Monthly', 'Board', '[]', ${state}, 1, now(), now())`
    case 'milestones':
      return sql`insert into milestones (id, action_id, title, state, due_on, times_replanned)
        values (${id}, ${actionId}, 'Half', ${state}, '2026-11-02', 0)`
    default:
      return sql`update ${sql.identifier(table)} set state = ${state} where id = ${id}`
  }
}
