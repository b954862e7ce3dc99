import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows } from '#db/connection/json-sql.ts'
import {
  editions,
  measures,
  memberships,
  people,
  plans,
  priorities,
  reports,
  sections,
} from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { ReportFacts, ReportState, SectionFacts } from '#workflows/report/report-facts.ts'
import type { SectionSurroundings } from '#workflows/report/section.ts'
import { asOf, reportsAsAt } from './as-at.ts'
import { standsInOn } from './deputies.ts'
import { planOfReport, worksOn } from './reports.ts'
import { plansSeenBy } from './sight.ts'

/** A section with what its pages and answers show beside it. */
export type SectionRead = {
  section: SectionFacts
  author: { id: string; name: string } | null
  measures: { id: string; ref: string; title: string }[]
  priorities: { id: string; ref: string; title: string }[]
  report: { id: string; number: number; title: string; state: ReportState }
}

/** Everything a decision about a section depends on, read at one moment. */
export type SectionDecision = { section: SectionFacts; around: SectionSurroundings; role: Role | null }

/** What a change of a section names that has to be of its plan. */
export type SectionNamed = {
  authorId?: string | null
  measureIds?: readonly string[]
  priorityIds?: readonly string[]
}

/** What a decision about a section depends on, in one statement. Null when there is no such section. */
export async function readSectionForDecision(
  db: Db,
  sectionId: string,
  { actorId, today }: { actorId: string; today: Day },
  { authorId = null, measureIds = [], priorityIds = [] }: SectionNamed = {},
): Promise<SectionDecision | null> {
  const allOf = (ids: readonly string[], table: typeof measures | typeof priorities) =>
    sql`(select count(*) from ${table} where ${table.planId} = ${sections.planId}
      and ${table.id} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)) = ${new Set(ids).size}`
  const [row] = await rowsOf<SectionDecision>(
    db,
    sql`select ${jsonOf(sections)} as section,
      (select role from ${memberships} where plan_id = ${sections.planId} and person_id = ${actorId}) as role,
      jsonb_build_object(
        'plan', (select jsonb_build_object('state', state) from ${plans} where ${plans.id} = ${sections.planId}),
        'report', (select jsonb_build_object('state', state, 'approverId', approver_id) from ${reports}
          where ${reports.id} = ${sections.reportId}),
        'actorIsDeputy', exists (select from deputies where owner_id = ${sections.authorId} and deputy_id = ${actorId}
          and ${standsInOn(sql`${today}::date`)}),
        'namedIsOfPlan', ${worksOn(authorId, sql`${sections.planId}`)} and ${allOf(measureIds, measures)}
          and ${allOf(priorityIds, priorities)}) as around
    from ${sections} where ${sections.id} = ${sectionId}`,
  )
  return row ?? null
}

/**
 * A section of a report of a plan that the person may see, or null.
 * @param moment as it stood then, or null where it was not there yet; as it stands now when left out
 */
export async function readSection(
  db: Db,
  personId: string,
  sectionId: string,
  moment: Instant | null = null,
): Promise<SectionRead | null> {
  const planId = sql`(select plan_id from public.sections where id = ${sectionId}::uuid)`
  const [row] = await rowsOf<{ read: SectionRead }>(
    db,
    sql`${asOf(moment, (at) => reportsAsAt(at, planId))}select ${read} as read from ${sections}
      where ${sections.id} = ${sectionId} and ${sections.planId} in ${plansSeenBy(personId)}`,
  )
  return row?.read ?? null
}

/**
 * What the section of the same heading said in the report before: the newest of the same template and plan that was
 * issued. Null where there is none.
 */
export async function lastText(
  db: Db,
  { reportId, planId, heading }: Pick<SectionFacts, 'reportId' | 'planId' | 'heading'>,
): Promise<string | null> {
  const [row] = await rowsOf<{ text: string }>(
    db,
    sql`select said.text from ${sections} said join ${reports} earlier on earlier.id = said.report_id
      join ${reports} own on own.id = ${reportId}
      where earlier.plan_id = ${planId} and said.heading = ${heading} and earlier.id <> own.id
        and earlier.template = own.template and earlier.edition > 0 and earlier.for_on <= own.for_on and said.text <> ''
      order by earlier.for_on desc, earlier.id desc limit 1`,
  )
  return row?.text ?? null
}

