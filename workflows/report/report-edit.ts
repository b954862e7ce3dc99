import type { Effects, Question, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs } from '#workflows/engine/requirements-shared.ts'
import { type Accepted, edit, type Refused } from '#workflows/engine/step.ts'
import type { ReportDescription, ReportFacts } from './report-facts.ts'
import type { ReportSubject } from './report.ts'

/** A change of what a report says of itself. */
export type ReportEdit = { type: 'edit'; change: Partial<ReportDescription> }

/** Said of an approver or a meeting that the plan does not have. */
export const notOfReportPlan = {
  approverId: 'Choose a person who works on this plan.',
  meetingId: 'Choose a meeting of the same plan.',
}

const editRequirements: Requirements<ReportEdit, ReportSubject> = {
  edit: [
    actorIs('administrator'),
    {
      code: 'wrongState',
      met: ({ report }) => report.state === 'draft' || report.state === 'commissioned',
      because: 'A report can be changed until it is submitted. Its approver can return it.',
    },
    {
      code: 'dateNotAllowed',
      field: 'cutOffOn',
      met: ({ report, event: { change } }) =>
        (change.cutOffOn ?? report.cutOffOn) <= (change.forOn ?? report.forOn),
      because: 'The cut-off lies after the day of the report. Give the same day or an earlier one.',
      missing: () => [{ field: 'cutOffOn', detail: 'Give the day of the report or an earlier one.' }],
    },
    {
      code: 'personNotFound',
      field: 'approverId',
      met: ({ around }) => around.approverIsOfPlan,
      because: notOfReportPlan.approverId,
      missing: () => [{ field: 'approverId', detail: notOfReportPlan.approverId }],
    },
    {
      code: 'personNotFound',
      field: 'meetingId',
      met: ({ around }) => around.meetingIsOfPlan,
      because: notOfReportPlan.meetingId,
      missing: () => [{ field: 'meetingId', detail: notOfReportPlan.meetingId }],
    },
  ],
}

const editEffects: Effects<ReportEdit, ReportSubject> = {
  edit: ({ report, event }) => ({ ...report, ...event.change }),
}

/** Decides a change of a report: who may, in which state, and the report as it stands afterwards. */
export function editReport(question: Question<ReportEdit, ReportSubject>): Accepted<ReportFacts> | Refused {
  return edit(editRequirements, editEffects, question)
}
