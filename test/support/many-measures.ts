import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import type { TestPlan } from './plans.ts'

/**
 * Fills a plan with measures that have a figure for each month up to October 2026, set by set: every polarity, shares
 * among counts, and series that shift, rise and vary as they usually do.
 */
export async function givenManyMeasures(
  db: Db,
  { planId, people }: TestPlan,
  { measures, months }: { measures: number; months: number },
): Promise<void> {
  const ids = JSON.stringify(Array.from({ length: measures }, () => newId()))
  const polarities = JSON.stringify(['higherIsBetter', 'lowerIsBetter', 'nearTarget', 'contextOnly'])
  await db.execute(sql`insert into measures (id, plan_id, priority_id, ref, same_ref, title, definition, unit, polarity,
      target, target_value, target_on, baseline, baseline_value, baseline_on, position, version, created_at, updated_at)
    select id::uuid, ${planId}, (select p.id from priorities p where p.plan_id = ${planId} order by p.position limit 1),
      'M' || at, 'm' || at, 'Children whose plan was looked at again in time by everybody who is part of it, ' || at,
      'Of the children with a plan on the last day of the month, the share whose plan was looked at again within the time that it says.',
      case when at % 2 = 0 then 'percent' else 'count' end, (${polarities}::jsonb ->> (at % 4)::int),
      '80', 80, date '2027-03-31', '40', 40, date '2016-10-31', at, 1, now(), now()
    from jsonb_array_elements_text(${ids}::jsonb) with ordinality as each (id, at)`)
  await db.execute(sql`insert into observations (id, measure_id, kind, as_at_on, precision, date_basis, published, value,
      numerator, denominator, status, revision, small_count_acknowledged, recorded_by, recorded_at)
    select gen_random_uuid(), m.id, 'figure', (date '2026-11-01' - make_interval(months => back) - interval '1 day')::date,
      'month', 'periodEnd', figure.value || '%', figure.value, figure.value * 2, 200 + back, 'validated', 1, true,
      ${people.administrator}, timestamptz '2026-11-02 09:00:00Z' - make_interval(months => back)
    from measures m, generate_series(0, ${months - 1}) back,
      lateral (select round((50 + 8 * sin(back * (m.position + 1)) + 4 * cos(back * 7.3 + m.position)
        + case when m.position % 3 = 0 and back < 9 then 14 else 0 end)::numeric, 1) as value) figure
    where m.plan_id = ${planId} and m.ref like 'M%'`)
  await db.execute(sql`analyze measures, observations`)
}
