import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actions, decisionRecords, people, reports } from '#db/schema/index.ts'

/**
 * Names by id: of people their name, of actions and decisions their reference and title, of reports their number and
 * title. Ids of anything else are left out.
 * What one may not see is not asked for here: the ids come from a history that one may see.
 */
export async function namesOf(
  db: Db,
  {
    reports: reportIds = [],
    decisions = [],
    ...ids
  }: {
    people: readonly string[]
    actions: readonly string[]
    reports?: readonly string[]
    decisions?: readonly string[]
  },
): Promise<Record<string, string>> {
  if (ids.people.length + ids.actions.length + reportIds.length + decisions.length === 0) return {}
  const rows = await rowsOf<{ id: string; name: string }>(
    db,
    sql`select ${people.id} as id, ${people.name} as name from ${people} where ${people.id} in ${listed(ids.people)}
      union all select ${actions.id}, ${actions.ref} || ' ' || ${actions.title} from ${actions} where ${actions.id} in ${listed(ids.actions)}
      union all select ${reports.id}, 'Report ' || ${reports.number} || ', ' || ${reports.title} from ${reports} where ${reports.id} in ${listed(reportIds)}
      union all select ${decisionRecords.id}, 'Decision ' || ${decisionRecords.ref} || ', ' || ${decisionRecords.title}
        from ${decisionRecords} where ${decisionRecords.id} in ${listed(decisions)}`,
  )
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

// An empty list is no valid SQL, and null is in no list.
function listed(ids: readonly string[]) {
  return sql`(${sql.join(ids.length === 0 ? [sql`null::uuid`] : ids.map((id) => sql`${id}::uuid`), sql`, `)})`
}
