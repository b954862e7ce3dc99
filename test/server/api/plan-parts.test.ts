import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { plans } from '#db/schema/index.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')

async function place() {
  const plan = await givenPlan(api().app.db)
  const as = plan.people.administrator
  const home = `/plans/${plan.planId}`
  const first = async (parts: string) => (await api().get(`${home}/${parts}`, { as })).body.items[0]
  const [finding, window] = [await first('recommendations'), await first('horizons')]
  return {
    plan,
    home,
    as,
    first,
    finding,
    window,
    reword: (body: object, ifMatch: number | string = '*', by = as) =>
      api().patch(`${home}/recommendations/${finding.id}`, { as: by, body, ifMatch }),
    shift: (body: object, ifMatch: number | string = '*', by = as) =>
      api().patch(`${home}/horizons/${window.id}`, { as: by, body, ifMatch }),
  }
}

async function newest({ planId, people }: TestPlan) {
  const { body } = await api().get(`/plans/${planId}/history?limit=1`, { as: people.administrator })
  return body.items[0]
}

test('a recommendation is reworded: what is left out stays, and the history tells it as the page’s form does', async () => {
  const { plan, home, as, first, finding, reword } = await place()
  const { status, body, headers } = await reword({ text: 'See every child alone.' }, 1)
  expect([status, body, headers.get('etag')]).toEqual([
    200,
    { ...finding, text: 'See every child alone.' },
    '"2"',
  ])
  expect(await first('recommendations')).toEqual(body)
  expect((await api().get(home, { as })).body.version).toBe(2)
  expect(await newest(plan)).toMatchObject({
    event: 'editRecommendation',
    actor: { id: as },
    payload: { ...finding, text: 'See every child alone.' },
  })
  expect((await reword({ ref: 'R12', paragraph: '' }, 2)).body).toMatchObject({ ref: 'R12', paragraph: '' })
})

test('a horizon gets another name or other days, in the history as the page’s form writes it', async () => {
  const { plan, as, first, window, shift } = await place()
  const { status, body, headers } = await shift({ label: 'By summer', lastOn: '2027-02-28' }, 1)
  const wanted = { ...window, label: 'By summer', lastOn: '2027-02-28' }
  expect([status, body, headers.get('etag')]).toEqual([200, wanted, '"2"'])
  expect(await first('horizons')).toEqual(wanted)
  expect(await newest(plan)).toMatchObject({
    event: 'edit',
    actor: { id: as },
    payload: { horizons: [wanted] },
  })
})

test('both ask for the version of the plan, and refuse one that is past', async () => {
  const { reword, shift, as, home, finding } = await place()
  expect((await shift({ label: 'Soon' }, 1)).status).toBe(200)
  for (const change of [() => reword({ text: 'Late' }, 1), () => shift({ label: 'Late' }, 1)]) {
    const { status, body } = await change()
    expect([status, body.code, body.version]).toEqual([412, 'versionStale', 2])
  }
  const without = await api().patch(`${home}/recommendations/${finding.id}`, { as, body: { text: 'X' } })
  expect([without.status, without.body.code]).toEqual([428, 'versionMissing'])
})

test('both refuse what is not valid with a pointer, and change nothing', async () => {
  const { reword, shift, first, finding, window, as, home } = await place()
  await api().post(`${home}/recommendations`, { as, body: { ref: 'R2', text: 'Another' } })
  const faults = await Promise.all([
    reword({}),
    reword({ text: ' ' }),
    reword({ text: null }),
    reword({ position: 3 }),
    reword({ ref: 'R2' }),
    shift({}),
    shift({ lastOn: '2027-02-30' }),
    shift({ lastOn: '2026-01-01' }),
    shift({ name: 'long' }),
  ])
  expect(faults.map(({ status, body }) => [status, body.code, body.errors[0]?.pointer])).toEqual([
    [400, 'emptyChange', undefined],
    [400, 'invalidRequest', '/text'],
    [400, 'invalidRequest', '/text'],
    [400, 'invalidRequest', '/position'],
    [409, 'conflict', '/ref'],
    [400, 'emptyChange', undefined],
    [400, 'invalidRequest', '/lastOn'],
    [400, 'invalidRequest', '/lastOn'],
    [400, 'invalidRequest', '/name'],
  ])
  expect([await first('recommendations'), await first('horizons')]).toEqual([finding, window])
})

test('both are the administrator’s, in a plan that is not closed, and about parts of that plan', async () => {
  const { plan, home, reword, shift } = await place()
  const other = await place()
  const { administrator, chair, stranger } = plan.people
  expect((await reword({ text: 'Mine' }, '*', chair)).body.code).toBe('forbidden')
  expect((await shift({ label: 'Mine' }, '*', stranger)).status).toBe(404)
  for (const path of [`recommendations/${other.finding.id}`, `horizons/${other.window.id}`]) {
    const body = path.startsWith('r') ? { text: 'Taken' } : { label: 'Taken' }
    const strange = await api().patch(`${home}/${path}`, { as: administrator, ifMatch: '*', body })
    expect([path, strange.status]).toEqual([path, 404])
  }
  await api().app.db.update(plans).set({ state: 'closed' }).where(eq(plans.id, plan.planId))
  for (const answer of [await reword({ text: 'Late' }), await shift({ label: 'Late' })])
    expect([answer.status, answer.body.code]).toEqual([409, 'planClosed'])
})

test('two who change different fields at once, whatever the version, lose neither', async () => {
  for (let run = 0; run < 10; run++) {
    const { first, reword, shift } = await place()
    const answers = await Promise.all([
      reword({ text: 'Reworded' }),
      reword({ source: 'The review' }),
      shift({ label: 'Soon' }),
      shift({ lastOn: '2027-02-28' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await first('recommendations')).toMatchObject({ text: 'Reworded', source: 'The review' })
    expect(await first('horizons')).toMatchObject({ label: 'Soon', lastOn: '2027-02-28' })
  }
})

test('what is added is answered with the version to go on from', async () => {
  const { home, as } = await place()
  const added = await api().post(`${home}/recommendations`, { as, body: { ref: 'R2', text: 'Another' } })
  expect([added.status, added.headers.get('etag')]).toEqual([201, '"2"'])
})
