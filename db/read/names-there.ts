import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { agencies, priorities } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { NamesThere } from '#workflows/exchange/reading/row-context.ts'

/**
 * The names that an import may mean by another writing.
 * @param planId null for a plan that is made of it, which has no priorities yet
 */
export async function namesThere(db: Db, planId: string | null): Promise<NamesThere> {
  const [row] = await rowsOf<NamesThere>(
    db,
    sql`select (select coalesce(jsonb_agg(name order by ${inReadingOrder(sql`name`)}), '[]') from ${agencies}) as agencies,
      (select coalesce(jsonb_agg(jsonb_build_object('ref', ref, 'title', title) order by position), '[]')
        from ${priorities} where plan_id = ${planId}) as priorities`,
  )
  return row ?? { agencies: [], priorities: [] }
}
