import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { assigned, columnsOf, insertRows, rowOf } from '#db/connection/rows.ts'
import {
  type decisionRecords,
  events,
  type imports,
  type inspections,
  type meetings,
  memberships,
  type people,
  plans,
  type priorities,
  type reports,
  type reportTemplates,
  type sections,
} from '#db/schema/index.ts'
import { type EventRow, orMovedOn } from './commit.ts'

type Versioned = { id: string; version: number }
type Table =
  | typeof plans
  | typeof priorities
  | typeof meetings
  | typeof inspections
  | typeof people
  | typeof reports
  | typeof sections
  | typeof reportTemplates
  | typeof imports
  | typeof decisionRecords

export type RowCommit<T extends Versioned> = {
  /** The row as it was read; null when it is new. */
  before: Versioned | null
  /** The row as it stands afterwards, one version on. */
  after: T
  event: EventRow
  /** Who becomes a member with it, for a new plan. */
  member?: typeof memberships.$inferInsert
  /** A plan that gets something to do by this, which it must not once it is closed. */
  opensPlan?: string
  /** What a plan has counted: what changes it meanwhile is not to be missed by this. */
  counted?: { planId: string; tally: number }
  /** What else must still hold of the row when the write happens. */
  condition?: SQL
  /** Steps that the condition reads, before the row is written. */
  ahead?: readonly SQL[]
  /** Further steps of the statement. Each reads `moved`, which holds the row's id once it was written. */
  steps?: readonly SQL[]
  /** What must hold of those steps, or the whole is undone. */
  musts?: readonly SQL[]
}

/**
 * Writes a plan, priority, meeting, inspection, report, section, template, decision, import or person and its history row in one statement.
 * @returns whether it was written: not when the version has moved on, or something that must hold does not
 */
export async function commitRow<T extends Versioned>(
  db: Db,
  table: Table,
  {
    before,
    after,
    event,
    member,
    opensPlan,
    counted,
    condition,
    ahead = [],
    steps = [],
    musts = [],
  }: RowCommit<T>,
): Promise<boolean> {
  const conditions = [
    ...(opensPlan ? [isOpen] : []),
    ...(counted ? [sql`exists (select from counted)`] : []),
    ...(condition ? [condition] : []),
  ]
  const all = [
    ...(opensPlan ? [openedPlan(opensPlan)] : []),
    ...(counted ? [countedIn(counted)] : []),
    ...ahead,
    sql`moved as (${before ? updateRow(table, before, after, conditions) : insertRow(table, after, opensPlan ? sql`opened` : counted && sql`counted`)})`,
    sql`history as (${insertRows(events, [event], sql`moved`)})`,
    ...(member ? [sql`joined as (${insertRows(memberships, [member], sql`moved`)})`] : []),
    ...steps,
  ]
  const must = musts.length === 0 ? sql`true` : sql`must(${sql.join([...musts], sql` and `)})`
  return orMovedOn(async () => {
    const written = await rowsOf(db, sql`with ${sql.join(all, sql`, `)} select ${must} from moved`)
    return written.length === 1
  })
}

/** Counts in a plan, where it still stands at the number that was read: of two writes that do it at once, one waits and then finds another number. */
export function countedIn({ planId, tally }: { planId: string; tally: number }): SQL {
  return sql`counted as (update ${plans} set tally = tally + 1 where id = ${planId} and tally = ${tally} returning id)`
}

/**
 * Counts what a plan gets to do while it is open. A write that closes or withdraws it at the same moment finds the count changed;
 * a write that comes after that finds it closed.
 */
function openedPlan(planId: string): SQL {
  return sql`opened as (update ${plans} set tally = tally + 1 where id = ${planId} and state not in ('closed', 'withdrawn') returning id)`
}

const isOpen = sql`exists (select from opened)`

function updateRow(table: Table, before: Versioned, after: object, conditions: readonly SQL[]): SQL {
  const fields = columnsOf(table).filter(({ key }) => !['id', 'createdAt', 'tally'].includes(key))
  const assignments = fields.map((field) => assigned(table, field))
  const where = [sql`${table.id} = wanted.id`, sql`${table.version} = ${before.version}`, ...conditions]
  return sql`update ${table} set ${sql.join(assignments, sql`, `)}
    from jsonb_populate_record(null::${table}, ${JSON.stringify(rowOf(table, after))}::jsonb) wanted
    where ${sql.join(where, sql` and `)} returning ${table.id}`
}

function insertRow(table: Table, after: object, onlyIf: SQL | undefined): SQL {
  return sql`${insertRows(table, [after], onlyIf)} returning id`
}
