type Schemas = Record<string, unknown>
const reference = /"#\/components\/schemas\/(\w+)"/g

/**
 * The named schemas that a part of a document needs, and the part with references to them. Every name is published
 * twice, as `Name` for answers and `NameInput` for requests: what nothing refers to goes, and where the two say the
 * same, or only the second is needed, it is `Name`.
 */
export function namedSchemas<Part>(part: Part, all: Schemas): { part: Part; schemas: Schemas } {
  const used = usedBy(part, all)
  const texts = new Map<string, string>()
  const names = new Map([...used].map((name) => [name, nameOf(name)]))
  const kept = [...used].map((name) => [names.get(name), renamed(all[name])])
  const sorted = kept.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return { part: renamed(part), schemas: Object.fromEntries(sorted) as Schemas }

  function nameOf(name: string): string {
    const plain = name.replace(/Input$/, '')
    return plain === name || !used.has(plain) || whole(name) === whole(plain) ? plain : name
  }

  /** A schema with those it refers to in the place of the references. */
  function whole(name: string): string {
    const known = texts.get(name)
    if (known !== undefined) return known
    const text = JSON.stringify(all[name]).replace(reference, (_, inner: string) => whole(inner))
    texts.set(name, text)
    return text
  }

  function renamed<T>(value: T): T {
    const text = JSON.stringify(value).replace(
      reference,
      (_, name: string) => `"#/components/schemas/${names.get(name)}"`,
    )
    return JSON.parse(text) as T
  }
}

/** The names that a part of a document refers to, and those that they refer to in turn. */
export function usedBy(part: unknown, all: Schemas, used = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(part).matchAll(reference)) {
    if (used.has(name)) continue
    used.add(name)
    usedBy(all[name], all, used)
  }
  return used
}
