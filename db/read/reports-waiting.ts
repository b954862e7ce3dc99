import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { memberships, plans, reports, sections } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { isWritten, type ReportState, sectionKinds } from '#workflows/report/report-facts.ts'
import { type ReportAsk, reportAskOf, type SectionCounts } from '#workflows/report/report-turn.ts'
import { standsInOn } from './deputies.ts'
import { plansConcerning } from './sight.ts'

type Titled = { id: string; title: string }

/** A section that waits for its author, or for the person who stands in for them. */
export type SectionToWrite = {
  id: string
  number: number
  heading: string
  dueOn: Day | null
  /** Why it was sent back; '' where it was not. */
  sentBack: string
  author: { id: string; name: string }
  report: Titled & { body: string; forOn: Day }
  plan: Titled
}

/** A report that waits for a person, and the event that it waits for. */
export type ReportWaiting = Titled & {
  body: string
  forOn: Day
  plan: Titled
  ask: ReportAsk
  sections: SectionCounts
}

/** What of reports waits for a person. */
export type ReportWork = { sections: readonly SectionToWrite[]; reports: readonly ReportWaiting[] }

/** A report being written, with what of it is not handed in. */
export type ReportLacking = Titled & {
  body: string
  forOn: Day
  plan: Titled
  /** How many sections people write, and how many of these are still waited for. */
  asked: number
  waiting: number
  late: number
  /** Names of the authors who are late, each once. */
  lateAuthors: string[]
}

const written = sectionKinds.filter(isWritten)
const isWaitedFor = sql`${sections.state} = 'waiting' and ${sections.kind} in ${written} and ${reports.state} = 'commissioned'`
const ofReport = sql`${sections} join ${reports} on ${reports.id} = ${sections.reportId} join ${plans} on ${plans.id} = ${reports.planId}`
const plan = sql`jsonb_build_object('id', ${plans.id}, 'title', ${plans.title}) as plan`
const active = sql`${plans.state} = 'active'`

/**
 * The sections that wait for a person on a London day, theirs and those of authors for whom they stand in, by the day on
 * which they are due.
 * @param scope of `plans`
 */
export function sectionsToWrite(
  db: Db,
  personId: string,
  day: Day,
  scope: SQL = active,
): Promise<SectionToWrite[]> {
  const columns = sql`${sections.id} as id, ${sections.number} as number, ${sections.heading} as heading, ${sections.dueOn} as "dueOn",
    ${sections.sentBack} as "sentBack", jsonb_build_object('id', author.id, 'name', author.name) as author, ${plan},
    jsonb_build_object('id', ${reports.id}, 'title', ${reports.title}, 'body', ${reports.body}, 'forOn', ${reports.forOn}) as report`
  return waiting(db, { personId, day, columns, scope })
}

/**
 * The same of active plans with columns of the caller's own, of `sections`, `reports` and `plans`.
 * @param scope further conditions on them
 */
export function sectionsWaitingFor<T extends object>(
  db: Db,
  { scope, ...asked }: { personId: string; day: Day; columns: SQL; scope: SQL },
): Promise<T[]> {
  return waiting<T>(db, { ...asked, scope: sql`${active} and ${scope}` })
}

function waiting<T extends object>(
  db: Db,
  { personId, day, columns, scope }: { personId: string; day: Day; columns: SQL; scope: SQL },
): Promise<T[]> {
  return rowsOf<T & Record<string, unknown>>(
    db,
    sql`select ${columns} from ${ofReport} join people author on author.id = ${sections.authorId}
      where ${isWaitedFor} and ${scope} and ${plans.id} = any(${plansConcerning(personId)})
        and ${sections.authorId} in (${authorsFor(personId, sql`${day}::date`)})
      order by ${sections.dueOn}, ${reports.forOn}, ${reports.id}, ${sections.number}`,
  )
}

/** What of the reports of active plans waits for a person on a London day. */
export async function reportWorkOf(db: Db, personId: string, day: Day): Promise<ReportWork> {
  const [toWrite, others] = await Promise.all([
    sectionsToWrite(db, personId, day),
    reportsWaiting(db, personId),
  ])
  return { sections: toWrite, reports: others }
}

/** The authors whose sections a person may hand in on a day: themselves, and those for whom they stand in. */
function authorsFor(personId: string, day: SQL): SQL {
  return sql`select ${personId}::uuid union all select owner_id from deputies where deputy_id = ${personId} and ${standsInOn(day)}`
}

/** Who may hand in the row of `sections` at hand on a day, and is not its administrator. */
function writersOn(day: SQL): SQL {
  return sql`select ${sections.authorId} union all select deputy_id from deputies
    where owner_id = ${sections.authorId} and ${standsInOn(day)}`
}

