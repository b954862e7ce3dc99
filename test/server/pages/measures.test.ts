import { describe, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')

async function opened(path: string, as: string): Promise<{ status: number; words: string; links: string }> {
  const { status, text } = await get(api().app, path, await api().app.signInAs(as))
  const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
  return { status, words: main.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '), links: main }
}

describe('a measure', () => {
  test('where none is yet, the page says how they get there', async () => {
    const { planId, people } = await givenPlan(api().app.db)
    const cookie = await api().app.signInAs(people.administrator)
    const { text } = await get(api().app, `/plans/${planId}/measures`, cookie)
    expect(text).toContain('load them from a measures file, or send them by the API')
  })

  test('is told in plain words, with its figures as published beside what their parts give', async () => {
    const { planId, people } = await givenPlan(api().app.db)
    const as = people.administrator
    const { body: measure } = await api().post(`/plans/${planId}/measures`, {
      as,
      body: {
        ref: 'O1',
        title: 'Children missing from school',
        definition: 'Children of school age whom no school has seen for ten days.',
        unit: 'percent',
        polarity: 'lowerIsBetter',
        baseline: '9%',
        baselineValue: 9,
        acknowledgeSmallCount: true,
        comparators: [{ name: 'Statistical neighbours', published: '7.1%', rank: 4, rankOf: 11 }],
      },
    })
    const { status } = await api().post(`/measures/${measure.id}/observations`, {
      as,
      body: {
        asAtOn: '2026-10-31',
        published: '8.0%',
        value: 8,
        numerator: 4,
        denominator: 56,
        status: 'provisional',
        caveat: 'Two schools have not answered.',
        acknowledgeSmallCount: true,
      },
    })
    expect(status).toBe(201)
    const list = await opened(`/plans/${planId}/measures`, people.member)
    expect(list.links).toContain(`href="/measures/${measure.id}"`)
    const { words } = await opened(`/measures/${measure.id}`, people.member)
    for (const said of [
      'Lower is better',
      'Children of school age whom no school has seen for ten days.',
      '8.0% (of 56) 31 October 2026, provisional',
      'Better than at the start. 1 point lower: 9% at the start, then 8.0% on 31 October 2026.',
      'Differs 4 / 56 × 100 = 7.143, which is 7.1; 8.0 was published.',
      'No target has been set.',
      'Think before you publish it. The numerator is 4: somebody may be recognised in a count of one to five.',
      'Two schools have not answered.',
      '4th of 11',
    ])
      expect(words).toContain(said)
  })

  test('of which few figures are there says of how many its change is told', async () => {
    const { planId, people } = await givenPlan(api().app.db)
    const as = people.administrator
    const body = { ref: 'O2', title: 'Visits in time', unit: 'percent', polarity: 'higherIsBetter' }
    const { body: measure } = await api().post(`/plans/${planId}/measures`, { as, body })
    for (const [asAtOn, value] of [
      ['2026-09-30', 71],
      ['2026-10-31', 70],
    ] as const) {
      const figure = { asAtOn, value, published: `${value}%`, status: 'validated' }
      expect((await api().post(`/measures/${measure.id}/observations`, { as, body: figure })).status).toBe(
        201,
      )
    }
    for (const path of [`/plans/${planId}/measures`, `/measures/${measure.id}`])
      expect((await opened(path, people.member)).words).toContain(
        'Worse than at the start. 1 point lower: 71% on 30 September 2026, then 70% on 31 October 2026, of 2 figures.',
      )
  })

  test('of a plan that is not theirs is not there', async () => {
    const { planId, people } = await givenPlan(api().app.db)
    expect((await opened(`/plans/${planId}/measures`, people.stranger)).status).toBe(404)
    expect((await opened('/measures/1', people.stranger)).status).toBe(404)
  })
})

test('a meeting says its cut-off, its decisions as minutes quote them, and gives its pack once it is frozen', async () => {
  const { planId, people, actions } = await givenPlan(api().app.db)
  const as = people.administrator
  const { body: meeting } = await api().post(`/plans/${planId}/meetings`, {
    as,
    body: { title: 'The autumn board', heldOn: '2026-11-24', place: 'Town Hall' },
  })
  const path = `/meetings/${meeting.id}`
  const before = await opened(path, people.member)
  expect(before.words).toContain('Not yet: the pack has not been frozen')
  expect(before.links).not.toContain(`${path}/pack`)
  expect((await opened(`${path}/pack`, people.member)).status).toBe(404)

  const step = (who: string, event: string) =>
    api().post(`${path}/transitions`, { as: who, ifMatch: '*', body: { event } })
  expect((await step(as, 'freeze')).status).toBe(200)
  expect((await step(people.chair, 'issue')).status).toBe(200)
  const text = 'The board asks for a second audit.'
  expect(
    (await api().post(`${path}/decisions`, { as, body: { text, actionId: actions['P1.S1'] } })).status,
  ).toBe(201)
  const after = await opened(path, people.member)
  expect(after.words).toContain('Data cut-off 23 November 2026 at 10am')
  expect(after.words).toContain(`1.1 ${text}`)
  expect(after.links).toContain(`href="/actions/${actions['P1.S1']}"`)
  const pack = await get(api().app, `${path}/pack`, await api().app.signInAs(people.member))
  expect(JSON.parse(pack.text)).toMatchObject({ meetingId: meeting.id, asAt: '2026-11-23' })
  const list = await opened(`/plans/${planId}/meetings`, people.member)
  expect(list.words).toMatch(/1 The autumn board .*24 November 2026 .*Pack issued/)
})
