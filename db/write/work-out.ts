import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import { workedOut } from '#db/connection/worked-out.ts'
import { apart } from '#db/read/same-person.ts'
import { actions, agencies, measures, people, priorities, recommendations } from '#db/schema/index.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'

type Kind = { table: PgTable; key: keyof typeof workedOut; scope: SQL; inOrder: SQL }

const byAge = sql`id`
const inPlan = (table: PgTable): Kind => ({ table, key: 'sameRef', scope: sql`plan_id`, inOrder: byAge })
const kinds: readonly Kind[] = [
  { table: agencies, key: 'sameName', scope: sql`null::uuid`, inOrder: byAge },
  ...[actions, priorities, measures, recommendations].map(inPlan),
]

/**
 * Works out what rows are compared by where they do not have it yet: rows from before there was the rule. Of rows that
 * are the same by it the oldest gets it, of people the oldest who is here; the others get one of their own, so that
 * all of them stay as they are and the upgrade goes on; `alikeFor` names them to administrators.
 */
export async function workOut(db: Db): Promise<void> {
  await workOutMailboxes(db)
  for (const kind of kinds) while ((await workOutSome(db, kind)) === SOME);
}

const SOME = 5000

/** @returns how many rows had none */
async function workOutSome(db: Db, { table, key, scope, inOrder }: Kind): Promise<number> {
  const { from, by } = workedOut[key]
  const [column, text] = [sql.identifier(columnNames[key]), sql.identifier(from)]
  const rows = await rowsOf<{ id: string; text: string }>(
    db,
    sql`select id, ${text} as text from ${table} where ${column} is null order by ${inOrder} limit ${SOME}`,
  )
  if (rows.length === 0) return 0
  const wanted = JSON.stringify(rows.map(({ id, text: written }, place) => ({ id, key: by(written), place })))
  await rowsOf(
    db,
    sql`with wanted as (
      select row.id, key, ${scope} as scope, place, row_number() over (partition by key, ${scope} order by place) as nth
      from jsonb_to_recordset(${wanted}::jsonb) as wanted(id uuid, key text, place integer) join ${table} row using (id)
    )
    update ${table} set ${column} = case when nth = 1 and not exists (
        select from ${table} there where there.${column} = wanted.key and ${sameScope(scope)}
      ) then wanted.key else wanted.key || ' ' || wanted.id end
    from wanted where ${table}.id = wanted.id`,
  )
  return rows.length
}

const columnNames = { mailbox: 'mailbox', sameRef: 'same_ref', sameName: 'same_name' } as const

function sameScope(scope: SQL): SQL {
  return sql`(select ${scope} from (select there.*) its) is not distinct from wanted.scope`
}

/** A person who comes second gets the address to the letter; and what they are known by, once it is free. */
async function workOutMailboxes(db: Db): Promise<void> {
  const rows = await rowsOf<{ id: string; email: string; was: string | null }>(
    db,
    sql`select id, email, mailbox as was from ${people}
      where mailbox is null or (mailbox >= '=' and mailbox < '>') order by left_on is not null, created_at, id`,
  )
  if (rows.length === 0) return
  const asked = rows.flatMap(({ email }) => [mailboxKey(email), apart(email)])
  const there = await rowsOf<{ mailbox: string }>(
    db,
    sql`select mailbox from ${people} where mailbox in (select jsonb_array_elements_text(${JSON.stringify(asked)}::jsonb))`,
  )
  const taken = new Set(there.map(({ mailbox }) => mailbox))
  const wanted = rows.flatMap(({ id, email, was }) => {
    const free = [mailboxKey(email), apart(email)].find((each) => each === was || !taken.has(each))
    const mailbox = free ?? was ?? `${apart(email)} ${id}`
    taken.add(mailbox)
    return mailbox === was ? [] : [{ id, mailbox }]
  })
  await rowsOf(
    db,
    sql`update ${people} set mailbox = wanted.mailbox
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted(id uuid, mailbox text) where people.id = wanted.id`,
  )
}
