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
    expect(words, path).toContain('No real change.')
    expect(words, path).not.toContain('than at the start')
    if (!path.includes('view=') && !path.startsWith('/measures')) expect(main, path).toContain('wm-spark')
  }
})
