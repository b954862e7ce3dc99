import { sameName } from '#workflows/sameness.ts'

/** Entries whose name came before, in whatever writing: P1 and p1 would be taken for one another. */
export function repeated<Entry>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
  sameAs = sameName,
) {
  const seen = new Map<string, Entry>()
  return entries.flatMap((again) => {
    const name = sameAs(nameOf(again))
    const first = seen.get(name)
    if (first === undefined) seen.set(name, again)
    return first === undefined ? [] : [{ again, first }]
  })
}
