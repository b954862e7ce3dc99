import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import { assigned, columnsOf, insertRows, rowOf } from '#db/connection/rows.ts'
import { eventOf } from '#db/history/events.ts'
import type { PlanThere } from '#db/read/plan-for-import.ts'
import * as schema from '#db/schema/index.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { newEventId } from './claim.ts'
import type { EventRow } from './commit.ts'
import { createEvent, type priorityRow, type StepsBeside } from './create-plan.ts'
import type { ActionImported, ImportActor } from './import-changes.ts'

/** What an import writes into a plan that there is. */
export type Rows = {
  people: object[]
  agencies: object[]
  horizons: object[]
  recommendations: { id: string; ref: string }[]
  priorities: ReturnType<typeof priorityRow>[]
  born: ActionFacts[]
  changed: ActionImported[]
}

/**
 * Writes an import in one statement: what is new, the actions that change, and the history of each. Nothing is written
 * where the plan, any of its actions or priorities has moved on since it was read, or a priority takes no more work.
 * @returns whether it was written
 */
export async function writeImport(
  db: Db,
  there: PlanThere,
  { id: actorId, now }: ImportActor,
  rows: Rows,
  beside: StepsBeside = { steps: [], musts: [] },
): Promise<boolean> {
  const { plan } = there
  const { born, changed, priorities, recommendations } = rows
  const marks = {
    actions: markOf(there.actions.map(({ facts }) => facts)),
    priorities: markOf(there.priorities),
  }
  const author = { by: actorId, now }
  const ofPlan = [
    ...rows.horizons.map((row) => ({ event: 'addHorizon', row })),
    ...recommendations.map((row) => ({ event: 'addRecommendation', row })),
  ].map(({ event, row }, at) => {
    const after = { ...plan, version: plan.version + at + 1, updatedAt: now }
    return eventOf('plan', after, { event, from: plan.state, actorId, now, payload: { ...row } })
  })
  const history: EventRow[] = [
    ...ofPlan,
    ...priorities.map((row) => createEvent('priority', plan.id, row, author)),
    ...born.map((row) => createEvent('action', plan.id, row, author)),
    ...changed.map((each) => editEvent(each, author)),
  ]
  if (history.length === 0 && beside.steps.length === 0) return true
  const held = changed.map(({ before: { id, version } }) => ({ id, version }))
  const partsOf = (pick: (action: ActionFacts) => object[]) =>
    born.flatMap((action) => pick(action).map((part) => ({ ...part, actionId: action.id })))
  const links = [
    ...partsOf((action) => action.recommendationIds.map((recommendationId) => ({ recommendationId }))),
    ...changed.flatMap(({ before, after: { id, recommendationIds } }) =>
      recommendationIds
        .filter((each) => !before.recommendationIds.includes(each))
        .map((recommendationId) => ({ actionId: id, recommendationId })),
    ),
  ]
  const inserts: [string, PgTable, object[]][] = [
    ['agencies_in', schema.agencies, rows.agencies],
    ['people_in', schema.people, rows.people],
    ['horizons_in', schema.horizons, rows.horizons],
    ['recommendations_in', schema.recommendations, recommendations],
    ['priorities_in', schema.priorities, priorities],
    ['actions_in', schema.actions, born],
    ['criteria_in', schema.criteria, partsOf(({ criteria }) => criteria)],
    [
      'contributors_in',
      schema.actionContributors,
      partsOf(({ contributorIds }) => contributorIds.map((personId) => ({ personId }))),
    ],
    ['links_in', schema.actionRecommendations, links],
    ['history', schema.events, history],
  ]
  const steps = [
    sql`plan_held as (select id from plans where id = ${plan.id} and version = ${plan.version} and state not in ('closed', 'withdrawn') for update)`,
    sql`stood as (select ${marksOf(sql`actions`, plan.id)} = ${JSON.stringify(marks.actions)}::jsonb
      and ${marksOf(sql`priorities`, plan.id)} = ${JSON.stringify(marks.priorities)}::jsonb as same)`,
    sql`held as (select actions.id from actions join jsonb_to_recordset(${JSON.stringify(held)}::jsonb) wanted(id uuid, version integer)
      on wanted.id = actions.id where actions.version = wanted.version order by actions.id for update of actions)`,
    ...openedSteps(born, priorities),
    sql`ready as (select where exists (select from plan_held) and (select same from stood)
      and (select count(*) from held) = ${held.length} and ${openedHolds(born, priorities)})`,
    ...inserts.flatMap(([name, table, each]) =>
      each.length === 0 ? [] : [sql`${sql.identifier(name)} as (${insertRows(table, each, sql`ready`)})`],
    ),
    ...(changed.length > 0 ? [sql`moved as (${updateActions(changed)})`] : []),
    ...beside.steps,
    ...(ofPlan.length > 0
      ? [
          sql`plan_moved as (update plans set version = ${plan.version + ofPlan.length}, updated_at = ${now} from ready where plans.id = ${plan.id})`,
        ]
      : []),
  ]
  const must = beside.musts.length === 0 ? sql`true` : sql`must(${sql.join([...beside.musts], sql` and `)})`
  const written = await rowsOf(db, sql`with ${sql.join(steps, sql`, `)} select ${must} from ready`)
  return written.length === 1
}

