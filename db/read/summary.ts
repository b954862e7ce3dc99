import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actions, agencies, horizons, plans, priorities } from '#db/schema/index.ts'
import { excludedStates, finishedStates } from '#workflows/action/action-facts.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { actionsJoined } from './action-facts.ts'
import { tablesAsAt } from './as-at.ts'
import { ratingCodeSql, ratingOfCodeSql } from './rating-sql.ts'

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
  /** Actions whose due date was moved by a decision: where `timesDateMoved` is not 0. */
  reprogrammed: number
  /** Finished of all that count: cancelled and superseded actions do not. Null when nothing counts. */
  progress: { finished: number; counted: number; percent: number | null }
}

/**
 * The counts of a plan at a London day, in one statement, by the same rule that rates one action.
 * @param past whether to count what stood at the end of that day, and not what stands now
 */
export async function summarise(
  db: Db,
  planId: string,
  day: Day,
  { past = false }: { past?: boolean } = {},
): Promise<PlanSummary> {
  const then = past ? sql`${tablesAsAt(endOfLondonDay(day), sql`(select ${planId}::uuid)`)}, ` : sql``
  const rows = await rowsOf<Row>(
    db,
    sql`with ${then}rated as materialized (${rated(planId, day)})
    select 'rating' as dimension, rating as key, null as name, count(*)::int as count, 0 as place from rated group by rating
    union all select 'state', state, null, count(*)::int, 0 from rated group by state
    union all select 'priority', priority, priority_title, count(*)::int, position from rated group by priority, priority_title, position
    union all select 'horizon', horizon, horizon_label, count(*)::int, extract(epoch from first_on)::int / 86400
      from rated group by horizon, horizon_label, first_on
    union all select 'agency', agency, agency_name, count(*)::int, 0 from rated group by agency, agency_name
    union all select 'overdue', age, null, count(*)::int, place from
      (select case when days_overdue <= 7 then '1to7' when days_overdue <= 28 then '8to28' when days_overdue <= 90 then '29to90' else 'over90' end as age,
        case when days_overdue <= 7 then 1 when days_overdue <= 28 then 2 when days_overdue <= 90 then 3 else 4 end as place
        from rated where days_overdue is not null) aged group by age, place
    union all select 'reprogrammed', null, null, count(*)::int, 0 from rated where reprogrammed
    order by dimension, place, count desc, key`,
  )
  const of = (dimension: Row['dimension']) =>
    rows.filter((row) => row.dimension === dimension).map(({ key, name, count }) => ({ key, name, count }))
  const inStates = (states?: readonly string[]) =>
    of('state')
      .filter(({ key }) => !states || states.includes(key ?? ''))
      .reduce((sum, { count }) => sum + count, 0)
  const [total, finished] = [inStates(), inStates(finishedStates)]
  const counted = total - inStates(excludedStates)
  return {
    total,
    byRating: of('rating'),
    byState: of('state'),
    byPriority: of('priority'),
    byHorizon: of('horizon'),
    byAgency: of('agency'),
    overdue: of('overdue'),
    reprogrammed: of('reprogrammed')[0]?.count ?? 0,
    progress: progressOf(finished, counted),
  }
}

/** How a plan stands, in short. */
export type PlanStanding = Pick<PlanSummary, 'total' | 'byRating' | 'progress'>

/** How several plans stand at a London day, by the id of each, in one statement and by the rule of `summarise`. */
export async function standingsOf(
  db: Db,
  planIds: readonly string[],
  day: Day,
): Promise<ReadonlyMap<string, PlanStanding>> {
  const rows = await rowsOf<{
    planId: string
    key: string
    count: number
    finished: number
    excluded: number
  }>(
    db,
    sql`select ${actions.planId} as "planId", ${ratingOfCodeSql(ratingCodeSql(day))} as key, count(*)::int as count,
        (count(*) filter (where ${among(finishedStates)}))::int as finished,
        (count(*) filter (where ${among(excludedStates)}))::int as excluded
      from ${actions} join ${plans} on ${plans.id} = ${actions.planId}
      where ${actions.planId} = any(array(select value::uuid from jsonb_array_elements_text(${JSON.stringify(planIds)}::jsonb)))
      group by 1, 2`,
  )
  const found = Map.groupBy(rows, ({ planId }) => planId)
  return new Map(
    planIds.map((id) => {
      const counts = found.get(id) ?? []
      const sum = (of: 'count' | 'finished' | 'excluded') =>
        counts.reduce((total, each) => total + each[of], 0)
      const byRating = counts.map(({ key, count }) => ({ key, name: null, count }))
      const total = sum('count')
      return [id, { total, byRating, progress: progressOf(sum('finished'), total - sum('excluded')) }]
    }),
  )
}

const among = (states: readonly string[]) =>
  sql`${actions.state} in (${sql.raw(states.map((state) => `'${state}'`).join(', '))})`

function progressOf(finished: number, counted: number): PlanSummary['progress'] {
  return { finished, counted, percent: counted === 0 ? null : Math.round((100 * finished) / counted) }
}

type Row = {
  dimension: 'rating' | 'state' | 'priority' | 'horizon' | 'agency' | 'overdue' | 'reprogrammed'
  key: string | null
  name: string | null
  count: number
}

function rated(planId: string, day: Day) {
  return sql`select ${ratingOfCodeSql(ratingCodeSql(day))} as rating, ${actions.state} as state,
      ${priorities.ref} as priority, ${priorities.title} as priority_title, ${priorities.position} as position,
      ${horizons.name} as horizon, ${horizons.label} as horizon_label, ${horizons.firstOn} as first_on,
      ${actions.agencyId}::text as agency, (select ${agencies.name} from ${agencies} where ${agencies.id} = ${actions.agencyId}) as agency_name,
      case when ${actions.state} in ('agreed', 'inProgress', 'returned', 'submitted', 'endorsed') and ${actions.dueOn} < ${day}::date
        then ${day}::date - ${actions.dueOn} end as days_overdue,
      (${actions.timesExtended} > 0 or ${actions.dueOn} <> ${actions.baselineDueOn}) as reprogrammed
    from ${actionsJoined} where ${actions.planId} = ${planId}`
}
