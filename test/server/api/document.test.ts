import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { answers } from '#server/answers/answers.ts'
import { operations } from '#server/http/document/operations.ts'
import { useApi } from '../../support/api.ts'

type Json = Record<string, unknown>
type Told = {
  operationId: string
  summary: string
  tags: string[]
  parameters?: object[]
  requestBody?: { content: Record<string, { schema: Json }> }
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Json }> }>
}
type Document = {
  info: { license: object }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Told>>
  components: Record<string, Record<string, unknown>>
}

const api = useApi('2026-11-23T10:00:00Z')
let document: Document
let text: string
let told: [name: string, operation: Told][]

beforeAll(async () => {
  text = await (await fetch(`${api().app.url}/api/v1/openapi.json`)).text()
  document = JSON.parse(text) as Document
  told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Told] => [
      `${method.toUpperCase()} ${path.slice('/api/v1'.length)}`,
      operation,
    ]),
  )
})

test('every operation has a name of its own and says in one line what it does', () => {
  for (const [name, { operationId, summary }] of told) {
    expect([name, operationId]).toEqual([name, expect.stringMatching(/^[a-z]+[A-Z]\w+$|^signOut$/)])
    expect([name, summary]).toEqual([name, expect.stringMatching(/^[A-Z].{8,}[^.]$/)])
  }
  for (const part of ['operationId', 'summary'] as const) {
    const all = told.map(([, operation]) => operation[part])
    expect(all.filter((each, at) => all.indexOf(each) !== at)).toEqual([])
  }
})

test('the table of operations names the routes there are and no others', () => {
  expect(Object.keys(operations).toSorted()).toEqual(Object.keys(answers).toSorted())
})

test('every tag of an operation is described, and every one described is used', () => {
  const used = new Set(told.flatMap(([, { tags }]) => tags))
  expect(document.tags.map(({ name }) => name).toSorted()).toEqual([...used].toSorted())
  expect(document.tags.filter(({ description }) => !description.endsWith('.'))).toEqual([])
})

test('every body and every answer refers to a schema with a name', () => {
  const bare = told.flatMap(([name, { requestBody, responses }]) =>
    [requestBody, ...Object.values(responses)].flatMap((part) => {
      const schema = part && 'content' in part ? part.content?.['application/json']?.schema : undefined
      return schema === undefined || typeof schema['$ref'] === 'string' ? [] : [name]
    }),
  )
  expect(bare).toEqual([])
})

test('every reference leads to a part of the document, and every named part is referred to', () => {
  const referred = new Set([...text.matchAll(/"\$ref":"#\/components\/(\w+\/\w+)"/g)].map(([, name]) => name))
  const { securitySchemes: _, ...components } = document.components
  const named = Object.entries(components).flatMap(([kind, parts]) =>
    Object.keys(parts).map((name) => `${kind}/${name}`),
  )
  expect([...referred].toSorted()).toEqual(named.toSorted())
})

test('the document stays small enough to be read whole: 1.5 kB for each operation', () => {
  expect(text.length / told.length).toBeLessThan(1_500)
})

test('the document says where the API is and under which licence', async () => {
  const { license } = JSON.parse(
    await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  ) as { license: string }
  expect(document.info.license).toMatchObject({ identifier: license })
  expect(document.servers).toEqual([{ url: 'http://127.0.0.1' }])
})
