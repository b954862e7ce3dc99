import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { codeOf } from '#db/connection/errors.ts'
import { observations, priorities } from '#db/schema/index.ts'
import { type Answer, useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let other: TestPlan
let priorityId: string
let asAdministrator: { as: string }
let asLead: { as: string }

beforeAll(async () => {
  const { db } = api().app
  plan = await givenPlan(db)
  other = await givenPlan(db)
  const [priority] = await db.select().from(priorities).where(eq(priorities.planId, plan.planId))
  priorityId = priority?.id ?? ''
  asAdministrator = { as: plan.people.administrator }
  asLead = { as: plan.people.lead }
})

const fields = {
  title: 'Referrals answered within one working day',
  unit: 'percent',
  polarity: 'higherIsBetter',
}
let refs = 0
const newMeasure = (more: object = {}, as = plan.people.administrator): Promise<Answer> =>
  api().post(`/plans/${plan.planId}/measures`, {
    as,
    body: { ...fields, ref: `M${++refs}`, priorityId, ...more },
  })
const figure = {
  asAtOn: '2026-10-31',
  published: '61%',
  value: 61,
  numerator: 61,
  denominator: 100,
  status: 'validated',
}
const record = (
  id: string,
  more: object = {},
  as = plan.people.administrator,
  headers = {},
): Promise<Answer> =>
  api().post(`/measures/${id}/observations`, { as, headers, body: { ...figure, ...more } })

describe('a measure over REST', () => {
  test('is made with only a name, a unit and a polarity, and says what it lacks', async () => {
    const { status, headers, body } = await newMeasure()
    expect([status, headers.get('etag'), body.version]).toEqual([201, '"1"', 1])
    expect(body).toMatchObject({ ...fields, baseline: null, target: null, latest: null, active: true })
    expect(body.standing.gaps.map(({ field }: { field: string }) => field)).toEqual([
      'observations',
      'baseline',
      'target',
    ])
    const again = await api().get(`/measures/${body.id}`, asAdministrator)
    expect([again.status, again.body]).toEqual([200, body])
  })

  test('reads the number from a baseline that is one, and forgets it when words replace it', async () => {
    const { body: made } = await newMeasure({ baseline: '58%', target: 'nearly all' })
    expect([made.baselineValue, made.targetValue]).toEqual([58, null])
    const patch = (version: number, body: object) =>
      api().patch(`/measures/${made.id}`, { ...asAdministrator, ifMatch: version, body })
    const reworded = await patch(1, { baseline: 'about six in ten' })
    expect([reworded.status, reworded.body.baselineValue]).toEqual([200, null])
    const counted = await patch(2, { baselineValue: 58.5, target: null })
    expect([counted.body.baseline, counted.body.baselineValue, counted.body.target]).toEqual([
      'about six in ten',
      58.5,
      null,
    ])
  })

  test.each([
    ['an unknown field', { rag: 'green' }, '/rag'],
    ['a unit that is none', { unit: 'furlongs' }, '/unit'],
    ['a rate base for a percentage', { per: 10_000 }, '/per'],
    ['a grade twice', { scale: ['Good', 'good'] }, '/scale'],
    ['a priority of another plan', { priorityId: '01a20956-0000-7000-8000-000000000000' }, '/priorityId'],
    ['a figure that no column holds', { baselineValue: 1e12 }, '/baselineValue'],
    ['a figure finer than six decimals', { baselineValue: 0.1234567 }, '/baselineValue'],
  ])('is refused with %s: 400', async (_name, wrong, pointer) => {
    const { status, body } = await newMeasure(wrong)
    expect([status, body.code, body.errors[0]?.pointer]).toEqual([400, 'invalidRequest', pointer])
  })

  test('is refused under a reference that is taken: 409', async () => {
    await newMeasure({ ref: 'TAKEN' })
    const { status, body } = await newMeasure({ ref: 'TAKEN' })
    expect([status, body.code, body.errors[0].pointer]).toEqual([409, 'conflict', '/ref'])
  })

  test('changes only for who has read it: 428 without If-Match, 412 with an old one, 400 when empty', async () => {
    const { body } = await newMeasure()
    const patch = (options: object) =>
      api().patch(`/measures/${body.id}`, { ...asAdministrator, body: { title: 'Renamed' }, ...options })
    expect((await patch({})).status).toBe(428)
    expect((await patch({ ifMatch: 1 })).body).toMatchObject({ title: 'Renamed', version: 2 })
    const stale = await patch({ ifMatch: 1 })
    expect([stale.status, stale.body.code, stale.body.version]).toEqual([412, 'versionStale', 2])
    expect((await patch({ ifMatch: 2, body: {} })).body.code).toBe('emptyChange')
  })

  test('a baseline of one to five has to be confirmed like any figure', async () => {
    const small = { unit: 'count', baseline: '4' }
    const { status, body } = await newMeasure(small)
    expect([status, body.code]).toEqual([409, 'smallCount'])
    expect((await newMeasure({ ...small, acknowledgeSmallCount: true })).status).toBe(201)
  })
})

describe('who may do what', () => {
  test('the lead of its priority and the administrator write; all who see the plan read; strangers see nothing', async () => {
    const { body: measure } = await newMeasure({}, plan.people.lead)
    expect((await record(measure.id, {}, plan.people.lead)).status).toBe(201)
    for (const person of ['chair', 'viceChair', 'member', 'owner', 'contributor'] as const) {
      const as = plan.people[person]
      expect((await api().get(`/measures/${measure.id}`, { as })).status).toBe(200)
      expect((await api().get(`/measures/${measure.id}/observations`, { as })).status).toBe(200)
      expect((await api().get(`/measures/${measure.id}/history`, { as })).status).toBe(200)
      const refused = [
        await newMeasure({}, as),
        await record(measure.id, { asAtOn: '2026-09-30' }, as),
        await api().patch(`/measures/${measure.id}`, { as, ifMatch: '*', body: { title: 'Other' } }),
      ]
      expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
        Array.from({ length: 3 }, () => [403, 'forbidden']),
      )
    }
    for (const as of [plan.people.stranger, other.people.administrator]) {
      const hidden = [
        await api().get(`/measures/${measure.id}`, { as }),
        await api().get(`/measures/${measure.id}/observations`, { as }),
        await api().get(`/measures/${measure.id}/history`, { as }),
        await api().get(`/plans/${plan.planId}/measures`, { as }),
        await newMeasure({}, as),
        await record(measure.id, {}, as),
        await api().patch(`/measures/${measure.id}`, { as, ifMatch: '*', body: { title: 'Other' } }),
      ]
      expect(hidden.map(({ status }) => status)).toEqual(Array(7).fill(404))
    }
  })

  test('a lead neither makes measures of the whole plan nor gives theirs away', async () => {
    expect((await newMeasure({ priorityId: null }, plan.people.lead)).status).toBe(403)
    const { body: measure } = await newMeasure({}, plan.people.lead)
    const given = await api().patch(`/measures/${measure.id}`, {
      ...asLead,
      ifMatch: 1,
      body: { priorityId: null },
    })
    expect(given.status).toBe(403)
    expect((await newMeasure({ priorityId: null })).body.priority).toBeNull()
  })
})

