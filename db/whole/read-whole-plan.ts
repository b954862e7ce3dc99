import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { orderOf, type Part, partsOfWholePlan, WHOLE_PLAN, WHOLE_PLAN_VERSION } from './parts.ts'

/** A row of a plan as JSON text, and the part of the file that it belongs to. */
type Told = { part: string; row: string }

/** A person or an agency that a plan names, as JSON text. */
type Named = { kind: 'people' | 'agencies'; row: string }

/** A whole plan, read at one moment: its rows in the order of the file, with the people and agencies that they name. */
export type WholePlanRead = { told: Told[]; named: Named[] }

/**
 * Reads all of a plan, its history with it, in one statement, so that it is of one moment; and the people and agencies
 * that it names in a second one, who are never deleted. What was taken out is not in it, for it is nowhere any more.
 */
export async function readWholePlan(db: Db, planId: string): Promise<WholePlanRead> {
  const selects = partsOfWholePlan.map((part, place) => selectOf(part, place, planId))
  const told = await rowsOf<Told>(
    db,
    sql`select part, row::text as row from (${sql.join(selects, sql` union all `)}) each order by place, ordered collate "C"`,
  )
  const ids = new Set(told.flatMap(({ row }) => row.match(anyId) ?? []))
  const named = await rowsOf<Named>(
    db,
    sql`with wanted as (select jsonb_array_elements_text(${JSON.stringify([...ids])}::jsonb)::uuid as id),
      who as (select people.* from people join wanted on wanted.id = people.id)
      select 'agencies' as kind, jsonb_build_object('id', id, 'name', name)::text as row, id::text as ordered from agencies
        where id in (select id from wanted union select agency_id from who)
      union all select 'people', jsonb_build_object('id', id, 'name', name, 'email', email, 'post', post, 'agencyId', agency_id,
        'leftOn', to_char(left_on, 'YYYY-MM-DD'))::text, id::text from who
      order by kind, ordered`,
  )
  return { told, named }
}

/** Every id that a text has in it. */
const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

function selectOf({ name, table, of, leaveOut = [], toldOnly }: Part, place: number, planId: string): SQL {
  const hidden = toldOnly === undefined ? leaveOut : [...leaveOut, toldOnly]
  const hash =
    toldOnly === undefined
      ? sql``
      : sql` || jsonb_build_object('sha256', encode(sha256(${table}.${sql.identifier(toldOnly)}), 'hex'))`
  return sql`select ${place}::int as place, ${name}::text as part, (${jsonOf(table, hidden)}${hash}) as row, ${orderOf(table)} as ordered
    from ${table} where ${of(planId)}`
}

/**
 * A whole plan as the text of its file, piece by piece: each row on a line of its own.
 * @param exportedAt when it was read
 */
export function* wholePlanText({ told, named }: WholePlanRead, exportedAt: Instant): Generator<string> {
  const head = { format: WHOLE_PLAN, version: WHOLE_PLAN_VERSION, exportedAt }
  yield JSON.stringify(head).slice(0, -1)
  for (const kind of ['agencies', 'people'] as const)
    yield* list(
      kind,
      named.flatMap((each) => (each.kind === kind ? [each.row] : [])),
    )
  const rows = Map.groupBy(told, ({ part }) => part)
  for (const { name } of partsOfWholePlan) {
    const own = (rows.get(name) ?? []).map(({ row }) => row)
    if (name === 'plan') yield `,\n"plan":${own[0] ?? 'null'}`
    else yield* list(name, own)
  }
  yield '\n}\n'
}

function* list(name: string, rows: readonly string[]): Generator<string> {
  yield `,\n${JSON.stringify(name)}:[`
  for (const [at, row] of rows.entries()) yield `${at === 0 ? '' : ','}\n${row}`
  yield ']'
}
