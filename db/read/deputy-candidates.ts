import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { peopleOf } from './people-of.ts'
import { plansSeenBy } from './sight.ts'

/** The people who take part in a plan that a person takes part in, but for those who left and the person: by name. */
export async function deputyCandidates(
  db: Db,
  personId: string,
): Promise<{ id: string; name: string; post: string }[]> {
  return rowsOf(
    db,
    sql`select id, name, post from people
    where id in ${peopleOf(plansSeenBy(personId))} and id <> ${personId} and left_on is null order by ${inReadingOrder(sql`name`)}, id`,
  )
}
