import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows } from '#db/connection/json-sql.ts'
import {
  actions,
  blockers,
  criteria,
  decisionRecords,
  decisions,
  evidence,
  extensions,
  files,
  horizons,
  imports,
  inspections,
  measures,
  meetings,
  milestones,
  observations,
  people,
  plans,
  priorities,
  recommendations,
  reports,
  reportTemplates,
  sections,
  updates,
} from '#db/schema/index.ts'
import { sureSigns, type Wanted } from '#workflows/redaction/words.ts'
import { textsOfImports } from './import-texts.ts'
import { peopleOfPlan } from './people-of.ts'

/** What has a history of its own, with all that belongs to it: what one redaction is about. */
export const redactableKinds = [
  'plan',
  'priority',
  'action',
  'measure',
  'meeting',
  'inspection',
  'report',
  'section',
  'decision',
  'reportTemplate',
  'import',
  'person',
] as const
export type RedactableKind = (typeof redactableKinds)[number]

/** Where the texts of a kind stand: its own table, and its parts by the name of the list they are in. */
export const holdings: Readonly<
  Record<
    RedactableKind,
    { table: PgTable; parts: Readonly<Record<string, readonly [table: PgTable, link: string]>> }
  >
> = {
  plan: {
    table: plans,
    parts: { horizons: [horizons, 'plan_id'], recommendations: [recommendations, 'plan_id'] },
  },
  priority: { table: priorities, parts: {} },
  action: {
    table: actions,
    parts: {
      criteria: [criteria, 'action_id'],
      evidence: [evidence, 'action_id'],
      files: [files, 'action_id'],
      milestones: [milestones, 'action_id'],
      updates: [updates, 'action_id'],
      blockers: [blockers, 'action_id'],
      extensions: [extensions, 'action_id'],
    },
  },
  measure: { table: measures, parts: { observations: [observations, 'measure_id'] } },
  meeting: { table: meetings, parts: { decisions: [decisions, 'meeting_id'] } },
  inspection: { table: inspections, parts: {} },
  report: { table: reports, parts: {} },
  section: { table: sections, parts: {} },
  decision: { table: decisionRecords, parts: {} },
  reportTemplate: { table: reportTemplates, parts: {} },
  import: { table: imports, parts: {} },
  person: { table: people, parts: {} },
}

export type Row = Record<string, unknown> & { id: string }
/** A row of the history with the texts that it holds. */
export type Told = {
  id: string
  version: number
  event: string
  payload: unknown
  after: unknown
}

/** A thing with everything in which its texts stand. */
export type Redactable = {
  kind: RedactableKind
  id: string
  /**
   * The plan it belongs to, with its count of what may not be missed as it was before all of this was read; a person
   * belongs to none.
   */
  plan: { id: string; tally: number } | null
  version: number
  own: Row
  parts: Readonly<Record<string, readonly Row[]>>
  /** Its history, or those rows of it in which what is wanted may stand. */
  history: readonly Told[]
  /** How it stood by the newest row of its history. */
  last: unknown
}

/** What is looked for: nothing for all of the history; of a person, what is told of their part in one plan. */
export type Looked = { wanted: Wanted | null; within: string }

