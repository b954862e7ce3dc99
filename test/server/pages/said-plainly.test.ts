import { expect, test } from 'vitest'
import { memberships } from '#db/schema/index.ts'
import { mailWords } from '#server/ui/words/mail-words.ts'
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

test('the history says from whom to whom an action went, by an edit and by a hand-over', async () => {
  const plan = await givenPlan(api().app.db, [{}])
  const { people } = plan
  const moved = `/actions/${plan.actions['P1.S1']}`
  const priorityId = (await api().get(moved, { as: people.lead })).body.priority.id
  const body = { title: 'Written now', horizon: 'short', ref: 'P1.S9', ownerId: people.owner }
  const as = people.administrator
  const made = await api().post(`/priorities/${priorityId}/actions`, { as, body })
  expect(made.status).toBe(201)
  const path = `/actions/${made.body.id}`
  const edit = { ownerId: people.otherOwner, title: 'Written anew' }
  expect((await api().patch(path, { as, body: edit, ifMatch: '*' })).status).toBe(200)
  const said = plain(await mainOf(plan, 'administrator', path))
  expect(said).toContain('Changed the owner from The owner to The otherOwner and edited title')
  const transfer = { event: 'transfer', ownerId: people.otherOwner, fromOn: '2026-11-20', reason: 'Left' }
  const sent = await api().post(`${moved}/transitions`, { as: people.lead, body: transfer, ifMatch: '*' })
  expect(sent.status).toBe(200)
  expect(plain(await mainOf(plan, 'member', moved))).toContain(
    'Handed it over from The owner to The otherOwner, as of 20 November 2026',
  )
})

test('who gets no weekly email reads nothing of the next one', async () => {
  const plan = await givenPlan(api().app.db, [{ dueOn: '2027-05-01', startOn: '2027-01-04' }])
  const viewer = { planId: plan.planId, personId: plan.people.stranger, role: 'viewer' } as const
  await api().app.db.insert(memberships).values(viewer)
  expect(plain(await mainOf(plan, 'stranger', '/'))).toContain('Nothing is waiting for you')
  expect(plain(await mainOf(plan, 'stranger', '/'))).not.toContain('next email')
  expect(plain(await mainOf(plan, 'chair', '/'))).toContain('The next email goes on')
})

test('a vice-chair is called one in the mail log', () => {
  expect(mailWords({ kind: 'weeklyDigest', parts: ['chairDigest'] })).toBe(
    'Weekly email, as chair or vice-chair',
  )
})

test('the list of plans and the plan say which actions they do not count', async () => {
  const plan = await givenPlan(api().app.db, [{}, {}, {}])
  await put(plan, 'P1.S3', { state: 'cancelled' })
  const said = 'of 2 actions'
  for (const path of ['/plans', `/plans/${plan.planId}`]) {
    const main = plain(await mainOf(plan, 'administrator', path))
    expect(main).toContain(said)
    expect(main).toContain('1 action superseded or cancelled is not counted')
  }
})
