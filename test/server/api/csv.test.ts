import fastify from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { actionColumns } from '#server/features/actions/columns.ts'
import { csvRow, csvText } from '#server/http/csv.ts'
import { addressWithoutCsv, registerCsv } from '#server/http/plugins/csv.ts'
import { registerProblems } from '#server/http/plugins/problems.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
const MANY = 230
const nasty = [
  '=HYPERLINK("https://evil.example","x")',
  '+1',
  '-1',
  '@SUM(A1)',
  '＝1+1',
  'Say "so", twice',
  'Ŵyth; a,b',
]
let plan: TestPlan
let token: string

beforeAll(async () => {
  const drafts = Array.from({ length: MANY }, (_, at) => ({
    criteria: [],
    title: nasty[at] ?? `Title ${at}`,
    description: at === 0 ? 'First line\nsecond, "quoted"\r\nthird' : '',
    ...(at % 7 === 0 && { dueOn: null }),
  }))
  plan = await givenPlan(api().app.db, drafts)
  token = signToken(api().app.app, plan.people.member)
}, 60_000)

async function ask(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${api().app.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  })
  // fetch takes a byte order mark away from what it gives as text.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
  return {
    status: response.status,
    headers: response.headers,
    text,
    rows: parse(text.replace(/^\uFEFF/, '')),
  }
}

describe('a list as CSV', () => {
  test('is the whole list in the order of its JSON pages, row by row', async () => {
    const { status, headers, text, rows } = await ask('/actions.csv?sort=-dueOn,ref')
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present'])
    expect(headers.get('content-disposition')).toBe('attachment; filename="actions.csv"')
    expect(text.startsWith('\uFEFFid,ref,title,')).toBe(true)
    const [names = [], ...lines] = rows
    expect(names).toEqual(Object.keys(actionColumns))
    const ids: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const path = `/actions?sort=-dueOn,ref&limit=100${next && `&after=${next}`}`
      const { body } = await api().get(path, { as: plan.people.member })
      ids.push(...body.items.map(({ id }: { id: string }) => id))
      next = body.page.next
    }
    expect(lines.map(([id]) => id)).toEqual(ids)
    expect(ids.length).toBe(MANY)
    expect(lines.every((line) => line.length === names.length)).toBe(true)
  })

  test('says the same of a row as the JSON does', async () => {
    const { body } = await api().get('/actions?sort=ref&limit=1', { as: plan.people.member })
    const [names = [], line = []] = (await ask('/actions?sort=ref&limit=1', { accept: 'text/csv' })).rows
    const row = Object.fromEntries(names.map((name, at) => [name, line[at]]))
    const [action] = body.items
    expect(row).toMatchObject({
      id: action.id,
      ref: action.ref,
      planId: plan.planId,
      priorityRef: 'P1',
      state: 'draft',
      rating: 'none',
      because: action.rating.because,
      owner: 'The owner',
      dueOn: action.dueOn ?? '',
      forecastOn: '',
      critical: 'false',
      timesExtended: '0',
      description: 'First line\nsecond, "quoted"\r\nthird',
    })
  })

  test('has nothing in it that a spreadsheet would run', async () => {
    const titles = (await ask('/actions.csv?sort=createdAt,ref')).rows.slice(1).map((line) => line[2] ?? '')
    expect(titles.filter((title) => /^[=+\-@\t\r\n＝＋－＠]/.test(title))).toEqual([])
    for (const title of nasty) expect(titles).toContain(/^[=+\-@＝]/.test(title) ? `'${title}` : title)
  })

  test('is one page with Link to the next where limit asks for one', async () => {
    const first = await ask('/actions.csv?limit=100&sort=ref')
    expect(first.rows.length).toBe(101)
    const [, link = ''] =
      /^<\/api\/v1(\/actions\.csv\?.+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? []
    const second = await ask(link)
    expect(second.rows.length).toBe(101)
    expect(second.rows[1]).not.toEqual(first.rows[1])
    expect((await ask('/actions.csv')).headers.get('link')).toBeNull()
  })

  test.each([
    ['text/csv', 'text/csv'],
    ['application/json', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv;q=0.5, application/json', 'application/json'],
    ['application/json;q=0.5, text/csv', 'text/csv'],
    ['text/csv;q=0', 'application/json'],
    ['text/html', 'application/json'],
  ])('asked for with Accept: %s is %s', async (accept, type) => {
    const { headers } = await ask('/plans', { accept })
    expect([headers.get('content-type')?.split(';')[0], headers.get('vary')]).toEqual([type, 'accept'])
  })

  test('is there for every list, with its names even where it is empty', async () => {
    const action = `/actions/${plan.actions['P1.S1']}`
    for (const [path, rows] of [
      ['/plans', 2],
      ['/priorities', 2],
      [`/plans/${plan.planId}/priorities`, 2],
      [`/plans/${plan.planId}/history`, 2],
      [`${action}/history`, 2],
      [`${action}/updates`, 1],
      [`${action}/evidence`, 1],
      [`${action}/milestones`, 1],
    ] as const) {
      const csv = await ask(`${path}.csv`)
      expect([path, csv.status, csv.rows.length, csv.rows[0]?.[0]]).toEqual([path, 200, rows, 'id'])
    }
  })

  test('names its columns in the documentation', async () => {
    const { body } = await api().get('/openapi.json')
    expect(body.paths['/api/v1/actions'].get.description).toContain(Object.keys(actionColumns).join(', '))
  })

  test('is refused with a problem, as the JSON is', async () => {
    const answers = [await ask('/actions.csv?sorted=yes'), await ask('/actions.csv?after=x')]
    expect(answers.map(({ status }) => status)).toEqual([400, 400])
    expect(answers[0]?.headers.get('content-type')).toContain('application/problem+json')
    const stranger = await fetch(`${api().app.url}/api/v1/actions.csv`)
    expect(stranger.status).toBe(401)
  })

  test('is not there for what is no list', async () => {
    const { status, headers } = await ask(`/plans/${plan.planId}.csv`)
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([404, 'application/problem+json'])
  })
})

test('a list that names no columns is given with the fields of its items', async () => {
  const app = fastify({ rewriteUrl: addressWithoutCsv })
  registerProblems(app, () => '')
  registerCsv(app)
  app.get('/api/v1/things', () => ({
    items: [
      { id: 1, name: '=1', of: { a: [1] } },
      { id: 2, other: null },
    ],
    page: { next: null },
  }))
  const { payload, headers } = await app.inject('/api/v1/things.csv')
  expect(headers['content-type']).toContain('text/csv')
  expect(payload).toBe(`\uFEFFid,name,of,other\r\n1,'=1,"{""a"":[1]}",\r\n2,,,\r\n`)
  await app.close()
})

test('numbers below zero stay numbers, and several values stand in one field', () => {
  expect(csvRow([-4, true, null, undefined, ['a', null, 'b,c'], '\tx', ''])).toBe(
    `-4,true,,,"a; b,c",'\tx,\r\n`,
  )
})

test('the first rows of a long list are there before the last are read', async () => {
  let read = 0
  const pages = async function* () {
    for (read = 1; read <= 3; read++) yield [{ n: read }]
  }
  const text = csvText({ n: ({ n }: { n: number }) => n }, pages())
  expect([(await text.next()).value, (await text.next()).value, read]).toEqual(['\uFEFFn\r\n', '1\r\n', 1])
})

/** CSV as RFC 4180 says it is to be read. */
function parse(text: string): string[][] {
  const rows: string[][] = []
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(fields)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (end === '\r\n') rows.push(row)
    row = []
  }
  return rows
}
