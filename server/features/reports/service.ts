import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import {
  nextReportNumber,
  type ReportNamed,
  type ReportRead,
  readReport,
  readReportForDecision,
  wrongName,
} from '#db/read/reports.ts'
import {
  changeReport,
  createReport,
  type ReportChange,
  reportPossibilities,
  withOpenFindings,
} from '#db/write/change-report.ts'
import type { Deps } from '#server/deps.ts'
import { requireEditor, requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { changedOrProblem } from '#server/http/changed.ts'
import { Problem } from '#server/http/problem.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { newReport } from '#workflows/report/new-report.ts'
import { notOfReportPlan } from '#workflows/report/report-edit.ts'
import type { ReportDescription, ReportFacts } from '#workflows/report/report-facts.ts'
import type { ReportDeps } from './edition-files.ts'
import { openFindings, takeEdition } from './edition.ts'
import { templateNamed } from './own-templates/named.ts'

/**
 * A report of a plan that the person may see. Throws 404 otherwise.
 * @param moment as it stood then; as it stands now when it is null or left out
 */
export async function seeReport(
  { db }: Deps,
  actor: Actor,
  reportId: string,
  moment: Instant | null = null,
): Promise<ReportRead> {
  const read = await readReport(db, actor.id, reportId, moment)
  if (!read) throw noSuchReport()
  return read
}

/** What a new report is told; what it leaves out comes from its template, which is named by its code or its id. */
export type ReportWanted = Pick<ReportDescription, 'forOn'> &
  Partial<ReportDescription> & { template: string }

/** A new report of a plan, with the next number and the sections of its template. */
export async function addReport(
  deps: Deps,
  actor: Actor,
  planId: string,
  { template: named, ...fields }: ReportWanted,
): Promise<ReportFacts> {
  const plan = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  requireInUse(plan)
  const template = await templateNamed(deps, actor, planId, { named, field: 'template' })
  const { report: unnumbered, sections } = newReport(
    template,
    withoutGaps(fields) as Pick<ReportDescription, 'forOn'>,
    { planId, now: deps.clock.now(), newId },
  )
  if (unnumbered.cutOffOn > unnumbered.forOn)
    throw fieldRefused('dateNotAllowed', {
      field: 'cutOffOn',
      detail: 'Give the day of the report or an earlier one.',
    })
  await requireNamed(deps, planId, unnumbered)
  for (let times = 1; ; times++) {
    const report = { ...unnumbered, number: await nextReportNumber(deps.db, planId) }
    try {
      await createReport(deps.db, report, sections, actor.id)
      return report
    } catch (error) {
      // Another person took the number at the same moment.
      if (brokenConstraint(error) !== 'reports_number' || times === MOST) throw error
    }
  }
}

const MOST = 10

function withoutGaps(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

async function requireNamed({ db }: Deps, planId: string, named: ReportNamed): Promise<void> {
  const field = await wrongName(db, planId, named)
  if (field !== null) throw fieldRefused('personNotFound', { field, detail: notOfReportPlan[field] })
}

/**
 * Changes a report by its workflow.
 * @param ifVersion the version the change was decided on
 */
export async function changeOfReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  change: ReportChange,
  ifVersion?: number,
): Promise<ReportFacts> {
  await seeReport(deps, actor, reportId)
  const context = { reportId, actorId: actor.id, now: deps.clock.now(), ifVersion }
  const changed = await changeReport(deps.db, context, change, { takeEdition, openFindings })
  const report = changedOrProblem(changed, {
    noun: 'report',
    ifVersion,
    versionOf: ({ report }) => report.version,
    possible: (decision) => reportPossibilities(decision, context),
  })
  if (change.type === 'issue') deps.editionFiles.beginIssued({ reportId, number: report.edition })
  return report
}

/** A report with every event of its machine, for the caller. */
export async function reportWithEvents(deps: Deps, actor: Actor, reportId: string) {
  await seeReport(deps, actor, reportId)
  const read = await readReportForDecision(deps.db, reportId, actor.id)
  if (!read) throw noSuchReport()
  const { state, version } = read.report
  const asker = { actorId: actor.id, now: deps.clock.now() }
  // Only what its approver decides next rests on them; whoever submits it is told on submitting.
  const decision = state === 'inReview' ? await withOpenFindings(deps.db, read, asker, openFindings) : read
  const items = reportPossibilities(decision, asker)
  return { state, version, items }
}

function noSuchReport(): Problem {
  return new Problem('notFound', 'There is no such report, or it is not yours to see.')
}
