import { paths } from '#server/paths.ts'
import type { WorkloadName } from './names.ts'
import type { Target } from './targets.ts'

/**
 * A request that is measured, and the least SQL, written by hand, that gives the rows' own columns for the same
 * question: it is not the product's statement, and rates, joins and counts nothing that a row does not hold.
 */
export type Workload = {
  name: WorkloadName
  /** What is asked, for the table. */
  title: string
  /** Whose request it is. */
  as: 'ownerId' | 'chairId' | 'overseerId'
  /** A page is asked for with a cookie, the API with a token. */
  kind: 'api' | 'page'
  path: (target: Target) => string
  bare: { text: string; values: (target: Target) => string[] }
}

const api = (path: string) => `/api/v1${path}`
const today = '2026-12-02'
const openStates = "state not in ('signedOff', 'embedded', 'cancelled', 'superseded')"
const actionsOfPlan = { text: 'select * from actions where plan_id = $1', values: planOnly }
/**
 * What waits: what I own, what I lead and is submitted, and in plans I chair what is endorsed or asks for more time.
 * By arrays, because joins of them read every action of every plan.
 */
const ofMyPriorities = 'priority_id = any(array(select id from priorities where lead_id = $1))'
const ofMyPlans =
  "plan_id = any(array(select plan_id from memberships where person_id = $1 and role = 'chair'))"
const mine = {
  text: `select * from actions where owner_id = $1 and ${openStates}
    union all select * from actions where ${ofMyPriorities} and state = 'submitted'
    union all select * from actions where ${ofMyPlans} and (state = 'endorsed'
      or exists (select from extensions where action_id = actions.id and state = 'requested'))`,
  values: ({ ownerId }: Target) => [ownerId],
}

