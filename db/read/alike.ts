import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { administeredBy } from './administrator-work.ts'

/** Two that were there before they counted as one: each goes on, until one of them is given another name. */
export type Alike = {
  kind: 'action' | 'priority' | 'measure' | 'recommendation' | 'person' | 'agency'
  /** The plan on whose pages it is put right. */
  planId: string
  plan: string
  /** The later one, and the one before it, as they are written. */
  id: string
  one: string
  other: string
}

const withRef = {
  action: 'actions',
  priority: 'priorities',
  measure: 'measures',
  recommendation: 'recommendations',
}

/** What counts as the same in the plans that a person administers, and among people and agencies. */
export async function alikeFor(db: Db, administratorId: string): Promise<Alike[]> {
  const mine = sql`(select id, title from plans where state not in ('closed', 'withdrawn') and ${administeredBy(administratorId)})`
  const refs = Object.entries(withRef).map(([kind, table]) => {
    const rows = sql.identifier(table)
    return sql`select ${kind}::text as kind, mine.id as "planId", mine.title as plan, later.id, earlier.ref as one, later.ref as other
      from ${mine} mine(id, title) join ${rows} later on later.plan_id = mine.id
        join ${rows} earlier on earlier.plan_id = mine.id and earlier.same_ref = ${firstOf(sql`later.same_ref`)}
      where ${isLater(sql`later.same_ref`)}`
  })
  const agencies = sql`select 'agency', mine.id, mine.title, later.id, earlier.name, later.name
    from (select * from ${mine} all_mine(id, title) order by ${inReadingOrder(sql`title`)}, id limit 1) mine, agencies later
      join agencies earlier on earlier.same_name = ${firstOf(sql`later.same_name`)}
    where ${isLater(sql`later.same_name`)}`
  const [found, people] = await Promise.all([
    rowsOf<Alike>(db, sql`${sql.join([...refs, agencies], sql` union all `)} order by 1, 3, 5`),
    peopleAlike(db, administratorId),
  ])
  return [...people, ...found]
}

/** Whether a row of `later` has what it is compared by with its id behind it, as `workOut` gives it. */
function isLater(key: SQL): SQL {
  return sql`right(${key}, 37) = ' ' || later.id::text`
}

/** What the first of them is compared by. */
function firstOf(key: SQL): SQL {
  return sql`left(${key}, -37)`
}

async function peopleAlike(db: Db, administratorId: string): Promise<Alike[]> {
  const later = await rowsOf<{ id: string; email: string; planId: string; plan: string }>(
    db,
    sql`select people.id, email, mine.id as "planId", mine.title as plan from people, (
        select id, title from plans where state not in ('closed', 'withdrawn') and ${administeredBy(administratorId)}
        order by ${inReadingOrder(sql`title`)}, id limit 1
      ) mine
      where mailbox >= '=' and mailbox < '>' and left_on is null order by email`,
  )
  if (later.length === 0) return []
  const first = await rowsOf<{ mailbox: string; email: string }>(
    db,
    sql`select mailbox, email from people where mailbox in ${later.map(({ email }) => mailboxKey(email))}`,
  )
  return later.flatMap(({ email, ...row }) => {
    const earlier = first.find(({ mailbox }) => mailbox === mailboxKey(email))
    return earlier ? [{ kind: 'person' as const, ...row, one: earlier.email, other: email }] : []
  })
}
