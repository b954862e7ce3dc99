import type { JsonSchema, Operation } from './openapi.ts'
import type { Chance } from './random.ts'

export type MutatedRequest = {
  method: string
  path: string
  headers: Record<string, string>
  body: string | Buffer | null
  /** What was done to the request, for the message when it is answered wrongly. */
  changes: string[]
}

/** A good request to begin with: where it goes and what it carries. */
export type GoodRequest = { operation: Operation; path: string; body: object | null; ids: readonly string[] }

/** A request that was right, with one to three things in it that are not. */
export function mutated(good: GoodRequest, token: string, chance: Chance): MutatedRequest {
  const { operation } = good
  const generated = operation.body !== null && chance.may(0.4)
  const request: Draft = {
    method: operation.method,
    path: good.path,
    headers: {
      authorization: `Bearer ${token}`,
      'if-match': '*',
      ...(operation.body && { 'content-type': 'application/json' }),
    },
    value: generated ? instanceOf(operation.body ?? {}, good.ids, chance) : structuredClone(good.body),
    raw: null,
    changes: generated ? ['generated'] : [],
  }
  const times = chance.may(0.6) ? 1 : 1 + chance.below(3)
  for (let time = 0; time < times; time++) chance.one(mutators(operation))(request, good, chance)
  const body =
    request.raw ?? (request.value === null && !operation.body ? null : JSON.stringify(request.value))
  return {
    method: request.method,
    path: request.path,
    headers: request.headers,
    body,
    changes: request.changes,
  }
}

type Draft = Omit<MutatedRequest, 'body'> & { value: unknown; raw: string | Buffer | null }
type Mutator = (draft: Draft, good: GoodRequest, chance: Chance) => void

const big = 'x'.repeat(20_000)
const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)])

/** Values of the wrong kind, of the wrong size, and some that only look right. */
const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  2_147_483_648,
  '',
  ' ',
  '0',
  'true',
  'null',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u2066',
  'Zażółć gęślą jaźń 🧭 ﷽',
  '\r\nX-Injected: 1',
  "'; drop table plans; --",
  '{{7*7}}<script>alert(1)</script>',
  '=cmd|calc',
  big,
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '9999-12-31',
  '-000001-01-01',
  '+275760-09-13',
  '2026-11-23T10:00:00Z',
  '01900000-0000-7000-8000-000000000000',
  '00000000-0000-0000-0000-000000000000',
  'javascript:alert(1)',
  'https://',
  'https://documents.example/\u0000',
  [],
  {},
  [null],
  [[]],
  { $ne: null },
  { toString: 1, valueOf: null },
  Array.from({ length: 300 }, (_, at) => at),
  deep(200),
]

/** One's own, since what is put into a body may be changed further. */
function anyValue(chance: Chance): unknown {
  return structuredClone(chance.one(values))
}

const strangeKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'id',
  'version',
  'state',
  'planId',
  'plan_id',
  'ownerId',
  'createdAt',
  'updatedAt',
  'tally',
  'position',
  'baselineDueOn',
  'timesExtended',
  'role',
  '',
  '\u0000',
  'é',
]

const strangeIds = [
  '..',
  '%2e%2e%2f',
  '%00',
  '%',
  '%zz',
  '%ff%fe',
  'null',
  'undefined',
  '-1',
  '0',
  "1'%20or%20'1'='1",
  '%F0%9F%A7%AD',
  'a'.repeat(300),
  '01900000-0000-7000-8000-000000000000',
  '01900000000070008000000000000000',
  '{01900000-0000-7000-8000-000000000000}',
  ':id',
  '*',
]

const wrongTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json;',
  'application/jsonx',
  'application/merge-patch+json',
  'application/xml',
  'APPLICATION/JSON',
  'application/json\t; a=b',
  ' ',
]

const rawBodies: (string | Buffer)[] = [
  '',
  '{',
  '{"a":1,}',
  '{"a":1}{"b":2}',
  'NaN',
  '[1,2',
  '\ufeff{}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"title":"a","title":"b"}',
  Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
  Buffer.from('{"note":"\xc3\x28"}', 'latin1'),
  '['.repeat(50_000),
  `{"note":"${'x'.repeat(1_100_000)}"}`,
]