describe('an observation over REST', () => {
  test('stands as published beside what its parts give', async () => {
    const { body: measure } = await newMeasure({ unit: 'rate', per: 10_000, polarity: 'lowerIsBetter' })
    const published = { published: '432.2', value: 432.2, numerator: 1391, denominator: 32_180 }
    const { status, headers, body } = await record(measure.id, published)
    expect([status, headers.get('etag'), body.version]).toEqual([201, '"2"', 2])
    expect(body).toMatchObject({
      ...published,
      charted: true,
      recalculated: { outcome: 'differs', value: 432.3, looksTruncated: true },
      warnings: [{ code: 'differs' }],
      recordedBy: { id: plan.people.administrator },
    })
    const { body: read } = await api().get(`/measures/${measure.id}`, asAdministrator)
    expect(read.latest).toMatchObject({ id: body.id, value: 432.2 })
  })

  test('of one to five is refused until somebody confirms it, and the confirmation is kept', async () => {
    const { body: measure } = await newMeasure({ unit: 'count' })
    const small = { published: '3', value: 3, numerator: null, denominator: null }
    const refused = await record(measure.id, small)
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      409,
      'smallCount',
      '/value',
    ])
    const taken = await record(measure.id, { ...small, acknowledgeSmallCount: true })
    expect([taken.status, taken.body.smallCountAcknowledged]).toEqual([201, true])
    expect(taken.body.warnings[0].code).toBe('smallCount')
    const plain = await record(measure.id, {
      published: '30',
      value: 30,
      asAtOn: '2026-09-30',
      numerator: null,
      denominator: null,
      acknowledgeSmallCount: true,
    })
    expect(plain.body.smallCountAcknowledged).toBe(false)
  })

  test('keeps grades in their order with their number and shares', async () => {
    const { body: measure } = await newMeasure({ unit: 'grade' })
    const distribution = [
      { grade: 'Good', count: 12 },
      { grade: 'Requires improvement', count: 15 },
      { grade: 'Inadequate', count: 4 },
    ]
    const { body } = await record(measure.id, {
      published: null,
      value: null,
      numerator: null,
      denominator: 31,
      distribution,
      acknowledgeSmallCount: true,
    })
    expect([body.n, body.charted]).toEqual([31, true])
    expect(
      body.distribution.map(({ grade, percent }: { grade: string; percent: number }) => [grade, percent]),
    ).toEqual([
      ['Good', 38.7],
      ['Requires improvement', 48.4],
      ['Inadequate', 12.9],
    ])
  })

  test('a claim is held as text: never charted, never the newest figure', async () => {
    const { body: measure } = await newMeasure()
    const claim = {
      kind: 'claim',
      published: 'some improvement',
      value: null,
      numerator: null,
      denominator: null,
    }
    const { status, body } = await record(measure.id, { ...claim, status: 'notStated' })
    expect([status, body.charted, body.recalculated.code]).toEqual([201, false, 'claim'])
    expect((await api().get(`/measures/${measure.id}`, asAdministrator)).body.latest).toBeNull()
  })

  test('is corrected by a further one: the first stays, the newest stands, once', async () => {
    const { body: measure } = await newMeasure()
    const { body: first } = await record(measure.id, { published: '16%', value: 16 })
    const correction = { corrects: first.id, reason: 'Two figures were swapped.' }
    const { status, body: second } = await record(measure.id, correction)
    expect([status, second.revision, second.corrects, second.reason]).toEqual([
      201,
      2,
      first.id,
      correction.reason,
    ])
    const again = await record(measure.id, correction)
    expect([again.status, again.body.code, again.body.errors[0].pointer]).toEqual([
      409,
      'conflict',
      '/corrects',
    ])
    const list = (query = '') => api().get(`/measures/${measure.id}/observations${query}`, asAdministrator)
    expect((await list()).body.items.map(({ id }: { id: string }) => id)).toEqual([second.id])
    const all = (await list('?revisions=true')).body.items
    expect(
      all.map(({ published, correctedBy, charted }: Record<string, unknown>) => [
        published,
        correctedBy,
        charted,
      ]),
    ).toEqual([
      ['61%', null, true],
      ['16%', second.id, false],
    ])
  })

  test('can be withdrawn, and its day is free again', async () => {
    const { body: measure } = await newMeasure()
    const { body: first } = await record(measure.id)
    const double = await record(measure.id, { published: '62%', value: 62 })
    expect([double.status, double.body.code]).toEqual([409, 'conflict'])
    const withdrawn = await record(measure.id, {
      corrects: first.id,
      reason: 'It belongs to another measure.',
      status: 'withdrawn',
      published: null,
      value: null,
      numerator: null,
      denominator: null,
    })
    expect(withdrawn.status).toBe(201)
    expect((await api().get(`/measures/${measure.id}`, asAdministrator)).body.latest).toBeNull()
    expect((await record(measure.id, { published: '62%', value: 62 })).status).toBe(201)
  })

  test.each([
    ['tomorrow', { asAtOn: '2026-11-24' }, 409, 'dateNotAllowed', '/asAtOn'],
    ['a day that is none', { asAtOn: '2026-02-30' }, 400, 'invalidRequest', '/asAtOn'],
    ['no value', { value: null }, 400, 'invalidRequest', '/value'],
    ['no published text', { published: null }, 400, 'invalidRequest', '/published'],
    ['a negative count', { numerator: -3 }, 400, 'invalidRequest', '/numerator'],
    ['an unknown field', { colour: 'red' }, 400, 'invalidRequest', '/colour'],
    ['text for a number', { value: '61' }, 400, 'invalidRequest', '/value'],
  ])('is refused with %s', async (_name, wrong, status, code, pointer) => {
    const { body: measure } = await newMeasure()
    const refused = await record(measure.id, wrong)
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      status,
      code,
      pointer,
    ])
    expect((await api().get(`/measures/${measure.id}`, asAdministrator)).body.version).toBe(1)
  })

  test('honours If-Match where it is sent: 412 when the measure has moved on', async () => {
    const { body: measure } = await newMeasure()
    expect((await record(measure.id, {}, undefined, { 'if-match': '"1"' })).status).toBe(201)
    const stale = await record(measure.id, { asAtOn: '2026-09-30' }, undefined, { 'if-match': '"1"' })
    expect([stale.status, stale.body.version]).toEqual([412, 2])
  })

  test('twenty people recording at once: each day is kept once, and the history has a row for each', async () => {
    const { body: measure } = await newMeasure()
    const days = Array.from({ length: 10 }, (_, at) => `2026-10-${10 + at}`)
    const answers = await Promise.all([...days, ...days].map((asAtOn) => record(measure.id, { asAtOn })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      ...Array(10).fill(201),
      ...Array(10).fill(409),
    ])
    const { body: list } = await api().get(`/measures/${measure.id}/observations`, asAdministrator)
    expect(list.items.map(({ asAtOn }: { asAtOn: string }) => asAtOn)).toEqual(days.toReversed())
    const { body: history } = await api().get(`/measures/${measure.id}/history`, asAdministrator)
    expect(history.items.map(({ version }: { version: number }) => version)).toEqual(
      Array.from({ length: 11 }, (_, at) => 11 - at),
    )
  })
})

