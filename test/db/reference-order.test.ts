import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { listActions } from '#db/read/actions.ts'
import { liveWorkOf } from '#db/read/people-list.ts'
import { readPlanForDecision } from '#db/read/plan-decision.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import { compareRefs } from '#workflows/plan/reference-order.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()

/** Texts such as references are made of, and any others that the database can keep. */
const part = fc.oneof(
  fc.constantFrom('P', 'S', 'p', '.', '-', ' ', 'é', '٣', '０', '\u{1F9ED}', '\uFF01'),
  fc.nat(120).map(String),
  fc.constantFrom('0', '00', '007', '9'.repeat(39), '1'.repeat(40), '2'.repeat(45)),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
)
const ref = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('').replaceAll('\0', ''))

async function sortedByDatabase(refs: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ ref: string }>(
    database().db,
    sql`select ref from jsonb_array_elements_text(${JSON.stringify(refs)}::jsonb) each(ref)
      order by ${inReferenceOrder(sql`ref`)}, ref collate "C"`,
  )
  return rows.map((row) => row.ref)
}

describe('references in order', () => {
  test('are in the same order by the database and by the rule in TypeScript', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ref, { maxLength: 30 }), async (refs) => {
        expect(await sortedByDatabase(refs)).toEqual(refs.toSorted(compareRefs))
      }),
      { numRuns: 300 },
    )
  })

  test('go by the value of their numbers, whatever their length', () => {
    const refs = ['P10', 'P2.S1', 'P1.S10', 'P1.S2', 'P1', 'P1.S2.3', 'A9', 'P01']
    const inOrder = ['A9', 'P01', 'P1', 'P1.S2', 'P1.S2.3', 'P1.S10', 'P2.S1', 'P10']
    expect(refs.toSorted(compareRefs)).toEqual(inOrder)
  })

  test('are so in lists, from page to page and in either direction, in work to hand over and in refusals', async () => {
    const { db } = database()
    const numbers = [10, 2, 1, 11, 9, 100]
    const drafts = numbers.map((number) => ({ ref: `P1.S${number}`, dueOn: null }))
    const plan = await givenPlan(db, drafts, { state: 'draft' })
    const inOrder = numbers.toSorted((a, b) => a - b).map((number) => `P1.S${number}`)
    for (const sort of ['ref', '-ref'] as const) {
      const found: string[] = []
      for (let after: string[] | null = null, more = true; more; more = after !== null) {
        const list = { filter: {}, sort, limit: 2, after, today: '2026-06-02' }
        const page = await listActions(db, plan.people.member, list)
        found.push(...page.items.map(({ facts }) => facts.ref))
        after = page.next
      }
      expect(found).toEqual(sort === 'ref' ? inOrder : inOrder.toReversed())
    }
    const work = await liveWorkOf(db, plan.people.owner)
    expect(work.filter(({ kind }) => kind === 'action').map((each) => each.ref)).toEqual(inOrder)
    const decision = await readPlanForDecision(db, plan.planId, plan.people.administrator)
    expect(JSON.stringify(decision).match(/P1\.S\d+/g)).toEqual(inOrder)
  })
})
