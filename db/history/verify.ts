import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { readActions } from '#db/read/read-actions.ts'
import { TRY_HOURS } from '#db/schema/index.ts'
import { unknownStates } from './check-states.ts'
import { chainFaults } from './seal.ts'
import { withFieldsSince } from './since-added.ts'

export type Verified = {
  checked: { events: number; subjects: number; deliveries: number }
  /** One sentence a fault, naming the row. */
  faults: string[]
}

/** Whether stored states, history and the mail ledger agree with one another. Reads only. */
export async function verify(db: Db, clock: Clock): Promise<Verified> {
  const [states, chain, gaps, rows, weeks, [counts]] = await Promise.all([
    unknownStates(db),
    chainFaults(db, clock),
    gapsInHistory(db),
    rowsThatDiffer(db),
    unsettledWeeks(db, clock),
    rowsOf<Verified['checked']>(
      db,
      sql`select (select count(*)::int from events) as events,
        (select count(distinct aggregate_id)::int from events) as subjects,
        (select count(*)::int from deliveries) as deliveries`,
    ),
  ])
  return {
    checked: counts ?? { events: 0, subjects: 0, deliveries: 0 },
    faults: [
      ...states.map(
        ({ table, id, state }) => `${table} ${id} is in a state that no machine knows: '${state}'.`,
      ),
      ...chain,
      ...gaps,
      ...rows,
      ...weeks,
    ],
  }
}

/** Subjects whose history has not one row for each version. Of people who came with a plan the first one has none. */
async function gapsInHistory(db: Db): Promise<string[]> {
  const rows = await rowsOf<{
    id: string
    kind: string
    stored: number
    rows: number
    newest: number | null
  }>(
    db,
    sql`with subjects as (
        select 'plan' as kind, id, version, 1 as first from plans union all select 'priority', id, version, 1 from priorities
        union all select 'measure', id, version, 1 from measures
        union all select 'action', id, version, 1 from actions union all select 'meeting', id, version, 1 from meetings
        union all select 'inspection', id, version, 1 from inspections
        union all select 'report', id, version, 1 from reports union all select 'section', id, version, 1 from sections
        union all select 'decision', id, version, 1 from decision_records
        union all select 'reportTemplate', id, version, 1 from report_templates
        union all select 'import', id, version, 1 from imports
        union all select 'person', id, version,
          case when exists (select from events where aggregate_id = people.id and events.version = 1) then 1 else 2 end from people)
      select kind, subjects.id, subjects.version as stored, count(events.id)::int as rows, max(events.version) as newest
      from subjects left join events on events.aggregate_id = subjects.id
      group by kind, subjects.id, subjects.version, first
      having count(events.id) <> subjects.version - first + 1
        or coalesce(max(events.version), first - 1) <> subjects.version`,
  )
  return rows.map(
    ({ kind, id, stored, rows: found, newest }) =>
      `${kind} ${id} is at version ${stored}, but its history has ${found} rows up to version ${newest ?? 'none'}.`,
  )
}

/**
 * Actions whose row and parts are not what the history row of their version says. Of that version and not the newest,
 * because a person may change an action between the two reads.
 */
async function rowsThatDiffer(db: Db): Promise<string[]> {
  const faults: string[] = []
  const pageSize = 500
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const reads = await readActions(db, sql`actions.id > ${after}`, {
      orderBy: sql`actions.id`,
      limit: pageSize,
    })
    const read = JSON.stringify(reads.map(({ facts: { id, version } }) => ({ id, version })))
    const versions = await rowsOf<{ id: string; after: unknown }>(
      db,
      sql`select read.id, after from jsonb_to_recordset(${read}::jsonb) as read(id uuid, version integer)
        join events on events.aggregate_id = read.id and events.version = read.version`,
    )
    const histories = new Map(versions.map((row) => [row.id, row.after]))
    for (const { facts } of reads) {
      const fields = differences(facts, histories.get(facts.id))
      if (fields.length > 0)
        faults.push(`action ${facts.id} (${facts.ref}) differs from its history in: ${fields.join(', ')}.`)
    }
    const last = reads.at(-1)
    if (!last || reads.length < pageSize) return faults
    after = last.facts.id
  }
}

function differences(stored: object, kept: unknown): string[] {
  const history = withFieldsSince((kept ?? {}) as Record<string, unknown>)
  return Object.entries(stored)
    .filter(([field, value]) => canonical(value) !== canonical(history[field]))
    .map(([field]) => field)
}

/** Text that is equal where values are: parts in the order of their ids, fields in the order of their names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (Array.isArray(inner)) return inner.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    if (inner === null || typeof inner !== 'object') return inner
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}

function keyOf(part: unknown): string {
  return typeof part === 'object' && part !== null && 'id' in part ? String(part.id) : JSON.stringify(part)
}

async function unsettledWeeks(db: Db, clock: Clock): Promise<string[]> {
  const rows = await rowsOf<{
    week: string
    expected: number
    rows: number
    open: number
    closed: boolean
    old: boolean
  }>(
    db,
    sql`select to_char(digest_weeks.week, 'YYYY-MM-DD') || ' (' || digest_weeks.slot || ')' as week, expected, count(deliveries.id)::int as rows,
        count(deliveries.id) filter (where state in ('queued', 'sending', 'handedOff'))::int as open,
        closed_at is not null as closed, digest_weeks.due_at < ${databaseNow(clock)} - ${TRY_HOURS} * interval '1 hour' as old
      from digest_weeks left join deliveries on deliveries.week = digest_weeks.week and deliveries.slot = digest_weeks.slot
      group by digest_weeks.week, digest_weeks.slot order by digest_weeks.week, digest_weeks.slot`,
  )
  return rows.flatMap(({ week, expected, rows: found, open, closed, old }) => [
    ...(expected === found ? [] : [`The week of ${week} expects ${expected} deliveries and has ${found}.`]),
    ...(closed && open > 0
      ? [`The week of ${week} is closed, but ${open} of its deliveries are not settled.`]
      : []),
    ...(!closed && old
      ? [`The week of ${week} is still open three days after it was due; ${open} deliveries wait.`]
      : []),
  ])
}