const strangeHeaders: [string, readonly string[]][] = [
  ['if-match', ['', '"', '7', '"x"', 'W/"1"', '"99999999999"', '"1", "2"', '"-1"', '*, *']],
  ['if-none-match', ['*', '"1"', '', 'W/"1", *']],
  ['idempotency-key', ['', ' ', 'k', '"quoted"', 'k'.repeat(300), '\xe9\xff']],
  ['accept', ['text/csv', 'text/csv;q=0', '*/*;q=abc', 'application/xml', ',,,', 'text/csv;q=1e309', '\xff']],
  ['authorization', ['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a.b.c', 'bearer null', 'Bearer \xff']],
  ['content-encoding', ['gzip', 'br', 'identity', 'x']],
  ['x-forwarded-for', ['192.0.2.1', "'"]],
  ['x-http-method-override', ['DELETE']],
  ['host', ['evil.example']],
  ['cookie', ['waymark=x', '__proto__=1; a', ';;;=']],
  ['origin', ['https://evil.example', 'null']],
]

function mutators(operation: Operation): Mutator[] {
  const query: Mutator[] = [changeQuery, changeQuery, changePath, changeHeader, changeMethod]
  return operation.body
    ? [
        changeField,
        changeField,
        changeField,
        addField,
        removeField,
        replaceBody,
        rawBody,
        changeType,
        ...query,
      ]
    : query
}

const changeField: Mutator = (draft, { operation }, chance) => {
  const place = chance.one(placesIn(draft.value))
  const value = anyValue(chance)
  const known = namesOf(operation.body ?? {})
  if (!place) {
    if (isObject(draft.value) && known.length > 0) put(draft.value, chance.one(known), value)
  } else put(place.holder, place.key, value)
  draft.changes.push(`${place?.key ?? 'a field'} = ${JSON.stringify(value)?.slice(0, 40)}`)
}

const addField: Mutator = (draft, { operation }, chance) => {
  const holders = [draft.value, ...placesIn(draft.value).map(({ holder }) => holder)].filter(isObject)
  const key = chance.one([...strangeKeys, ...namesOf(operation.body ?? {})])
  if (holders.length > 0) put(chance.one(holders), key, anyValue(chance))
  draft.changes.push(`added ${JSON.stringify(key)}`)
}

const removeField: Mutator = (draft, _, chance) => {
  const place = chance.one(placesIn(draft.value))
  if (place) delete (place.holder as Record<string, unknown>)[place.key]
  draft.changes.push(`removed ${place?.key}`)
}

const replaceBody: Mutator = (draft, _, chance) => {
  draft.value = anyValue(chance)
  draft.changes.push('another body')
}

const rawBody: Mutator = (draft, _, chance) => {
  // A body of a megabyte is slow to send, so it comes less often.
  const raw = chance.one(rawBodies)
  draft.raw = raw.length > 100_000 && chance.may(0.8) ? '{' : raw
  draft.changes.push(`raw ${String(draft.raw).slice(0, 20)}`)
}

const changeType: Mutator = (draft, _, chance) => {
  if (chance.may(0.2)) delete draft.headers['content-type']
  else draft.headers['content-type'] = chance.one(wrongTypes)
  draft.changes.push(`content type ${draft.headers['content-type']}`)
}

const changeQuery: Mutator = (draft, { operation }, chance) => {
  const declared = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name }) => name)
  const name = chance.one([
    ...declared,
    ...declared,
    ...declared,
    'wibble',
    '__proto__',
    'asAt',
    'limit[]',
    'constructor',
    '',
  ])
  const value = anyValue(chance)
  const text =
    typeof value === 'string' ? value.slice(0, 5_000) : String(JSON.stringify(value)).slice(0, 2_000)
  const encoded = chance.may(0.9) ? encodeURIComponent(text.toWellFormed()) : '%zz%00'
  const twice = chance.may(0.15) ? `&${encodeURIComponent(name)}=1` : ''
  draft.path += `${draft.path.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${encoded}${twice}`
  draft.changes.push(`?${name}=${text.slice(0, 30)}`)
}

