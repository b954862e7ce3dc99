import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import type { Standing } from './form-table.ts'
import type { HostilePlan } from './hostile-plan.ts'

const tables = [
  'plans',
  'priorities',
  'actions',
  'milestones',
  'blockers',
  'extensions',
  'meetings',
  'decision_records',
  'inspections',
  'reports',
  'sections',
  'report_templates',
  'people',
  'files',
]

/**
 * Keeps the rows of a plan as they are, and gives what gives them back what they held; their versions go on, because
 * the history has those.
 */
export async function keep(db: Db): Promise<() => Promise<void>> {
  for (const table of tables)
    await db.execute(sql`create table ${kept(table)} as table ${sql.identifier(table)}`)
  const columns = await rowsOf<{ of: string; name: string }>(
    db,
    sql`select table_name as of, column_name as name from information_schema.columns
      where table_schema = 'public' and is_generated = 'NEVER' and column_name not in ('id', 'version')`,
  )
  const puttingBack = tables.map((table) => {
    const own = columns.filter(({ of }) => of === table).map(({ name }) => sql.identifier(name))
    const names = sql.join(own, sql`, `)
    const [now, before] = [sql.identifier(table), kept(table)]
    return sql`${sql.identifier(`put_back_${table}`)} as (
      update ${now} set (${names}) = (select ${names} from ${before} where ${before}.id = ${now}.id)
        where id in (select id from ${before}))`
  })
  return async () => {
    // The board shows one form for each request for more time.
    await db.execute(sql`delete from extensions where id not in (select id from ${kept('extensions')})`)
    await db.execute(sql`with ${sql.join(puttingBack, sql`, `)} select`)
  }
}

const kept = (table: string) => sql.identifier(`kept_${table}`)

/** Forms of decisions that only stand while something is in another state than a hostile plan has it in. */
export function inOtherStates(
  db: Db,
  { planId, ids, actions, more }: HostilePlan,
): (Standing & { before: () => Promise<void> })[] {
  const state = (table: string, id: string, is: string): SQL =>
    sql`update ${sql.identifier(table)} set state = ${is} where id = ${id}`
  const at = (route: string, who: string, page: string, ...before: SQL[]) => ({
    route,
    who,
    page,
    action: page,
    before: async () => {
      for (const each of before) await db.execute(each)
    },
  })
  const decide = (ref: string, who: string, on = '') =>
    at('/actions/:id/decide', who, `/actions/${actions[ref]}/decide${on}`)
  const action = (is: string, who: string) =>
    at(
      '/actions/:id/decide',
      who,
      `/actions/${actions['P1.S3']}/decide`,
      state('actions', actions['P1.S3'] ?? '', is),
    )
  const part = (parts: 'milestones' | 'blockers', is: string) =>
    at(
      `/actions/:id/${parts}/:partId`,
      'owner',
      `/actions/${ids.actions}/${parts}/${ids[parts]}`,
      state(parts, ids[parts] ?? '', is),
    )
  const meeting = more.find((path) => path.startsWith('/meetings/'))?.split('/')[2] ?? ''
  const sitting = (is: string, who: string) =>
    at('/meetings/:id/decide', who, `/meetings/${meeting}/decide`, state('meetings', meeting, is))
  const reported = (is: string, who: string) =>
    at('/reports/:id/decide', who, `/reports/${ids.reports}/decide`, state('reports', ids.reports ?? '', is))
  const priority = (is: string) =>
    at(
      '/plans/:id/priorities/:ref/decide',
      'chair',
      `/plans/${planId}/priorities/${ids.priorities}/decide`,
      sql`update priorities set state = ${is} where plan_id = ${planId}`,
    )
  const embedded = sql`update actions set state = 'embedded' where plan_id = ${planId}`
  const whole = (is: string, who = 'chair', on = '') =>
    at('/plans/:id/decide', who, `/plans/${planId}/decide${on}`, state('plans', planId, is))
  return [
    decide('P1.S4', 'lead'),
    decide('P1.S3', 'chair', '?on=cancel'),
    decide('P1.S3', 'chair', '?on=supersede'),
    decide('P1.S3', 'administrator', '?on=transfer'),
    at(
      '/actions/:id/edit',
      'administrator',
      `/actions/${actions['P1.S3']}/edit`,
      state('actions', actions['P1.S3'] ?? '', 'draft'),
    ),
    at(
      '/actions/:id/submit',
      'owner',
      `/actions/${actions['P1.S2']}/submit`,
      state('actions', actions['P1.S2'] ?? '', 'inProgress'),
      sql`update extensions set state = 'withdrawn'`,
    ),
    at('/actions/:id/milestones/:partId', 'owner', `/actions/${ids.actions}/milestones/${ids.milestones}`),
    action('signedOff', 'chair'),
    action('cancelled', 'chair'),
    part('milestones', 'met'),
    part('blockers', 'resolved'),
    ...['published', 'calledIn'].map((is) =>
      at(
        '/decisions/:id/decide',
        'administrator',
        `/decisions/${ids.decisions}/decide`,
        sql`update decision_records set state = ${is}, published_on = '2026-11-05', call_in_until = '2026-12-01T00:00:00Z',
          call_in = '{"days": 18, "kind": "working", "hour": 24, "who": "Councillors"}' where id = ${ids.decisions}`,
      ),
    ),
    at(
      '/inspections/:id/decide',
      'administrator',
      `/inspections/${ids.inspections}/decide`,
      state('inspections', ids.inspections ?? '', 'withdrawn'),
    ),
    reported('inReview', 'chair'),
    reported('issued', 'administrator'),
    reported('issued', 'chair'),
    reported('withdrawn', 'chair'),
    at(
      '/sections/:id/decide',
      'administrator',
      `/sections/${ids.sections}/decide`,
      state('sections', ids.sections ?? '', 'written'),
    ),
    at('/sections/:id/edit', 'administrator', more.find((path) => path.startsWith('/sections/')) ?? ''),
    at(
      '/report-templates/:id/decide',
      'administrator',
      `/report-templates/${ids['report-templates']}/decide`,
      state('report_templates', ids['report-templates'] ?? '', 'withdrawn'),
    ),
    sitting('frozen', 'administrator'),
    sitting('closed', 'administrator'),
    sitting('cancelled', 'chair'),
    priority('active'),
    priority('paused'),
    priority('delivered'),
    at(
      '/plans/:id/priorities/:ref/decide',
      'chair',
      `/plans/${planId}/priorities/${ids.priorities}/decide`,
      sql`update priorities set state = 'delivered' where plan_id = ${planId}`,
      embedded,
    ),
    whole('submitted'),
    whole('closed'),
    whole('submitted', 'administrator', '?on=withdraw'),
    whole('withdrawn', 'administrator'),
  ]
}
