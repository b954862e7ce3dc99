import type { ExchangeField } from '../exchange-fields.ts'
import type { Around, Draft } from './row-context.ts'

/** What is near a name, worked out once for all rows that say it. */
export function nearTo(name: string, { near }: Around, find: () => string[]): string[] {
  const before = near.get(name)
  if (before !== undefined) return before
  const found = find()
  near.set(name, found)
  return found
}

type Near = { field: ExchangeField; original: string; told: string; found: readonly string[] }

/** Asks once, for all rows that say the same, whether one of those that are there is meant; not where none is near. */
export function askNear(draft: Draft, { field, original, told, found }: Near, { questions }: Around): void {
  const [nearest] = found
  if (nearest === undefined) return
  const question = `Did you mean ‘${nearest}’, which is there already? As it stands, ‘${told}’ is made as a new one.`
  questions.ask(draft.row, { field, original, question, proposed: [...found, told] })
}
