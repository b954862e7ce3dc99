import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

/** Many actions like the one there is, with due dates over three years, some with none. */
export async function fillPlan(db: Db, planId: string, number: number): Promise<void> {
  const made = sql`overlay(gen_random_uuid()::text placing '7' from 15)::uuid`
  await rowsOf(
    db,
    sql`insert into actions select made.* from generate_series(1, ${number}::int) n, actions pattern,
      jsonb_populate_record(pattern, jsonb_build_object('id', ${made}, 'ref', 'X' || n, 'same_ref', 'x' || n,
        'title', case when n = 77 then 'A zebra crossing by the school' else 'Visit ' || n end,
        'due_on', case when n % 50 > 0 then date '2026-01-01' + (n * 37) % 1000 end,
        'updated_at', pattern.updated_at + n * interval '1 minute')) made
      where pattern.plan_id = ${planId} and pattern.ref = 'P1.S1'`,
  )
  await rowsOf(
    db,
    sql`with added as (insert into criteria select ${made}, id, 0, 'It is shown' from actions where plan_id = ${planId} and ref <> 'P1.S1')
      insert into action_contributors select id, (select person_id from memberships where plan_id = ${planId} and role = 'chair')
      from actions where plan_id = ${planId} and ref <> 'P1.S1'`,
  )
}
