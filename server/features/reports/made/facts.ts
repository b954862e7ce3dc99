import { figuresUpTo } from '#db/read/figures.ts'
import { pageInspections } from '#db/read/inspections.ts'
import { type BriefAction, briefActions } from '#db/read/matrix.ts'
import { measureSeries } from '#db/read/measure-ends.ts'
import type { ObservationRow } from '#db/read/measures.ts'
import { type PlanRow, type PriorityRow, pagePriorities, readPlan } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { type InspectionResource, inspectionResources } from '#server/features/inspections/resource.ts'
import { changesOf } from '#server/features/plans/changes/changes.ts'
import { matrixOf } from '#server/features/plans/matrix.ts'
import { lookOf, type MeasureLook } from '#server/ui/html/measure-look.ts'
import { type Day, endOfLondonDay, londonDay } from '#workflows/calendar/calendar.ts'
import type { ReportFacts } from '#workflows/report/report-facts.ts'

/** All that Waymark knows for a report, as it stood at the end of its cut-off day. */
export type ReportKnown = {
  plan: PlanRow
  /** The day that the facts are of: the cut-off, or today while that lies ahead. */
  day: Day
  looks: MeasureLook[]
  /** The newest figures of each measure, newest first, by its id. */
  figures: ReadonlyMap<string, ObservationRow[]>
  priorities: PriorityRow[]
  actions: BriefAction[]
  inspections: InspectionResource[]
  /** Since the cut-off of the edition before, or since the plan began; null where nothing lies between. */
  changes: Awaited<ReturnType<typeof changesOf>> | null
  matrix: Awaited<ReturnType<typeof matrixOf>>
}

/** So many figures of a measure are read for its tables of grades and changes. */
const NEWEST = 24

/**
 * Reads all that the sections of a report show, each kind of thing in one statement.
 * @param since the cut-off of the edition before; null for the first
 */
export async function reportKnown(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actorId: string,
  report: ReportFacts,
  since: Day | null,
): Promise<ReportKnown> {
  const today = londonDay(clock.now())
  const asAt = report.cutOffOn < today ? report.cutOffOn : null
  const day = asAt ?? today
  const moment = asAt && endOfLondonDay(asAt)
  const plan = await readPlan(db, actorId, report.planId)
  if (!plan) throw new Error(`plan ${report.planId} cannot be read for its report`)
  const from = since ?? plan.activeFrom
  const [series, { items: priorities }, actions, page, changes, matrix] = await Promise.all([
    measureSeries(db, plan.id, { moment }),
    pagePriorities(db, actorId, plan.id, { limit: 1_000, asAt }),
    briefActions(db, plan.id, moment),
    pageInspections(db, plan.id, { limit: 500, after: null, moment, state: 'recorded' }),
    from === null || from >= day ? null : changesOf({ db }, plan, { since: from, until: day }),
    matrixOf({ db }, { id: actorId }, plan, { today: day, asAt }),
  ])
  const ids = series.map(({ measure }) => measure.id)
  const [figures, inspections] = await Promise.all([
    figuresUpTo(db, ids, day, NEWEST, moment === null ? null : { planId: plan.id, moment }),
    inspectionResources({ db }, plan.id, page.items, moment),
  ])
  return { plan, day, looks: series.map(lookOf), figures, priorities, actions, inspections, changes, matrix }
}
