import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows } from '#db/connection/json-sql.ts'
import { meetings, memberships, people, plans, reports, sections } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { ReportFacts, SectionFacts } from '#workflows/report/report-facts.ts'
import type { ReportSurroundings } from '#workflows/report/report.ts'
import { asOf, onePlan, reportsAsAt } from './as-at.ts'
import { beyond, type Key, orderBy, placeOf } from './keyset.ts'
import { peopleOfPlan } from './people-of.ts'
import { plansSeenBy } from './sight.ts'

/** A report with what its pages and answers show beside it. */
export type ReportRead = {
  report: ReportFacts
  approver: { id: string; name: string } | null
  meeting: { id: string; title: string } | null
}

/** Everything a decision about a report depends on, read at one moment. */
export type ReportDecision = {
  report: ReportFacts
  around: ReportSurroundings
  role: Role | null
  /** The changes of its sections that were counted before this was read. */
  tally: number
}

/** What a change of a report names that has to be of its plan. */
export type ReportNamed = { approverId?: string | null | undefined; meetingId?: string | null | undefined }

/** What a decision about a report depends on, in one statement. Null when there is no such report. */
export async function readReportForDecision(
  db: Db,
  reportId: string,
  actorId: string,
  { approverId = null, meetingId = null }: ReportNamed = {},
): Promise<ReportDecision | null> {
  const standing = sql`jsonb_build_object('number', number, 'heading', heading, 'kind', kind, 'authorId', author_id,
    'dueOn', due_on, 'state', state, 'open', 0)`
  const [row] = await rowsOf<ReportDecision>(
    db,
    sql`select ${reportFacts} as report, ${reports.tally} as tally,
      (select role from ${memberships} where plan_id = ${reports.planId} and person_id = ${actorId}) as role,
      jsonb_build_object(
        'plan', (select jsonb_build_object('state', state) from ${plans} where ${plans.id} = ${reports.planId}),
        'sections', ${jsonRows(standing, sql`${sections} where ${sections.reportId} = ${reports.id}`, sql`number`)},
        'approverIsOfPlan', ${worksOn(approverId, sql`${reports.planId}`)},
        'meetingIsOfPlan', ${isMeetingOf(meetingId, sql`${reports.planId}`)},
        'administratorIds', ${membersOf(sql`role = 'administrator'`)}, 'boardIds', ${membersOf(sql`role <> 'viewer'`)}) as around
    from ${reports} where ${reports.id} = ${reportId}`,
  )
  return row ?? null
}

/** The field in which somebody or something is named that is not of a plan, or has left; null where all is. */
export async function wrongName(
  db: Db,
  planId: string,
  { approverId = null, meetingId = null }: ReportNamed,
): Promise<keyof ReportNamed | null> {
  const [row] = await rowsOf<{ approver: boolean; meeting: boolean }>(
    db,
    sql`select ${worksOn(approverId, sql`${planId}::uuid`)} as approver,
      ${isMeetingOf(meetingId, sql`${planId}::uuid`)} as meeting`,
  )
  return row?.approver === false ? 'approverId' : row?.meeting === false ? 'meetingId' : null
}

function isMeetingOf(meetingId: string | null, planId: SQL): SQL {
  return sql`(${meetingId}::uuid is null or exists (
    select from ${meetings} where ${meetings.id} = ${meetingId}::uuid and ${meetings.planId} = ${planId}))`
}

function membersOf(condition: SQL): SQL {
  return sql`(select coalesce(jsonb_agg(person_id order by person_id), '[]') from ${memberships}
    where ${memberships.planId} = ${reports.planId} and ${condition})`
}

/** Whether a person works on a plan and has not left; true of nobody. */
export function worksOn(personId: string | null, planId: SQL): SQL {
  return sql`(${personId}::uuid is null or (${personId}::uuid in ${peopleOfPlan(planId)}
    and exists (select from ${people} where ${people.id} = ${personId}::uuid and ${people.leftOn} is null)))`
}

/**
 * A report of a plan that the person may see, or null.
 * @param moment as it stood then, or null where it was not there yet; as it stands now when left out
 */
export async function readReport(
  db: Db,
  personId: string,
  reportId: string,
  moment: Instant | null = null,
): Promise<ReportRead | null> {
  const [row] = await rowsOf<{ read: ReportRead }>(
    db,
    sql`${asOf(moment, (at) => reportsAsAt(at, planOfReport(reportId)))}select ${read} as read from ${reports}
      where ${reports.id} = ${reportId} and ${reports.planId} in ${plansSeenBy(personId)}`,
  )
  return row?.read ?? null
}