/** Things of one kind as they are read to take texts out of them. Files come without their content. */
export async function readRedactables(
  db: Db,
  kind: RedactableKind,
  ids: readonly string[],
  { wanted, within }: Looked,
): Promise<Redactable[]> {
  const { table, parts } = holdings[kind]
  const which = sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)`
  const plansOf = kind === 'person' ? new Map<string, PlanOf>() : await plansOfThings(db, kind, which)
  const lists = Object.entries(parts).map(([name, [part, link]]) => {
    const rows = jsonRows(
      jsonOf(part, ['content']),
      sql`${part} where ${part}.${sql.identifier(link)} = ${table}.id`,
      sql`${part}.id`,
    )
    return sql`${sql.raw(`'${name}'`)}, ${rows}`
  })
  const about = kind === 'person' ? tellsOf(within) : sql`true`
  const [rows, history, lasts] = await Promise.all([
    rowsOf<{ own: Row & { version: number }; parts: Record<string, Row[]> }>(
      db,
      sql`select ${jsonOf(table)} as own, jsonb_build_object(${sql.join(lists, sql`, `)}) as parts
        from ${table} where ${table}.id in ${which}`,
    ),
    rowsOf<Told & { of: string }>(
      db,
      sql`select aggregate_id as of, id, version, event, payload, after from events
        where aggregate_id in ${which} and ${about} and ${wanted === null ? sql`true` : mayStandIn(told, wanted)} order by version`,
    ),
    rowsOf<{ of: string; after: unknown }>(
      db,
      sql`select distinct on (aggregate_id) aggregate_id as of, after from events
        where aggregate_id in ${which} order by aggregate_id, version desc`,
    ),
  ])
  // What is kept of a spreadsheet is compressed beside its row.
  const cells = kind === 'import' ? await textsOfImports(db, which) : null
  const histories = Map.groupBy(history, ({ of }) => of)
  const newest = new Map(lasts.map(({ of, after }) => [of, after]))
  return rows.flatMap(({ own, parts: its }) => {
    const plan = plansOf.get(own.id) ?? null
    if (plan === null && kind !== 'person') return []
    const { id, version } = own
    const whole = cells ? { ...own, cells: cells.get(id) ?? [] } : own
    return [
      {
        kind,
        id,
        plan,
        version,
        own: whole,
        parts: its,
        history: histories.get(id) ?? [],
        last: newest.get(id),
      },
    ]
  })
}

type PlanOf = { id: string; tally: number }

async function plansOfThings(db: Db, kind: Exclude<RedactableKind, 'person'>, which: SQL) {
  const { table } = holdings[kind]
  const column = kind === 'plan' ? sql`thing.id` : sql`thing.plan_id`
  const rows = await rowsOf<PlanOf & { of: string }>(
    db,
    sql`select thing.id as of, plan.id, plan.tally from ${table} thing join ${plans} plan on plan.id = ${column}
      where thing.id in ${which}`,
  )
  return new Map(rows.map(({ of, ...plan }) => [of, plan]))
}

const told = sql`(payload::text || after::text)`

/** Whether what is wanted may stand in a text of the database: true more often than it does, never less. */
export function mayStandIn(text: SQL, wanted: Wanted, options: { cut?: boolean } = {}): SQL {
  const signs = sureSigns(wanted, options)
  if (signs.length === 0) return sql`true`
  // As `sureSigns` has it: taken apart, and freed of all that is not ASCII, which most texts are from the start.
  const plain = sql`case when octet_length(${text}) = length(${text}) then ${text}
    else regexp_replace(normalize(${text}, NFKD), '[^\x01-\x7f]', '', 'g') end`
  return sql`(${plain}) ilike all (array[${sql.join(
    signs.map((sign) => sql`${`%${sign}%`}::text`),
    sql`, `,
  )}])`
}

/** The things of a plan in whose texts, of today or earlier, something may stand: more than it does, never fewer. */
export async function mayHold(
  db: Db,
  planId: string,
  wanted: Wanted,
): Promise<{ kind: RedactableKind; id: string }[]> {
  const holds = (text: SQL) => mayStandIn(text, wanted)
  const own = redactableKinds.flatMap((kind) => {
    if (kind === 'person') return []
    const { table, parts } = holdings[kind]
    const inPlan = kind === 'plan' ? sql`thing.id = ${planId}` : sql`thing.plan_id = ${planId}`
    const rows = Object.values(parts).map(
      ([part, link]) =>
        sql`select ${kind}::text as kind, thing.id from ${table} thing join ${part} part on part.${sql.identifier(link)} = thing.id
          where ${inPlan} and ${holds(part === files ? sql`part.name` : sql`to_jsonb(part)::text`)}`,
    )
    return [
      sql`select ${kind}::text as kind, thing.id from ${table} thing where ${inPlan} and ${holds(sql`to_jsonb(thing)::text`)}`,
      ...rows,
    ]
  })
  const inHistory = sql`select case when subject_kind in ('milestone', 'blocker', 'extension') then 'action' else subject_kind end as kind,
      aggregate_id as id from events
    where (plan_id = ${planId} or (subject_kind = 'person' and ${tellsOf(planId)})) and ${holds(told)}`
  const inSheets = sql`select 'import'::text as kind, import_id as id from import_contents
    where import_id in (select id from imports where plan_id = ${planId})`
  return rowsOf(
    db,
    sql`select distinct kind, id from (${sql.join([...own, inHistory, inSheets], sql` union all `)}) found order by kind, id`,
  )
}

/** Whether an event of a person tells of their part in a plan: it names something of it, or they left while in it. */
function tellsOf(planId: string): SQL {
  return sql`((event = 'leave' and aggregate_id in ${peopleOfPlan(sql`${planId}`)}) or exists (
    select from (select id from ${actions} where plan_id = ${planId} union all select id from ${priorities} where plan_id = ${planId}) mine
    where strpos(payload::text, mine.id::text) > 0))`
}
