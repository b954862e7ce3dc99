import type { PgTable } from '#db/connection/drizzle.ts'
import { columnsOf } from '#db/connection/rows.ts'
import { actions, blockers, criteria, evidence, extensions, milestones, updates } from '#db/schema/index.ts'

const parts: Readonly<Record<string, PgTable>> = { criteria, evidence, milestones, blockers, extensions }
/** Lists of ids, which are rows of their own. */
const lists = ['contributorIds', 'recommendationIds', 'measureIds']
/** What is told by where a part stands, and is no field of it. */
const outside = new Set(['actionId', 'version'])

/**
 * An action as the history keeps it, with every field that was added after that row was written at the value which the
 * upgrade gave it: what the history could not know yet is no difference.
 */
export function withFieldsSince(kept: Record<string, unknown>): Record<string, unknown> {
  const filled = {
    ...initialOf(actions),
    ...Object.fromEntries(lists.map((name) => [name, []])),
    ...kept,
  }
  const each = Object.entries(parts).map(([name, table]) => [name, partsOf(table, kept[name])] as const)
  return { ...filled, ...Object.fromEntries(each), lastUpdate: partOf(updates, kept['lastUpdate']) ?? null }
}

function partsOf(table: PgTable, kept: unknown): unknown {
  return Array.isArray(kept) ? kept.map((part: unknown) => partOf(table, part)) : (kept ?? [])
}

function partOf(table: PgTable, kept: unknown): unknown {
  if (typeof kept !== 'object' || kept === null) return kept
  const initial = Object.entries(initialOf(table)).filter(([field]) => !outside.has(field))
  return { ...Object.fromEntries(initial), ...kept }
}

function initialOf(table: PgTable): Record<string, unknown> {
  return Object.fromEntries(columnsOf(table).map(({ key, fallback }) => [key, fallback]))
}
