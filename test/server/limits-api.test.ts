import { beforeAll, describe, expect, test } from 'vitest'
import type { RoleName } from '#test/support/access-row.ts'
import { accessTable } from '#test/support/access-table.ts'
import { useApi } from '#test/support/api.ts'
import { bodiesOf, type Shape } from '#test/support/limit-bodies.ts'
import { type LimitName, limitOf, textOf } from '#test/support/limit-names.ts'
import { apiLimits, queryLimits } from '#test/support/limit-table-api.ts'
import { contractOf, type Operation } from '#test/support/openapi.ts'
import { givenPlace, pathOf, type Place } from '#test/support/places.ts'
import { shareOf } from '#test/support/shares.ts'
import { snapshotOf } from '#test/support/snapshot.ts'
import { beyond, days, type Limit } from '#workflows/limits.ts'

const api = useApi('2026-11-23T10:00:00Z')
let place: Place
let bodies: ReturnType<typeof bodiesOf>

beforeAll(async () => {
  place = await givenPlace(api())
  bodies = bodiesOf(api().app.app)
})

const operations = () => contractOf(api().app.app).operations
const withBody = () =>
  operations().flatMap((operation) =>
    operation.body
      ? bodies
          .shapesOf(operation.body)
          .map((shape) => ({ operation, shape, table: apiLimits[operation.name] ?? {} }))
      : [],
  )

/** Ids that name nothing: a full list of them is refused for another reason. */
const ofIds = new Set<LimitName>([
  'action.contributors',
  'action.recommendations',
  'action.measures',
  'inspection.recommendations',
  'section.measures',
  'section.priorities',
  'handover.items',
])

