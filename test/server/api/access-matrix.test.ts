import { beforeAll, describe, expect, test } from 'vitest'
import { type AccessRow, type RoleName, roleNames, type Subjects } from '../../support/access-row.ts'
import { accessTable } from '../../support/access-table.ts'
import { type Answer, useApi } from '../../support/api.ts'
import { digestOf } from '../../support/digest.ts'
import { contractOf, type Operation } from '../../support/openapi.ts'
import { givenPlace, type Place, pathOf } from '../../support/places.ts'
import { snapshotOf } from '../../support/snapshot.ts'

const api = useApi('2026-11-23T10:00:00Z')
let foreign: Place
let shared: Place

beforeAll(async () => {
  foreign = await givenPlace(api())
  shared = await givenPlace(api())
})

function ask(
  operation: Operation,
  row: AccessRow,
  subjects: Subjects,
  as: string | undefined,
): Promise<Answer> {
  const options = {
    as,
    ...(row.body && { body: row.body(subjects) }),
    ...(row.ifMatch && { ifMatch: row.ifMatch }),
  }
  const path = pathOf(operation, row, subjects)
  return api().send(operation.method, path, options)
}

const operations = () => contractOf(api().app.app).operations
const writes = ({ method }: Operation) => method !== 'GET'
const expectedOwn = ({ own }: AccessRow, role: RoleName) =>
  own[role] ?? (role === 'stranger' ? 404 : own.rest)

describe('every route of the OpenAPI document', () => {
  test('has a row in the table, and the table has no other', () => {
    expect(Object.keys(accessTable).toSorted()).toEqual(
      operations()
        .map(({ name }) => name)
        .toSorted(),
    )
  })

  test('answers each person of the plan as the table says', { timeout: 600_000 }, async () => {
    const place = await givenPlace(api())
    const restore = await snapshotOf(api().app)
    const [found, expected]: [unknown[], unknown[]] = [[], []]
    for (const operation of operations()) {
      const row = accessTable[operation.name]
      if (!row) continue
      for (const role of roleNames) {
        const { status } = await ask(operation, row, place.subjects, place.who[role])
        // What a request has changed is put back, so that no answer depends on the one before.
        if (writes(operation) && status < 300) await restore()
        found.push([operation.name, role, status])
        expected.push([operation.name, role, expectedOwn(row, role)])
      }
    }
    expect(found).toEqual(expected)
  })

  test('is 404 for what is in a plan one is no part of, whatever one is elsewhere, and changes nothing there', async () => {
    const before = await digestOf(api().app.db)
    const [found, expected]: [unknown[], unknown[]] = [[], []]
    for (const operation of operations()) {
      const row = accessTable[operation.name]
      if (!row || row.foreign === 'sameAsOwn') continue
      for (const role of roleNames) {
        const { status } = await ask(operation, row, foreign.subjects, shared.who[role])
        found.push([operation.name, role, status])
        expected.push([operation.name, role, row.foreign?.[role] ?? row.foreign?.rest ?? 404])
      }
    }
    expect(found).toEqual(expected)
    expect(await digestOf(api().app.db)).toEqual(before)
  })

  test('that lists over all plans shows nothing of one that is not for the caller', async () => {
    // Who there is, is known to whoever keeps the list of people.
    const { person: _, member: __, stranger: ___, ...rest } = foreign.subjects
    const hidden = Object.values(rest)
    for (const operation of operations().filter(({ method }) => method === 'GET')) {
      const row = accessTable[operation.name]
      if (!row || row.foreign !== 'sameAsOwn') continue
      for (const role of roleNames) {
        const { body } = await ask(operation, row, shared.subjects, shared.who[role])
        const text = JSON.stringify(body)
        expect([operation.name, role, hidden.filter((id) => text.includes(id))]).toEqual([
          operation.name,
          role,
          [],
        ])
      }
    }
  })

  test('is 401 without a token, unless it is how one gets a token', async () => {
    const before = await digestOf(api().app.db, ['sign_in_codes'])
    const [found, expected]: [unknown[], unknown[]] = [[], []]
    for (const operation of operations()) {
      const row = accessTable[operation.name]
      if (!row) continue
      const { status } = await ask(operation, row, shared.subjects, undefined)
      found.push([operation.name, status])
      expected.push([operation.name, row.nobody ?? 401])
    }
    expect(found).toEqual(expected)
    expect(await digestOf(api().app.db, ['sign_in_codes'])).toEqual(before)
  })
})
