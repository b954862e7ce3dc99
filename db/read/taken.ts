import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { brokenConstraint, rootCause } from '#db/connection/errors.ts'

/** Tables whose rows have a reference that is theirs alone in the plan. */
const withRef = ['actions', 'priorities', 'measures', 'recommendations', 'inspections']

/**
 * The reference that a write would have doubled, as it stands in the plan: `P1` for one that was typed as `p 1`.
 * Null where the error is about something else.
 */
export async function refTaken(db: Db, error: unknown): Promise<string | null> {
  const constraint = brokenConstraint(error) ?? ''
  const table = withRef.find((name) => [`${name}_ref`, `${name}_same_ref`].includes(constraint))
  if (table === undefined) return null
  const { detail = '' } = rootCause(error) as { detail?: string }
  const [, planId = null, key = ''] = /=\(([0-9a-f-]{36}), (.*)\)/.exec(detail) ?? []
  const column = sql.identifier(constraint.endsWith('_same_ref') ? 'same_ref' : 'ref')
  const [there] = await rowsOf<{ ref: string }>(
    db,
    sql`select ref from ${sql.identifier(table)} where plan_id = ${planId}::uuid and ${column} = ${key}`,
  )
  return there?.ref ?? key
}
