import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { beforeAll, describe, expect, test } from 'vitest'
import { answers } from '#server/answers/answers.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { problemCodes } from '#server/http/problem.ts'
import { useApi } from '../../support/api.ts'
import { startTestApp } from '../../support/app.ts'
import { createTestDatabase } from '../../support/database.ts'
import { contractOf } from '../../support/openapi.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
const root = join(import.meta.dirname, '../../..')

beforeAll(async () => {
  plan = await givenPlan(api().app.db)
})

describe('the list of problems', () => {
  test('in the documentation is the one in the code, with the same statuses', async () => {
    const text = await readFile(join(root, 'docs/problems.md'), 'utf8')
    const documented = [...text.matchAll(/^\| `(\w+)` +\| (\d{3}) +\| .{10,} \| .{10,} \|$/gm)].map(
      ([, code, status]) => [code, Number(status)],
    )
    const known = Object.entries(problemCodes).map(([code, [status]]) => [code, status])
    expect(documented.toSorted()).toEqual(known.toSorted())
  })

  test('has no code that nothing gives', async () => {
    const files = (
      await Promise.all(
        ['workflows', 'db', 'server'].map(async (room) =>
          (await readdir(join(root, room), { recursive: true }))
            .filter((file) => file.endsWith('.ts') && !file.endsWith('http/answers.ts'))
            .map((file) => join(root, room, file)),
        ),
      )
    ).flat()
    const lists = [join(root, 'server/http/problem.ts'), join(root, 'workflows/engine/requirement.ts')]
    const texts = await Promise.all(
      files.filter((file) => !lists.includes(file)).map((file) => readFile(file, 'utf8')),
    )
    const given = (code: string) => texts.some((text) => text.includes(`'${code}'`))
    expect(Object.keys(problemCodes).filter((code) => !given(code))).toEqual([])
  })
})

describe('the OpenAPI document', () => {
  test('says for every route what it answers, and nothing of routes there are none of', () => {
    const routes = contractOf(api().app.app).operations.map(({ name }) => name.replace(/\{(\w+)\}/g, ':$1'))
    expect(Object.keys(answers).toSorted()).toEqual(routes.toSorted())
  })

  test('names the routes of the API and none of the pages', () => {
    const document = api().app.app.swagger() as { paths: Record<string, unknown> }
    expect(Object.keys(document.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([])
  })

  test('lets every problem that is listed for a route be the one schema of problems', () => {
    for (const { name, answers: documented } of contractOf(api().app.app).operations) {
      for (const [status, types] of documented) {
        if (Number(status) < 400) continue
        expect([name, status, [...types]]).toEqual([
          name,
          status,
          [['application/problem+json', { $ref: '#/components/schemas/Problem' }]],
        ])
      }
    }
  })

  test('documents the headers that changes take', () => {
    for (const { name, method, parameters } of contractOf(api().app.app).operations) {
      const headers = parameters.filter((parameter) => parameter.in === 'header').map((header) => header.name)
      expect([name, headers.includes('idempotency-key')]).toEqual([name, method === 'POST'])
      if (method === 'PATCH') expect([name, headers]).toEqual([name, ['if-match']])
    }
  })
})

describe('unknown query parameters are refused by name', () => {
  test('on every route', async () => {
    const ids: Record<string, string> = { plans: plan.planId, actions: plan.actions['P1.S1'] ?? '' }
    const gets = contractOf(api().app.app).operations.filter(({ method }) => method === 'GET')
    const answered = await Promise.all(
      gets.map(async ({ name, path }) => {
        const id = ids[path.split('/')[1] ?? ''] ?? '01900000-0000-7000-8000-000000000000'
        const asked = path.replace('{id}', id).replace('{week}', '2026-11-23').replace('{number}', '1')
        const { status, body } = await api().get(`${asked}?wibble=1`, { as: plan.people.owner })
        return [name, status, body.errors]
      }),
    )
    const expected = gets.map(({ name }) => [
      name,
      400,
      expect.arrayContaining([expect.objectContaining({ pointer: '/wibble', code: 'unknownField' })]),
    ])
    expect(answered).toEqual(expected)
  })
})

test('a database whose connections are all busy is answered with 503 and when to try again', async () => {
  const database = await createTestDatabase({ max: 2, deadlineMs: 1_000 })
  const app = await startTestApp({ db: database.db })
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} })
  try {
    const headers = { authorization: `Bearer ${signToken(app.app, plan.people.owner)}` }
    const ask = () => fetch(`${app.url}/api/v1/me`, { headers })
    await admin`begin`
    await admin`lock table people in access exclusive mode`
    const answered = await Promise.all(Array.from({ length: 12 }, ask))
    for (const answer of answered) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await answer.json()).toMatchObject({ code: 'databaseAway', status: 503 })
    }
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
    await admin`rollback`
    expect((await ask()).status).toBe(401)
  } finally {
    await admin.end()
    await app.close()
    await database.close()
  }
})
