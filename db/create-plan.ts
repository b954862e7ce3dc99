import { inArray, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { ActionFacts } from '#workflows/action-facts.ts'
import type { Instant } from '#workflows/calendar.ts'
import type { EventRow } from './commit.ts'
import { type Db, rowsOf } from './connect.ts'
import { newId } from './ids.ts'
import type { ActionDraft, PlanDraft, PriorityDraft } from './plan-draft.ts'
import { insertRows } from './rows.ts'
import * as schema from './schema/index.ts'

export type CreatedPlan = {
  planId: string
  /** Ids by lower-case email address. */
  personIds: Map<string, string>
  /** Ids by reference. */
  actionIds: Map<string, string>
}

/**
 * Writes a whole plan as a draft, with every row and its history, in one statement: all of it or nothing. People
 * and agencies that are already known (by email address, by name) are used as they are.
 * @param by who loads it; null for the system
 */
export async function createPlan(
  db: Db,
  draft: PlanDraft,
  { by, now }: { by: string | null; now: Instant },
): Promise<CreatedPlan> {
  const known = await alreadyKnown(db, draft)
  const planId = newId()
  const agencyIds = idsFor(agenciesIn(draft), known.agencies)
  const personIds = idsFor(
    draft.people.map(({ email }) => email.toLowerCase()),
    known.people,
  )
  const horizonIds = idsFor(draft.horizons.map(({ name }) => name))
  const recommendationIds = idsFor(draft.recommendations.map(({ ref }) => ref))
  const actionIds = idsFor(draft.priorities.flatMap(({ actions }) => actions.map(({ ref }) => ref)))
  const idOf = {
    plan: planId,
    person: personIds,
    agency: agencyIds,
    horizon: horizonIds,
    recommendation: recommendationIds,
    action: actionIds,
  }
  const born = { version: 1, createdAt: now, updatedAt: now }

  const priorities = draft.priorities.map((priority, position) => ({
    ...priorityRow(priority, position, personIds),
    planId,
    ...born,
  }))
  const actions = draft.priorities.flatMap((priority, at) =>
    priority.actions.map((action) => actionFacts(action, priorities[at]?.id ?? '', idOf, now)),
  )
  const plan = { ...draft, id: planId, state: 'draft', ...born }
  const history: EventRow[] = [
    birth('plan', planId, planId, plan, { by, now }),
    ...priorities.map((row) => birth('priority', planId, row.id, row, { by, now })),
    ...actions.map((facts) => birth('action', planId, facts.id, facts, { by, now })),
  ]
  await insertAll(db, [
    [
      schema.agencies,
      agenciesIn(draft)
        .filter((name) => !known.agencies.has(name))
        .map((name) => ({ id: agencyIds.get(name), name })),
    ],
    [
      schema.people,
      draft.people
        .filter(({ email }) => !known.people.has(email.toLowerCase()))
        .map((person) => ({
          ...person,
          id: personIds.get(person.email.toLowerCase()),
          agencyId: agencyIds.get(person.agency ?? ''),
          createdAt: now,
        })),
    ],
    [schema.plans, [plan]],
    [
      schema.memberships,
      draft.members.map(({ email, role }) => ({
        planId,
        role,
        personId: personIds.get(email.toLowerCase()),
      })),
    ],
    [
      schema.horizons,
      draft.horizons.map((horizon) => ({ ...horizon, planId, id: horizonIds.get(horizon.name) })),
    ],
    [
      schema.recommendations,
      draft.recommendations.map((each, position) => ({
        ...each,
        planId,
        position,
        id: recommendationIds.get(each.ref),
      })),
    ],
    [schema.priorities, priorities],
    [
      schema.measures,
      draft.priorities.flatMap(({ measures }, at) =>
        measures.map((measure, position) => ({
          ...measure,
          planId,
          position,
          id: newId(),
          priorityId: priorities[at]?.id,
        })),
      ),
    ],
    [schema.actions, actions],
    [
      schema.criteria,
      actions.flatMap(({ id, criteria }) => criteria.map((each) => ({ ...each, actionId: id }))),
    ],
    [
      schema.milestones,
      actions.flatMap(({ id, milestones }) => milestones.map((each) => ({ ...each, actionId: id }))),
    ],
    [
      schema.actionContributors,
      actions.flatMap(({ id, contributorIds }) =>
        contributorIds.map((personId) => ({ actionId: id, personId })),
      ),
    ],
    [
      schema.actionRecommendations,
      actions.flatMap(({ id, recommendationIds: answered }) =>
        answered.map((recommendationId) => ({ actionId: id, recommendationId })),
      ),
    ],
    [schema.events, history],
  ])
  return { planId, personIds, actionIds }
}

async function insertAll(db: Db, tables: [PgTable, object[]][]): Promise<void> {
  const inserts = tables
    .filter(([, rows]) => rows.length > 0)
    .map(([table, rows], at) => sql`${sql.identifier(`t${at}`)} as (${insertRows(table, rows)})`)
  await rowsOf(db, sql`with ${sql.join(inserts, sql`, `)} select`)
}

async function alreadyKnown(db: Db, draft: PlanDraft) {
  const emails = draft.people.map(({ email }) => email.toLowerCase())
  const email = sql<string>`lower(${schema.people.email})`
  const [people, agencies] = await Promise.all([
    emails.length === 0
      ? []
      : db.select({ id: schema.people.id, email }).from(schema.people).where(inArray(email, emails)),
    db.select().from(schema.agencies),
  ])
  return {
    people: new Map(people.map((person) => [person.email, person.id])),
    agencies: new Map(agencies.map((agency) => [agency.name, agency.id])),
  }
}

function agenciesIn(draft: PlanDraft): string[] {
  const named = [
    ...draft.people.map(({ agency }) => agency),
    ...draft.priorities.flatMap(({ actions }) => actions.map(({ agency }) => agency)),
  ]
  return [...new Set(named)].filter((name) => name !== null)
}

function idsFor(
  names: readonly string[],
  known: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  return new Map(names.map((name) => [name, known.get(name) ?? newId()]))
}

function priorityRow(priority: PriorityDraft, position: number, personIds: Map<string, string>) {
  const { actions: _, measures: __, leadEmail, ...fields } = priority
  return {
    ...fields,
    id: newId(),
    state: 'draft',
    position,
    leadId: personIds.get(leadEmail?.toLowerCase() ?? '') ?? null,
  }
}

type Ids = Record<'person' | 'agency' | 'horizon' | 'recommendation' | 'action', Map<string, string>> & {
  plan: string
}

function actionFacts(draft: ActionDraft, priorityId: string, ids: Ids, now: Instant): ActionFacts {
  const person = (email: string) => ids.person.get(email.toLowerCase()) ?? ''
  return {
    ...newActionFacts(now),
    id: ids.action.get(draft.ref) ?? newId(),
    planId: ids.plan,
    priorityId,
    horizonId: ids.horizon.get(draft.horizon) ?? '',
    ref: draft.ref,
    title: draft.title,
    description: draft.description,
    ownerId: draft.ownerEmail ? person(draft.ownerEmail) : null,
    agencyId: ids.agency.get(draft.agency ?? '') ?? null,
    startOn: draft.startOn,
    dueOn: draft.dueOn,
    critical: draft.critical,
    regulatorDate: draft.regulatorDate,
    contributorIds: draft.contributorEmails.map(person),
    recommendationIds: draft.recommendations.flatMap((ref) => ids.recommendation.get(ref) ?? []),
    criteria: draft.criteria.map((text, position) => ({ id: newId(), position, text })),
    milestones: draft.milestones.map(({ title, dueOn }) => ({
      id: newId(),
      title,
      dueOn,
      state: 'planned',
      metOn: null,
      timesReplanned: 0,
    })),
  }
}

/** A draft action before anything is known of it but the moment it was made. */
export function newActionFacts(
  now: Instant,
): Omit<ActionFacts, 'id' | 'planId' | 'priorityId' | 'horizonId' | 'ref' | 'title'> {
  return {
    description: '',
    state: 'draft',
    version: 1,
    ownerId: null,
    ownerPost: null,
    agencyId: null,
    startOn: null,
    baselineDueOn: null,
    dueOn: null,
    forecastOn: null,
    ownRating: null,
    timesExtended: 0,
    regulatorDate: false,
    critical: false,
    agreedOn: null,
    lastUpdateOn: null,
    submittedOn: null,
    submittedBy: null,
    endorsedOn: null,
    endorsedBy: null,
    signedOffOn: null,
    signedOffBy: null,
    embedCheckOn: null,
    successorId: null,
    createdAt: now,
    updatedAt: now,
    contributorIds: [],
    recommendationIds: [],
    criteria: [],
    evidence: [],
    milestones: [],
    blockers: [],
    extensions: [],
    lastUpdate: null,
  }
}

function birth(
  subjectKind: 'plan' | 'priority' | 'action',
  planId: string,
  id: string,
  after: object,
  { by, now }: { by: string | null; now: Instant },
): EventRow {
  const state = 'state' in after ? String(after.state) : null
  return {
    id: newId(),
    planId,
    subjectKind,
    subjectId: id,
    aggregateId: id,
    version: 1,
    event: 'create',
    fromState: null,
    toState: state,
    actorId: by,
    at: now,
    payload: {},
    after,
  }
}
