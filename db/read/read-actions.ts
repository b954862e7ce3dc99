import type { Db } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { actions } from '#db/schema/index.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import type { ActionRead, PersonShown } from './action-facts.ts'
import { type ActionSet, readActionSet, type Wanted } from './action-set.ts'
import { tablesAsAt } from './as-at.ts'

/** Actions of a plan at most: an import brings in no more. */
export const MOST_ACTIONS = 20_000

/**
 * Actions with everything that belongs to them, in one statement.
 * @param where a condition on `actions`, `plans`, `priorities` or `horizons`
 * @param tables those of a moment in the place of today's, as `tablesAsAt` gives them
 */
export async function readActions(
  db: Db,
  where: SQL,
  {
    orderBy = sql`${actions.dueOn}, ${actions.id}`,
    limit = MOST_ACTIONS,
    tables,
  }: { orderBy?: SQL; limit?: number; tables?: SQL | undefined } = {},
): Promise<ActionRead[]> {
  const steps = tables === undefined ? [] : [tables]
  return readsOf(await readActionSet(db, { steps, where, orderBy, limit, past: tables !== undefined }))
}

/**
 * One action with everything that belongs to it, or null when there is none.
 * @param asAt as it stood at the end of this London day; null when it did not exist yet
 */
export async function readAction(
  db: Db,
  actionId: string,
  asAt: Day | null = null,
): Promise<ActionRead | null> {
  const where = sql`${actions.id} = ${actionId}`
  if (asAt === null) return (await readActions(db, where))[0] ?? null
  const planIds = sql`(select ${actions.planId} from ${actions} where ${where})`
  const tables = tablesAsAt(endOfLondonDay(asAt), planIds, actionId)
  return (await readActions(db, where, { tables }))[0] ?? null
}

/** The actions that are wanted, each with its place in the order of their list. */
export async function readPlaced(
  db: Db,
  wanted: Wanted,
): Promise<{ read: ActionRead; place: string[] | null }[]> {
  const set = await readActionSet(db, wanted)
  return readsOf(set).map((read, at) => ({ read, place: set.places[at]?.place ?? null }))
}

/** Puts the actions of a set together, each with what belongs to it. What several share is one object. */
function readsOf(set: ActionSet): ActionRead[] {
  const plans = byId(set.plans)
  const priorities = byId(set.priorities)
  const horizons = byId(set.horizons)
  const agencies = byId(set.agencies)
  const decisions = byId(set.decisions)
  const people = byId(set.people.map((person) => shown(person, agencies)))
  const recommendations = byId(set.recommendations)
  const measures = byId(set.measures)
  const names = Object.fromEntries(set.people.map(({ id, name }) => [id, name]))
  const contributorIds = idsIn(set.contributorIds)
  const recommendationIds = idsIn(set.recommendationIds)
  const measureIds = idsIn(set.measureIds)
  const criteria = partsIn(set.criteria)
  const evidence = partsIn(set.evidence)
  const milestones = partsIn(set.milestones)
  const blockers = partsIn(set.blockers)
  const extensions = partsIn(set.extensions)
  const lastUpdates = partsIn(set.lastUpdates)
  return set.actions.map((row): ActionRead => {
    const facts = {
      ...row,
      contributorIds: contributorIds(row.id),
      recommendationIds: recommendationIds(row.id),
      measureIds: measureIds(row.id),
      criteria: criteria(row.id),
      evidence: evidence(row.id),
      milestones: milestones(row.id),
      blockers: blockers(row.id),
      extensions: extensions(row.id),
      lastUpdate: lastUpdates(row.id)[0] ?? null,
    }
    const owner = people.get(row.ownerId ?? '')
    const { name, label } = there(horizons, row.horizonId)
    return {
      facts,
      plan: there(plans, row.planId),
      priority: there(priorities, row.priorityId),
      horizon: { name, label },
      agency: agencies.get(row.agencyId ?? '')?.name ?? null,
      owner: owner ? { ...owner, post: row.ownerPost ?? owner.post } : null,
      contributors: inOrderOf(people, facts.contributorIds),
      recommendations: inOrderOf(recommendations, facts.recommendationIds),
      measures: inOrderOf(measures, facts.measureIds),
      decision: decisions.get(row.decisionId ?? '')?.standing ?? null,
      names,
    }
  })
}

type Rows<T> = Map<string, T>

function byId<T extends { id: string }>(rows: readonly T[]): Rows<T> {
  return new Map(rows.map((row) => [row.id, row]))
}

function there<T>(rows: Rows<T>, id: string): T {
  const row = rows.get(id)
  if (row === undefined) throw new Error(`${id} was not read with its action`)
  return row
}

function shown(
  { id, name, post, agencyId }: ActionSet['people'][number],
  agencies: Rows<ActionSet['agencies'][number]>,
): PersonShown {
  return { id, name, post, agency: agencies.get(agencyId ?? '')?.name ?? null }
}

/** Those of the rows that are named, in the order of the rows. */
function inOrderOf<T>(rows: Rows<T>, ids: readonly string[]): T[] {
  if (ids.length < 2) return ids.flatMap((id) => rows.get(id) ?? [])
  const named = new Set(ids)
  return [...rows].flatMap(([id, row]) => (named.has(id) ? [row] : []))
}

function idsIn(links: readonly { actionId: string; id: string }[]): (actionId: string) => string[] {
  const found = Map.groupBy(links, ({ actionId }) => actionId)
  return (actionId) => (found.get(actionId) ?? []).map(({ id }) => id)
}

function partsIn<T extends { actionId: string }>(
  parts: readonly T[],
): (actionId: string) => Omit<T, 'actionId'>[] {
  const found = Map.groupBy(parts, ({ actionId }) => actionId)
  return (id) => (found.get(id) ?? []).map(({ actionId: _, ...part }) => part)
}
