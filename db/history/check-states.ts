import { type Db, rowsOf } from '#db/connection/connect.ts'
import { getTableName, type PgTable, sql } from '#db/connection/drizzle.ts'
import {
  actions,
  blockers,
  decisionRecords,
  extensions,
  imports,
  inspections,
  meetings,
  milestones,
  plans,
  priorities,
  reports,
  reportTemplates,
  sections,
} from '#db/schema/index.ts'
import {
  actionStates,
  blockerStates,
  extensionStates,
  milestoneStates,
} from '#workflows/action/action-facts.ts'
import { decisionStates } from '#workflows/decision/decision-facts.ts'
import { importStates } from '#workflows/import/import-facts.ts'
import { inspectionStates } from '#workflows/inspection/inspection-facts.ts'
import { meetingStates } from '#workflows/meeting/meeting.ts'
import { planStates, priorityStates } from '#workflows/plan/plan-settings.ts'
import { reportStates, sectionStates } from '#workflows/report/report-facts.ts'
import { reportTemplateStates } from '#workflows/report/template-facts.ts'

/** A row whose state no workflow knows. */
export type UnknownState = { table: string; id: string; state: string }

const known: [PgTable, readonly string[]][] = [
  [plans, planStates],
  [priorities, priorityStates],
  [actions, actionStates],
  [milestones, milestoneStates],
  [blockers, blockerStates],
  [extensions, extensionStates],
  [meetings, meetingStates],
  [inspections, inspectionStates],
  [reports, reportStates],
  [sections, sectionStates],
  [reportTemplates, reportTemplateStates],
  [imports, importStates],
  [decisionRecords, decisionStates],
]

/**
 * Rows in a state that no workflow knows, by table and id: none in a sound database. Waymark doesn't start while
 * there are any, because no event could ever be taken on them, and no list would count them.
 */
export async function unknownStates(db: Db): Promise<UnknownState[]> {
  const selects = known.map(([table, states]) => {
    const listed = sql.join(
      states.map((state) => sql`${state}`),
      sql`, `,
    )
    return sql`select ${getTableName(table)}::text as "table", id, state from ${table} where state not in (${listed})`
  })
  return rowsOf(db, sql`${sql.join(selects, sql` union all `)} order by 1, 2`)
}
