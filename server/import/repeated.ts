/** Entries whose name came before, whatever the case of its letters: P1 and p1 would be taken for one another. */
export function repeated<Entry>(entries: readonly Entry[], nameOf: (entry: Entry) => string) {
  const seen = new Map<string, Entry>()
  return entries.flatMap((again) => {
    const name = nameOf(again).toLowerCase()
    const first = seen.get(name)
    if (first === undefined) seen.set(name, again)
    return first === undefined ? [] : [{ again, first }]
  })
}
