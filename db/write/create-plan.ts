import { type Db, rowsOf } from '#db/connection/connect.ts'
import { inArray, type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { insertRows } from '#db/connection/rows.ts'
import { knownByAddress } from '#db/read/same-person.ts'
import * as schema from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'
import { newEventId } from './claim.ts'
import { commitAction, type EventRow } from './commit.ts'
import { inspectionRows, measureRows } from './draft-rows.ts'
import { factsOfDraft } from './new-action.ts'
import type { ActionDraft, PlanDraft, PriorityDraft } from './plan-draft.ts'
import { agenciesIn, idsForDraft, type PlanIds } from './plan-ids.ts'

export type { PlanIds }

/** Who does it (by email address, one of the draft's people or known already; null for the system) and when. */
export type Authorship = {
  by: string | null
  now: Instant
  /** What its history says of where it is from. */
  madeFrom?: MadeFrom | undefined
  /** What is written in the same statement, by the ids of the new plan. */
  beside?: ((ids: PlanIds) => StepsBeside) | undefined
}

/** Steps that stand in the statement of another write, and what must hold of them or the whole is undone. */
export type StepsBeside = { steps: readonly SQL[]; musts: readonly SQL[] }

/** The plan, or the template of ours, that a plan was made from. */
export type MadeFrom = { planId: string } | { template: string }

/**
 * Writes a whole plan as a draft, with every row and its history, in one statement: all of it or nothing. People
 * and agencies that are already known (by address or name, in whatever writing) are used as they are.
 */
export async function createPlan(db: Db, draft: PlanDraft, authorship: Authorship): Promise<PlanIds> {
  for (let times = 1; ; times++) {
    try {
      return await writePlan(db, draft, authorship)
    } catch (error) {
      // Another writer has just added one of its people or agencies, who are known now.
      if (times === MOST || !addedMeanwhile.includes(brokenConstraint(error) ?? '')) throw error
    }
  }
}

/** Times that it is tried, while others add people and agencies that it names. */
const MOST = 5
const addedMeanwhile = ['people_mailbox', 'agencies_name', 'agencies_same_name']

async function writePlan(
  db: Db,
  draft: PlanDraft,
  { by, now, madeFrom, beside }: Authorship,
): Promise<PlanIds> {
  const known = await alreadyKnown(db, draft, by)
  const ids = idsForDraft(draft, known)
  const author = {
    by: by === null ? null : (ids.person.get(mailboxKey(by)) ?? known.people.get(mailboxKey(by)) ?? null),
    now,
  }
  const plan = planRow(draft, ids, now)
  const priorities = draft.priorities.map((priority, position) => priorityRow(priority, position, ids, now))
  const actions = draft.priorities.flatMap(({ ref, actions: drafts }) =>
    drafts.map((action) => factsOfDraft(action, ref, ids, now)),
  )
  const measures = measureRows(draft, ids, now)
  const inspections = inspectionRows(draft, ids, now)
  const partsOf = <T extends object>(pick: (action: (typeof actions)[number]) => T[]) =>
    actions.flatMap((action) => pick(action).map((part) => ({ ...part, actionId: action.id })))

  const tables: [PgTable, object[]][] = [
    [schema.agencies, newAgencies(draft, ids, known.agencies)],
    [schema.people, newPeople(draft, ids, known.people, now)],
    [schema.plans, [plan]],
    [
      schema.memberships,
      draft.members.map(({ email, role }) => ({
        planId: ids.plan,
        personId: ids.person.get(mailboxKey(email)),
        role,
      })),
    ],
    [
      schema.horizons,
      draft.horizons.map((horizon) => ({ ...horizon, planId: ids.plan, id: ids.horizon.get(horizon.name) })),
    ],
    [
      schema.recommendations,
      draft.recommendations.map((each, position) => ({
        ...each,
        position,
        planId: ids.plan,
        id: ids.recommendation.get(each.ref),
      })),
    ],
    [schema.priorities, priorities],
    [schema.measures, measures],
    [schema.inspections, inspections],
    [schema.actions, actions],
    [schema.criteria, partsOf(({ criteria }) => criteria)],
    [schema.milestones, partsOf(({ milestones }) => milestones)],
    [
      schema.actionContributors,
      partsOf(({ contributorIds }) => contributorIds.map((personId) => ({ personId }))),
    ],
    [
      schema.actionRecommendations,
      partsOf((action) => action.recommendationIds.map((recommendationId) => ({ recommendationId }))),
    ],
    [schema.actionMeasures, partsOf((action) => action.measureIds.map((measureId) => ({ measureId })))],
    [
      schema.events,
      [
        { ...createEvent('plan', ids.plan, plan, author), payload: madeFrom ? { madeFrom } : {} },
        ...priorities.map((row) => createEvent('priority', ids.plan, row, author)),
        ...measures.map((row) => createEvent('measure', ids.plan, row, author)),
        ...actions.map((row) => createEvent('action', ids.plan, row, author)),
        ...inspections.map((row) => createEvent('inspection', ids.plan, row, author)),
      ],
    ],
  ]
  await insertAll(db, tables, beside?.(ids))
  return ids
}

/**
 * Adds a draft action to a plan that exists, with its history row, in one statement.
 * @param ids those of its plan; the new action's is entered
 * @param author the id of who adds it, and when; perhaps by which decision
 */
export async function addAction(
  db: Db,
  ids: PlanIds,
  priorityRef: string,
  draft: ActionDraft,
  author: { by: string | null; now: Instant; decisionId?: string | null },
): Promise<void> {
  ids.action.set(draft.ref, newId())
  const after = {
    ...factsOfDraft(draft, priorityRef, ids, author.now),
    decisionId: author.decisionId ?? null,
  }
  await commitAction(db, {
    before: null,
    after,
    event: createEvent('action', ids.plan, after, author),
    deliveries: [],
  })
}

/** The first row of a subject's history. `by` is a person's id here. */
export function createEvent(
  subjectKind: 'plan' | 'priority' | 'measure' | 'action' | 'inspection',
  planId: string,
  after: { id: string; state?: string },
  { by, now }: { by: string | null; now: Instant },
): EventRow {
  return {
    id: newEventId(after.id),
    planId,
    subjectKind,
    subjectId: after.id,
    aggregateId: after.id,
    version: 1,
    event: 'create',
    fromState: null,
    toState: after.state ?? null,
    actorId: by,
    at: now,
    payload: {},
    after,
  }
}

async function insertAll(
  db: Db,
  tables: [PgTable, object[]][],
  { steps, musts }: StepsBeside = { steps: [], musts: [] },
): Promise<void> {
  const inserts = tables
    .filter(([, rows]) => rows.length > 0)
    .map(([table, rows], at) => sql`${sql.identifier(`t${at}`)} as (${insertRows(table, rows)})`)
  const must = musts.length === 0 ? sql`true` : sql`must(${sql.join([...musts], sql` and `)})`
  await rowsOf(db, sql`with ${sql.join([...inserts, ...steps], sql`, `)} select ${must}`)
}

/** The people and agencies of a draft that are known, by what they are compared by. */
export async function alreadyKnown(db: Db, draft: PlanDraft, by: string | null) {
  const emails = [...draft.people.map(({ email }) => email), ...(by === null ? [] : [by])]
  const names = agenciesIn(draft).map(sameName)
  const [people, agencies] = await Promise.all([
    knownByAddress(db, emails),
    names.length === 0
      ? []
      : db.select().from(schema.agencies).where(inArray(schema.agencies.sameName, names)),
  ])
  return {
    people: new Map([...people, ...(draft.known?.people ?? [])]),
    agencies: new Map([
      ...agencies.map((agency) => [agency.sameName ?? '', agency.id] as const),
      ...(draft.known?.agencies ?? []),
    ]),
  }
}

/** The agencies of a draft that are to be written. */
export function newAgencies(draft: PlanDraft, ids: PlanIds, known: ReadonlyMap<string, string>) {
  return agenciesIn(draft)
    .filter((name) => !known.has(sameName(name)))
    .map((name) => ({ id: ids.agency.get(sameName(name)), name }))
}

/** The people of a draft that are to be written. */
export function newPeople(draft: PlanDraft, ids: PlanIds, known: ReadonlyMap<string, string>, now: Instant) {
  return draft.people
    .filter(({ email }) => !known.has(mailboxKey(email)))
    .map(({ agency, ...person }) => ({
      ...person,
      id: ids.person.get(mailboxKey(person.email)),
      agencyId: agency === null ? null : ids.agency.get(sameName(agency)),
      createdAt: now,
    }))
}

function planRow(draft: PlanDraft, ids: PlanIds, now: Instant) {
  const {
    people: _,
    members: _m,
    horizons: _h,
    recommendations: _r,
    priorities: _p,
    measures: _o,
    inspections: _i,
    known: _k,
    settings,
    ...described
  } = draft
  return {
    ...described,
    ...settings,
    id: ids.plan,
    state: 'draft',
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
}

/** A priority of a draft as it is first written. */
export function priorityRow(priority: PriorityDraft, position: number, ids: PlanIds, now: Instant) {
  const { leadEmail, parentRef = null, measures: _, actions: _a, ...described } = priority
  return {
    ...described,
    id: ids.priority.get(priority.ref) ?? '',
    planId: ids.plan,
    parentId: parentRef === null ? null : (ids.priority.get(parentRef) ?? null),
    leadId: leadEmail === null ? null : (ids.person.get(mailboxKey(leadEmail)) ?? null),
    state: 'draft',
    version: 1,
    position,
    createdAt: now,
    updatedAt: now,
  }
}
