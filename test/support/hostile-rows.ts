import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'

const nouns = `'agencies', 'people', 'plans', 'horizons', 'recommendations', 'priorities', 'actions', 'criteria',
  'milestones', 'updates', 'evidence', 'blockers', 'extensions', 'measures', 'observations', 'meetings', 'decisions', 'decision_records', 'inspections',
  'reports', 'sections', 'report_templates', 'imports', 'files'`
const json = [
  ['events', 'payload'],
  ['events', 'after'],
  ['packs', 'contents'],
  ['editions', 'contents'],
  ['sections', 'kept'],
  ['report_templates', 'sections'],
  ['imports', 'columns'],
  ['measures', 'comparators'],
  ['observations', 'distribution'],
  ['observations', 'rank'],
  ['inspections', 'aspects'],
  ['meetings', 'agenda'],
  ['meetings', 'agenda_proposed'],
  ['meetings', 'attendance'],
  ['decision_records', 'call_in'],
] as const
/** What is written once and never changed, except here; and the columns out of which a redaction takes texts. */
const written = [
  { table: sql.identifier('events'), texts: sql`payload, after, salt` },
  { table: sql.identifier('packs'), texts: sql`contents` },
  { table: sql.identifier('editions'), texts: sql`contents, public_contents, correction` },
  {
    table: sql.identifier('observations'),
    texts: sql`published, caveat, denominator_source, distribution, rank, source, source_ref, reason`,
  },
]

type Evil = { text: string; ref: string }

/**
 * Writes hostile text wherever the database takes any, whatever a form or the API would have refused: every column
 * of text of the nouns but those that a check holds to the words that the code knows; references, addresses and
 * links each in the way that could do harm there; and every text in the history, the packs and other JSON.
 */
export async function writeEverywhere(db: Db, evil: Evil): Promise<void> {
  for (const { table } of written) {
    await db.execute(sql`grant update on ${table} to current_user`)
    await db.execute(sql`alter table ${table} disable trigger user`)
  }
  const columns = await textColumns(db)
  if (columns.length < 45) throw new Error(`only ${columns.length} columns were found`)
  for (const { table, ...column } of columns) {
    const [rows, field] = [sql.identifier(table), sql.identifier(column.name)]
    await db.execute(sql`update ${rows} set ${field} = ${evilFor(column, evil)}`)
  }
  for (const [table, column] of json) await rewrite(db, table, column, evil.text)
  for (const { table, texts } of written) {
    await db.execute(sql`alter table ${table} enable trigger user`)
    await db.execute(sql`revoke update on ${table} from current_user`)
    await db.execute(sql`grant update (${texts}) on ${table} to current_user`)
  }
}

type Column = { table: string; name: string; type: string }

async function textColumns(db: Db): Promise<Column[]> {
  return rowsOf<Column>(
    db,
    sql`select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and c.relname in (${sql.raw(nouns)})
        and a.attnum > 0 and not a.attisdropped and format_type(a.atttypid, null) in ('text', 'text[]')
        and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey))`,
  )
}

function evilFor({ name, type }: Omit<Column, 'table'>, { text, ref }: Evil): SQL {
  const column = sql.identifier(name)
  if (type === 'text[]') return sql`array[${text}]`
  if (name === 'ref') return sql`${column} || ${ref}::text`
  if (name === 'url') return sql`'javascript:globalThis.ran=1//' || ${text}::text`
  if (name === 'email') return sql`'"><script>globalThis.ran=1</script>''+' || ${column}`
  return sql`left(${column}, 20) || ' ' || ${text}::text`
}

async function rewrite(db: Db, table: string, column: string, evil: string): Promise<void> {
  const [rows, field] = [sql.identifier(table), sql.identifier(column)]
  const all = await rowsOf<{ id: string; json: unknown }>(db, sql`select id, ${field} as json from ${rows}`)
  for (const { id, json: before } of all) {
    const after = JSON.stringify(evilIn(before, evil))
    await db.execute(sql`update ${rows} set ${field} = ${after}::text::jsonb where id = ${id}`)
  }
}

// Days, moments, ids and single words stay as they are: the code writes those itself.
function evilIn(value: unknown, evil: string): unknown {
  if (typeof value === 'string')
    return /^(\w*|[\d:TZ.-]+|[0-9a-f-]{36})$/.test(value) ? value : `${value} ${evil}`
  if (Array.isArray(value)) return value.map((each) => evilIn(each, evil))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, evilIn(each, evil)]))
}
