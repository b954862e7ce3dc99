import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

export type Operation = {
  /** As in `GET /actions/{id}`. */
  name: string
  method: string
  path: string
  /** The addresses that it answers, below the base. */
  pattern: RegExp
  open: boolean
  body: JsonSchema | null
  parameters: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: JsonSchema }[]
  /** By status, which may be a range such as `4XX`, and by media type. */
  answers: Map<string, Map<string, JsonSchema>>
}
export type JsonSchema = Record<string, unknown>

export type Contract = {
  operations: Operation[]
  /** What is wrong with an answer, as sentences: an undocumented status or field, or a value of another kind. */
  faultsOf: (asked: { method: string; path: string }, answer: Answered) => string[]
}
type Answered = { status: number; type: string; body: unknown }

const contracts = new WeakMap<FastifyInstance, Contract>()
const byText = new Map<string, Contract>()

/** The contract that an application publishes, to hold its answers against; read once for all that publish the same. */
export function contractOf(app: FastifyInstance): Contract {
  const known = contracts.get(app)
  if (known) return known
  const text = JSON.stringify(app.swagger())
  const contract = byText.get(text) ?? readContract(JSON.parse(text) as Document)
  byText.set(text, contract)
  contracts.set(app, contract)
  return contract
}

type Document = {
  paths: Record<string, Record<string, RawOperation>>
  components: {
    schemas: Record<string, JsonSchema>
    parameters: Record<string, Operation['parameters'][number]>
    responses: Record<string, RawResponse>
  }
}
type Reference = { $ref: string }
type RawResponse = { content?: Record<string, { schema: JsonSchema }> }
type RawOperation = {
  security?: unknown[]
  parameters?: (Operation['parameters'][number] | Reference)[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, RawResponse | Reference>
}

const BASE = '/api/v1'
const problem: JsonSchema = { $ref: '#/components/schemas/Problem' }

function readContract(document: Document): Contract {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) =>
      operationOf(document, method.toUpperCase(), path.slice(BASE.length), raw),
    ),
  )
  const named = closed(document.components.schemas) as Record<string, JsonSchema>
  const compiled = new Map<JsonSchema, z.ZodType>()
  const schemaOf = (schema: JsonSchema) => {
    const known = compiled.get(schema) ?? z.fromJSONSchema(standalone(schema, named))
    compiled.set(schema, known)
    return known
  }
  return {
    operations,
    faultsOf: (asked, { status, type, body }) => {
      const operation = find(operations, asked)
      // What has no route is answered by the platform, with a problem like any other.
      const answer = operation && answerOf(operation, status)
      const documented = operation ? answer?.get(type) : problem
      // Whether every route documents its answer has a test of its own.
      if (!documented && status < 300 && operation && !answer) return []
      if (!documented) {
        return [`${operation?.name} does not document that it answers ${status} with ${type || 'nothing'}`]
      }
      const result = schemaOf(documented).safeParse(body)
      const faults = (result.error?.issues ?? []).map(
        (issue) =>
          `${operation?.name ?? asked.path} ${status}: ${issue.path.join('/')}: ${issue.message} (see server/answers)`,
      )
      const said = (body as { status?: unknown }).status
      return type === 'application/problem+json' && said !== status
        ? [...faults, `the problem says ${String(said)} and the answer ${status}`]
        : faults
    },
  }
}

/** What an operation documents of a status, be it with all of its hundred. */
export function answerOf({ answers }: Operation, status: number): Map<string, JsonSchema> | undefined {
  return answers.get(String(status)) ?? answers.get(`${Math.floor(status / 100)}XX`)
}

function operationOf({ components }: Document, method: string, path: string, raw: RawOperation): Operation {
  const inFull = (schema: JsonSchema) => dereferenced(schema, components.schemas) as JsonSchema
  const parameters = (raw.parameters ?? []).map((each) => {
    const parameter = '$ref' in each ? named(components.parameters, each.$ref) : each
    return { ...parameter, schema: inFull(parameter.schema) }
  })
  const body = raw.requestBody?.content['application/json']?.schema
  return {
    name: `${method} ${path}`,
    method,
    path,
    pattern: patternOf(path),
    open: raw.security?.length === 0,
    body: body ? inFull(body) : null,
    parameters,
    answers: new Map(
      Object.entries(raw.responses).map(([status, each]) => {
        const { content = {} } = '$ref' in each ? named(components.responses, each.$ref) : each
        return [status, new Map(Object.entries(content).map(([type, { schema }]) => [type, schema]))]
      }),
    ),
  }
}

function find(operations: Operation[], { method, path }: { method: string; path: string }) {
  const [asked = ''] = path.split('?')
  const matches = operations.filter(
    (operation) => operation.method === method && operation.pattern.test(asked),
  )
  // A literal segment is nearer than a parameter, as in the router.
  return matches.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0]
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)
}

function named<T>(parts: Record<string, T>, reference: string): T {
  const part = parts[reference.split('/').at(-1) ?? '']
  if (!part) throw new Error(`nothing is named ${reference}`)
  return part
}

/** A schema with those that it names in the place of their names. */
function dereferenced(part: unknown, schemas: Record<string, JsonSchema>): unknown {
  if (Array.isArray(part)) return part.map((each) => dereferenced(each, schemas))
  if (typeof part !== 'object' || part === null) return part
  if ('$ref' in part && typeof part.$ref === 'string') return dereferenced(named(schemas, part.$ref), schemas)
  return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, dereferenced(each, schemas)]))
}

/** Schemas by which an object has no fields but those that are documented, though clients bear with more. */
export function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed)
  if (typeof part !== 'object' || part === null) return part
  const inner = Object.fromEntries(Object.entries(part).map(([key, each]) => [key, closed(each)]))
  return 'properties' in part && 'type' in part && part.type === 'object'
    ? { additionalProperties: false, ...inner }
    : inner
}

/** A schema with the named ones it refers to, as one that can be read by itself. */
function standalone(schema: JsonSchema, named: Record<string, JsonSchema>): JsonSchema {
  const text = JSON.stringify({ ...schema, $defs: named }).replaceAll('#/components/schemas/', '#/$defs/')
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...JSON.parse(text) } as JsonSchema
}
