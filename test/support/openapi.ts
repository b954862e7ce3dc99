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
  components: { schemas: Record<string, JsonSchema> }
}
type RawOperation = {
  security?: unknown[]
  parameters?: Operation['parameters']
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>
}

const BASE = '/api/v1'
const problem: JsonSchema = { $ref: '#/components/schemas/Problem' }

function readContract(document: Document): Contract {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) =>
      operationOf(method.toUpperCase(), path.slice(BASE.length), raw),
    ),
  )
  const compiled = new Map<JsonSchema, z.ZodType>()
  const schemaOf = (schema: JsonSchema) => {
    const known = compiled.get(schema) ?? z.fromJSONSchema(standalone(schema, document.components.schemas))
    compiled.set(schema, known)
    return known
  }
  return {
    operations,
    faultsOf: (asked, { status, type, body }) => {
      const operation = find(operations, asked)
      // What has no route is answered by the platform, with a problem like any other.
      const documented = operation ? operation.answers.get(String(status))?.get(type) : problem
      // Whether every route documents its answer has a test of its own.
      if (!documented && status < 300 && operation && !operation.answers.has(String(status))) return []
      if (!documented) {
        return [`${operation?.name} does not document that it answers ${status} with ${type || 'nothing'}`]
      }
      const result = schemaOf(documented).safeParse(body)
      const faults = (result.error?.issues ?? []).map(
        (issue) =>
          `${operation?.name ?? asked.path} ${status}: ${issue.path.join('/')}: ${issue.message} (see server/http/answers)`,
      )
      const said = (body as { status?: unknown }).status
      return type === 'application/problem+json' && said !== status
        ? [...faults, `the problem says ${String(said)} and the answer ${status}`]
        : faults
    },
  }
}

function operationOf(method: string, path: string, raw: RawOperation): Operation {
  return {
    name: `${method} ${path}`,
    method,
    path,
    pattern: patternOf(path),
    open: raw.security?.length === 0,
    body: raw.requestBody?.content['application/json']?.schema ?? null,
    parameters: raw.parameters ?? [],
    answers: new Map(
      Object.entries(raw.responses).map(([status, { content = {} }]) => [
        status,
        new Map(Object.entries(content).map(([type, { schema }]) => [type, schema])),
      ]),
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

/** A schema with the named ones it refers to, as one that can be read by itself. */
function standalone(schema: JsonSchema, named: Record<string, JsonSchema>): JsonSchema {
  const text = JSON.stringify({ ...schema, $defs: named }).replaceAll('#/components/schemas/', '#/$defs/')
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...JSON.parse(text) } as JsonSchema
}
