import type { Db } from '#db/connection/connect.ts'
import { type DecisionReported, decisionsReported, type ReadWhole } from '#db/read/decisions-reported.ts'
import { figuresUpTo } from '#db/read/figures.ts'
import { pageInspections } from '#db/read/inspections.ts'
import { type BriefAction, briefActions } from '#db/read/matrix.ts'
import { measureSeries } from '#db/read/measure-ends.ts'
import type { ObservationRow } from '#db/read/measures.ts'
import { type PlanRow, type PriorityRow, pagePriorities, readPlan } from '#db/read/plans.ts'
import type { ReportAsked } from '#db/write/change-report.ts'
import { type InspectionResource, inspectionResources } from '#server/features/inspections/resource.ts'
import { changesOf } from '#server/features/plans/changes/changes.ts'
import { matrixOf } from '#server/features/plans/matrix.ts'
import { lookOf, type MeasureLook } from '#server/ui/html/measure-look.ts'
import { type Day, endOfLondonDay, type Instant, londonDay } from '#workflows/calendar/calendar.ts'

/** What a text about a plan is held against and put its figures in from, as it stood at the end of the cut-off day. */
export type TextKnown = {
  plan: PlanRow
  /** The day that the facts are of: the cut-off, or today while that lies ahead. */
  day: Day
  looks: MeasureLook[]
  /** The newest figures of each measure, newest first, by its id. */
  figures: ReadonlyMap<string, ObservationRow[]>
  priorities: PriorityRow[]
  actions: BriefAction[]
}

/** All that Waymark knows for a report. */
export type ReportKnown = TextKnown & {
  inspections: InspectionResource[]
  /** Since the cut-off of the edition before, or since the plan began; null where nothing lies between. */
  changes: Awaited<ReturnType<typeof changesOf>> | null
  matrix: Awaited<ReturnType<typeof matrixOf>>
  decisions: DecisionsKnown
  /** The moment at which the report is made, by which states of decisions are told. */
  now: Instant
}

/** The decisions that a report tells: in a section that is open, and in one that is exempt. */
export type DecisionsKnown = { open: DecisionReported[]; exempt: DecisionReported[] }

/** So many figures of a measure are read for its tables of grades and changes. */
const NEWEST = 24

/** Reads what the texts of a report are held against, each kind of thing in one statement. */
export async function textKnown(db: Db, { report, actorId, now }: ReportAsked): Promise<TextKnown> {
  const { day, asAt, moment } = cutOffOf(report, now)
  const plan = await readPlan(db, actorId, report.planId)
  if (!plan) throw new Error(`plan ${report.planId} cannot be read for its report`)
  const [series, { items: priorities }, actions] = await Promise.all([
    measureSeries(db, plan.id, { moment }),
    pagePriorities(db, actorId, plan.id, { limit: 1_000, asAt }),
    briefActions(db, plan.id, moment),
  ])
  const ids = series.map(({ measure }) => measure.id)
  const known = moment === null ? null : { planId: plan.id, moment }
  const figures = await figuresUpTo(db, ids, day, NEWEST, known)
  return { plan, day, looks: series.map(lookOf), figures, priorities, actions }
}

/**
 * Reads all that the sections of a report show, each kind of thing in one statement.
 * @param since the cut-off of the edition before; null for the first
 */
export async function reportKnown(db: Db, asked: ReportAsked, since: Day | null): Promise<ReportKnown> {
  const { report, actorId, now } = asked
  const { day, asAt, moment } = cutOffOf(report, now)
  const text = await textKnown(db, asked)
  const { plan } = text
  const from = since ?? plan.activeFrom
  const [page, changes, matrix, decisions] = await Promise.all([
    pageInspections(db, plan.id, { limit: 500, after: null, moment, state: 'recorded' }),
    from === null || from >= day ? null : changesOf({ db }, plan, { since: from, until: day }),
    matrixOf({ db }, { id: actorId }, plan, { today: londonDay(now), asAt }),
    decisionsKnown(db, report, since, 'whole'),
  ])
  const inspections = await inspectionResources({ db }, plan.id, page.items, moment)
  return { ...text, inspections, changes, matrix, decisions, now }
}

/**
 * The decisions that a report tells.
 * @param audience `public`: what is exempt of them, or stands in a section that is exempt, is not read
 * @param moment as they stood then; as they stand now when it is null or left out
 */
export async function decisionsKnown(
  db: Db,
  report: ReportAsked['report'],
  since: Day | null,
  audience: 'whole' | 'public',
  moment: Instant | null = null,
): Promise<DecisionsKnown> {
  const read = (whole: ReadWhole) => decisionsReported(db, report, { since, whole, moment })
  if (audience === 'public') {
    const [open, exempt] = await Promise.all([read('public'), read('none')])
    return { open, exempt }
  }
  const all = await read('all')
  return { open: all, exempt: all }
}

/** The day that a report's facts are of, and the moment of the past by whose knowledge they are read, if it is past. */
function cutOffOf({ cutOffOn }: ReportAsked['report'], now: Instant) {
  const today = londonDay(now)
  const asAt = cutOffOn < today ? cutOffOn : null
  return { day: asAt ?? today, asAt, moment: asAt && endOfLondonDay(asAt) }
}
