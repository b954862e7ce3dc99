import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { memberships, plans, reportTemplates } from '#db/schema/index.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { ReportTemplateFacts, ReportTemplateState } from '#workflows/report/template-facts.ts'
import type { ReportTemplateSurroundings } from '#workflows/report/template.ts'
import { plansSeenBy } from './sight.ts'

/** Everything a decision about a template depends on, read at one moment. */
export type ReportTemplateDecision = {
  reportTemplate: ReportTemplateFacts
  around: ReportTemplateSurroundings
  role: Role | null
  /** What the plan had counted when this was read. */
  planTally: number
}

/** How many templates of a plan are in use, and what the plan had counted when they were. */
export async function templatesInUse(db: Db, planId: string): Promise<{ inUse: number; tally: number }> {
  const [row] = await rowsOf<{ inUse: number; tally: number }>(
    db,
    sql`select ${inUseOf(sql`${plans.id}`)} as "inUse", ${plans.tally} as tally from ${plans} where ${plans.id} = ${planId}`,
  )
  return row ?? { inUse: 0, tally: 0 }
}

function inUseOf(planId: SQL): SQL {
  return sql`(select count(*)::int from ${reportTemplates} other where other.plan_id = ${planId} and other.state = 'inUse')`
}

/** What a decision about a template depends on, in one statement. Null when there is no such template. */
export async function readReportTemplateForDecision(
  db: Db,
  templateId: string,
  actorId: string,
): Promise<ReportTemplateDecision | null> {
  const [row] = await rowsOf<ReportTemplateDecision>(
    db,
    sql`select ${jsonOf(reportTemplates)} as "reportTemplate",
      (select role from ${memberships} where plan_id = ${reportTemplates.planId} and person_id = ${actorId}) as role,
      (select tally from ${plans} where ${plans.id} = ${reportTemplates.planId}) as "planTally",
      jsonb_build_object('plan', (select jsonb_build_object('state', state) from ${plans}
        where ${plans.id} = ${reportTemplates.planId}), 'inUse', ${inUseOf(sql`${reportTemplates.planId}`)}) as around
    from ${reportTemplates} where ${reportTemplates.id} = ${templateId}`,
  )
  return row ?? null
}

/** A template of a plan that the person may see, or null. */
export async function readReportTemplate(
  db: Db,
  personId: string,
  templateId: string,
): Promise<ReportTemplateFacts | null> {
  const [row] = await rowsOf<{ read: ReportTemplateFacts }>(
    db,
    sql`select ${jsonOf(reportTemplates)} as read from ${reportTemplates}
      where ${reportTemplates.id} = ${templateId} and ${reportTemplates.planId} in ${plansSeenBy(personId)}`,
  )
  return row?.read ?? null
}

/**
 * The own templates of a plan, the newest first.
 * @param state only those in it; all of them when left out
 */
export async function reportTemplatesOf(
  db: Db,
  planId: string,
  state?: ReportTemplateState,
): Promise<ReportTemplateFacts[]> {
  const rows = await rowsOf<{ read: ReportTemplateFacts }>(
    db,
    sql`select ${jsonOf(reportTemplates)} as read from ${reportTemplates}
      where ${reportTemplates.planId} = ${planId} and ${state === undefined ? sql`true` : sql`${reportTemplates.state} = ${state}`}
      order by ${reportTemplates.id} desc`,
  )
  return rows.map(({ read }) => read)
}
