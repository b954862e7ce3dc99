import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { readAction } from '#db/read/read-actions.ts'
import { plans, priorities } from '#db/schema/index.ts'
import { createPlan } from '#db/write/create-plan.ts'
import { actionFields } from '#server/features/actions/action-fields-sheet.ts'
import { planDescription } from '#server/features/plans/plan-fields-sheet.ts'
import { priorityFields, verdictFields } from '#server/features/priorities/priority-fields-sheet.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { described, type NounFields } from '#server/sheets/noun.ts'
import { useDatabase } from '#test/support/database.ts'

const database = useDatabase()

/** A value for each field, by its name in a plan file and by its own. */
function valuesOf(fields: NounFields) {
  const all = Object.entries(fields).map(([name, { kind, inFile = name, meanings = {} }]) => {
    const day = name.startsWith('start') || name.startsWith('first') ? '2027-04-01' : '2028-03-31'
    const value =
      kind === 'day'
        ? day
        : kind === 'tick'
          ? true
          : kind === 'choice'
            ? Object.keys(meanings)[0]
            : `What ${name} says`
    return { name, inFile, value }
  })
  return {
    said: Object.fromEntries(all.map(({ inFile, value }) => [inFile, value])),
    stored: Object.fromEntries(all.map(({ name, value }) => [name, value])),
  }
}

test('a plan file that says every field of a plan, a priority and an action has each of them stored', async () => {
  const { firstOn: _first, lastOn: _last, title: _title, ...planWords } = planDescription
  const { ref: _, leadId: _lead, parentId: _parent, ...priorityWords } = priorityFields
  const plan = valuesOf(planWords)
  const priority = valuesOf({ ...priorityWords, ...verdictFields })
  const action = valuesOf(actionFields)
  const { db } = database()
  const file = {
    waymark: 1,
    title: 'A plan',
    ...plan.said,
    term: { first: '2027-04-01', last: '2028-03-31' },
    horizons: { short: { label: 'Short', first: '2027-04-01', last: '2028-03-31' } },
    priorities: [
      { ref: 'P1', ...priority.said, actions: [{ ref: 'P1.S1', horizon: 'short', ...action.said }] },
    ],
  }
  const { draft } = readPlanFile(JSON.stringify(file), { name: 'plan.json' })
  const ids = await createPlan(db, draft, { by: null, now: '2026-11-23T10:00:00.000Z' })
  const [row] = await db.select().from(plans).where(eq(plans.id, ids.plan))
  const [written] = await db.select().from(priorities).where(eq(priorities.planId, ids.plan))
  const read = await readAction(db, ids.action.get('P1.S1') ?? '')
  expect(row).toMatchObject({ ...plan.stored, firstOn: '2027-04-01', lastOn: '2028-03-31' })
  expect(written).toMatchObject(priority.stored)
  expect(read && described(actionFields, read.facts)).toEqual(action.stored)
})
