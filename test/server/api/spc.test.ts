import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { useApi } from '../../support/api.ts'
import { digestOf } from '../../support/digest.ts'
import { givenPlace, type Place } from '../../support/places.ts'

const api = useApi('2026-11-23T10:00:00Z')
let place: Place
const values = [5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 20]
const days = values.map((_, at) => addDays('2025-10-31', at * 28))
const polarity = 'lowerIsBetter'

beforeAll(async () => {
  place = await givenPlace(api())
})

const post = (body: object, query = '', as: string | undefined = place.who.stranger) =>
  api().post(`/spc${query}`, { as, body })

describe('a bare series', () => {
  test('with two values of one day is refused, because their order would be made up', async () => {
    const { status, body } = await post({ values: [1, 2], days: ['2026-01-31', '2026-01-31'], polarity })
    expect([status, body.errors[0].pointer]).toEqual([400, '/days/1'])
    expect(body.detail).toContain('Give one value a day')
  })

  test('takes its options in digits alone', async () => {
    for (const given of ['0x6', '6e0', '%206'])
      expect((await post({ values, days, polarity }, `?runLength=${given}`)).status).toBe(400)
    expect((await post({ values, days, polarity }, '?runLength=6')).status).toBe(200)
  })

  test('is read by anybody who is signed in, and changes nothing', async () => {
    const before = await digestOf(api().app.db)
    const { status, body } = await post({ values, days, polarity, target: 30 })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      options: { screenMovingRanges: false, runLength: 7, fewestPoints: 13 },
      sections: [{ startOn: days[0], judged: true }],
      variation: 'concern',
      assurance: 'passing',
      sentence:
        'The newest figure is far above what is usual: a change for the worse. What was usual so far reaches the target.',
    })
    expect(body.points.at(-1)).toEqual({
      on: days.at(-1),
      value: 20,
      section: 0,
      flags: ['astronomical'],
      reading: 'concern',
    })
    expect(await digestOf(api().app.db)).toEqual(before)
    expect((await api().post('/spc', { body: { values, days, polarity } })).status).toBe(401)
  })

  test('is read with other options for trying, and by steps', async () => {
    const query = '?screenMovingRanges=true&runLength=6&fewestPoints=5'
    const { body } = await post({ values, days, polarity, steps: [days[7]] }, query)
    expect(body.options).toMatchObject({ screenMovingRanges: true, runLength: 6, fewestPoints: 5 })
    expect(body.sections.map(({ startOn }: { startOn: string }) => startOn)).toEqual([days[0], days[7]])
  })

  test.each([
    [{ values, days: days.slice(1), polarity }, '/days'],
    [{ values: ['5'], days: days.slice(0, 1), polarity }, '/values/0'],
    [{ values: [5], days: ['2026-02-30'], polarity }, '/days/0'],
    [{ values: [5], days: days.slice(0, 1), polarity: 'up' }, '/polarity'],
    [{ values: [1e13], days: days.slice(0, 1), polarity }, '/values/0'],
  ])('%j is refused at the field', async (body, pointer) => {
    const answer = await post(body)
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer])
  })

  test.each(['?runLength=5', '?runLength=x', '?fewestPoints=0', '?screenMovingRanges=maybe', '?other=1'])(
    'is not read with %s',
    async (query) => {
      expect((await post({ values, days, polarity }, query)).status).toBe(400)
    },
  )

  test('of nothing says so', async () => {
    expect((await post({ values: [], days: [], polarity })).body).toMatchObject({
      points: [],
      sections: [],
      variation: null,
      sentence: 'There are no figures yet.',
    })
  })
})

test("a measure's figures are read as they stand: corrected ones as corrected, claims and withdrawn ones not", async () => {
  const path = `/measures/${place.subjects.measure}`
  const as = place.plan.people.administrator
  const observe = async (asAtOn: string, value: number, more: object = {}) => {
    const body = {
      asAtOn,
      value,
      published: String(value),
      status: 'validated',
      acknowledgeSmallCount: true,
      ...more,
    }
    const answer = await api().post(`${path}/observations`, { as, body })
    expect([answer.status, answer.body.detail]).toEqual([201, undefined])
    return answer.body.id as string
  }
  for (const [at, value] of values.entries()) {
    const first = await observe(days[at] ?? '', at === 3 ? 99 : value)
    if (at === 3) await observe(days[at] ?? '', value, { corrects: first, reason: 'Typed wrongly' })
  }
  const [kept] = await rowsOf<{ count: number }>(
    api().app.db,
    sql`select count(*)::int as count from observations where measure_id = ${place.subjects.measure}`,
  )
  expect(kept?.count).toBe(values.length + 1)
  const { body } = await api().get(`${path}/spc`, { as: place.who.member })
  const bare = await post({ values, days, polarity })
  expect(body).toEqual(bare.body)
  expect((await api().get(`${path}/spc`, { as: place.who.stranger })).status).toBe(404)

  const steps = [{ startOn: days[7], reason: 'Referrals are counted by the new system' }]
  const changed = await api().patch(path, { as, body: { steps }, ifMatch: '*' })
  expect(changed.body.steps).toEqual([{ ...steps[0], fixedAfter: null }])
  const stepped = await api().get(`${path}/spc?fewestPoints=5`, { as })
  expect(stepped.body.sections.map(({ startOn }: { startOn: string }) => startOn)).toEqual([days[0], days[7]])
  const [entry] = (await api().get(`${path}/history`, { as })).body.items
  expect(entry).toMatchObject({
    event: 'edit',
    actor: { id: as },
    payload: { steps: [{ reason: steps[0]?.reason }] },
  })
})

test('is judged by the options kept with the measure, and a query tries others', async () => {
  const path = `/measures/${place.subjects.measure}`
  const as = place.plan.people.administrator
  const kept = { screenMovingRanges: true, runLength: 6, fewestPoints: 5, beyondCounts: false }
  const changed = await api().patch(path, { as, body: kept, ifMatch: '*' })
  expect(changed.body).toMatchObject(kept)
  expect((await api().get(`${path}/spc`, { as })).body.options).toEqual(kept)
  const tried = await api().get(`${path}/spc?runLength=7&beyondCounts=true`, { as })
  expect(tried.body.options).toEqual({ ...kept, runLength: 7, beyondCounts: true })
  const [entry] = (await api().get(`${path}/history`, { as })).body.items
  expect(entry).toMatchObject({ event: 'edit', payload: kept })
  for (const [field, value] of [
    ['runLength', 5],
    ['fewestPoints', 51],
    ['beyondCounts', 'yes'],
  ] as const) {
    const refused = await api().patch(path, { as, body: { [field]: value }, ifMatch: '*' })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, `/${field}`])
  }
})
