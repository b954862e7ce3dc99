import type { Db } from '#db/connection/connect.ts'
import { asc, sql } from '#db/connection/drizzle.ts'
import { plans } from '#db/schema/index.ts'

/** The plans that a person at the command line may mean: by id, or by title in any case of letters. */
export async function plansNamed(
  db: Db,
  name: string,
): Promise<Pick<typeof plans.$inferSelect, 'id' | 'title' | 'state'>[]> {
  return db
    .select({ id: plans.id, title: plans.title, state: plans.state })
    .from(plans)
    .where(sql`${plans.id}::text = ${name.toLowerCase()} or lower(${plans.title}) = lower(${name})`)
    .orderBy(asc(plans.createdAt))
}
