import { newId } from '#db/connection/ids.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import type { InspectionFacts } from '#workflows/inspection/inspection-facts.ts'
import { withDueFrom } from '#workflows/measure/figures-due.ts'
import { newInspection } from './change-inspection.ts'
import { newMeasure } from './new-measure.ts'
import type { PlanDraft } from './plan-draft.ts'
import type { PlanIds } from './plan-ids.ts'

/** The inspections of a draft as they are first written. */
export function inspectionRows(
  { inspections = [] }: PlanDraft,
  ids: PlanIds,
  now: Instant,
): InspectionFacts[] {
  return inspections.map(({ recommendations, ...described }) =>
    newInspection(
      {
        ...described,
        recommendationIds: recommendations.flatMap((ref) => ids.recommendation.get(ref) ?? []),
      },
      { planId: ids.plan, now },
    ),
  )
}

/** The measures of a draft as they are first written: those of its priorities, then those of the whole plan. */
export function measureRows(
  { priorities, measures: whole = [], firstOn = null }: PlanDraft,
  ids: PlanIds,
  now: Instant,
) {
  const today = londonDay(now)
  // Of a plan that begins later no figure is due before it does.
  const from = firstOn !== null && firstOn > today ? firstOn : today
  const drafts = [
    ...priorities.flatMap(({ ref, measures }) => measures.map((measure) => ({ ref, measure }))),
    ...whole.map((measure) => ({ ref: '', measure })),
  ]
  return drafts.map(({ ref, measure: { figures, ...measure } }, position) =>
    withDueFrom(
      newMeasure(
        {
          ...measure,
          ...figures,
          id: ids.measure.get(measure.ref) ?? newId(),
          planId: ids.plan,
          priorityId: ids.priority.get(ref) ?? null,
          position,
        },
        now,
      ),
      from,
    ),
  )
}
