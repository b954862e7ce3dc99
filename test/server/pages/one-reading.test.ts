import { expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')

const opened = async (path: string, as: string) => {
  const { text } = await get(api().app, path, await api().app.signInAs(as))
  const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
  return { main, words: main.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') }
}

test('a measure reads the same wherever it stands, with its line: on the pages of the verdict, the action, the measures and the board', async () => {
  const plan = await givenPlan(api().app.db)
  const as = plan.people.administrator
  const priorities = (await api().get(`/plans/${plan.planId}/priorities`, { as })).body.items
  const { body: measure } = await api().post(`/plans/${plan.planId}/measures`, {
    as,
    body: {
      ref: 'O1',
      title: 'Children helped early',
      unit: 'count',
      polarity: 'higherIsBetter',
      priorityId: priorities[0].id,
      baseline: '100',
      baselineValue: 100,
      baselineOn: '2025-03-31',
    },
  })
  for (const [at, value] of [98, 104, 97, 103, 99, 105, 96, 104, 98, 103, 99, 104, 97, 105].entries()) {
    const asAtOn = `${2025 + Math.floor((at + 3) / 12)}-${String(((at + 3) % 12) + 1).padStart(2, '0')}-28`
    const body = { asAtOn, value, published: String(value), status: 'validated' }
    expect((await api().post(`/measures/${measure.id}/observations`, { as, body })).status).toBe(201)
  }
  const action = `/actions/${plan.actions['P1.S1']}`
  await api().patch(action, { as, ifMatch: '*', body: { measureIds: [measure.id] } })
  const at = `/plans/${plan.planId}`
  for (const path of [
    `${at}/priorities/${priorities[0].ref}/outcome`,
    `${at}/priorities/${priorities[0].ref}`,
    action,
    `${action}/submit`,
    `${at}/measures`,
    `${at}/measures?view=table`,
    `${at}/board`,
    `/measures/${measure.id}`,
  ]) {
    const { main, words } = await opened(path, path.endsWith('/submit') ? plan.people.owner : as)
    const hasLine = path.includes('view=') || path.startsWith('/measures') || main.includes('wm-spark')
    expect([path, words.includes('No real change.'), words.includes('than at the start'), hasLine]).toEqual([
      path,
      true,
      false,
      true,
    ])
  }
})

/** Measures of which one got worse, one better, one has one figure alone and one none. */
async function givenMeasures() {
  const plan = await givenPlan(api().app.db)
  const as = plan.people.administrator
  const { items } = (await api().get(`/plans/${plan.planId}/priorities`, { as })).body
  const made = async (ref: string, title: string, values: number[], more: object = {}) => {
    const body = { ref, title, unit: 'count', polarity: 'higherIsBetter', priorityId: items[0].id, ...more }
    const { body: measure } = await api().post(`/plans/${plan.planId}/measures`, { as, body })
    for (const [at, value] of values.entries()) {
      const figure = { asAtOn: `2026-0${at + 7}-28`, value, published: String(value), status: 'validated' }
      await api().post(`/measures/${measure.id}/observations`, { as, body: figure })
    }
  }
  const due = { every: 'month', dueFromOn: '2026-08-01', dueAfterDays: 1 }
  await made('O1', 'Visits in time', [90, 70], due)
  await made('O2', 'Families helped', [90, 110])
  await made('O3', 'Children heard', [90])
  await made('O4', 'Carers found', [])
  return { plan, as, at: `/plans/${plan.planId}` }
}

test('the measures begin with whether it is getting better and what to look at first, and a single figure repeats no reason', async () => {
  const { as, at } = await givenMeasures()
  const { words } = await opened(`${at}/measures`, as)
  const lead =
    '1 of 4 measures got better and 1 got worse. Of 2 nothing can be told yet. Look first at Visits in time .'
  expect(words).toContain(lead)
  expect(words).not.toContain('There is no earlier figure')
  const order = ['Got worse', 'Got better', 'Figures missing', 'Cannot be told yet'].map((each) =>
    words.indexOf(each),
  )
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(order).not.toContain(-1)
})

test('the first screen of the board names the measures that got worse, and how', async () => {
  const { as, at } = await givenMeasures()
  const { main } = await opened(`${at}/board`, as)
  const glance = main.slice(main.indexOf('wm-glance'), main.indexOf('id="decisions"'))
  const words = glance.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  expect(words).toContain(
    'Measures that got worse 1 O1 Visits in time Worse than at the start: 20 fewer, of 2 figures.',
  )
})

test('that a figure is late is told in the table of measures as in their list', async () => {
  const { as, at } = await givenMeasures()
  for (const path of [`${at}/measures`, `${at}/measures?view=table`])
    expect((await opened(path, as)).words).toMatch(/September 2026 is \d+ days late\./)
})
