import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import type { Db } from '#db/connection/connect.ts'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readActions } from '#db/read/read-actions.ts'
import { actions, criteria, deliveries, digestWeeks, evidence, milestones, plans } from '#db/schema/index.ts'
import { planWeek } from '#emails/ledger/plan-week.ts'
import { useDatabase } from '#test/support/database.ts'
import { actionStates, evidenceKinds, milestoneStates } from '#workflows/action/action-facts.ts'
import { evidenceOwed } from '#workflows/action/embedding.ts'
import { overdueMilestones, ownerGroupOf } from '#workflows/action/owner-work.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import { givenOwners, ledger, MONDAY, MONDAY_EIGHT } from './harness.ts'

const database = useDatabase()

test('a week is planned with exactly the lines that the rule of the pages picks', async () => {
  const { db } = database()
  const made = [
    await givenOwners(db, [{}], { digestsFrom: MONDAY }),
    await givenOwners(db, [{}], { digestsFrom: MONDAY, dueSoonDays: 3, staleDays: 5 }),
  ]
  const homes = await readActions(db, eq(plans.state, 'active'))
  const owners = made.flatMap(({ people: cast }) => [cast.owner, cast.otherOwner])
  let lines = 0
  await fc.assert(
    fc.asyncProperty(fc.array(drawnAction, { minLength: 20, maxLength: 60 }), async (drawn) => {
      await db.delete(milestones)
      await db.delete(evidence)
      await db.delete(criteria)
      await db.delete(deliveries)
      await db.delete(digestWeeks)
      const rows = drawn.map((action, at) => {
        const home = homes[at % homes.length]?.facts
        if (!home) throw new Error('the plans are there')
        const { id: _id, ref: _ref, ...facts } = home
        return {
          ...facts,
          ...action,
          id: newId(),
          ref: `G${at}`,
          ownerId: owners[at % owners.length] ?? null,
        }
      })
      await db.delete(actions).where(eq(actions.title, 'generated'))
      await db
        .insert(actions)
        .values(
          rows.map(({ milestones: _none, evidence: _neither, ...row }) => ({ ...row, title: 'generated' })),
        )
      await insertEvidence(db, rows)
      const parts = rows.flatMap(({ id, milestones: drawnParts }) =>
        drawnParts.map((part) => ({ ...part, id: newId(), actionId: id, title: 'm', timesReplanned: 0 })),
      )
      if (parts.length > 0) await db.insert(milestones).values(parts)

      await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })

      const reads = await readActions(db, eq(plans.state, 'active'))
      const expected = reads.flatMap(({ facts, plan: { settings } }) => {
        const group = ownerGroupOf(facts, settings, MONDAY)
        const missed = overdueMilestones(facts, MONDAY).map(({ id }) => `overdue ${facts.id} ${id}`)
        const lacks = evidenceOwed(facts, settings, MONDAY, false)
        const brought = lacks.length > 0 ? [`evidence ${facts.id} null`] : []
        return [...(group ? [`${group} ${facts.id} null`] : []), ...missed, ...brought].map(
          (line) => `${facts.ownerId} ${line}`,
        )
      })
      const planned = (await ledger(db)).flatMap(({ personId, lines: found }) =>
        found
          .filter((line) => 'group' in line)
          .map(({ group, actionId, milestoneId }) => `${personId} ${group} ${actionId} ${milestoneId}`),
      )
      lines += planned.length
      expect(planned.toSorted()).toEqual(expected.toSorted())
      const turn = reads.filter(
        ({ facts, plan: { settings } }) =>
          ['agreed', 'inProgress', 'returned'].includes(facts.state) ||
          evidenceOwed(facts, settings, MONDAY, false).length > 0,
      )
      const owing = new Set(turn.map(({ facts }) => facts.ownerId ?? ''))
      expect((await ledger(db)).map(({ personId }) => personId).toSorted()).toEqual([...owing].toSorted())
    }),
    { numRuns: 25 },
  )
  expect(lines).toBeGreaterThan(300)
})

const day: fc.Arbitrary<Day> = fc.integer({ min: -60, max: 40 }).map((days) => addDays(MONDAY, days))
const near: fc.Arbitrary<Day> = fc
  .constantFrom(-35, -5, -1, 0, 1, 3, 4, 14, 15)
  .map((days) => addDays(MONDAY, days))
const perhaps = fc.option(fc.oneof(day, near))
const drawnAction = fc.record({
  state: fc.oneof(
    fc.constantFrom(...actionStates),
    fc.constantFrom('agreed', 'inProgress', 'returned', 'signedOff'),
  ),
  startOn: perhaps,
  dueOn: perhaps,
  agreedOn: perhaps,
  lastUpdateOn: perhaps,
  signedOffOn: perhaps,
  embedCheckOn: perhaps,
  evidence: fc.array(
    fc.record({
      kind: fc.constantFrom(...evidenceKinds),
      datedOn: fc.oneof(day, near),
      independent: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  milestones: fc.array(
    fc.record({
      state: fc.constantFrom(...milestoneStates),
      dueOn: fc.oneof(day, near),
      metOn: fc.constant(null),
    }),
    {
      maxLength: 3,
    },
  ),
})

type Drawn = {
  id: string
  ownerId: string | null
  evidence: readonly { kind: string; datedOn: Day; independent: boolean }[]
}

async function insertEvidence(db: Db, rows: readonly Drawn[]) {
  const brought = rows.filter((row) => row.evidence.length > 0)
  if (brought.length === 0) return
  const criterion = new Map(brought.map(({ id }) => [id, newId()]))
  await db
    .insert(criteria)
    .values(brought.map(({ id }) => ({ id: criterion.get(id) ?? '', actionId: id, position: 0, text: 'c' })))
  await db.insert(evidence).values(
    brought.flatMap(({ id, ownerId, evidence: drawn }) =>
      drawn.map((each) => ({
        ...each,
        kind: each.kind as (typeof evidenceKinds)[number],
        id: newId(),
        actionId: id,
        criterionId: criterion.get(id) ?? '',
        title: 'e',
        url: 'https://evidence.example',
        addedBy: ownerId ?? '',
        addedAt: MONDAY_EIGHT,
      })),
    ),
  )
}
