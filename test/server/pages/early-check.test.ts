import { expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { type CastName, givenPlan, type TestPlan, putAction } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')

const mainOf = async (plan: TestPlan, who: CastName, path: string) => {
  const { text } = await get(api().app, path, await api().app.signInAs(plan.people[who]))
  return text.slice(text.indexOf('<main'))
}
const plain = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

const put = (plan: TestPlan, ref: string, change: Parameters<typeof putAction>[3]) =>
  putAction(api().app.db, plan, ref, change)

test('a check that is not due yet is told with its day, and offered by a quiet link; once due by a button', async () => {
  const plan = await givenPlan(api().app.db, [{}, {}])
  const signedOff = { state: 'signedOff', signedOffOn: '2026-11-20', signedOffBy: plan.people.chair } as const
  await put(plan, 'P1.S1', { ...signedOff, embedCheckOn: '2027-02-18' })
  await put(plan, 'P1.S2', { ...signedOff, signedOffOn: '2026-08-03', embedCheckOn: '2026-11-23' })
  const [early, due] = [
    await mainOf(plan, 'chair', `/actions/${plan.actions['P1.S1']}`),
    await mainOf(plan, 'chair', `/actions/${plan.actions['P1.S2']}`),
  ]
  expect(plain(early)).toContain('The check is due on 18 February 2027')
  expect(early).toMatch(/<a class="govuk-link[^"]*" href="[^"]+\/decide">Check early whether it has stuck</)
  expect(plain(early)).not.toContain('Decide whether it has stuck')
  expect(plain(due)).toContain('Decide whether it has stuck')
  expect(plain(due)).not.toContain('Check early')
  expect(plain(await mainOf(plan, 'owner', `/actions/${plan.actions['P1.S1']}`))).toContain(
    'The check is due on 18 February 2027',
  )
})
