import { beforeAll, describe, expect, test, vi } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { givenManyMeasures } from '#test/support/many-measures.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const MOST = 300_000
let large: TestPlan
let small: TestPlan

beforeAll(async () => {
  large = await givenPlan(api().app.db)
  small = await givenPlan(api().app.db)
  await givenManyMeasures(api().app.db, large, { measures: 200, months: 120 })
  await givenManyMeasures(api().app.db, small, { measures: 2, months: 3 })
})

/** A page of a plan as its member reads it, and how many statements it took. */
async function read({ planId, people }: TestPlan, page: string) {
  const { app } = api()
  const cookie = await app.signInAs(people.member)
  const { $client } = app.db as unknown as { $client: { unsafe: () => unknown } }
  const asked = vi.spyOn($client, 'unsafe')
  const { status, text } = await get(app, `/plans/${planId}${page}`, cookie)
  const statements = asked.mock.calls.length
  asked.mockRestore()
  expect(status).toBe(200)
  return { text, bytes: Buffer.byteLength(text), statements }
}

describe('two hundred measures with ten years of monthly figures', () => {
  test.each([['/measures'], ['/measures?view=table'], ['/measures?asAt=2026-11-20']])(
    'are read at %s in less than 300 kB, and in as many statements as two with three',
    async (page) => {
      const [many, few] = [await read(large, page), await read(small, page)]
      expect(many.bytes).toBeLessThan(MOST)
      expect(many.statements).toBe(few.statements)
    },
  )

  test.each([[''], ['/board'], ['/priorities/P1']])(
    'are drawn at %s in as many statements as two',
    async (page) => {
      const [many, few] = [await read(large, page), await read(small, page)]
      expect(many.text.match(/<svg class="wm-spark"/g)?.length).toBe(200)
      expect(many.statements).toBe(few.statements)
    },
  )

  test('are led by what moved, each drawn small and each told once', async () => {
    const { text } = await read(large, '/measures')
    expect(text.match(/<svg class="wm-spark"/g)?.length).toBe(200)
    expect(text.match(/<li class="wm-move">/g)?.length).toBe(200)
    const headings = [...text.matchAll(/<h2[^>]*>([^<]*) <span class="wm-count">(\d+)/g)].map(
      ([, name]) => name,
    )
    expect(headings).toEqual([
      'Got worse',
      'Got better',
      'Changed, and neither better nor worse can be told',
      'Did not move',
    ])
  })
})
