import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { plansSeenBy } from './sight.ts'

/** Whether a row of `deputies` has not been ended, and neither side of it has left. */
const bothHere = sql`deputies.ended_at is null and not exists (
  select from people sides where sides.id in (deputies.owner_id, deputies.deputy_id) and sides.left_on is not null)`

/** `standsIn` as a condition on a row of `deputies`: who holds on a day, and stands in for a person who is here. */
export function standsInOn(day: SQL): SQL {
  return sql`(${bothHere} and ${day} between deputies.from_on and deputies.until_on)`
}

/** Who stands in for a person, between two days, both included. */
export type DeputyShown = { deputy: { id: string; name: string }; fromOn: Day; untilOn: Day }

/** A person's arrangement that has not been ended, with a deputy who is here, or null. It may lie ahead, or behind. */
export async function readDeputy(db: Db, ownerId: string): Promise<DeputyShown | null> {
  const [found] = await rowsOf<DeputyShown>(
    db,
    sql`select jsonb_build_object('id', people.id, 'name', people.name) as deputy,
      to_char(from_on, 'YYYY-MM-DD') as "fromOn", to_char(until_on, 'YYYY-MM-DD') as "untilOn"
    from deputies join people on people.id = deputy_id where owner_id = ${ownerId} and ${bothHere}`,
  )
  return found ?? null
}

/**
 * Names a person's deputy, in one statement. The arrangement before it is ended and stays as history.
 * @returns false when the deputy is no person who could be one: unknown, or left
 */
export async function nameDeputy(
  db: Db,
  clock: Clock,
  { ownerId, deputyId, fromOn, untilOn }: { ownerId: string; deputyId: string; fromOn: Day; untilOn: Day },
): Promise<boolean> {
  const now = databaseNow(clock)
  // An update of the one that holds, and not an end and an insert: a statement does not see its own end of it.
  const rows = await rowsOf(
    db,
    sql`
    with named as (
      select id from people where id = ${deputyId} and left_on is null for share
    ), kept as (
      insert into deputies (id, owner_id, deputy_id, from_on, until_on, created_at, ended_at)
      select ${newId()}, owner_id, deputy_id, from_on, until_on, created_at, ${now}
      from deputies where owner_id = ${ownerId} and ended_at is null and exists (select from named)
    )
    insert into deputies (id, owner_id, deputy_id, from_on, until_on, created_at)
    select ${newId()}, ${ownerId}, id, ${fromOn}, ${untilOn}, ${now} from named
    on conflict (owner_id) where ended_at is null
    do update set deputy_id = excluded.deputy_id, from_on = excluded.from_on, until_on = excluded.until_on,
      created_at = excluded.created_at
    returning id`,
  )
  return rows.length === 1
}

/** Ends a person's arrangement, if there is one. */
export async function endDeputy(db: Db, clock: Clock, ownerId: string): Promise<void> {
  await rowsOf(
    db,
    sql`update deputies set ended_at = ${databaseNow(clock)} where owner_id = ${ownerId} and ended_at is null`,
  )
}

/** Titles of the plans in which a person owns live actions and that another person may not see. */
export async function plansHiddenFrom(
  db: Db,
  { ownerId, deputyId }: { ownerId: string; deputyId: string },
): Promise<string[]> {
  const rows = await rowsOf<{ title: string }>(
    db,
    sql`select plans.title from plans join actions on actions.plan_id = plans.id
    where actions.owner_id = ${ownerId} and plans.state = 'active'
      and actions.state in ('draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'returned')
      and plans.id not in ${plansSeenBy(deputyId)} group by plans.title order by ${inReadingOrder(sql`plans.title`)}`,
  )
  return rows.map(({ title }) => title)
}
