import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answers } from '#server/http/answers.ts'
import { type Answer, nothing, problemSchema } from '#server/http/answers/common.ts'
import { problemCodes } from '#server/http/problem.ts'
import { limits } from '#workflows/limits.ts'

const BASE = '/api/v1'

/** The OpenAPI document of the API, built from its schemas, and a page to read it; all of it served by us. */
export async function registerOpenapi(app: FastifyInstance, publicUrl: string): Promise<void> {
  app.addHook('onRoute', documentAnswers)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Waymark',
        version: '1',
        description:
          'Improvement plans: priorities, actions and what may happen to them. Every error is a problem (RFC 9457) whose ' +
          `code is one of: ${Object.keys(problemCodes).join(', ')}. A POST may carry an Idempotency-Key of its own: sent ` +
          'again within 24 hours it is answered again and not carried out again. The ETag of a resource is its version, ' +
          'followed by what it reads like where that has changed without a new version, as a colour does overnight; ' +
          'either goes back as If-Match.',
      },
      servers: [{ url: publicUrl }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ token: [] }],
    },
    transform: (document) => documentHeaders(createJsonSchemaTransform({})(document), document),
    transformObject: (document) => withoutUnused(createJsonSchemaTransformObject({})(document)),
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'API of Waymark' },
    uiConfig: { url: `${BASE}/openapi.json`, validatorUrl: null, deepLinking: true },
    staticCSP: `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
  })
}

/** Adds to a route of the API what it answers: when it succeeds, and with which problems it may not. */
function documentAnswers(route: RouteOptions): void {
  const schema = route.schema as { hide?: boolean; response?: object } | undefined
  const [method = ''] = [route.method].flat()
  if (schema?.hide || method === 'HEAD') return
  if (!route.url.startsWith(`${BASE}/`)) {
    route.schema = { ...schema, hide: true } as object
    return
  }
  const answer = answers[`${method} ${route.url.slice(BASE.length)}`] ?? {}
  route.schema = {
    ...schema,
    ...(route.config?.open && { security: [] }),
    response: { ...successes(answer, method, route.url), ...problems(route, method), ...schema?.response },
  } as object
}

function successes(answer: Answer, method: string, url: string) {
  const documented = Object.entries(answer).map(([status, schema]) => {
    if (schema === nothing) return [status, nothing.describe('Done.')]
    const csv = 'items' in ((schema as { shape?: object }).shape ?? {}) && {
      'text/csv': { schema: z.string() },
    }
    const content = { 'application/json': { schema }, ...csv }
    return [status, { description: status === '201' ? 'Made.' : 'As asked.', content }]
  })
  const unchanged = method === 'GET' &&
    answer[200] &&
    url.endsWith('/:id') && {
      304: z.null().describe('The caller has this already, as it reads today.'),
    }
  return { ...Object.fromEntries(documented), ...unchanged }
}

type Transform = ReturnType<typeof createJsonSchemaTransform>
type Transformed = ReturnType<Transform> & { schema: { headers?: object } }

/** Adds the headers that a route takes. They are read where they are needed, so no schema of ours checks them. */
function documentHeaders(transformed: ReturnType<Transform>, { route, schema }: Parameters<Transform>[0]) {
  const [method = ''] = [route.method].flat()
  const patterns = {
    ...(method === 'POST' && { 'idempotency-key': idempotencyKey }),
    ...((method === 'PATCH' || (method === 'POST' && route.url.includes('/:'))) && { 'if-match': ifMatch }),
    ...(method === 'GET' && route.url.endsWith('/:id') && { 'if-none-match': { type: 'string' } }),
  }
  if (schema?.hide || Object.keys(patterns).length === 0) return transformed
  const required = method === 'PATCH' || route.url.endsWith('/transitions') ? ['if-match'] : []
  return {
    ...transformed,
    schema: { ...transformed.schema, headers: { type: 'object', properties: patterns, required } },
  } as Transformed
}

const idempotencyKey = {
  type: 'string',
  minLength: 1,
  maxLength: limits.request.idempotencyKey.most,
  description:
    'A key of your own, such as a new UUID: sent again with it, the request is not carried out again.',
}
const ifMatch = {
  type: 'string',
  description: 'The ETag of the resource that the change was decided on, or * for any.',
}

const statusTitles: Record<number, string> = {
  400: 'The request is not valid, or names something that is not there.',
  401: 'The access token is missing, wrong or expired.',
  403: 'The caller may see this and not do it.',
  404: 'There is nothing here, or nothing that the caller may see.',
  409: 'Not possible as things stand: `code` and `detail` say why.',
  412: 'It has changed since the version named in If-Match.',
  413: 'The body is larger than 1 MB.',
  415: 'The body is not JSON.',
  422: 'The Idempotency-Key was sent with another request before.',
  428: 'If-Match is missing.',
  429: 'Too many requests: Retry-After says how long to wait.',
  500: 'Something went wrong on our side.',
  503: 'The database is away or too busy: try again after Retry-After.',
}

function problems({ config }: RouteOptions, method: string) {
  const writes = method !== 'GET'
  const statuses = [
    400,
    ...(config?.open && !config.shownOnce ? [] : [401]),
    ...(writes ? [403, 409, 412, 413, 415] : []),
    404,
    ...(method === 'POST' ? [422] : []),
    ...(writes ? [428] : []),
    429,
    500,
    503,
  ]
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: statusTitles[status],
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  )
}

type Document = ReturnType<ReturnType<typeof createJsonSchemaTransformObject>>

/** Every named schema is published for requests and for answers: those that nothing refers to are left out. */
function withoutUnused(document: Document): Document {
  const { components = {}, paths } = document as { components?: Components; paths?: unknown }
  const schemas = components.schemas ?? {}
  const used = new Set<string>()
  const follow = (part: unknown) => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      if (used.has(name)) continue
      used.add(name)
      follow(schemas[name])
    }
  }
  follow(paths ?? {})
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
  return { ...document, components: { ...components, schemas: kept } } as Document
}

type Components = { schemas?: Record<string, unknown> }
