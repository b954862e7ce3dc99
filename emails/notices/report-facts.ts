import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { events, people, plans, reports, sections } from '#db/schema/index.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { ReportState } from '#workflows/report/report-facts.ts'

/** What a notice about a report tells of: what happened, and how things are now. */
export type ReportNoticeFacts = {
  planActive: boolean
  plan: string
  actor: string
  /** The reason given with what happened; '' where none was. */
  reason: string
  /** The edition of which the event tells. */
  edition: number
  report: { id: string; title: string; body: string; forOn: Day; state: ReportState; isApprovers: boolean }
  /** The sections that wait for its receiver now, in their order. */
  sections: { id: string; number: number; heading: string; dueOn: Day | null; sentBack: string }[]
}

/**
 * Reads what a notice about a report tells its receiver from the event that it is about, of the report or of one of its
 * sections. Null when there is no such event.
 */
export async function reportNoticeFacts(
  db: Db,
  eventId: string,
  personId: string,
): Promise<ReportNoticeFacts | null> {
  const [row] = await rowsOf<ReportNoticeFacts>(
    db,
    sql`select ${plans.state} = 'active' as "planActive", ${plans.title} as plan, coalesce(actor.name, 'Somebody') as actor,
        coalesce(${events.payload}->>'reason', '') as reason, coalesce((${events.after}->>'edition')::int, ${reports.edition}) as edition,
        jsonb_build_object('id', ${reports.id}, 'title', ${reports.title}, 'body', ${reports.body}, 'forOn', ${reports.forOn},
          'state', ${reports.state}, 'isApprovers', coalesce(${reports.approverId} = ${personId}, false)) as report,
        coalesce((select jsonb_agg(jsonb_build_object('id', mine.id, 'number', mine.number, 'heading', mine.heading,
            'dueOn', mine.due_on, 'sentBack', mine.sent_back) order by mine.number) from ${sections} mine
          where mine.report_id = ${reports.id} and mine.author_id = ${personId} and mine.state = 'waiting'
            and ${reports.state} = 'commissioned'), '[]') as sections
      from ${events}
        left join ${sections} on ${events.subjectKind} = 'section' and ${sections.id} = ${events.subjectId}
        join ${reports} on ${reports.id} = coalesce(${sections.reportId}, ${events.subjectId})
        join ${plans} on ${plans.id} = ${reports.planId} left join ${people} actor on actor.id = ${events.actorId}
      where ${events.id} = ${eventId} and ${events.subjectKind} in ('report', 'section')`,
  )
  return row ?? null
}
