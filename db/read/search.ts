import { type SQL, sql } from '#db/connection/drizzle.ts'
import { criterionWords } from '#db/schema/action-parts.ts'
import { actionWords } from '#db/schema/action.ts'
import { actions, criteria } from '#db/schema/index.ts'

/**
 * The ids of the actions in which all the words are found: in reference, title and description together, or in
 * one closure criterion. English word forms match each other; "quoted words" stand side by side, `or` and `-` work
 * as people know them. A subquery of one column, `id`.
 */
export function actionsFoundBy(text: string): SQL {
  const query = sql`websearch_to_tsquery('english', ${text})`
  return sql`(
    select id from ${actions} where ${actionWords} @@ ${query}
    union select action_id from ${criteria} where ${criterionWords} @@ ${query}
  )`
}
