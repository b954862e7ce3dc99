import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { insertRows } from '#db/connection/rows.ts'
import { eventOf } from '#db/history/events.ts'
import { type ReportDecision, readReportForDecision } from '#db/read/reports.ts'
import { editions, events, reports, sections } from '#db/schema/index.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities, step } from '#workflows/engine/step.ts'
import { editReport, type ReportEdit } from '#workflows/report/report-edit.ts'
import type { ReportFacts, SectionFacts } from '#workflows/report/report-facts.ts'
import { type ReportEvent, type ReportSubject, reportWorkflow } from '#workflows/report/report.ts'
import { farDayWarnings } from '#workflows/warnings/plan-warnings.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { tallyOf } from './change-meeting.ts'
import { commitRow } from './commit-row.ts'
import { heed } from './heed.ts'
import { deliveriesFor, owedSteps } from './notice-rows.ts'

const days = ['forOn', 'cutOffOn'] as const

export type ReportChange = ReportEvent | ReportEdit

/** What an edition holds, as it is issued; null for the public where the report is not public. */
export type EditionContents = { contents: object; publicContents: object | null }

/** A report as it is read for an edition or for its checks: by whom, and at which moment. */
export type ReportAsked = { report: ReportFacts; actorId: string; now: Instant }

/** Makes what an edition holds, from the plan as it stood at the end of the cut-off day. */
export type TakeEdition = (db: Db, asked: ReportAsked) => Promise<EditionContents>

/** How many findings of each section nobody has answered, by the section's number. */
export type OpenFindings = (db: Db, asked: ReportAsked) => Promise<ReadonlyMap<number, number>>

export type ReportContext = {
  reportId: string
  actorId: string
  now: Instant
  ifVersion?: number | undefined
  /** Whether the change owes emails: not while history of the past is being laid. */
  notify?: boolean
}

/**
 * The only way in which a report changes. Issuing stores the edition in the same statement.
 * @param making what is issued, and what its checks found when it is submitted and when it is approved
 */
export async function changeReport(
  db: Db,
  context: ReportContext,
  change: ReportChange,
  { takeEdition, openFindings }: { takeEdition: TakeEdition; openFindings: OpenFindings },
): Promise<Outcome<ReportDecision, ReportFacts>> {
  const { reportId, actorId, now } = context
  const named = change.type === 'edit' ? change.change : {}
  return decideAndWrite<ReportDecision, ReportSubject>({
    ifVersion: context.ifVersion,
    read: async () => {
      const decision = await readReportForDecision(db, reportId, actorId, named)
      return decision && restsOnChecks.has(change.type)
        ? withOpenFindings(db, decision, context, openFindings)
        : decision
    },
    versionOf: ({ report }) => report.version,
    decide: (decision) => {
      const asked = askedOf(decision, context)
      return change.type === 'edit'
        ? editReport({ ...asked, event: change })
        : step(reportWorkflow, { ...asked, event: change })
    },
    write: async ({ report: before, tally }, { after, from, notices }) => {
      if (change.type === 'edit') heed(farDayWarnings(days, change.change, londonDay(now), before))
      const { type, ...payload } = change
      const planTally = type === 'issue' ? await tallyOf(db, before.planId) : null
      const edition =
        type === 'issue'
          ? {
              id: newId(),
              reportId,
              number: after.edition,
              issuedAt: now,
              issuedBy: actorId,
              correction: before.correction,
              ...(await takeEdition(db, {
                report: { ...after, correction: before.correction },
                actorId,
                now,
              })),
            }
          : null
      const event = eventOf('report', after, { event: type, from, actorId, now, payload })
      const owed = context.notify === false ? [] : await deliveriesFor(db, notices, event, now)
      return commitRow(db, reports, {
        before,
        after,
        event,
        // A text that was taken out of the plan while the edition was made must not live on in it.
        ...(planTally !== null && { counted: { planId: before.planId, tally: planTally } }),
        condition: sql`${reports.tally} = ${tally}`,
        steps: [
          ...(edition ? [sql`edition as (${insertRows(editions, [edition], sql`moved`)})`] : []),
          ...owedSteps(owed),
        ],
      })
    },
  })
}

/** What rests on what the checks find in each section at that moment. */
const restsOnChecks: ReadonlySet<string> = new Set(['submit', 'approve'] satisfies ReportEvent['type'][])

/** A decision with how many findings of each section nobody has answered at that moment. */
export async function withOpenFindings(
  db: Db,
  decision: ReportDecision,
  { actorId, now }: Pick<ReportContext, 'actorId' | 'now'>,
  openFindings: OpenFindings,
): Promise<ReportDecision> {
  const open = await openFindings(db, { report: decision.report, actorId, now })
  const sections = decision.around.sections.map((section) => ({
    ...section,
    open: open.get(section.number) ?? 0,
  }))
  return { ...decision, around: { ...decision.around, sections } }
}

/** Writes a new report with its sections. False where another write took its number at the same moment. */
export async function createReport(
  db: Db,
  report: ReportFacts,
  parts: readonly SectionFacts[],
  actorId: string,
): Promise<boolean> {
  const { createdAt: now } = report
  heed(farDayWarnings(days, report, londonDay(now)))
  const event = eventOf('report', report, { event: 'create', actorId, now })
  const made = parts.map((part) => eventOf('section', part, { event: 'create', actorId, now }))
  return commitRow(db, reports, {
    before: null,
    after: report,
    event,
    opensPlan: report.planId,
    steps: [
      sql`parts as (${insertRows(sections, parts, sql`moved`)})`,
      sql`made as (${insertRows(events, made, sql`moved`)})`,
    ],
  })
}

/** What this person may do next with a report, by the conditions that `changeReport` enforces. */
export function reportPossibilities(
  decision: ReportDecision,
  context: { actorId: string; now: Instant },
): Possibility<ReportEvent['type']>[] {
  return possibilities<ReportEvent, ReportSubject>(reportWorkflow, askedOf(decision, context))
}

function askedOf(
  { report, around, role }: ReportDecision,
  { actorId, now }: { actorId: string; now: Instant },
): Omit<Question<ReportEvent, ReportSubject>, 'event'> {
  return { report, around, standing: standingInPlan({ id: actorId, role }), today: londonDay(now), now }
}
