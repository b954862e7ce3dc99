import { beforeAll, expect, test } from 'vitest'
import { signToken } from '#server/http/plugins/tokens.ts'
import { accessTable } from '../../support/access-table.ts'
import { useApi } from '../../support/api.ts'
import { contractOf } from '../../support/openapi.ts'
import { givenPlace, type Place, pathOf } from '../../support/places.ts'

const api = useApi('2026-11-23T10:00:00Z')
let place: Place
/** The path of every list that the documentation names. */
let lists: string[]

beforeAll(async () => {
  place = await givenPlace(api())
  lists = contractOf(api().app.app).operations.flatMap((operation) => {
    const row = accessTable[operation.name]
    const paged = operation.parameters.some(({ name }) => name === 'limit')
    return operation.method === 'GET' && row && paged ? [pathOf(operation, row, place.subjects)] : []
  })
})

/** The address of a list with a query of its own, with more. */
const asking = (path: string, query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`
/** Where the same is a table. */
const asTable = (path: string) => path.replace(/(?=\?)|$/, '.csv')

const asAdministrator = () => ({ as: place.plan.people.administrator })

async function csvOf(path: string, headers: Record<string, string> = {}) {
  const token = signToken(api().app.app, place.plan.people.administrator)
  const response = await fetch(`${api().app.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  })
  return {
    type: response.headers.get('content-type')?.split(';')[0],
    rows: (await response.text()).trimEnd().split('\r\n'),
  }
}

test('every answer of the API that has items is a list with pages, but those of one event or one digest', () => {
  const { operations } = contractOf(api().app.app)
  const unpaged = operations.filter(
    ({ method, parameters, answers }) =>
      method === 'GET' &&
      !parameters.some(({ name }) => name === 'limit') &&
      JSON.stringify(answers.get('200')?.get('application/json') ?? {}).includes('Page"}'),
  )
  expect(unpaged.map(({ name }) => name)).toEqual(['GET /me/digest/preview'])
  expect(lists.length).toBeGreaterThan(25)
})

test('every list counts what is on all of its pages when asked to, and says nothing of it otherwise', async () => {
  for (const path of lists) {
    const all: unknown[] = []
    let next: string | null = ''
    while (next !== null) {
      const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`
      const { status, body } = await api().get(asking(path, `limit=2${after}`), asAdministrator())
      expect([path, status, 'total' in body]).toEqual([path, 200, false])
      all.push(...body.items)
      next = body.page.next
    }
    const { body } = await api().get(asking(path, `limit=1&count=true`), asAdministrator())
    expect([path, body.total, body.items.length]).toEqual([path, all.length, Math.min(1, all.length)])
  }
})

test('every list is CSV with the same rows, by its address or by Accept, with its names even where it is empty', async () => {
  for (const path of lists) {
    const { body } = await api().get(asking(path, `count=true`), asAdministrator())
    const [byAddress, byHeader] = [await csvOf(asTable(path)), await csvOf(path, { accept: 'text/csv' })]
    expect([path, byAddress.type, byHeader.type, byHeader.rows]).toEqual([
      path,
      'text/csv',
      'text/csv',
      byAddress.rows,
    ])
    expect(byAddress.rows[0]).toContain('id,')
    // Rows may have line breaks of their own; there are as many as there are ids in them.
    const text = byAddress.rows.join('\n')
    expect([path, body.items.every(({ id }: { id: string }) => text.includes(id))]).toEqual([path, true])
  }
})

test('every list refuses a parameter that it does not know, and a page that is none of its own', async () => {
  for (const path of lists) {
    for (const query of ['sorted=yes', 'limit=0', 'limit=201', 'count=perhaps']) {
      const { status, body } = await api().get(asking(path, query), asAdministrator())
      expect([path, query, status, body.code, body.errors[0].pointer]).toEqual([
        path,
        query,
        400,
        'invalidRequest',
        `/${query.split('=')[0]}`,
      ])
    }
    const { status, body } = await api().get(asking(path, `after=x`), asAdministrator())
    expect([path, status, body.errors[0].pointer]).toEqual([path, 400, '/after'])
  }
})
