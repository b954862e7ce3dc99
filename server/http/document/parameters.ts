import { limits } from '#workflows/limits.ts'

export type Parameter = { in: string; name: string; required?: boolean; schema?: { allOf?: object[] } }

/** The headers that a route takes, as JSON Schema. They are read where they are needed: no schema of ours checks them. */
export function headersOf(method: string, url: string): { properties: object; required: string[] } | null {
  // What is deleted or changed with an id of its own below a plan is a part of the plan, which has the version.
  const needs = method !== 'GET' && (method === 'PATCH' || /:id\/(transitions$|.*:)/.test(url))
  const takes = needs || (method === 'POST' && url.includes('/:'))
  const properties = {
    ...(method === 'POST' && { 'idempotency-key': idempotencyKey }),
    ...(takes && { 'if-match': ifMatch }),
    ...(method === 'GET' &&
      (url.endsWith('/:id') || /\/editions\/:number\/./.test(url)) && { 'if-none-match': ifNoneMatch }),
  }
  return Object.keys(properties).length === 0 ? null : { properties, required: needs ? ['if-match'] : [] }
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
const ifNoneMatch = {
  type: 'string',
  description: 'The ETag of what the caller has: answered with 304 where it still reads so.',
}

/** The name under which the document says a parameter once for all operations that take it; null for one of few. */
export function sharedNameOf({ in: place, name, required = false }: Parameter): string | null {
  if (name === 'if-match') return required ? 'IfMatch' : 'IfMatchOptional'
  return shared[`${place} ${name}`] ?? null
}

const shared: Record<string, string> = {
  'path id': 'Id',
  'query limit': 'Limit',
  'query after': 'After',
  'query count': 'Count',
  'query asAt': 'AsAt',
  'header idempotency-key': 'IdempotencyKey',
  'header if-none-match': 'IfNoneMatch',
}
