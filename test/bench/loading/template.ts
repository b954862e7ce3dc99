import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { PLAN_MARK, personMark } from './shape.ts'

/** A row of the model plan as JSON, with ids that bear the marks by which a copy makes them its own. */
export type ModelRow = { table: string; row: string }

/** What is one for all plans, or is no part of one. */
const shared = new Set(['agencies'])
const leftOut = new Set(['seals', 'sessions', 'deliveries', 'digest_weeks', 'idempotency_keys'])

/** Every row of the model plan, each id exchanged for one that sorts just as it did. */
export async function modelRows(db: Db): Promise<ModelRow[]> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  )
  const rows: ModelRow[] = []
  for (const { name } of tables) {
    if (leftOut.has(name)) continue
    const found = await rowsOf<{ row: string }>(
      db,
      sql`select to_jsonb(each)::text as row from ${sql.identifier(name)} each`,
    )
    rows.push(...found.map(({ row }) => ({ table: name, row })))
  }
  return marked(rows)
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

function marked(rows: readonly ModelRow[]): ModelRow[] {
  const kept = new Set(
    rows.filter(({ table }) => shared.has(table)).flatMap(({ row }) => row.match(uuids) ?? []),
  )
  const personal = new Map(
    rows
      .filter(({ table }) => table === 'people')
      .map(({ row }) => {
        const { id, email } = JSON.parse(row) as { id: string; email: string }
        return [id, personIdOf(email)]
      }),
  )
  const found = new Set(rows.flatMap(({ row }) => row.match(uuids) ?? []))
  const others = [...found].filter((id) => !kept.has(id) && !personal.has(id)).toSorted()
  const renamed = new Map(others.map((id, number) => [id, numbered(id, number)]))
  const rename = (id: string) => personal.get(id) ?? renamed.get(id) ?? id
  return rows.map(({ table, row }) => ({ table, row: row.replaceAll(uuids, rename) }))
}

/** The moment in it stays, and the number keeps the order of ids of one moment. */
function numbered(id: string, number: number): string {
  const hex = number.toString(16).padStart(6, '0')
  return `${id.slice(0, 15)}${hex.slice(0, 3)}-8${hex.slice(3)}-${PLAN_MARK}0000`
}

/** The same for a person of the plan itself and for one of a plan beside it, but for the mark. */
function personIdOf(email: string): string {
  const [, at, group] = /^(?:person(\d)|overseer)\.\w{7}(\d)0000@/.exec(email) ?? []
  if (group === undefined) throw new Error(`The address ${email} is of no person of the model plan.`)
  const hex = Number(at ?? 0)
    .toString(16)
    .padStart(3, '0')
  return `01980000-0000-7${hex}-8000-${personMark(Number(group))}0000`
}
