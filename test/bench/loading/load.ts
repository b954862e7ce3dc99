import { alone, type Db, rowsOf, sessionDb } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { content } from '#db/history/sealed-text.ts'
import {
  NUMBER_MARK,
  OVERSEER_GROUP,
  PLAN_MARK,
  personMark,
  PLANS_A_PERSON,
  PLANS_OVERSEEN,
  type Shape,
} from './shape.ts'
import type { ModelRow } from './template.ts'

/** Plans that one statement a table copies: more would spill what is sorted for the seals to disk. */
const BATCH = 25

/**
 * Copies the model plan into an empty database as often as the shape says, set by set, and seals the history of each copy.
 * @param url connects as the superuser, because rows that fit one another by construction are not checked again
 * @param tell told how far it is
 */
export async function loadCopies(
  url: string,
  rows: readonly ModelRow[],
  { plans }: Shape,
  tell: (sentence: string) => void,
): Promise<void> {
  await alone(url, async (session) => {
    const db = sessionDb(session)
    await session.unsafe(`set session_replication_role = replica; set synchronous_commit = off;
      set maintenance_work_mem = '256MB'; set work_mem = '256MB'; set jit = off; create schema bench`)
    const indexes = await dropWordIndexes(db)
    await session.unsafe('create table bench.model ("table" text, row text)')
    for (let from = 0; from < rows.length; from += 1_000)
      await rowsOf(
        db,
        sql`insert into bench.model ("table", row) select "table", row
          from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 1_000))}::jsonb) as each("table" text, row text)`,
      )
    await session.unsafe(`
      create function bench.link(previous text, content text) returns text immutable language sql
        as $$ select encode(sha256(convert_to(previous || content, 'UTF8')), 'hex') $$;
      create aggregate bench.chain(text) (sfunc = bench.link, stype = text, initcond = '')`)
    await insertShared(db, plans)
    const tables = [...new Set(rows.map(({ table }) => table))].filter((table) => !once.has(table))
    for (let first = 0; first < plans; first += BATCH) {
      const last = Math.min(first + BATCH, plans) - 1
      for (const table of tables) await copyTable(db, table, { plans, first, last })
      await sealPlans(db, first, last)
      tell(`${last + 1} of ${plans} plans are loaded.`)
    }
    for (const definition of indexes) await session.unsafe(definition)
    await session.unsafe('drop schema bench cascade')
    await session.unsafe('vacuum analyze')
  })
}

/** Tables whose rows are not one copy a plan. */
const once = new Set(['agencies', 'people'])

/** Built at the end and not row by row, which takes a third of the time. */
async function dropWordIndexes(db: Db): Promise<string[]> {
  const indexes = await rowsOf<{ name: string; definition: string }>(
    db,
    sql`select indexname as name, indexdef as definition from pg_indexes
      where schemaname = 'public' and indexdef ilike '% using gin %'`,
  )
  for (const { name } of indexes) await rowsOf(db, sql`drop index ${sql.identifier(name)}`)
  return indexes.map(({ definition }) => definition)
}

const hex = (number: SQL) => sql`lpad(to_hex(${number}), 4, '0')`

/** The row of the model as it is in copy `number` of the plan: its ids, its people's and the number in its title. */
function copied(plans: number): SQL {
  const people = Array.from({ length: PLANS_A_PERSON }, (_, group) => group).reduce(
    (row, group) =>
      sql`replace(${row}, ${`${personMark(group)}0000`}, ${personMark(0)} || ${hex(sql`(number + ${group}::int) % ${plans}::int`)})`,
    sql`replace(model.row, ${`${PLAN_MARK}0000`}, ${PLAN_MARK} || ${hex(sql`number`)})`,
  )
  const overseer = sql`replace(${people}, ${`${personMark(OVERSEER_GROUP)}0000`},
    ${personMark(OVERSEER_GROUP)} || ${hex(sql`number / ${PLANS_OVERSEEN}::int`)})`
  return sql`replace(${overseer}, ${NUMBER_MARK}, (number + 1)::text)`
}

async function copyTable(
  db: Db,
  table: string,
  { plans, first, last }: { plans: number; first: number; last: number },
): Promise<void> {
  // What is random in one plan would not be the same in another.
  const own = table === 'events' ? sql`|| jsonb_build_object('salt', gen_random_uuid())` : sql``
  await rowsOf(
    db,
    sql`insert into ${sql.identifier(table)} select copy.*
      from generate_series(${first}::int, ${last}::int) number cross join bench.model
        cross join lateral jsonb_populate_record(null::${sql.identifier(table)}, ${copied(plans)}::jsonb ${own}) copy
      where model."table" = ${table}`,
  )
}

/** Agencies as they are, ten people for each plan, and a vice chair for each twenty. */
async function insertShared(db: Db, plans: number): Promise<void> {
  await copyTable(db, 'agencies', { plans, first: 0, last: 0 })
  const peopleIn = (group: number, count: number) =>
    rowsOf(
      db,
      sql`insert into people select person.* from generate_series(0, ${count - 1}::int) number cross join bench.model
        cross join lateral jsonb_populate_record(null::people,
          replace(model.row, ${`${personMark(group)}0000`}, ${personMark(group)} || ${hex(sql`number`)})::jsonb) person
        where model."table" = 'people' and model.row like ${`%${personMark(group)}0000%`}`,
    )
  await peopleIn(0, plans)
  await peopleIn(OVERSEER_GROUP, Math.ceil(plans / PLANS_OVERSEEN))
}

/** The chain of each plan walked once, by what the product's own sealer says that an event's seal is of. */
async function sealPlans(db: Db, first: number, last: number): Promise<void> {
  await rowsOf(
    db,
    sql`insert into seals (plan_id, position, event_id, hash, sealed_at)
      select plan_id, row_number() over chain, id, bench.chain(content) over chain, max(at) over (partition by plan_id)
      from (select plan_id, id, at, ${content} as content from events
        where plan_id in (select id from plans
          where right(id::text, 4) between ${hex(sql`${first}::int`)} and ${hex(sql`${last}::int`)})) each
      window chain as (partition by plan_id order by id)`,
  )
}