/** How many parts of a kind a plan has, and how many changes they have seen: both only grow. */
const markOf = (parts: readonly { version: number }[]): [count: number, versions: number] => [
  parts.length,
  parts.reduce((sum, { version }) => sum + version, 0),
]

const marksOf = (table: SQL, planId: string): SQL =>
  sql`(select jsonb_build_array(count(*), coalesce(sum(version), 0)) from ${table} where plan_id = ${planId})`

/** The priorities there already that get new work: it is counted in each, which must be open. */
const countedIn = (born: readonly ActionFacts[], priorities: Rows['priorities']): string[] => {
  const fresh = new Set(priorities.map(({ id }) => id))
  return [...new Set(born.map(({ priorityId }) => priorityId))].filter((id) => !fresh.has(id))
}

function openedSteps(born: readonly ActionFacts[], priorities: Rows['priorities']): SQL[] {
  const counted = countedIn(born, priorities)
  if (counted.length === 0) return []
  return [
    sql`opened as (update priorities set tally = tally + 1 where id in (select jsonb_array_elements_text(${JSON.stringify(counted)}::jsonb)::uuid)
      and state not in ('delivered', 'sustained') and exists (select from plan_held) returning id)`,
  ]
}

function openedHolds(born: readonly ActionFacts[], priorities: Rows['priorities']): SQL {
  const counted = countedIn(born, priorities)
  return counted.length === 0 ? sql`true` : sql`(select count(*) from opened) = ${counted.length}`
}

function editEvent(
  { before, after, change }: ActionImported,
  { by, now }: { by: string | null; now: string },
): EventRow {
  return {
    id: newEventId(after.id),
    planId: after.planId,
    subjectKind: 'action',
    subjectId: after.id,
    aggregateId: after.id,
    version: after.version,
    event: 'edit',
    fromState: before.state,
    toState: after.state,
    actorId: by,
    at: now,
    payload: { change },
    after,
  }
}

function updateActions(changed: readonly ActionImported[]): SQL {
  const fields = columnsOf(schema.actions).filter(
    ({ key }) => key !== 'id' && key !== 'planId' && key !== 'createdAt',
  )
  const assignments = fields.map((field) => assigned(schema.actions, field))
  const rows = JSON.stringify(changed.map(({ after }) => rowOf(schema.actions, after)))
  return sql`update actions set ${sql.join(assignments, sql`, `)}
    from ready, jsonb_populate_recordset(null::actions, ${rows}::jsonb) wanted where actions.id = wanted.id returning actions.id`
}
