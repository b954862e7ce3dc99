import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Answer, type Answers, mediaTypes, nothing } from '#server/http/answers.ts'
import { info, tags } from '#server/http/document/info.ts'
import { operations } from '#server/http/document/operations.ts'
import { headersOf } from '#server/http/document/parameters.ts'
import { problemResponses } from '#server/http/document/problems.ts'
import { shareParts } from '#server/http/document/share-parts.ts'

const BASE = '/api/v1'

/** The OpenAPI document of the API, built from its schemas, and a page to read it; all of it served by us. */
export async function registerOpenapi(
  app: FastifyInstance,
  publicUrl: string,
  answers: Answers,
): Promise<void> {
  app.addHook('onRoute', (route) => documentRoute(route, answers))
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info,
      servers: [{ url: publicUrl }],
      tags,
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'An access token from `POST /auth/token`, good for 15 minutes.',
          },
        },
        responses: problemResponses,
      },
      security: [{ token: [] }],
    },
    transform: (document) => documentHeaders(createJsonSchemaTransform({})(document), document),
    transformObject: (document) => shareParts(createJsonSchemaTransformObject({})(document)),
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'API of Waymark' },
    uiConfig: { url: `${BASE}/openapi.json`, validatorUrl: null, deepLinking: true },
    staticCSP: `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
  })
}

/** Adds to a route of the API what clients call it, and what it answers when it succeeds. */
function documentRoute(route: RouteOptions, answers: Answers): void {
  const [method = ''] = [route.method].flat()
  const schema = route.schema as
    | { hide?: boolean; response?: object; querystring?: { shape?: object } }
    | undefined
  if (schema?.hide || method === 'HEAD') return
  if (!route.url.startsWith(`${BASE}/`)) {
    route.schema = { ...schema, hide: true } as object
    return
  }
  const name = `${method} ${route.url.slice(BASE.length)}`
  const [operationId, summary] = operations[name] ?? []
  const csv = 'limit' in (schema?.querystring?.shape ?? {})
  route.schema = {
    ...schema,
    operationId,
    summary,
    ...(route.config?.open && { security: [] }),
    response: { ...successes(answers[name] ?? {}, method, route.url, csv), ...schema?.response },
  } as object
}

function successes(answer: Answer, method: string, url: string, csv: boolean) {
  const documented = Object.entries(answer).map(([status, schema]) => {
    if (schema === nothing) return [status, nothing.describe('Done.')]
    const media = mediaTypes.get(schema)
    if (media !== undefined) return [status, { description: 'OK', content: { [media]: { schema } } }]
    const content = {
      'application/json': { schema },
      ...(csv && { 'text/csv': { schema: z.string() } }),
      ...(method === 'GET' &&
        url.endsWith('/files/:id') && { 'application/octet-stream': { schema: z.string() } }),
    }
    return [status, { description: 'OK', content }]
  })
  const unchanged = method === 'GET' &&
    answer[200] &&
    (mediaTypes.has(answer[200]) || (url.endsWith('/:id') && !url.endsWith('/files/:id'))) && {
      304: z.null().describe('The caller has this already, as it reads today.'),
    }
  return { ...Object.fromEntries(documented), ...unchanged }
}

type Transform = ReturnType<typeof createJsonSchemaTransform>
type Transformed = ReturnType<Transform> & {
  schema: { headers?: object; querystring?: { properties?: object } }
}

/** Adds the headers that a route takes, and keeps what a query says of a parameter that refers to a named schema. */
function documentHeaders(transformed: ReturnType<Transform>, { route, schema }: Parameters<Transform>[0]) {
  if (schema?.hide) return transformed
  const [method = ''] = [route.method].flat()
  const headers = headersOf(method, route.url)
  const { querystring } = (transformed as Transformed).schema
  const described = Object.entries(querystring?.properties ?? {}).map(([name, { $ref, ...more }]) => [
    name,
    // Of a reference nothing else is kept on the way into the document.
    $ref === undefined ? more : { allOf: [{ $ref }], ...more },
  ])
  return {
    ...transformed,
    schema: {
      ...transformed.schema,
      ...(headers && { headers: { type: 'object', ...headers } }),
      ...(querystring && { querystring: { ...querystring, properties: Object.fromEntries(described) } }),
    },
  } as Transformed
}
