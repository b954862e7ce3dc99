type Schema = Record<string, unknown>

/**
 * A document in which texts of the same limit, and named schemas that may be null, are said once under a name:
 * `Line200` is on one line and not empty, `Text5000` may have more lines, `OptionalText5000` may be empty.
 */
export function shareTexts<Part extends { components: { schemas: Schema } }>(document: Part): Part {
  const { schemas } = document.components
  const orNull = new Map(Object.entries(schemas).map(([name, schema]) => [nullable(schema), name]))
  const texts: Schema = {}
  const bodies = Object.entries(schemas).map(([name, schema]) => [name, insides(schema as object)])
  const shared = walk({ ...document, components: { ...document.components, schemas: {} } }) as Part
  return {
    ...shared,
    components: { ...shared.components, schemas: { ...Object.fromEntries(bodies), ...texts } },
  }

  function walk(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const name = textName(value as Schema)
    if (name !== null) texts[name] ??= value
    const known = name ?? orNull.get(nullable(value) ?? '')
    return known === undefined ? insides(value) : { $ref: `#/components/schemas/${known}` }
  }

  function insides(value: object): Schema {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]))
  }
}

/** The name of a text that nothing but its limit is said of; null for any other schema. */
function textName(schema: Schema): string | null {
  const { type, maxLength, minLength, pattern, ...more } = schema
  if (type !== 'string' || typeof maxLength !== 'number' || Object.keys(more).length > 0) return null
  if (minLength !== undefined && minLength !== 1) return null
  if (pattern !== undefined && pattern !== oneLine) return null
  return `${minLength === undefined ? 'Optional' : ''}${pattern === undefined ? 'Text' : 'Line'}${maxLength}`
}

const oneLine = String.raw`^[^\r\n\u2028\u2029]*$`

/** What a schema refers to that is this or null, and says nothing else; null for any other. */
function nullable(schema: unknown): string | null {
  const { anyOf, ...more } = schema as { anyOf?: { $ref?: string; type?: string }[] }
  const [first, second, ...others] = anyOf ?? []
  if (others.length > 0 || second?.type !== 'null' || Object.keys(more).length > 0) return null
  return first?.$ref ?? null
}
