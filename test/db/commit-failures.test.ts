import { describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { type ActionCommit, commitAction } from '#db/write/commit.ts'
import { changeAction } from '#db/write/transition.ts'
import { commitOf, deliveryOf, everything, newParts, readFirst } from '../support/commits.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()

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
    const before = await readFirst(database().db, plan)
    const then = await everything(database().db, before.id)
    const commit = commitOf(plan, before, { ...newParts(plan, before), title: 'Never kept' })
    spoil(commit)
    const broken = await commitAction(database().db, commit).then(() => 'none', brokenConstraint)
    expect(broken).toBe(constraint)
    expect(await everything(database().db, before.id)).toEqual(then)
  })

  test('when a criterion to be removed has evidence', async () => {
    const plan = await givenPlan(database().db, [{ dueOn: null }])
    const start = await readFirst(database().db, plan)
    const before = commitOf(plan, start, { evidence: newParts(plan, start).evidence })
    await commitAction(database().db, before)
    const then = await everything(database().db, start.id)
    const commit = commitOf(plan, before.after, { criteria: start.criteria.slice(1) })
    const broken = await commitAction(database().db, commit).then(() => 'none', brokenConstraint)
    expect(broken).toBe('evidence_criterion_id_criteria_id_fk')
    expect(await everything(database().db, start.id)).toEqual(then)
  })

  test('when its condition no longer holds', async () => {
    const plan = await givenPlan(database().db)
    const before = await readFirst(database().db, plan)
    const then = await everything(database().db, before.id)
    const commit = commitOf(plan, before, {
      ...newParts(plan, before),
      title: 'Never kept',
      contributorIds: [],
    })
    expect(await commitAction(database().db, { ...commit, condition: sql`false` })).toBe(false)
    expect(await everything(database().db, before.id)).toEqual(then)
    expect(await commitAction(database().db, { ...commit, condition: sql`true` })).toBe(true)
  })

  test('when the version has moved on', async () => {
    const plan = await givenPlan(database().db)
    const before = await readFirst(database().db, plan)
    expect(await commitAction(database().db, commitOf(plan, before, { title: 'The first' }))).toBe(true)
    const then = await everything(database().db, before.id)
    const second = commitOf(plan, before, {
      ...newParts(plan, before),
      title: 'The second',
      contributorIds: [],
    })
    expect(await commitAction(database().db, second)).toBe(false)
    expect(await everything(database().db, before.id)).toEqual(then)
  })
})

test('a first report in a plan that has closed is refused, and not tried again for ever', async () => {
  const plan = await givenPlan(database().db)
  const before = await readFirst(database().db, plan)
  expect(before.state).toBe('agreed')
  await rowsOf(database().db, sql`update plans set state = 'closed' where id = ${plan.planId}`)
  const context = { actionId: before.id, actorId: plan.people.owner, now: '2026-11-23T10:00:00.000Z' }
  const event = { type: 'report', updateId: newId(), note: 'We have begun.' } as const
  expect(await changeAction(database().db, context, { subject: 'action', event })).toMatchObject({
    outcome: 'refused',
    refused: { code: 'planNotActive' },
  })
  expect(await readFirst(database().db, plan)).toEqual(before)
})
