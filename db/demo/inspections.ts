import { newInspection, recordInspection } from '#db/write/change-inspection.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import type { InspectionDescription } from '#workflows/inspection/inspection-facts.ts'
import { inspectionFault } from '#workflows/inspection/inspection-rules.ts'
import type { Demonstration } from './demonstration.ts'
import type { DatedStep, Replay } from './replay.ts'

type DemoInspection = Demonstration['register']['inspections'][number]

/**
 * Records each inspection on the day after its report was out, or with the approval of the plan where that came later.
 * The step throws when the rules refuse it: the demonstration may tell nothing that could not happen.
 */
export function demoInspections({ db, demo, ids, dayOf, personId }: Replay): DatedStep[] {
  const { recorder, inspections } = demo.register
  return inspections.map((told) => ({
    at: Math.max(told.published + 1, demo.plan.approved.at),
    run: async (now) => {
      const inspection = newInspection(described(told, { ids, dayOf }), { planId: ids.plan, now })
      const fault = inspectionFault(inspection, null, londonDay(now))
      if (fault) throw new Error(`${told.ref}: ${fault.detail}`)
      await recordInspection(db, inspection, personId(recorder))
    },
  }))
}

function described(
  told: DemoInspection,
  { ids, dayOf }: Pick<Replay, 'ids' | 'dayOf'>,
): InspectionDescription {
  const { ref, title, setting, visit, inspected, published, before, recommendations = [] } = told
  return {
    ref,
    title,
    setting,
    urn: told.urn ?? '',
    inspector: 'Ofsted',
    visit,
    inspectedOn: dayOf(inspected),
    precision: 'day',
    publishedOn: dayOf(published),
    judgement: told.judgement ?? '',
    aspects: told.aspects ?? [],
    judgementBefore: before?.judgement ?? '',
    judgementBeforeOn: before ? dayOf(before.at) : null,
    nextExpected: told.nextExpected ?? '',
    url: '',
    note: told.note ?? '',
    recommendationIds: recommendations.flatMap((each) => ids.recommendation.get(each) ?? []),
  }
}