const changePath: Mutator = (draft, { ids }, chance) => {
  const [path = '', query] = draft.path.split('?')
  const parts = path.split('/')
  const at = chance.below(parts.length - 1) + 1
  parts[at] = chance.may(0.3) ? chance.one(ids) : chance.one(strangeIds)
  const suffix = chance.may(0.15)
    ? chance.one(['.csv', '/', '//', '/..', '.CSV', ';a=b', '/transitions'])
    : ''
  draft.path = parts.join('/') + suffix + (query === undefined ? '' : `?${query}`)
  draft.changes.push(`path ${draft.path.slice(0, 60)}`)
}

const changeHeader: Mutator = (draft, _, chance) => {
  const [name, list] = chance.one(strangeHeaders)
  draft.headers[name] = chance.one(list)
  draft.changes.push(`${name}: ${draft.headers[name]?.slice(0, 30)}`)
}

const changeMethod: Mutator = (draft, _, chance) => {
  if (chance.may(0.5)) return
  draft.method = chance.one(['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'POST', 'GET', 'HEAD', 'TRACE', 'PROPFIND'])
  draft.changes.push(`method ${draft.method}`)
}

type Place = { holder: object; key: string }

/** Every field and list item within a value, with what holds it. */
function placesIn(value: unknown): Place[] {
  if (!isObject(value) && !Array.isArray(value)) return []
  return Object.entries(value as object)
    .slice(0, 50)
    .flatMap(([key, inner]) => [
      { holder: value as object, key },
      ...(inner !== null && typeof inner === 'object' && Object.keys(inner).length < 50
        ? placesIn(inner).slice(0, 50)
        : []),
    ])
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As JSON brings it: `__proto__` is a field like any other. */
function put(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

function variantsOf(schema: JsonSchema): JsonSchema[] {
  const inner = (schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined
  return inner ? inner.flatMap(variantsOf) : [schema]
}

function namesOf(schema: JsonSchema): string[] {
  return variantsOf(schema).flatMap(({ properties }) => Object.keys((properties as object | undefined) ?? {}))
}

/** A value that the schema describes; patterns are not tried for. */
function instanceOf(schema: JsonSchema, ids: readonly string[], chance: Chance): unknown {
  const variant = chance.one(variantsOf(schema))
  if ('const' in variant) return variant['const']
  if (Array.isArray(variant['enum'])) return chance.one(variant['enum'])
  const [type] = [variant['type']].flat()
  switch (type) {
    case 'object': {
      const { properties = {}, required = [] } = variant as {
        properties?: Record<string, JsonSchema>
        required?: string[]
      }
      const wanted = Object.entries(properties).filter(([name]) => required.includes(name) || chance.may(0.4))
      return Object.fromEntries(wanted.map(([name, inner]) => [name, instanceOf(inner, ids, chance)]))
    }
    case 'array':
      return Array.from({ length: chance.below(4) }, () =>
        instanceOf((variant['items'] ?? {}) as JsonSchema, ids, chance),
      )
    case 'integer':
    case 'number':
      return chance.one(
        [variant['minimum'], variant['maximum'], 1, 7, 30].filter((each) => typeof each === 'number'),
      )
    case 'boolean':
      return chance.may(0.5)
    case 'null':
      return null
    default:
      return textOf(variant, ids, chance)
  }
}

function textOf({ format }: JsonSchema, ids: readonly string[], chance: Chance): string {
  if (format === 'uuid') return chance.one(ids)
  if (format === 'date') return chance.one(['2026-11-20', '2026-11-23', '2026-12-18', '2027-03-31'])
  if (format === 'uri') return 'https://documents.example/1'
  return chance.one(['Going on', 'P1.S7', `R${chance.below(10_000)}`, 'Äpfel 🍏', 'x'])
}
