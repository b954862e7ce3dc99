import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readActions } from '#db/read/action-facts.ts'
import { actions, deliveries, digestWeeks, milestones, plans } from '#db/schema/index.ts'
import { planWeek } from '#emails/ledger/plan-week.ts'
import { useDatabase } from '#test/support/database.ts'
import { actionStates, milestoneStates } from '#workflows/action/action-facts.ts'
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
        .values(rows.map(({ milestones: _none, ...row }) => ({ ...row, title: 'generated' })))
      const parts = rows.flatMap(({ id, milestones: drawnParts }) =>
        drawnParts.map((part) => ({ ...part, id: newId(), actionId: id, title: 'm', timesReplanned: 0 })),
      )
      if (parts.length > 0) await db.insert(milestones).values(parts)

      await planWeek(db, clockFrom(MONDAY_EIGHT), MONDAY, { superseded: false })

      const reads = await readActions(db, eq(plans.state, 'active'))
      const expected = reads.flatMap(({ facts, plan: { settings } }) => {
        const group = ownerGroupOf(facts, settings, MONDAY)
        const missed = overdueMilestones(facts, MONDAY).map(({ id }) => `overdue ${facts.id} ${id}`)
        return [...(group ? [`${group} ${facts.id} null`] : []), ...missed].map(
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
      const turn = reads.filter(({ facts }) => ['agreed', 'inProgress', 'returned'].includes(facts.state))
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
  state: fc.oneof(fc.constantFrom(...actionStates), fc.constantFrom('agreed', 'inProgress', 'returned')),
  startOn: perhaps,
  dueOn: perhaps,
  agreedOn: perhaps,
  lastUpdateOn: perhaps,
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
