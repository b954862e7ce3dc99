import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { codeOf } from '#db/connection/errors.ts'
import * as schema from '#db/schema/index.ts'
import {
  actionStates,
  blockerStates,
  extensionStates,
  milestoneStates,
} from '#workflows/action/action-facts.ts'
import { actionMachine } from '#workflows/action/action.ts'
import { decisionStates } from '#workflows/decision/decision-facts.ts'
import { decisionMachine } from '#workflows/decision/decision.ts'
import { importStates } from '#workflows/import/import-facts.ts'
import { importMachine } from '#workflows/import/import.ts'
import { inspectionStates } from '#workflows/inspection/inspection-facts.ts'
import { inspectionMachine } from '#workflows/inspection/inspection.ts'
import { meetingMachine, meetingStates } from '#workflows/meeting/meeting.ts'
import { blockerMachine } from '#workflows/parts/blocker.ts'
import { extensionMachine } from '#workflows/parts/extension.ts'
import { milestoneMachine } from '#workflows/parts/milestone.ts'
import { planStates, priorityStates } from '#workflows/plan/plan-settings.ts'
import { planMachine } from '#workflows/plan/plan.ts'
import { priorityMachine } from '#workflows/priority/priority.ts'
import { reportTemplateStates } from '#workflows/report/template-facts.ts'
import { reportTemplateMachine } from '#workflows/report/template.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()
// drizzle-kit adds it to every array, which breaks what other tests of the same process load.
Reflect.deleteProperty(Array.prototype, 'random')

describe('the state column', () => {
  test.each([
    ['actions', actionMachine, actionStates],
    ['milestones', milestoneMachine, milestoneStates],
    ['blockers', blockerMachine, blockerStates],
    ['extensions', extensionMachine, extensionStates],
    ['plans', planMachine, planStates],
    ['priorities', priorityMachine, priorityStates],
    ['meetings', meetingMachine, meetingStates],
    ['inspections', inspectionMachine, inspectionStates],
    ['report_templates', reportTemplateMachine, reportTemplateStates],
    ['imports', importMachine, importStates],
    ['decision_records', decisionMachine, decisionStates],
  ] as const)('of %s takes exactly the states of its machine', async (table, { states }, listed) => {
    expect(await statesAllowed(database().db, table)).toEqual(Object.keys(states).toSorted())
    expect([...listed].toSorted()).toEqual(Object.keys(states).toSorted())
  })

  test('refuses any other state', async () => {
    const { actions } = await givenPlan(database().db)
    const changed = rowsOf(
      database().db,
      sql`update actions set state = 'done' where id = ${actions['P1.S1']}`,
    )
    await expect(
      changed.catch((error: unknown) => Promise.reject(new Error(codeOf(error) ?? ''))),
    ).rejects.toThrow('23514')
  })
})

describe('the history', () => {
  test.each(['update events set event = event', 'delete from events', 'truncate events'])(
    "refuses the application's role: %s",
    async (statement) => {
      await givenPlan(database().db)
      const before = await historyOf(database().db)
      expect(before.length).toBeGreaterThan(0)
      const refused = await rowsOf(database().db, sql.raw(statement)).then(() => null, codeOf)
      expect(refused).toBe('42501')
      expect(await historyOf(database().db)).toEqual(before)
    },
  )
})

test('the migrations say what the schema says: nothing would be generated', async () => {
  const folder = join(import.meta.dirname, '../../db/migrations/meta')
  const journal = JSON.parse(await readFile(join(folder, '_journal.json'), 'utf8')) as {
    entries: { idx: number }[]
  }
  const newest = String(journal.entries.at(-1)?.idx).padStart(4, '0')
  const snapshot = JSON.parse(await readFile(join(folder, `${newest}_snapshot.json`), 'utf8')) as {
    id: string
  }
  const now = generateDrizzleJson(schema, snapshot.id)
  expect(await generateMigration(snapshot as typeof now, now)).toEqual([])
})

/** The names in the check constraint of a state column, as the database has it. */
async function statesAllowed(db: Db, table: string): Promise<string[]> {
  const [check] = await rowsOf<{ definition: string }>(
    db,
    sql`select pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = ${table}::regclass and contype = 'c' and conname = ${`${table}_state`}`,
  )
  return [...(check?.definition ?? '').matchAll(/'([^']*)'/g)].map(([, name]) => name ?? '').toSorted()
}

function historyOf(db: Db): Promise<object[]> {
  return rowsOf(db, sql`select * from events order by id`)
}
