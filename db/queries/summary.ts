import { sql } from 'drizzle-orm'
import { excludedStates, finishedStates } from '#workflows/action-facts.ts'
import type { Day } from '#workflows/calendar.ts'
import { type Db, rowsOf } from '../connect.ts'
import { ratingCodeSql, ratingOfCodeSql } from '../rating-sql.ts'
import { actions, agencies, horizons, priorities } from '../schema/index.ts'
import { actionsJoined } from './action-facts.ts'

export type Count = { key: string | null; name: string | null; count: number }
export type PlanSummary = {
  total: number
  byRating: Count[]
  byState: Count[]
  byPriority: Count[]
  byHorizon: Count[]
  byAgency: Count[]
  /** Overdue actions by how long they have been. */
  overdue: Count[]
  reprogrammed: number
  /** Finished of all that count: cancelled and superseded actions do not. Null when nothing counts. */
  progress: { finished: number; counted: number; percent: number | null }
}

type Row = { dimension: keyof typeof dimensions; key: string | null; name: string | null; count: number }
const dimensions = {
  rating: 'byRating',
  state: 'byState',
  priority: 'byPriority',
  horizon: 'byHorizon',
  agency: 'byAgency',
  overdue: 'overdue',
} as const

/** The counts of a plan at a London day, in one statement, by the same rule that rates one action. */
export async function summarise(db: Db, planId: string, day: Day): Promise<PlanSummary> {
  const rated = sql`select ${ratingOfCodeSql(ratingCodeSql(day))} as rating, ${actions.state} as state,
      ${priorities.ref} as priority, ${priorities.title} as priority_title, ${priorities.position} as position,
      ${horizons.name} as horizon, ${horizons.label} as horizon_label, ${horizons.firstOn} as first_on,
      ${actions.agencyId}::text as agency, (select ${agencies.name} from ${agencies} where ${agencies.id} = ${actions.agencyId}) as agency_name,
      case when ${actions.state} in ('agreed', 'inProgress', 'returned', 'submitted', 'endorsed') and ${actions.dueOn} < ${day}::date
        then ${day}::date - ${actions.dueOn} end as days_overdue,
      ${actions.dueOn} > ${actions.baselineDueOn} as reprogrammed
    from ${actionsJoined} where ${actions.planId} = ${planId}`
  const [rows, [totals]] = await Promise.all([
    rowsOf<Row>(
      db,
      sql`with rated as (${rated})
      select 'rating' as dimension, rating as key, null as name, count(*)::int as count, 0 as place from rated group by rating
      union all select 'state', state, null, count(*)::int, 0 from rated group by state
      union all select 'priority', priority, priority_title, count(*)::int, position from rated group by priority, priority_title, position
      union all select 'horizon', horizon, horizon_label, count(*)::int, extract(epoch from first_on)::int / 86400 from rated group by horizon, horizon_label, first_on
      union all select 'agency', agency, agency_name, count(*)::int, 0 from rated group by agency, agency_name
      union all select 'overdue', age, null, count(*)::int, place from
        (select case when days_overdue <= 7 then '1to7' when days_overdue <= 28 then '8to28' when days_overdue <= 90 then '29to90' else 'over90' end as age,
          case when days_overdue <= 7 then 1 when days_overdue <= 28 then 2 when days_overdue <= 90 then 3 else 4 end as place
          from rated where days_overdue is not null) aged group by age, place
      order by dimension, place, count desc, key`,
    ),
    rowsOf<{ total: number; finished: number; excluded: number; reprogrammed: number }>(
      db,
      sql`with rated as (${rated})
      select count(*)::int as total, count(*) filter (where state in ${finishedStates})::int as finished,
        count(*) filter (where state in ${excludedStates})::int as excluded, count(*) filter (where reprogrammed)::int as reprogrammed
      from rated`,
    ),
  ])
  const { total = 0, finished = 0, excluded = 0, reprogrammed = 0 } = totals ?? {}
  const counted = total - excluded
  const of = (dimension: Row['dimension']) =>
    rows.filter((row) => row.dimension === dimension).map(({ key, name, count }) => ({ key, name, count }))
  return {
    total,
    byRating: of('rating'),
    byState: of('state'),
    byPriority: of('priority'),
    byHorizon: of('horizon'),
    byAgency: of('agency'),
    overdue: of('overdue'),
    reprogrammed,
    progress: { finished, counted, percent: counted === 0 ? null : Math.round((100 * finished) / counted) },
  }
}