describe('lists', () => {
  test('newest figures come first, page by page, without a gap and never twice', async () => {
    const { body: measure } = await newMeasure()
    const days = ['2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31']
    for (const asAtOn of days) await record(measure.id, { asAtOn })
    const seen: string[] = []
    let next: string | null = null
    do {
      const query: string = next === null ? '' : `&after=${next}`
      const { body } = await api().get(
        `/measures/${measure.id}/observations?limit=2${query}`,
        asAdministrator,
      )
      seen.push(...body.items.map(({ asAtOn }: { asAtOn: string }) => asAtOn))
      next = body.page.next
    } while (next !== null)
    expect(seen).toEqual(days.toReversed())
  })

  test("a plan's measures come in its order, page by page, filtered by priority", async () => {
    const fresh = await givenPlan(api().app.db)
    const as = fresh.people.administrator
    for (const ref of ['C', 'A', 'B'])
      await api().post(`/plans/${fresh.planId}/measures`, { as, body: { ...fields, ref } })
    const page = (query: string) => api().get(`/plans/${fresh.planId}/measures${query}`, { as })
    const { body: first } = await page('?limit=2')
    const { body: second } = await page(`?limit=2&after=${first.page.next}`)
    expect([...first.items, ...second.items].map(({ ref }) => ref)).toEqual(['C', 'A', 'B'])
    expect(second.page.next).toBeNull()
    expect((await page(`?priority=${priorityId}`)).body.items).toEqual([])
    expect((await page('?colour=red')).status).toBe(400)
    const forged = Buffer.from(JSON.stringify(['position', 'x', 'y'])).toString('base64url')
    expect((await page(`?after=${forged}`)).status).toBe(400)
  })

  test('the history tells who did what, newest first', async () => {
    const { body: measure } = await newMeasure({}, plan.people.lead)
    await record(measure.id)
    await api().patch(`/measures/${measure.id}`, {
      ...asLead,
      ifMatch: 2,
      body: { target: '95%', targetOn: '2027-03-31' },
    })
    const { body } = await api().get(`/measures/${measure.id}/history`, asAdministrator)
    expect(
      body.items.map(({ event, actor, subject }: Record<string, { id: string; kind: string }>) => [
        event,
        actor?.id,
        subject?.kind,
      ]),
    ).toEqual([
      ['edit', plan.people.lead, 'measure'],
      ['observe', plan.people.administrator, 'measure'],
      ['create', plan.people.lead, 'measure'],
    ])
    expect(body.items[1].payload.observation).toMatchObject({ published: '61%', value: 61 })
  })
})

test.each(['update observations set value = 1', 'delete from observations', 'truncate observations'])(
  "recorded figures cannot be changed by the application's role: %s",
  async (statement) => {
    const { db } = api().app
    const before = await db.select().from(observations)
    expect(before.length).toBeGreaterThan(0)
    expect(await rowsOf(db, sql.raw(statement)).then(() => null, codeOf)).toBe('42501')
    expect(await db.select().from(observations)).toEqual(before)
  },
)
