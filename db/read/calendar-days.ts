import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { actions, meetings, memberships, plans, reports, sections } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { suppliesOf, type SupplyRead } from './figures-due.ts'
import { sectionsWaitingFor } from './reports-waiting.ts'
import { notWithdrawn, plansSeenBy } from './sight.ts'

/** When it last changed, with all that its entry in a calendar says: the number only grows. */
type Changed = { sequence: number; changedAt: Instant }

/** A live action of a person's own that has a due date or milestones ahead. */
export type ActionDays = Changed & {
  id: string
  ref: string
  title: string
  dueOn: Day | null
  plan: string
  milestones: { id: string; title: string; dueOn: Day }[]
}

/** A change that has stuck, or has not: when the chair checks it. */
export type CheckDay = Changed & { id: string; ref: string; title: string; on: Day; plan: string }

/** A section of a report that waits for a person. */
export type SectionDay = Changed & { id: string; heading: string; dueOn: Day; report: string; plan: string }

/** A sitting, as far as a calendar tells of it. */
export type MeetingDay = Pick<
  MeetingFacts,
  'id' | 'version' | 'updatedAt' | 'heldOn' | 'startsAt' | 'endsAt' | 'title' | 'place' | 'state' | 'agenda'
>

/** What has a day and is a person's, over all plans that they see. */
export type CalendarDays = {
  actions: ActionDays[]
  checks: CheckDay[]
  sections: SectionDay[]
  supplies: SupplyRead[]
  meetings: MeetingDay[]
}

const inPlanToo = (table: typeof actions | typeof reports): SQL =>
  sql`${table.version} + ${plans.version} as sequence, ${zulu(sql`greatest(${table.updatedAt}, ${plans.updatedAt})`)} as "changedAt",
    ${plans.title} as plan`

/**
 * The days of a person's calendar, each kind in one statement: what My work says is theirs, and the meetings of their
 * boards. What is finished or of a plan that is not active is not in it, nor is an exempt section.
 * @param day the London day on which deputies stand in
 */
export async function calendarDaysOf(db: Db, personId: string, day: Day): Promise<CalendarDays> {
  const [own, checks, toWrite, supplies, sittings] = await Promise.all([
    actionDays(db, personId),
    checkDays(db, personId),
    sectionsWaitingFor<SectionDay>(db, {
      personId,
      day,
      columns: sql`${sections.id} as id, ${sections.heading} as heading, ${sections.dueOn} as "dueOn", ${reports.title} as report,
        ${plans.title} as plan, ${sections.version} + ${reports.version} + ${plans.version} as sequence,
        ${zulu(sql`greatest(${sections.updatedAt}, ${reports.updatedAt}, ${plans.updatedAt})`)} as "changedAt"`,
      scope: sql`${sections.dueOn} is not null and ${sections.exemptParagraph} is null`,
    }),
    suppliesOf(db, personId, day),
    meetingDays(db, personId),
  ])
  return { actions: own, checks, sections: toWrite, supplies, meetings: sittings }
}

function actionDays(db: Db, personId: string): Promise<ActionDays[]> {
  return rowsOf<ActionDays>(
    db,
    sql`select ${actions.id} as id, ${actions.ref} as ref, ${actions.title} as title, ${actions.dueOn} as "dueOn",
        ${inPlanToo(actions)},
        (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title, 'dueOn', due_on) order by due_on, id), '[]')
          from milestones where action_id = ${actions.id} and state = 'planned') as milestones
      from ${actions} join ${plans} on ${plans.id} = ${actions.planId}
      where ${plans.state} = 'active' and ${actions.ownerId} = ${personId}
        and ${actions.state} in ('agreed', 'inProgress', 'returned', 'submitted', 'endorsed')`,
  )
}

function checkDays(db: Db, personId: string): Promise<CheckDay[]> {
  return rowsOf<CheckDay>(
    db,
    sql`select ${actions.id} as id, ${actions.ref} as ref, ${actions.title} as title, ${actions.embedCheckOn} as "on",
        ${inPlanToo(actions)}
      from ${actions} join ${plans} on ${plans.id} = ${actions.planId}
        join ${memberships} on ${memberships.planId} = ${plans.id} and ${memberships.personId} = ${personId}
      where ${plans.state} = 'active' and ${memberships.role} = 'chair'
        and ${actions.state} = 'signedOff' and ${actions.embedCheckOn} is not null`,
  )
}

function meetingDays(db: Db, personId: string): Promise<MeetingDay[]> {
  const sits = sql`exists (select from ${memberships} where ${memberships.planId} = ${meetings.planId}
    and ${memberships.personId} = ${personId} and ${memberships.role} <> 'viewer')`
  const named = (key: string) => JSON.stringify([{ [key]: personId }])
  return rowsOf<MeetingDay>(
    db,
    sql`select ${meetings.id} as id, ${meetings.version} as version, ${zulu(sql`${meetings.updatedAt}`)} as "updatedAt",
        ${meetings.heldOn} as "heldOn", ${meetings.startsAt} as "startsAt", ${meetings.endsAt} as "endsAt",
        ${meetings.title} as title, ${meetings.place} as place, ${meetings.state} as state, ${meetings.agenda} as agenda
      from ${meetings}
      where ${meetings.planId} in ${plansSeenBy(personId)} and ${notWithdrawn(sql`${meetings.planId}`)}
        and (${sits} or ${meetings.attendance} @> ${named('personId')}::jsonb or ${meetings.agenda} @> ${named('presenterId')}::jsonb)`,
  )
}