/** What a section of some heading said when it was last issued, and in which edition. */
export type TextBefore = { heading: string; text: string; edition: number; issuedAt: Instant }

/** The texts of the reports before, as `lastText` finds them, of all headings of a report at once. */
export async function textsBefore(
  db: Db,
  { id, planId, template, forOn }: Pick<ReportFacts, 'id' | 'planId' | 'template' | 'forOn'>,
): Promise<TextBefore[]> {
  return rowsOf<TextBefore>(
    db,
    sql`select distinct on (said.heading) said.heading, said.text, earlier.edition, to_json(issued_at) as "issuedAt"
      from ${sections} said join ${reports} earlier on earlier.id = said.report_id
      join ${editions} on ${editions.reportId} = earlier.id and ${editions.number} = earlier.edition
      where earlier.plan_id = ${planId} and earlier.id <> ${id} and earlier.template = ${template}
        and earlier.for_on <= ${forOn} and said.text <> ''
      order by said.heading, earlier.for_on desc, earlier.id desc`,
  )
}

/** Who wrote the section of a heading for the report before, and by which day of it. */
export type AuthorBefore = { heading: string; authorId: string; dueOn: Day; forOn: Day }

/** The authors of the newest report of the same template and plan with an earlier day, by the headings of its sections. */
export async function authorsBefore(
  db: Db,
  { id, planId, template, forOn }: Pick<ReportFacts, 'id' | 'planId' | 'template' | 'forOn'>,
): Promise<AuthorBefore[]> {
  return rowsOf<AuthorBefore>(
    db,
    sql`select ${sections.heading}, ${sections.authorId} as "authorId", ${sections.dueOn} as "dueOn", before.for_on as "forOn"
      from ${sections} join (select id, for_on from ${reports} where ${reports.planId} = ${planId} and ${reports.id} <> ${id}
        and ${reports.template} = ${template} and ${reports.forOn} <= ${forOn} and ${reports.state} <> 'withdrawn'
        order by ${reports.forOn} desc, ${reports.id} desc limit 1) before on before.id = ${sections.reportId}
      where ${sections.authorId} is not null and ${sections.dueOn} is not null`,
  )
}

/**
 * The sections of a report with what is shown beside them, in their order.
 * @param moment as they stood then; as they stand now when it is null or left out
 */
export async function readSections(
  db: Db,
  reportId: string,
  moment: Instant | null = null,
): Promise<SectionRead[]> {
  const rows = await rowsOf<{ read: SectionRead }>(
    db,
    sql`${asOf(moment, (at) => reportsAsAt(at, planOfReport(reportId)))}select ${read} as read from ${sections} where ${sections.reportId} = ${reportId}
      order by ${sections.number}`,
  )
  return rows.map((row) => row.read)
}

const named = (
  table: typeof measures | typeof priorities,
  ids: typeof sections.measureIds | typeof sections.priorityIds,
) =>
  jsonRows(
    sql`jsonb_build_object('id', ${table.id}, 'ref', ${table.ref}, 'title', ${table.title})`,
    sql`${table} where ${table.id} = any (${ids})`,
    sql`${table.position}, ${table.id}`,
  )

const read = sql`jsonb_build_object('section', ${jsonOf(sections)},
  'author', (select jsonb_build_object('id', id, 'name', name) from ${people} where ${people.id} = ${sections.authorId}),
  'measures', ${named(measures, sections.measureIds)}, 'priorities', ${named(priorities, sections.priorityIds)},
  'report', (select jsonb_build_object('id', id, 'number', number, 'title', title, 'state', state) from ${reports}
    where ${reports.id} = ${sections.reportId}))`
