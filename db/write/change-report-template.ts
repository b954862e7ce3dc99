import type { Db } from '#db/connection/connect.ts'
import { eventOf } from '#db/history/events.ts'
import { type ReportTemplateDecision, readReportTemplateForDecision } from '#db/read/report-templates.ts'
import { reportTemplates } from '#db/schema/index.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities, step } from '#workflows/engine/step.ts'
import type { ReportTemplateFacts } from '#workflows/report/template-facts.ts'
import {
  editReportTemplate,
  type ReportTemplateEdit,
  type ReportTemplateEvent,
  type ReportTemplateSubject,
  reportTemplateWorkflow,
} from '#workflows/report/template.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { commitRow } from './commit-row.ts'

export type ReportTemplateChange = ReportTemplateEvent | ReportTemplateEdit

export type ReportTemplateContext = {
  templateId: string
  actorId: string
  now: Instant
  ifVersion?: number | undefined
}

/** The only way in which a plan's own template changes. */
export async function changeReportTemplate(
  db: Db,
  context: ReportTemplateContext,
  change: ReportTemplateChange,
): Promise<Outcome<ReportTemplateDecision, ReportTemplateFacts>> {
  const { templateId, actorId, now } = context
  return decideAndWrite<ReportTemplateDecision, ReportTemplateSubject>({
    ifVersion: context.ifVersion,
    read: () => readReportTemplateForDecision(db, templateId, actorId),
    versionOf: ({ reportTemplate }) => reportTemplate.version,
    decide: (decision) => {
      const asked = askedOf(decision, context)
      return change.type === 'edit'
        ? editReportTemplate({ ...asked, event: change })
        : step(reportTemplateWorkflow, { ...asked, event: change })
    },
    write: ({ reportTemplate: before, planTally }, { after, from }) => {
      const { type, ...payload } = change
      const event = eventOf('reportTemplate', after, { event: type, from, actorId, now, payload })
      return commitRow(db, reportTemplates, {
        before,
        after,
        event,
        // Of two that would be the last that the plan holds, one finds the count moved.
        ...(type === 'reinstate' && { counted: { planId: before.planId, tally: planTally } }),
      })
    },
  })
}

/**
 * Writes a plan's own template that is new.
 * @param from the code or the id of what it was copied from, for the history
 * @param tally what the plan had counted when there was room for it; left out where nobody else writes
 * @returns false where the plan has counted on since
 */
export async function createReportTemplate(
  db: Db,
  template: ReportTemplateFacts,
  { actorId, from, tally }: { actorId: string; from: string; tally?: number },
): Promise<boolean> {
  const { createdAt: now } = template
  const event = eventOf('reportTemplate', template, { event: 'create', actorId, now, payload: { from } })
  const counted = tally === undefined ? {} : { counted: { planId: template.planId, tally } }
  return commitRow(db, reportTemplates, { before: null, after: template, event, ...counted })
}

/** What this person may do next with a template, by the conditions that `changeReportTemplate` enforces. */
export function reportTemplatePossibilities(
  decision: ReportTemplateDecision,
  context: { actorId: string; now: Instant },
): Possibility<ReportTemplateEvent['type']>[] {
  return possibilities<ReportTemplateEvent, ReportTemplateSubject>(
    reportTemplateWorkflow,
    askedOf(decision, context),
  )
}

function askedOf(
  { reportTemplate, around, role }: ReportTemplateDecision,
  { actorId, now }: { actorId: string; now: Instant },
): Omit<Question<ReportTemplateEvent, ReportTemplateSubject>, 'event'> {
  const standing = standingInPlan({ id: actorId, role })
  return { reportTemplate, around, standing, today: londonDay(now), now }
}
