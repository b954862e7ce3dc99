import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import type { ActionCommit, DeliveryRow } from '#db/write/commit.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { TestPlan } from './plans.ts'

const now = '2026-11-23T10:00:00.000Z'

/** The first action of a plan, as it stands. */
export async function readFirst(db: Db, plan: TestPlan): Promise<ActionFacts> {
  const action = await readAction(db, plan.actions['P1.S1'] as string)
  if (!action) throw new Error('the action is there')
  return action.facts
}

/** The action one version on with the change, its history row, and a delivery to the lead. */
export function commitOf(plan: TestPlan, before: ActionFacts, change: Partial<ActionFacts>): ActionCommit {
  const after = { ...before, ...change, version: before.version + 1, updatedAt: now }
  const event = {
    id: newId(),
    planId: plan.planId,
    subjectKind: 'action' as const,
    subjectId: before.id,
    aggregateId: before.id,
    version: after.version,
    event: 'edit',
    fromState: before.state,
    toState: after.state,
    actorId: plan.people.administrator,
    at: now,
    payload: {},
    after,
  }
  return { before, after, event, deliveries: [deliveryOf(event.id, plan.people.lead, before.id)] }
}

/** A queued notice to a person. */
export function deliveryOf(period: string, personId: string, actionId: string): DeliveryRow {
  return {
    id: newId(),
    kind: 'submitted',
    period,
    personId,
    actionId,
    state: 'queued',
    toName: 'The lead',
    toAddress: 'lead@plan.example',
    lines: [],
    dueAt: now,
    late: false,
    attempts: 0,
    nextTryAt: now,
    leaseUntil: null,
    fence: 0,
    handedOffAt: null,
    ambiguous: false,
    createdAt: now,
    settledAt: null,
  }
}

/** All that a commit may write, as it stands: to compare what is there after a failed one with what was. */
export async function everything(db: Db, actionId: string): Promise<object> {
  const tables = ['actions', 'criteria', 'evidence', 'milestones', 'blockers', 'extensions', 'updates']
  const others = ['events', 'deliveries', 'action_contributors', 'action_recommendations']
  const all: Record<string, object[]> = { facts: [(await readAction(db, actionId)) ?? {}] }
  for (const table of [...tables, ...others]) {
    all[table] = await rowsOf(db, sql.raw(`select * from ${table} t order by t::text`))
  }
  return all
}

/** One new part of every kind, and an update. */
export function newParts(
  { people: { owner } }: TestPlan,
  { criteria }: ActionFacts,
): Pick<ActionFacts, 'evidence' | 'milestones' | 'blockers' | 'extensions'> & {
  lastUpdate: NonNullable<ActionFacts['lastUpdate']>
} {
  const undecided = { decidedBy: null, decidedOn: null, decisionReason: null, regulatorAgreement: null }
  return {
    evidence: [
      {
        id: newId(),
        criterionId: criteria[0]?.id ?? '',
        kind: 'audit',
        title: "The auditor's view",
        url: 'https://documents.example/a',
        datedOn: '2026-11-20',
        independent: true,
        addedBy: owner,
        addedAt: now,
      },
    ],
    milestones: [
      { id: newId(), title: 'Half', state: 'planned', dueOn: '2026-12-01', metOn: null, timesReplanned: 0 },
    ],
    blockers: [
      {
        id: newId(),
        state: 'open',
        what: 'Data',
        waitingOn: 'The police',
        sinceOn: '2026-11-02',
        critical: false,
        raisedBy: owner,
        how: null,
        resolvedOn: null,
      },
    ],
    extensions: [
      {
        ...undecided,
        id: newId(),
        state: 'requested',
        reasonCode: 'scope',
        text: 'More schools',
        effect: null,
        mitigation: null,
        previousDueOn: '2026-12-18',
        dueOn: '2027-01-15',
        requestedBy: owner,
        requestedOn: '2026-11-23',
      },
    ],
    lastUpdate: {
      id: newId(),
      by: owner,
      at: now,
      note: 'Twelve "seen"; \\ ok',
      forecastOn: '2027-01-10',
      ownRating: 'red',
      whatChanged: 'Ŵyth o deuluoedd',
      via: 'link',
    },
  }
}
