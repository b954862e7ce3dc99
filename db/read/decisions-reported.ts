import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { decisionRecords } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { DecisionFacts } from '#workflows/decision/decision-facts.ts'
import type { ReportFacts } from '#workflows/report/report-facts.ts'
import { asOf, decisionsAsAt, onePlan } from './as-at.ts'

/** A decision as a report tells it. */
export type DecisionReported = DecisionFacts & {
  /** Whether all but its title, what was resolved, who decided and its days was left unread. */
  isLeftOut: boolean
}

/** Which decisions may be read whole: all, those that are not exempt from publication, or none. */
export type ReadWhole = 'all' | 'public' | 'none'

/** What of a record may tell what is exempt. The title and what was resolved stay public. */
const kept: (keyof DecisionFacts)[] = [
  'reasons',
  'alternatives',
  'interests',
  'dispensations',
  'noticeReason',
  'urgencyAgreedBy',
  'exemptionReason',
  'exemptionAgreedBy',
  'calledInBy',
  'calledInReason',
  'settledReason',
]

/**
 * The decisions that a report tells, the oldest first, as the register holds them: those of its meeting; without one,
 * those of the register itself that were decided since the report before, up to its cut-off: what boards minuted is not a
 * record of its own. Of these the public reads what is published.
 * @param since the cut-off of the report before; null for the first
 * @param moment as the register held them then; as it holds them now when it is null or left out
 * @param whole the texts of the others are not read, and come empty
 */
export async function decisionsReported(
  db: Db,
  { planId, meetingId, cutOffOn }: Pick<ReportFacts, 'planId' | 'meetingId' | 'cutOffOn'>,
  { since, whole, moment = null }: { since: Day | null; whole: ReadWhole; moment?: Instant | null },
): Promise<DecisionReported[]> {
  const wanted =
    meetingId === null
      ? sql`${decisionRecords.meetingId} is null and ${decisionRecords.decidedOn} <= ${cutOffOn}::date
          and (${since}::date is null or ${decisionRecords.decidedOn} > ${since}::date)
          and ${whole === 'all' ? sql`true` : sql`${decisionRecords.state} <> 'recorded'`}`
      : sql`${decisionRecords.meetingId} = ${meetingId}`
  const rows = await rowsOf<{ decision: DecisionReported }>(
    db,
    sql`${asOf(moment, (at) => decisionsAsAt(at, onePlan(planId)))}select ${decision[whole]} as decision from ${decisionRecords}
      where ${decisionRecords.planId} = ${planId} and ${wanted}
      order by ${decisionRecords.decidedOn}, ${decisionRecords.createdAt}, ${decisionRecords.id}`,
  )
  return rows.map((row) => row.decision)
}

const isWhole = sql`'{"isLeftOut": false}'::jsonb`
const isLeftOut = JSON.stringify({
  ...Object.fromEntries(kept.map((field) => [field, ''])),
  resolvedBefore: [],
  isLeftOut: true,
})
const leftOut = sql`${jsonOf(decisionRecords, [...kept, 'resolvedBefore'])} || ${isLeftOut}::jsonb`

const decision: Record<ReadWhole, SQL> = {
  all: sql`${jsonOf(decisionRecords)} || ${isWhole}`,
  public: sql`case when ${decisionRecords.exemptParagraph} is null then ${jsonOf(decisionRecords)} || ${isWhole} else ${leftOut} end`,
  none: leftOut,
}
