import { createHash } from 'node:crypto'

type Components = Record<string, Record<string, unknown>>
type Published = {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, { operationId: string }>>
  components: Components
}

/** What the journey of a client asks for: `test/support/api-types.d.ts` has the types of these and no others. */
const journey = [
  'requestCode',
  'createAccessToken',
  'listActions',
  'reportOnAction',
  'addActionEvidence',
  'getAction',
  'transitionAction',
]

// Limits and words change no type.
const left = ['minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'minItems', 'maxItems', 'summary']

/**
 * The part of a published document that the operations of the journey and what they refer to make up, with what is
 * told in types.
 */
export function journeyDocument(document: object): Published {
  const { openapi, info, paths, components } = JSON.parse(
    JSON.stringify(document, (key, value: unknown) => {
      if (typeof value === 'object') return value
      return key === 'description' ? '' : left.includes(key) ? undefined : value
    }),
  ) as Published
  const wanted = Object.entries(paths).flatMap(([path, methods]) => {
    const asked = Object.entries(methods).filter(([, { operationId }]) => journey.includes(operationId))
    return asked.length > 0 ? [[path, Object.fromEntries(asked)] as const] : []
  })
  const kept: Components = {}
  const { title, version } = info
  const reduced = { openapi, info: { title, version }, paths: Object.fromEntries(wanted), components: kept }
  follow(reduced.paths)
  return reduced

  function follow(part: unknown): void {
    for (const [, kind = '', name = ''] of JSON.stringify(part).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)) {
      const parts = (kept[kind] ??= {})
      if (name in parts) continue
      parts[name] = components[kind]?.[name]
      follow(parts[name])
    }
  }
}

/** What tells one such document from another, whatever order its parts are in. */
export function digestOfDocument(document: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(document)))
    .digest('hex')
}

function sorted(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(sorted)
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}