describe('every text, number and list in the body of a request', () => {
  test('has a limit in the table, which has no other', () => {
    const found = withBody().flatMap(({ operation, shape }) =>
      bodies
        .fieldsOf(shape.schema)
        .filter(({ kind }) => kind === 'bounded')
        .map(({ path }) => `${operation.name} ${path}`),
    )
    const listed = Object.entries(apiLimits).flatMap(([name, fields]) =>
      Object.keys(fields).map((path) => `${name} ${path}`),
    )
    expect([...new Set(found)].toSorted()).toEqual(listed.toSorted())
  })

  test('is refused beyond its limit, with its field and the sentence of the limit', async () => {
    const wrong: string[] = []
    for (const { operation, shape, table } of withBody()) {
      for (const { path, kind } of bodies.fieldsOf(shape.schema)) {
        const name = table[path]
        const limit = kind === 'day' ? days : name && limitOf(name)
        if (limit === undefined) continue
        for (const value of outside(name, limit, shape, path)) {
          const { status, body } = await send(
            operation,
            place,
            bodies.leastOf(shape.schema),
            shape,
            path,
            value,
          )
          const details = (body.errors ?? []) as { pointer: string; detail: string }[]
          const said = details.find(({ pointer }) => pointer === `/${path}`)?.detail
          if (status !== 400 || said !== beyond(limit))
            wrong.push(`${operation.name} ${shape.variant} ${path}: ${status} ${said ?? body.detail}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  test('is refused with a character that cannot be printed, with its field', async () => {
    const wrong: string[] = []
    for (const { operation, shape, table } of withBody()) {
      for (const { path } of bodies.fieldsOf(shape.schema)) {
        const limit = table[path] && limitOf(table[path])
        // A secret is compared and not kept.
        if (limit === undefined || table[path] === 'signIn.secret') continue
        if (limit.kind !== 'line' && limit.kind !== 'text') continue
        const value = path === 'url' ? 'https://documents.example/\u0001' : 'a\u0001\u007fb'
        const least = bodies.leastOf(shape.schema)
        const { status, body } = await send(operation, place, least, shape, path, value)
        const said = JSON.stringify(
          body.errors?.filter((each: { pointer: string }) => each.pointer === `/${path}`),
        )
        if (status !== 400 || !/cannot be printed|email address/.test(said ?? ''))
          wrong.push(`${operation.name} ${shape.variant} ${path}: ${status} ${said}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('is told what to give in the place of a value of another kind, never in the words of a library', async () => {
    const kinds = [null, 5, 1.5, true, 'x', [], [null], [5], ['x'], [{}], {}, { x: 1 }]
    const wrong = new Set<string>()
    for (const { operation, shape } of shareOf(withBody(), 4)) {
      const fields = bodies.fieldsOf(shape.schema).map(({ path }) => path)
      const names = Object.keys((shape.schema.properties ?? {}) as object)
      const least = bodies.leastOf(shape.schema)
      const sent = new Set([...names, ...fields])
      const asked = kinds.flatMap((value) => [
        value,
        ...[...sent].map((path) => bodies.withValue(shape.schema, least, path.split('/'), value)),
      ])
      for (const each of asked) {
        const { status, body } = await ask(operation, place, each)
        const details = status === 400 ? (body.errors as { pointer: string; detail: string }[]) : []
        for (const { pointer, detail } of details)
          if (!/^(?!Invalid|Unrecognized|Too |Expected)[A-Z'‘].*\.$|^(Choose|Enter) /.test(detail))
            wrong.add(`${operation.name} ${pointer}: ${detail}`)
      }
    }
    expect([...wrong]).toEqual([])
  })

  test('is taken at its limit, all of a request together', { timeout: 600_000 }, async () => {
    const wrong: string[] = []
    const own = await givenPlace(api())
    const restore = await snapshotOf(api().app)
    for (const { operation, shape, table } of withBody()) {
      const row = accessTable[operation.name]
      const fields = Object.entries(table).filter(
        ([path, name]) =>
          !ofIds.has(name) &&
          fitting[operation.name]?.without?.includes(path) !== true &&
          bodies.fieldsOf(shape.schema).some((field) => field.path === path),
      )
      if (!row || fields.length === 0) continue
      const usual = (at: Place) => ({ ...row.body?.(at.subjects), ...fitting[operation.name]?.with })
      const isUsual = shape.variant === '' || Object.values(usual(own)).includes(shape.variant)
      // What is added or done is so only once in a plan.
      await restore()
      const least = bodies.leastOf(shape.schema) as object
      // A list comes before what is in it.
      const body = fields
        .toSorted(([a], [b]) => a.localeCompare(b))
        .reduce<unknown>(
          (typed, [path, name]) =>
            bodies.withValue(shape.schema, typed, path.split('/'), within(name, shape, path, operation.name)),
          isUsual ? { ...least, ...usual(own) } : least,
        )
      const answer = await ask(operation, own, body)
      const expected = isUsual ? statusOf(operation) : answer.status
      if (answer.status === 400 || answer.status >= 500 || answer.status !== expected)
        wrong.push(`${operation.name} ${shape.variant}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('every text and number in a query or a header', () => {
  test('is refused beyond its limit, with the sentence of the limit, and at its limit never with it', async () => {
    const wrong: string[] = []
    const asked = new Set<string>()
    for (const operation of operations()) {
      for (const parameter of operation.parameters) {
        const name = queryLimits[parameter.name]
        if (name === undefined || parameter.in !== 'query' || operation.method !== 'GET') continue
        asked.add(parameter.name)
        const limit = limitOf(name)
        const most = 'most' in limit ? limit.most : 0
        for (const [over, given] of [
          [true, limit.kind === 'number' ? String(most + 1) : textOf(name, most + 1)],
          [false, limit.kind === 'number' ? String(most) : textOf(name, most)],
        ] as const) {
          const { status, body } = await inQuery(operation, parameter.name, given)
          const said = JSON.stringify(body).includes(beyond(limit))
          if (over ? status !== 400 || !said : said)
            wrong.push(`${operation.name} ${parameter.name}: ${status}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect([...asked].toSorted()).toEqual(['after', 'fewestPoints', 'limit', 'q', 'runLength'])
  })

  test('that names what is sent has its limit too: a file and a key of the caller', async () => {
    const { subjects, who } = place
    const file = `/actions/${subjects.action}/files?name=${textOf('file.name', 256)}`
    const headers = { 'content-type': 'application/octet-stream' }
    const sent = await api().post(file, { as: who.owner, headers, body: 'x' })
    expect([sent.status, JSON.stringify(sent.body)]).toEqual([
      400,
      expect.stringContaining(beyond(limitOf('file.name'))),
    ])
    const keyed = (length: number) =>
      api().post('/agencies', {
        as: who.administrator,
        body: { name: 'An agency of its own' },
        headers: { 'idempotency-key': 'k'.repeat(length) },
      })
    expect([(await keyed(256)).status, (await keyed(255)).status]).toEqual([400, 201])
  })
})

/** Fields that have to be there for the others to be taken, and those that cannot stand beside the others. */
const fitting: Record<string, { with?: object; without?: readonly string[] }> = {
  // The kinds of parts and the templates are those that there are.
  'POST /plans': { without: ['from/copy', 'from/template'] },
  'POST /plans/{id}/measures': { with: { unit: 'rate' } },
  'PATCH /measures/{id}': { with: { unit: 'rate' } },
  // The sheet and the row of its headings are those of the file.
  'PATCH /imports/{id}': { without: ['sheet', 'headerRow'] },
  // They are agreed and stay as they are; a new action takes them.
  'PATCH /actions/{id}': { without: ['criteria', 'criteria/0/text'] },
  // Only what stands there can be taken out, and either a field or words.
  ...Object.fromEntries(
    [
      'plans',
      'priorities',
      'actions',
      'measures',
      'meetings',
      'decisions',
      'inspections',
      'reports',
      'sections',
      'report-templates',
      'imports',
      'milestones',
      'blockers',
      'extensions',
    ].map((noun) => [`POST /${noun}/{id}/redactions`, { without: ['field', 'words'] }]),
  ),
  // A day for each value, and no more than it takes.
  'POST /spc': { without: ['values', 'values/0', 'days', 'steps'] },
  // Of a measure that there is and has no grades: a figure is read as its unit is written.
  'POST /plans/{id}/figures': {
    with: { figures: [{ measure: 'M1', published: '12' }] },
    without: [
      'figures',
      'figures/0/measure',
      'figures/0/published',
      'figures/0/distribution',
      'figures/0/distribution/0/grade',
      'figures/0/distribution/0/count',
      'figures/0/distribution/0/published',
    ],
  },
  // Nobody is named twice.
  'PUT /meetings/{id}/attendance': { without: ['attendance'] },
  // Its author writes the section of these tests.
  'PATCH /sections/{id}': { without: ['text'] },
  // It belongs to a correction, which none of these is.
  'POST /measures/{id}/observations': { without: ['reason'] },
}

function outside(name: LimitName | undefined, limit: Limit, shape: Shape, path: string): unknown[] {
  switch (limit.kind) {
    case 'day':
      return ['1899-12-31', '2200-01-01']
    case 'number':
      return [limit.least - 1, limit.most + 1]
    case 'figure':
      return [10 ** limit.before, 10 ** -(limit.after + 1) * 1.5]
    case 'list':
      return [bodies.manyOf(shape.schema, path.split('/'), limit.most + 1)]
    default:
      return [textOf(name ?? 'action.title', limit.most + 1)]
  }
}

// Grades are told apart by their names, and an address is one person's.
function within(name: LimitName, shape: Shape, path: string, mark: string): unknown {
  const limit = limitOf(name)
  switch (limit.kind) {
    case 'number':
      return limit.most
    case 'figure':
      return 10 ** limit.before - 1
    case 'list':
      return bodies.manyOf(shape.schema, path.split('/'), limit.most).map((each, at) => numbered(each, at))
    case 'day':
      return limit.last
    default:
      return textOf(name, limit.most, mark.replaceAll(/\W+/g, '.'))
  }
}

function numbered(item: unknown, at: number): unknown {
  if (typeof item === 'string') return `${item}${at}`
  return typeof item === 'object' && item !== null && 'grade' in item ? { ...item, grade: `x${at}` } : item
}

function roleFor(operation: Operation): [RoleName, number] {
  const { own, foreign: _, nobody } = accessTable[operation.name] ?? { own: { rest: 404 } }
  if (nobody !== undefined && nobody < 300) return ['owner', nobody]
  const { rest, ...roles } = own
  const [best] = Object.entries(roles).toSorted(([, a], [, b]) => (a ?? 999) - (b ?? 999))
  return best ? [best[0] as RoleName, best[1] ?? rest] : ['owner', rest]
}

const statusOf = (operation: Operation): number => roleFor(operation)[1]

function ask(operation: Operation, { subjects, who }: Place, body: unknown) {
  const row = accessTable[operation.name]
  if (!row) throw new Error(`${operation.name} has no row in the table of access`)
  const [role] = roleFor(operation)
  const options = { as: who[role], body, ...(row.ifMatch && { ifMatch: row.ifMatch }) }
  return api().send(operation.method, pathOf(operation, row, subjects), options)
}

function send(operation: Operation, at: Place, least: unknown, shape: Shape, path: string, value: unknown) {
  return ask(operation, at, bodies.withValue(shape.schema, least, path.split('/'), value))
}

function inQuery(operation: Operation, name: string, value: string) {
  const row = accessTable[operation.name]
  if (!row) throw new Error(`${operation.name} has no row in the table of access`)
  const [path, query] = pathOf(operation, row, place.subjects).split('?')
  const asked = new URLSearchParams(query)
  asked.set(name, value)
  return api().get(`${path}?${asked.toString()}`, { as: place.who.administrator })
}
