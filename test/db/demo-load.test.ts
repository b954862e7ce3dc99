import { describe, expect, test } from 'vitest'
import { eq, sql } from '#db/connection/drizzle.ts'
import { demonstration } from '#db/demo/demonstration.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { readActions } from '#db/read/read-actions.ts'
import { summarise } from '#db/read/summary.ts'
import { deliveries, events, plans } from '#db/schema/index.ts'
import { making } from '#server/demonstration.ts'
import { actionStates } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const now = '2026-11-25T11:00:00.000Z'

describe('the demonstration', () => {
  test('loads through the real workflows once, and is left alone the second time', async () => {
    expect(await loadDemonstration(database().url, now, making)).toBe(true)
    expect(await loadDemonstration(database().url, now, making)).toBe(false)
    expect(await database().db.select().from(plans)).toHaveLength(1)
  })

  test('mails nobody about the past that it tells', async () => {
    expect(await database().db.select().from(deliveries)).toEqual([])
  })

  test('shows something in every state and every colour', async () => {
    const [plan] = await database().db.select().from(plans)
    const summary = await summarise(database().db, plan?.id ?? '', '2026-11-25')
    expect(summary.byState.map(({ key }) => String(key)).toSorted()).toEqual([...actionStates].toSorted())
    expect(summary.byRating.map(({ key }) => String(key)).toSorted()).toEqual([
      'amber',
      'blue',
      'green',
      'grey',
      'none',
      'red',
    ])
  })

  test('ends where its story says each action stands', async () => {
    const reads = await readActions(database().db, sql`true`)
    const due = new Map(reads.map(({ facts }) => [facts.ref, facts.dueOn]))
    for (const { ref, due: offset } of demonstration().plan.priorities.flatMap(({ actions }) => actions)) {
      expect([ref, due.get(ref)]).toEqual([ref, offset === null ? null : addDays('2026-11-25', offset)])
    }
  })

  test('leaves a history whose last row is each action as it stands', async () => {
    for (const { facts } of await readActions(database().db, sql`true`)) {
      const rows = await database().db.select().from(events).where(eq(events.aggregateId, facts.id))
      expect(rows.toSorted((a, b) => a.version - b.version).map(({ version }) => version)).toEqual(
        Array.from({ length: facts.version }, (_, at) => at + 1),
      )
      expect(rows.find(({ version }) => version === facts.version)?.after).toEqual(facts)
    }
  })
})
