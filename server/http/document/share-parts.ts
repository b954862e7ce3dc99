import type { createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { namedSchemas, usedBy } from './named-schemas.ts'
import { type Parameter, sharedNameOf } from './parameters.ts'
import { problemsOfAny } from './problems.ts'
import { shareTexts } from './share-texts.ts'

type Document = ReturnType<ReturnType<typeof createJsonSchemaTransformObject>>
type Reference = { $ref: string }
type Response = { content?: Record<string, { schema: { $ref?: string } }> }
type Operation = {
  parameters?: (Parameter | Reference)[]
  requestBody?: object
  responses: Record<string, Response | Reference>
}
type Paths = Record<string, Record<string, Operation>>
type Schemas = Record<string, unknown>

/** The document with everything that operations have alike said once, under a name, and their problems added. */
export function shareParts(document: Document): Document {
  const { components, paths } = document as unknown as {
    components: { schemas: Schemas; responses: object }
    paths: Paths
  }
  const parameters: Record<string, object> = {}
  const responses: Record<string, object> = { ...components.responses }
  const often = answeredOften(paths)
  const operations = eachOperation(paths, (operation) => ({
    ...operation,
    ...(operation.parameters && { parameters: operation.parameters.map(shareParameter) }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => [status, shareResponse(response)]),
      ),
      ...problemsOfAny,
    },
  }))
  const named = namedSchemas({ operations, parameters, responses }, components.schemas)
  const { operations: shared, ...parts } = named.part
  const schemas = asDocumented(named.schemas, shared)
  return {
    ...document,
    ...shareTexts({ paths: shared, components: { ...components, ...parts, schemas } }),
  } as unknown as Document

  function shareParameter(given: Parameter | Reference): Parameter | Reference {
    if ('$ref' in given) return given
    const [schema = given.schema] = given.schema?.allOf ?? []
    const { required, ...more } = { ...given, schema }
    const parameter = (required ? { ...more, required } : more) as Parameter
    const name = sharedNameOf(parameter)
    if (name === null) return parameter
    parameters[name] ??= parameter
    return { $ref: `#/components/parameters/${name}` }
  }

  function shareResponse(response: Response | Reference): Response | Reference {
    const name = schemaNameOf(response)
    if (name === null || !often.has(name)) return response
    responses[name] ??= response
    return { $ref: `#/components/responses/${name}` }
  }
}

function eachOperation(paths: Paths, change: (operation: Operation) => Operation): Paths {
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [
      path,
      Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, change(operation)])),
    ]),
  )
}

/** The schemas that more than one operation answers with. */
function answeredOften(paths: Paths): Set<string> {
  const names = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ responses }) => Object.values(responses))
    .map(schemaNameOf)
    .filter((name) => name !== null)
  return new Set(names.filter((name, at) => names.indexOf(name) < at))
}

function schemaNameOf(response: Response | Reference): string | null {
  const schema = 'content' in response ? response.content?.['application/json']?.schema : undefined
  return schema?.$ref?.split('/').at(-1) ?? null
}

/**
 * Schemas as the document says them: answers may gain fields, so that none is closed; and no integer names the
 * largest there is in JavaScript, as zod has it.
 */
function asDocumented(schemas: Schemas, paths: Paths): Schemas {
  const bodies = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map((each) => each.requestBody),
  )
  const given = usedBy(bodies, schemas)
  const documented = Object.entries(schemas).map(([name, schema]) => [
    name,
    leaveOut(schema, !given.has(name)),
  ])
  return Object.fromEntries(documented) as Schemas
}

function leaveOut(schema: unknown, isAnswer: boolean): unknown {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key === 'additionalProperties' && value === false && isAnswer) return undefined
    return key === 'maximum' && value === Number.MAX_SAFE_INTEGER ? undefined : value
  })
  return JSON.parse(text)
}
