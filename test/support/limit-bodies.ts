import type { FastifyInstance } from 'fastify'
import { addDays } from '#workflows/calendar/calendar.ts'
import { timeOfDay } from '#workflows/calendar/time-of-day.ts'
import type { JsonSchema } from './openapi.ts'

/** One shape that the body of a request may have: the whole of it, or one event of a workflow. */
export type Shape = { variant: string; schema: JsonSchema }

/** A text, number, list or day of a body, by its place: `criteria/0/text`. */
export type BodyField = { path: string; kind: 'bounded' | 'day' }

/** Reads the bodies of an application's own OpenAPI document, with everything that they refer to. */
export function bodiesOf(app: FastifyInstance) {
  const { components } = app.swagger() as unknown as { components: { schemas: Record<string, JsonSchema> } }
  const resolved = (schema: JsonSchema): JsonSchema => {
    const ref = schema.$ref
    if (typeof ref === 'string') return resolved(components.schemas[ref.split('/').at(-1) ?? ''] ?? {})
    const [only, ...more] = alternatives(schema).filter((each) => each.type !== 'null')
    if (only && more.length === 0) return resolved({ ...only, default: schema.default })
    if (Array.isArray(schema.type))
      return { ...schema, type: (schema.type as string[]).find((type) => type !== 'null') }
    return schema
  }

  /** The shapes that a body may have. */
  function shapesOf(body: JsonSchema): Shape[] {
    const whole = resolved(body)
    const several = alternatives(whole)
    if (several.length === 0) return [{ variant: '', schema: whole }]
    return several.map((each) => {
      const schema = resolved(each)
      const [first] = Object.values(propertiesOf(schema))
      return { variant: String(first?.const ?? first?.enum), schema }
    })
  }

  /** The fields of a shape that have bounds; choices and ids have none. */
  function fieldsOf(schema: JsonSchema, path: string[] = []): BodyField[] {
    const own = resolved(schema)
    const place = path.join('/')
    if (own.type === 'object')
      return Object.entries(propertiesOf(own)).flatMap(([name, each]) => fieldsOf(each, [...path, name]))
    if (own.type === 'array')
      return [{ path: place, kind: 'bounded' }, ...fieldsOf(own.items as JsonSchema, [...path, '0'])]
    if (own.format === 'date') return [{ path: place, kind: 'day' }]
    if (own.pattern === timeOfDay.source) return []
    const digits = typeof own.pattern === 'string' && /^\^\\d\{\d\}\$$/.test(own.pattern)
    const isDigest = own.pattern === '^[0-9a-f]{64}$'
    if (own.enum !== undefined || own.const !== undefined || own.format === 'uuid' || digits || isDigest)
      return []
    const bounded = own.type === 'string' || own.type === 'number' || own.type === 'integer'
    return bounded ? [{ path: place, kind: 'bounded' }] : []
  }

  /** The least that a shape asks for. */
  function leastOf(schema: JsonSchema): unknown {
    const own = resolved(schema)
    if (own.const !== undefined) return own.const
    if (Array.isArray(own.enum)) return own.enum[0]
    if (own.format === 'uuid') return '01900000-0000-7000-8000-000000000000'
    if (own.format === 'date') return '2026-11-20'
    if (own.format === 'uri') return 'https://documents.example/1'
    if (own.pattern === timeOfDay.source) return '14:00'
    const [oneOf] = alternatives(own)
    if (own.type === undefined && oneOf) return leastOf(oneOf)
    if (own.type === 'array') return []
    if (own.type === 'boolean') return false
    if (own.type === 'string') return String(own.pattern).startsWith('^\\d') ? '123456' : 'x'
    if (own.type !== 'object') return own.minimum ?? 1
    const needed = own.required as string[] | undefined
    const properties = Object.entries(propertiesOf(own)).filter(([name]) => needed?.includes(name))
    return Object.fromEntries(properties.map(([name, each]) => [name, leastOf(each)]))
  }

  /** A body with a value at a place of it; what leads there is filled in with the least that it asks for. */
  function withValue(
    schema: JsonSchema,
    body: unknown,
    [step = '', ...rest]: string[],
    value: unknown,
  ): unknown {
    if (step === '') return value
    const own = resolved(schema)
    if (own.type === 'array') {
      const items = own.items as JsonSchema
      const [first = leastOf(items), ...more] = Array.isArray(body) ? (body as unknown[]) : []
      return [withValue(items, first, rest, value), ...more]
    }
    const inner = propertiesOf(own)[step] ?? {}
    const had = (body ?? leastOf(own)) as Record<string, unknown>
    return { ...had, [step]: withValue(inner, had[step], rest, value) }
  }

  /** A list of so many items, each the least that it may be. */
  function manyOf(schema: JsonSchema, path: string[], length: number): unknown[] {
    const list = path.reduce<JsonSchema>((here, step) => {
      const own = resolved(here)
      return own.type === 'array' ? (own.items as JsonSchema) : (propertiesOf(own)[step] ?? {})
    }, schema)
    return Array.from({ length }, (_, at) => itemOf(leastOf(resolved(list).items as JsonSchema), at))
  }

  return { shapesOf, fieldsOf, leastOf, withValue, manyOf }
}

/** One of a list: nobody is named twice in it, and no day stands in it twice. */
function itemOf(least: unknown, at: number): unknown {
  if (typeof least !== 'object' || least === null) return least
  return {
    ...least,
    ...('name' in least && { name: `x${at}` }),
    ...('startOn' in least && { startOn: addDays('2020-01-01', at) }),
  }
}

function alternatives({ oneOf, anyOf }: JsonSchema): JsonSchema[] {
  return (oneOf ?? anyOf ?? []) as JsonSchema[]
}

function propertiesOf({ properties }: JsonSchema): Record<string, JsonSchema> {
  return (properties ?? {}) as Record<string, JsonSchema>
}