/** Every read that is measured. */
export const workloads: readonly Workload[] = [
  {
    name: 'W1',
    title: 'GET /me/work',
    as: 'ownerId',
    kind: 'api',
    path: () => api('/me/work'),
    bare: mine,
  },
  {
    name: 'W1list',
    title: 'GET /actions?owner=me',
    as: 'ownerId',
    kind: 'api',
    path: () => api('/actions?owner=me'),
    bare: {
      text: `select * from actions where owner_id = $1 order by coalesce(due_on, 'infinity'::date), id limit 50`,
      values: ({ ownerId }) => [ownerId],
    },
  },
  {
    name: 'W2',
    title: 'first 100 overdue of a plan',
    as: 'chairId',
    kind: 'api',
    path: ({ planId }) => api(`/actions?plan=${planId}&overdue=true&limit=100`),
    bare: {
      text: `select * from actions where plan_id = $1 and coalesce(due_on, 'infinity'::date) < '${today}' and ${openStates}
        order by coalesce(due_on, 'infinity'::date), id limit 100`,
      values: planOnly,
    },
  },
  {
    name: 'W3',
    title: 'one action',
    as: 'ownerId',
    kind: 'api',
    path: ({ actionId }) => api(`/actions/${actionId}`),
    bare: { text: 'select * from actions where id = $1', values: actionOnly },
  },
  {
    name: 'W5',
    title: 'summary of a plan',
    as: 'chairId',
    kind: 'api',
    path: ({ planId }) => api(`/plans/${planId}/summary`),
    bare: {
      text: `select state, count(*)::int as count, count(*) filter (where due_on < '${today}')::int as overdue
        from actions where plan_id = $1 group by state`,
      values: planOnly,
    },
  },
  page('W7', 'page of a plan, 500 actions', ({ planId }) => paths.plan.at({ id: planId }), actionsOfPlan),
  page('W8', 'board page, 500 actions', ({ planId }) => paths.planBoard.at({ id: planId }), actionsOfPlan),
  { ...page('W9', 'My work page', () => paths.myWork.at(), mine), as: 'ownerId' },
  page('W10', '500 actions as CSV', ({ planId }) => paths.planCsv.at({ id: planId }), actionsOfPlan),
  {
    ...page('plans', 'page of the plans one sees', () => paths.plans.at(), {
      text: 'select plans.* from memberships join plans on plans.id = memberships.plan_id where person_id = $1',
      values: ({ overseerId }) => [overseerId],
    }),
    as: 'overseerId',
  },
  page('search', 'search in a plan', ({ planId }) => `${paths.planSearch.at({ id: planId })}?q=housing`, {
    // Of the kinds that the product searches the actions alone, and by no index of words.
    text: `select id, ref, title, state from actions where plan_id = $1 and title ilike '%housing%' order by id limit 50`,
    values: planOnly,
  }),
  page(
    'changes',
    'changes of a month',
    ({ planId }) => `${paths.planChanges.at({ id: planId })}?since=2026-11-01`,
    {
      text: `select id, subject_kind, subject_id, aggregate_id, version, event, from_state, to_state, actor_id, at, payload
        from events where plan_id = $1 and at >= '2026-11-02T00:00:00Z' order by at`,
      values: planOnly,
    },
  ),
  page(
    'asAt',
    'page of a plan as at a day',
    ({ planId }) => `${paths.plan.at({ id: planId })}?asAt=2026-10-01`,
    {
      text: `select distinct on (aggregate_id) after from events
      where plan_id = $1 and at < '2026-10-01T23:00:00Z' and subject_kind in ('action', 'milestone', 'blocker', 'extension')
      order by aggregate_id, version desc`,
      values: planOnly,
    },
  ),
  page(
    'timeline',
    'timeline of a plan',
    ({ planId }) => paths.planTimeline.at({ id: planId }),
    actionsOfPlan,
  ),
  page('action', 'page of an action', ({ actionId }) => paths.action.at({ id: actionId }), {
    text: `select id, version, event, from_state, to_state, actor_id, at, payload from events where aggregate_id = $1 order by version`,
    values: actionOnly,
  }),
  page('reports', 'reports of a plan', ({ planId }) => paths.reports.at({ id: planId }), {
    text: 'select * from reports where plan_id = $1 order by for_on desc',
    values: planOnly,
  }),
  page('report', 'page of a report', ({ reportId }) => paths.report.at({ id: reportId }), {
    text: 'select * from sections where report_id = $1 order by number',
    values: ({ reportId }) => [reportId],
  }),
  page('measures', 'measures of a plan', ({ planId }) => paths.measures.at({ id: planId }), {
    // Of the figures what the lines of the page are drawn of.
    text: `select measures.id, ref, title, as_at_on, value from measures
      join observations on observations.measure_id = measures.id where plan_id = $1 order by measures.id, as_at_on`,
    values: planOnly,
  }),
  page('measure', 'page of a measure', ({ measureId }) => paths.measure.at({ id: measureId }), {
    text: 'select * from observations where measure_id = $1 order by as_at_on',
    values: ({ measureId }) => [measureId],
  }),
]

/** A report of the owner on an action of theirs: the row moves on, a progress note and a history row are added. */
export const reportBare = `with moved as (
    update actions set version = version + 1, last_update_on = '${today}', forecast_on = '2027-06-01', updated_at = now()
    where id = $1 returning *),
  noted as (insert into updates (id, action_id, by, at, version, note)
    select gen_random_uuid(), id, $2, now(), version, $3 from moved)
  insert into events (id, plan_id, subject_kind, subject_id, aggregate_id, version, event, from_state, to_state, actor_id, at, payload, after)
  select gen_random_uuid(), plan_id, 'action', id, id, version, 'report', state, state, $2, now(), '{}', to_jsonb(moved) from moved`

function planOnly({ planId }: Target): string[] {
  return [planId]
}

function actionOnly({ actionId }: Target): string[] {
  return [actionId]
}

function page(name: WorkloadName, title: string, path: Workload['path'], bare: Workload['bare']): Workload {
  return { name, title, as: 'chairId', kind: 'page', path, bare }
}
