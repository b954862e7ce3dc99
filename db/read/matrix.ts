import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { jsonRows } from '#db/connection/json-sql.ts'
import {
  actions,
  blockers,
  evidence,
  extensions,
  horizons,
  milestones,
  people,
  priorities,
} from '#db/schema/index.ts'
import type { HorizonName } from '#db/schema/plan.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { byRef } from '#workflows/plan/reference-order.ts'
import type { RatedFacts } from '#workflows/rating/rating.ts'
import { actionsJoined, planSettings } from './action-facts.ts'
import { asOf, tablesAsAt } from './as-at.ts'

/** An action with just what its colour depends on, and what it is called by. */
export type BriefAction = {
  facts: RatedFacts & Pick<ActionFacts, 'id' | 'ref' | 'title' | 'critical'>
  priority: { id: string; ref: string }
  horizon: HorizonName
  owner: { id: string; name: string } | null
  settings: PlanSettings
}

/**
 * Every action of a plan, briefly, in one statement, in the order of its priorities and references.
 * @param moment as they stood then; as they are now when null
 */
export async function briefActions(db: Db, planId: string, moment: Instant | null): Promise<BriefAction[]> {
  const past = asOf(moment, (then) => tablesAsAt(then, sql`(select ${planId}::uuid)`))
  const rows = await rowsOf<{ brief: BriefAction }>(
    db,
    sql`${past}select ${brief} as brief from ${actionsJoined} where ${actions.planId} = ${planId} order by ${priorities.position}, ${priorities.id}`,
  )
  const order = new Map(rows.map(({ brief: { priority } }, at) => [priority.id, at]))
  return rows
    .map((row) => row.brief)
    .toSorted(
      (a, b) => (order.get(a.priority.id) ?? 0) - (order.get(b.priority.id) ?? 0) || byRef(a.facts, b.facts),
    )
}

const part = (table: typeof blockers | typeof evidence | typeof extensions | typeof milestones) =>
  sql`${table} where ${table.actionId} = ${actions.id}`

const milestone = sql`jsonb_build_object(
  'state', ${milestones.state}, 'dueOn', ${milestones.dueOn}, 'metOn', ${milestones.metOn})`
const blocker = sql`jsonb_build_object('state', ${blockers.state}, 'critical', ${blockers.critical},
  'sinceOn', ${blockers.sinceOn}, 'resolvedOn', ${blockers.resolvedOn})`
const extension = sql`jsonb_build_object('state', ${extensions.state},
  'previousDueOn', ${extensions.previousDueOn}, 'dueOn', ${extensions.dueOn})`

const brief = sql`jsonb_build_object(
  'facts', jsonb_build_object(
    'id', ${actions.id}, 'ref', ${actions.ref}, 'title', ${actions.title}, 'critical', ${actions.critical},
    'state', ${actions.state}, 'ownerId', ${actions.ownerId}, 'startOn', ${actions.startOn}, 'dueOn', ${actions.dueOn},
    'baselineDueOn', ${actions.baselineDueOn}, 'forecastOn', ${actions.forecastOn}, 'ownRating', ${actions.ownRating},
    'timesExtended', ${actions.timesExtended}, 'agreedOn', ${actions.agreedOn}, 'lastUpdateOn', ${actions.lastUpdateOn},
    'submittedOn', ${actions.submittedOn}, 'embedCheckOn', ${actions.embedCheckOn},
    'evidence', ${jsonRows(sql`${evidence.id}`, part(evidence), sql`${evidence.id}`)},
    'milestones', ${jsonRows(milestone, part(milestones), sql`${milestones.dueOn}`)},
    'blockers', ${jsonRows(blocker, part(blockers), sql`${blockers.sinceOn}`)},
    'extensions', ${jsonRows(extension, part(extensions), sql`${extensions.requestedOn}, ${extensions.id}`)}),
  'priority', jsonb_build_object('id', ${priorities.id}, 'ref', ${priorities.ref}),
  'horizon', ${horizons.name},
  'owner', (select jsonb_build_object('id', ${people.id}, 'name', ${people.name}) from ${people} where ${people.id} = ${actions.ownerId}),
  'settings', ${planSettings})`