/**
 * The reports that wait for a person, as their approver or as administrator of their plan, by the day they are for.
 * @param scope of `plans`
 */
export async function reportsWaiting(
  db: Db,
  personId: string,
  scope: SQL = active,
): Promise<ReportWaiting[]> {
  type Row = Omit<ReportWaiting, 'ask'> & { state: ReportState; administrates: boolean; approves: boolean }
  const rows = await rowsOf<Row>(
    db,
    sql`select ${reports.id} as id, ${reports.title} as title, ${reports.body} as body, ${reports.forOn} as "forOn", ${plan},
        ${reports.state} as state, ${administrates(personId)} as administrates,
        coalesce(${reports.approverId} = ${personId}, false) as approves, ${sectionCounts} as sections
      from ${reports} join ${plans} on ${plans.id} = ${reports.planId}
      where ${scope} and ${reports.state} in ('draft', 'commissioned', 'inReview', 'approved')
        and ${reports.planId} = any(${plansConcerning(personId)})
        and (${reports.approverId} = ${personId} or ${administrates(personId)})
      order by ${reports.forOn}, ${reports.id}`,
  )
  return rows.flatMap(({ state, administrates: serves, approves, ...report }) => {
    const ask = reportAskOf({ state, sections: report.sections }, { administrates: serves, approves })
    return ask === null ? [] : [{ ...report, ask }]
  })
}

const administrates = (personId: string): SQL => sql`exists (select from ${memberships}
  where ${memberships.planId} = ${plans.id} and ${memberships.personId} = ${personId} and ${memberships.role} = 'administrator')`

const sectionCounts = sql`(select jsonb_build_object('waiting', count(*) filter (where ${sections.state} = 'waiting' and ${sections.kind} in ${written}),
  'written', count(*) filter (where ${sections.state} = 'written'), 'accepted', count(*) filter (where ${sections.state} = 'accepted'))
  from ${sections} where ${sections.reportId} = ${reports.id})`

/**
 * The reports that the boards of a person, as chair or vice-chair, will read and that are still being written, with what
 * of each is not handed in on a day, by the day they are for.
 * @param scope of `plans`
 */
export function reportsLacking(
  db: Db,
  personId: string,
  day: Day,
  scope: SQL = active,
): Promise<ReportLacking[]> {
  const late = sql`${sections.state} = 'waiting' and ${sections.dueOn} < ${day}::date`
  return rowsOf(
    db,
    sql`select ${reports.id} as id, ${reports.title} as title, ${reports.body} as body, ${reports.forOn} as "forOn", ${plan},
        count(*)::int as asked, (count(*) filter (where ${sections.state} = 'waiting'))::int as waiting,
        (count(*) filter (where ${late}))::int as late,
        coalesce(jsonb_agg(distinct author.name) filter (where ${late}), '[]') as "lateAuthors"
      from ${ofReport} left join people author on author.id = ${sections.authorId}
      where ${reports.state} = 'commissioned' and ${sections.kind} in ${written} and ${scope}
        and exists (select from ${memberships} where ${memberships.planId} = ${plans.id}
          and ${memberships.personId} = ${personId} and ${memberships.role} in ('chair', 'viceChair'))
      group by ${reports.id}, ${plans.id} having count(*) filter (where ${sections.state} = 'waiting') > 0
      order by ${reports.forOn}, ${inReadingOrder(sql`${reports.title}`)}, ${reports.id}`,
  )
}

/**
 * A select of everybody for whom `sectionsToWrite` or `reportsWaiting` gives something on a day, as `person_id`; a test
 * holds the two to each other.
 * @param inPlans a condition on `plans`
 */
export function waitedForInReports(day: SQL, inPlans: SQL): SQL {
  const isAdministrators = sql`${reports.state} in ('draft', 'approved') or ${reports.state} = 'commissioned' and (
    exists (select from ${sections} where ${sections.reportId} = ${reports.id} and ${sections.state} = 'written')
    or not exists (select from ${sections} where ${sections.reportId} = ${reports.id} and ${sections.state} = 'waiting'
      and ${sections.kind} in ${written}))`
  return sql`select writer.id as person_id from ${ofReport}, lateral (${writersOn(day)}) writer (id)
      where ${isWaitedFor} and ${inPlans} and writer.id is not null
    union select ${reports.approverId} from ${reports} join ${plans} on ${plans.id} = ${reports.planId}
      where ${reports.state} = 'inReview' and ${reports.approverId} is not null and ${inPlans}
    union select ${memberships.personId} from ${reports} join ${plans} on ${plans.id} = ${reports.planId}
      join ${memberships} on ${memberships.planId} = ${plans.id} and ${memberships.role} = 'administrator'
      where (${isAdministrators}) and ${inPlans}`
}
