import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type ActionCommit, commitAction, type DeliveryRow } from '#db/commit.ts'
import { rowsOf } from '#db/connect.ts'
import { brokenConstraint } from '#db/errors.ts'
import { newId } from '#db/ids.ts'
import { readAction } from '#db/queries/action-facts.ts'
import type { ActionFacts } from '#workflows/action-facts.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'

const database = useDatabase()
const now = '2026-11-23T10:00:00.000Z'

async function read(plan: TestPlan): Promise<ActionFacts> {
  const action = await readAction(database().db, plan.actions['P1.S1'] as string)
  if (!action) throw new Error('the action is there')
  return action.facts
}

/** The action one version on with the change, its history row, and a delivery to the lead. */
function commitOf(plan: TestPlan, before: ActionFacts, change: Partial<ActionFacts>): ActionCommit {
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

function deliveryOf(period: string, personId: string, actionId: string): DeliveryRow {
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

/** All that a commit may write, as it stands: to compare a failed one with what was there. */
async function everything(actionId: string): Promise<object> {
  const tables = ['actions', 'criteria', 'evidence', 'milestones', 'blockers', 'extensions', 'updates']
  const others = ['events', 'deliveries', 'action_contributors', 'action_recommendations']
  const all: Record<string, object[]> = { facts: [(await readAction(database().db, actionId)) ?? {}] }
  for (const table of [...tables, ...others]) {
    all[table] = await rowsOf(database().db, sql.raw(`select * from ${table} t order by t::text`))
  }
  return all
}

async function recommendationOf(plan: TestPlan): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(
    database().db,
    sql`select id from recommendations where plan_id = ${plan.planId}`,
  )
  return row?.id ?? ''
}

function somePartsOf(plan: TestPlan, { criteria }: ActionFacts) {
  const part = {
    milestone: newId(),
    blocker: newId(),
    extension: newId(),
    update: newId(),
    evidence: newId(),
  }
  const parts = {
    evidence: [
      {
        ...{
          id: part.evidence,
          criterionId: criteria[0]?.id ?? '',
          kind: 'audit',
          title: "The auditor's view",
        },
        ...{ url: 'https://documents.example/a', datedOn: '2026-11-20', independent: true },
        ...{ addedBy: plan.people.owner, addedAt: now },
      },
    ],
    milestones: [
      {
        id: part.milestone,
        title: 'Half',
        state: 'planned',
        dueOn: '2026-12-01',
        metOn: null,
        timesReplanned: 0,
      },
    ],
    blockers: [
      {
        ...{ id: part.blocker, state: 'open', what: 'Data', waitingOn: 'The police', sinceOn: '2026-11-02' },
        ...{ critical: false, raisedBy: plan.people.owner, how: null, resolvedOn: null },
      },
    ],
    extensions: [
      {
        ...{
          id: part.extension,
          state: 'requested',
          reasonCode: 'scope',
          text: 'More',
          effect: null,
          mitigation: null,
        },
        ...{
          previousDueOn: '2026-12-18',
          dueOn: '2027-01-15',
          requestedBy: plan.people.owner,
          requestedOn: '2026-11-23',
        },
        ...{ decidedBy: null, decidedOn: null, decisionReason: null, regulatorAgreement: null },
      },
    ],
    lastUpdate: {
      ...{
        id: part.update,
        by: plan.people.owner,
        at: now,
        note: 'Twelve "seen"; \\ ok',
        forecastOn: '2027-01-10',
      },
      ...{ ownRating: 'red', whatChanged: 'Ŵyth o deuluoedd' },
    },
  } as const
  return parts as unknown as Pick<
    ActionFacts,
    'evidence' | 'milestones' | 'blockers' | 'extensions' | 'lastUpdate'
  >
}

describe('a commit', () => {
  test('adds parts and changes them afterwards, each as it was given', async () => {
    const plan = await givenPlan(database().db)
    const before = await read(plan)
    const added = commitOf(plan, before, somePartsOf(plan, before))
    expect(await commitAction(database().db, added)).toBe(true)
    expect(await read(plan)).toEqual(added.after)

    const [milestone, blocker, extension] = [
      added.after.milestones[0],
      added.after.blockers[0],
      added.after.extensions[0],
    ]
    if (!milestone || !blocker || !extension) throw new Error('the parts were read back')
    const decided = { decidedBy: plan.people.lead, decidedOn: '2026-11-24', decisionReason: 'Agreed' }
    const changed = commitOf(plan, added.after, {
      milestones: [{ ...milestone, state: 'met', metOn: '2026-11-24' }],
      blockers: [{ ...blocker, state: 'resolved', critical: true, how: 'Signed', resolvedOn: '2026-11-24' }],
      extensions: [{ ...extension, ...decided, state: 'granted' }],
    })
    expect(await commitAction(database().db, changed)).toBe(true)
    expect(await read(plan)).toEqual(changed.after)
  })

  test('keeps earlier updates beside the last', async () => {
    const plan = await givenPlan(database().db)
    const before = await read(plan)
    const first = commitOf(plan, before, { lastUpdate: somePartsOf(plan, before).lastUpdate })
    await commitAction(database().db, first)
    const later = {
      ...somePartsOf(plan, before).lastUpdate,
      at: '2026-11-24T08:00:00.000Z',
      note: 'Later',
    } as ActionFacts['lastUpdate']
    await commitAction(database().db, commitOf(plan, first.after, { lastUpdate: later }))
    expect((await read(plan)).lastUpdate).toEqual(later)
    const notes = await rowsOf(
      database().db,
      sql`select note from updates where action_id = ${before.id} order by at`,
    )
    expect(notes).toEqual([{ note: 'Twelve "seen"; \\ ok' }, { note: 'Later' }])
  })

  test('removes criteria that a draft no longer has, adds and rewords others', async () => {
    const plan = await givenPlan(database().db, [{ dueOn: null }])
    const before = await read(plan)
    expect(before.state).toBe('draft')
    const [first, second] = before.criteria
    if (!first || !second) throw new Error('a draft of the test has two criteria')
    const reworded = { ...second, position: 0, text: 'The second, in other words' }
    const commit = commitOf(plan, before, {
      criteria: [reworded, { id: newId(), position: 1, text: 'A third' }],
    })
    expect(await commitAction(database().db, commit)).toBe(true)
    expect(await read(plan)).toEqual(commit.after)
    expect(await rowsOf(database().db, sql`select from criteria where id = ${first.id}`)).toEqual([])
  })

  test('adds and removes contributors and recommendations', async () => {
    const plan = await givenPlan(database().db)
    const before = await read(plan)
    expect(before.contributorIds).toEqual([plan.people.contributor])
    const added = commitOf(plan, before, {
      contributorIds: [plan.people.contributor, plan.people.member].toSorted(),
      recommendationIds: [await recommendationOf(plan)],
    })
    await commitAction(database().db, added)
    expect(await read(plan)).toEqual(added.after)
    const removed = commitOf(plan, added.after, {
      contributorIds: [plan.people.member],
      recommendationIds: [],
    })
    await commitAction(database().db, removed)
    expect(await read(plan)).toEqual(removed.after)
  })

  test('writes a new action with all its parts', async () => {
    const plan = await givenPlan(database().db)
    const model = await read(plan)
    const criteria = [{ id: newId(), position: 0, text: 'It is shown' }]
    const made = { ...model, id: newId(), ref: 'P1.S2', version: 0, criteria, createdAt: now }
    const commit = commitOf(plan, made, somePartsOf(plan, made))
    expect(await commitAction(database().db, { ...commit, before: null })).toBe(true)
    expect((await readAction(database().db, made.id))?.facts).toEqual(commit.after)
  })

  test('leaves other actions alone', async () => {
    const plan = await givenPlan(database().db, [{}, {}])
    const other = await readAction(database().db, plan.actions['P1.S2'] as string)
    const before = await read(plan)
    await commitAction(
      database().db,
      commitOf(plan, before, { ...somePartsOf(plan, before), title: 'Another' }),
    )
    expect(await readAction(database().db, plan.actions['P1.S2'] as string)).toEqual(other)
  })
})

describe('a commit leaves nothing behind', () => {
  const nobody = newId()
  test.each<[string, string, (commit: ActionCommit) => void]>([
    [
      'a blocker raised by nobody',
      'blockers_raised_by_people_id_fk',
      ({ after }) => (after.blockers = after.blockers.map((each) => ({ ...each, raisedBy: nobody }))),
    ],
    [
      'evidence for no criterion',
      'evidence_criterion_id_criteria_id_fk',
      ({ after }) => (after.evidence = after.evidence.map((each) => ({ ...each, criterionId: nobody }))),
    ],
    [
      'an extension in an unknown state',
      'extensions_state',
      ({ after }) =>
        (after.extensions = after.extensions.map((each) => ({ ...each, state: 'asked' as 'requested' }))),
    ],
    [
      'an unknown contributor',
      'action_contributors_person_id_people_id_fk',
      ({ after }) => (after.contributorIds = [nobody]),
    ],
    ['an unknown owner', 'actions_owner_id_people_id_fk', ({ after }) => (after.ownerId = nobody)],
    ['an unknown state', 'actions_state', ({ after }) => (after.state = 'done' as 'draft')],
    ['a history row by nobody', 'events_actor_id_people_id_fk', ({ event }) => (event.actorId = nobody)],
    ['a version already told of', 'events_version', ({ event }) => (event.version = 1)],
    [
      'a delivery to nobody',
      'deliveries_person_id_people_id_fk',
      ({ deliveries }) => deliveries.push(deliveryOf('x', nobody, nobody)),
    ],
  ])('when it fails on %s', async (_what, constraint, spoil) => {
    const plan = await givenPlan(database().db)
    const before = await read(plan)
    const then = await everything(before.id)
    const commit = commitOf(plan, before, { ...somePartsOf(plan, before), title: 'Never kept' })
    spoil(commit)
    const broken = await commitAction(database().db, commit).then(() => 'none', brokenConstraint)
    expect(broken).toBe(constraint)
    expect(await everything(before.id)).toEqual(then)
  })

  test('when a criterion to be removed has evidence', async () => {
    const plan = await givenPlan(database().db, [{ dueOn: null }])
    const start = await read(plan)
    const before = commitOf(plan, start, { evidence: somePartsOf(plan, start).evidence })
    await commitAction(database().db, before)
    const then = await everything(start.id)
    const commit = commitOf(plan, before.after, { criteria: start.criteria.slice(1) })
    const broken = await commitAction(database().db, commit).then(() => 'none', brokenConstraint)
    expect(broken).toBe('evidence_criterion_id_criteria_id_fk')
    expect(await everything(start.id)).toEqual(then)
  })

  test('when its condition no longer holds', async () => {
    const plan = await givenPlan(database().db)
    const before = await read(plan)
    const then = await everything(before.id)
    const commit = commitOf(plan, before, {
      ...somePartsOf(plan, before),
      title: 'Never kept',
      contributorIds: [],
    })
    expect(await commitAction(database().db, { ...commit, condition: sql`false` })).toBe(false)
    expect(await everything(before.id)).toEqual(then)
    expect(await commitAction(database().db, { ...commit, condition: sql`true` })).toBe(true)
  })

  test('when the version has moved on', async () => {
    const plan = await givenPlan(database().db)
    const before = await read(plan)
    expect(await commitAction(database().db, commitOf(plan, before, { title: 'The first' }))).toBe(true)
    const then = await everything(before.id)
    const second = commitOf(plan, before, {
      ...somePartsOf(plan, before),
      title: 'The second',
      contributorIds: [],
    })
    expect(await commitAction(database().db, second)).toBe(false)
    expect(await everything(before.id)).toEqual(then)
  })
})
