import type { Db } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { eventOf } from '#db/history/events.ts'
import { readSectionForDecision, type SectionDecision, type SectionNamed } from '#db/read/sections.ts'
import { reports, sections } from '#db/schema/index.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities, step } from '#workflows/engine/step.ts'
import type { ReportState, SectionFacts } from '#workflows/report/report-facts.ts'
import {
  editSection,
  type SectionEdit,
  type SectionEvent,
  type SectionSubject,
  sectionWorkflow,
} from '#workflows/report/section.ts'
import { farDayWarnings } from '#workflows/warnings/plan-warnings.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { commitRow } from './commit-row.ts'
import { heed } from './heed.ts'
import { deliveriesFor, owedSteps } from './notice-rows.ts'

export type SectionChange = SectionEvent | SectionEdit

export type SectionContext = {
  sectionId: string
  actorId: string
  now: Instant
  ifVersion?: number | undefined
  /** Whether the change owes emails: not while history of the past is being laid. */
  notify?: boolean
}

/**
 * The only way in which a section changes. It counts on its report, while that stands as it was decided on, so that
 * what decides about all sections at the same moment finds that one has moved.
 */
export async function changeSection(
  db: Db,
  context: SectionContext,
  change: SectionChange,
): Promise<Outcome<SectionDecision, SectionFacts>> {
  const { sectionId, actorId, now } = context
  const asker = { actorId, today: londonDay(now) }
  return decideAndWrite<SectionDecision, SectionSubject>({
    ifVersion: context.ifVersion,
    read: () => readSectionForDecision(db, sectionId, asker, namedBy(change)),
    versionOf: ({ section }) => section.version,
    decide: (decision) => {
      const asked = askedOf(decision, context)
      return change.type === 'edit'
        ? editSection({ ...asked, event: change })
        : step(sectionWorkflow, { ...asked, event: change })
    },
    write: async ({ section: before, around }, { after, from, notices }) => {
      if (change.type === 'reassign') heed(farDayWarnings(['dueOn'], change, londonDay(now), before))
      const { type, ...payload } = change
      const event = eventOf('section', after, { event: type, from, actorId, now, payload })
      const owed = context.notify === false ? [] : await deliveriesFor(db, notices, event, now)
      return commitRow(db, sections, {
        before,
        after,
        event,
        ahead: [countedOn(before.reportId, around.report.state)],
        condition: sql`exists (select from reported)`,
        steps: owedSteps(owed),
      })
    },
  })
}

function countedOn(reportId: string, state: ReportState): SQL {
  return sql`reported as (update ${reports} set tally = tally + 1
    where ${reports.id} = ${reportId} and ${reports.state} = ${state} returning id)`
}

function namedBy(change: SectionChange): SectionNamed {
  if (change.type === 'reassign') return { authorId: change.authorId }
  return change.type === 'edit' ? change.change : {}
}

/** What this person may do next with a section, by the conditions that `changeSection` enforces. */
export function sectionPossibilities(
  decision: SectionDecision,
  context: { actorId: string; now: Instant },
): Possibility<SectionEvent['type']>[] {
  return possibilities<SectionEvent, SectionSubject>(sectionWorkflow, askedOf(decision, context))
}

function askedOf(
  { section, around, role }: SectionDecision,
  { actorId, now }: { actorId: string; now: Instant },
): Omit<Question<SectionEvent, SectionSubject>, 'event'> {
  return { section, around, standing: standingInPlan({ id: actorId, role }), today: londonDay(now), now }
}
