import { numbered } from '#workflows/exchange/cells/numbered-title.ts'
import type { RowRead } from '#workflows/exchange/reading/reading.ts'
import { sameName } from '#workflows/sameness.ts'

/** A priority that rows name, with its reference and the rows in their order. */
export type PriorityNamed = { ref: string; title: string; rows: RowRead[] }

/**
 * The priorities that rows name, in the order in which they come. A number that stands before a title is its reference:
 * 'Priority 2: Practice' is P2, 'Practice'. Others are numbered on.
 */
export function prioritiesOf(rows: readonly RowRead[]): PriorityNamed[] {
  const byName = new Map<string, { told: string; rows: RowRead[] }>()
  for (const row of rows) {
    const told = row.read.priority ?? ''
    const found = byName.get(sameName(told))
    if (found) found.rows.push(row)
    else byName.set(sameName(told), { told, rows: [row] })
  }
  const taken = new Set<string>()
  return [...byName.values()].map(({ told, rows: own }, at) => {
    const { number, title } = numbered(told)
    const wanted = number === null ? `P${at + 1}` : `P${number}`
    const ref = taken.has(sameName(wanted)) ? freeAfter(at + 1, taken) : wanted
    taken.add(sameName(ref))
    return { ref, title, rows: own }
  })
}

function freeAfter(from: number, taken: ReadonlySet<string>): string {
  for (let number = from; ; number++) if (!taken.has(sameName(`P${number}`))) return `P${number}`
}
