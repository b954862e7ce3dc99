import { newId } from '#db/connection/ids.ts'
import { nextReportNumber } from '#db/read/reports.ts'
import { changeReport, createReport } from '#db/write/change-report.ts'
import { newReport } from '#workflows/report/new-report.ts'
import type { ReportDescription } from '#workflows/report/report-facts.ts'
import type { ReportEvent } from '#workflows/report/report.ts'
import { ownTemplateSteps } from './own-templates.ts'
import { refuseUnlessDone } from './refuse.ts'
import type { DatedStep, MadeReport, ReportReplay } from './replay.ts'
import type { DemoReport, DemoReportEvent } from './report-form.ts'
import { describedSections, sectionSteps } from './sections.ts'

/** Events after which sections are written; the others decide about what was written. */
const opening: ReadonlySet<string> = new Set([
  'commission',
  'correct',
  'return',
] satisfies ReportEvent['type'][])

/**
 * The own templates of the plan, and its reports, each as it really goes: put together from its template, commissioned of its authors,
 * written, accepted, approved and issued, by the people in their roles.
 */
export function demoReports(replay: ReportReplay): DatedStep[] {
  return [
    ...replay.demo.reporting.templates.flatMap((told) => ownTemplateSteps(told, replay)),
    ...replay.demo.reporting.reports.flatMap((told) => stepsOf(told, replay)),
  ]
}

function stepsOf(told: DemoReport, replay: ReportReplay): DatedStep[] {
  const made: MadeReport = { told, id: newId(), sections: new Map() }
  const decisions = told.story.map((event) => ({ event, step: decided(made, event, replay) }))
  const those = (isOpening: boolean) =>
    decisions.flatMap(({ event, step }) => (opening.has(event.event) === isOpening ? [step] : []))
  return [
    drafted(made, replay),
    ...describedSections(made, replay),
    ...those(true),
    ...sectionSteps(made, replay),
    ...those(false),
  ]
}

function drafted(made: MadeReport, replay: ReportReplay): DatedStep {
  const { db, demo, ids, dayOf, personId, making, meetingIds } = replay
  const { told } = made
  return {
    at: told.drafted,
    run: async (now) => {
      const template = making.templates.find(({ code }) => code === told.template)
      if (!template) throw new Error(`no report is made from ${told.template}`)
      const fields: Pick<ReportDescription, 'forOn'> & Partial<ReportDescription> = {
        title: told.title,
        forOn: dayOf(told.forOn),
        cutOffOn: dayOf(told.cutOff),
        isPublic: told.isPublic,
        approverId: told.approver === undefined ? null : personId(told.approver),
        meetingId: told.meeting === undefined ? null : (meetingIds.get(told.meeting) ?? null),
        ...(told.body !== undefined && { body: told.body }),
        ...(told.approverPost !== undefined && { approverPost: told.approverPost }),
        ...(told.portfolio !== undefined && { portfolio: told.portfolio }),
        ...(told.contact !== undefined && { contact: told.contact }),
      }
      const { report, sections } = newReport(template, fields, { planId: ids.plan, now, newId })
      made.id = report.id
      for (const { id, heading } of sections) made.sections.set(heading, id)
      const numbered = { ...report, number: await nextReportNumber(db, ids.plan) }
      await createReport(db, numbered, sections, personId(demo.reporting.keeper))
    },
  }
}

function decided(made: MadeReport, told: DemoReportEvent, replay: ReportReplay): DatedStep {
  const { db, demo, personId, making } = replay
  const { at, by, event, ...fields } = told
  const usual = event === 'approve' || event === 'return' ? made.told.approver : undefined
  const actor = by ?? usual ?? demo.reporting.keeper
  return {
    at,
    run: async (now) => {
      const context = { reportId: made.id, actorId: personId(actor), now, notify: false }
      const changed = await changeReport(db, context, { ...fields, type: event } as ReportEvent, making)
      refuseUnlessDone(changed, `${made.told.title}, day ${at}: ${actor} may not ${event} it`)
    },
  }
}
