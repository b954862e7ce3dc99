import type { Db } from '#db/connection/connect.ts'
import { createMeasure } from '#db/write/measure-change.ts'
import type { TestPlan } from '#test/support/plans.ts'

/** A measure of a plan of which the owner supplies the figures, and owes some. */
export async function oweFigure(db: Db, { planId, people }: TestPlan, title: string): Promise<void> {
  await createMeasure(
    db,
    {
      planId,
      ref: 'M1',
      title,
      unit: 'count',
      polarity: 'lowerIsBetter',
      position: 0,
      supplierId: people.owner,
      every: 'month',
      dueFromOn: '2026-09-01',
    },
    { actorId: null, now: '2026-09-01T09:00:00.000Z' },
  )
}