/** What the reports of a plan are sorted by: the newest day first. */
export const reportKeys: Key[] = [
  { by: sql`${reports.forOn}`, type: 'date', descending: true },
  { by: sql`${reports.id}`, type: 'uuid', descending: true },
]

/**
 * One page of the reports of a plan, the newest first.
 * @param moment as they stood then; as they stand now when it is null or left out
 */
export async function pageReports(
  db: Db,
  planId: string,
  {
    limit,
    after,
    moment = null,
  }: { limit: number; after: readonly string[] | null; moment?: Instant | null },
): Promise<{ items: ReportRead[]; next: string[] | null }> {
  const from = after ? beyond(reportKeys, after) : sql`true`
  const rows = await rowsOf<{ read: ReportRead; place: string[] }>(
    db,
    sql`${asOf(moment, (at) => reportsAsAt(at, onePlan(planId)))}select ${read} as read, ${placeOf(reportKeys)} as place from ${reports}
      where ${reports.planId} = ${planId} and ${from} order by ${orderBy(reportKeys)} limit ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => row.read),
    next: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
  }
}

/** A report in a few words: what it is called, how it stands, and its newest edition, 0 before there is one. */
export type ReportBrief = Pick<ReportFacts, 'id' | 'title' | 'state' | 'edition'>

/** The reports that were put together for a meeting, in the order of their numbers, without those withdrawn. */
export async function reportsOfMeeting(db: Db, meetingId: string): Promise<ReportBrief[]> {
  return rowsOf<ReportBrief>(
    db,
    sql`select id, title, state, edition from ${reports}
      where ${reports.meetingId} = ${meetingId} and ${reports.state} <> 'withdrawn' order by ${reports.number}`,
  )
}

/** The number that the next report of a plan gets. */
export async function nextReportNumber(db: Db, planId: string): Promise<number> {
  const [row] = await rowsOf<{ number: number }>(
    db,
    sql`select coalesce(max(number), 0) + 1 as number from ${reports} where ${reports.planId} = ${planId}`,
  )
  return row?.number ?? 1
}

/**
 * The cut-off of the report before, from which a report tells what changed: the newest of the same template and plan
 * that was issued. Null where there is none.
 */
export async function cutOffBefore(
  db: Db,
  { id, planId, template, cutOffOn }: Pick<ReportFacts, 'id' | 'planId' | 'template' | 'cutOffOn'>,
): Promise<Day | null> {
  const [row] = await rowsOf<{ day: Day }>(
    db,
    sql`select ${reports.cutOffOn} as day from ${reports}
      where ${reports.planId} = ${planId} and ${reports.template} = ${template} and ${reports.id} <> ${id}
        and ${reports.edition} > 0 and ${reports.state} <> 'withdrawn' and ${reports.cutOffOn} < ${cutOffOn}
      order by ${reports.cutOffOn} desc limit 1`,
  )
  return row?.day ?? null
}

/**
 * The sections of a report, in their order.
 * @param audience `public`: the texts of those that are exempt are not read, and come empty
 */
export async function sectionsOf(
  db: Db,
  reportId: string,
  audience: 'whole' | 'public' = 'whole',
): Promise<SectionFacts[]> {
  const text = sql`case when ${sections.exemptParagraph} is null then ${sections.text} else '' end`
  const section =
    audience === 'whole'
      ? jsonOf(sections)
      : sql`${jsonOf(sections, ['text', 'kept'])} || jsonb_build_object('text', ${text}, 'kept', '[]'::jsonb)`
  const rows = await rowsOf<{ section: SectionFacts }>(
    db,
    sql`select ${section} as section from ${sections}
      where ${sections.reportId} = ${reportId} order by ${sections.number}`,
  )
  return rows.map((row) => row.section)
}

/** The subquery of the plan that a report is of. */
export const planOfReport = (reportId: string): SQL =>
  sql`(select plan_id from public.reports where id = ${reportId}::uuid)`

const nameOf = (id: SQL) =>
  sql`(select jsonb_build_object('id', id, 'name', name) from ${people} where ${people.id} = ${id})`

const reportFacts = jsonOf(reports, ['tally'])

const read = sql`jsonb_build_object('report', ${reportFacts}, 'approver', ${nameOf(sql`${reports.approverId}`)},
  'meeting', (select jsonb_build_object('id', id, 'title', title) from ${meetings} where ${meetings.id} = ${reports.meetingId}))`
