import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { readHistory } from '#db/read/history.ts'
import { workOf } from '#db/read/work.ts'
import { actions, people, priorities } from '#db/schema/index.ts'
import { useApi } from '#test/support/api.ts'
import { formOn, sentOf } from '#test/support/page-forms.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get, post } from '#test/support/visitor.ts'

const TODAY = '2026-11-23'
const api = useApi(`${TODAY}T10:00:00.000Z`)

/** A plan whose first action was signed off, with nothing to show that it has stuck. */
async function signedOff(embedCheckOn: string): Promise<TestPlan & { path: string; id: string }> {
  const plan = await givenPlan(api().app.db, [{ title: 'Duty team', criteria: ['It is shown'] }])
  const id = plan.actions['P1.S1'] ?? ''
  await api()
    .app.db.update(actions)
    .set({ state: 'signedOff', signedOffOn: '2026-08-03', signedOffBy: plan.people.chair, embedCheckOn })
    .where(eq(actions.id, id))
  return { ...plan, id, path: `/actions/${id}` }
}

const pageOf = async (plan: TestPlan, who: CastName, path: string) => {
  const cookie = await api().app.signInAs(plan.people[who])
  const { text } = await get(api().app, path, cookie)
  return { cookie, text, said: plain(text.slice(text.indexOf('<main'))) }
}
const plain = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const owed = async ({ people }: TestPlan) =>
  (await workOf(api().app.db, people.owner, TODAY)).evidenceOwed.map(({ lacks }) => lacks)

async function ask(plan: TestPlan & { path: string }) {
  const { cookie, text } = await pageOf(plan, 'chair', `${plan.path}/decide`)
  const fields = Object.fromEntries(sentOf(formOn(text, `${plan.path}/decide`) ?? [], {}))
  return post(api().app, `${plan.path}/decide`, cookie, { ...fields, ask: 'askEvidence' })
}

async function addEvidence(
  plan: TestPlan & { id: string; path: string },
  kind: string,
  independent: boolean,
) {
  const { body } = await api().get(plan.path, { as: plan.people.owner })
  const evidence = { criterionId: body.criteria[0].id, title: kind, url: 'https://documents.example/1' }
  const sent = { ...evidence, kind, independent, datedOn: '2026-11-20' }
  const made = await api().post(`${plan.path}/evidence`, { as: plan.people.owner, body: sent, ifMatch: '*' })
  expect(made.status).toBeLessThan(300)
}

test('an owner is told, from two weeks before a check, what evidence it needs, with the way to the form', async () => {
  const plan = await signedOff('2026-12-07')
  for (const page of ['/', '/week']) {
    const { text, said } = await pageOf(plan, 'owner', page)
    expect(said).toContain('Evidence a check still needs')
    expect(said).toContain('The check is due on 7 December 2026.')
    expect(said).toContain('Add evidence of two different kinds, dated after sign-off.')
    expect(text).toContain(`href="${plan.path}/evidence"`)
  }
  await addEvidence(plan, 'audit', true)
  expect(await owed(plan)).toEqual([['twoKinds']])
  const { body } = await api().get('/me/work', { as: plan.people.owner })
  expect(body.evidenceOwed).toMatchObject([{ lacks: ['twoKinds'], action: { id: plan.id } }])
  await addEvidence(plan, 'feedback', false)
  expect(await owed(plan)).toEqual([])
})

test('and at once where the chair asks for it with one press, which the history keeps', async () => {
  const plan = await signedOff('2027-03-01')
  expect(await owed(plan)).toEqual([])
  const before = await pageOf(plan, 'chair', `${plan.path}/decide`)
  expect(before.said).toContain('You cannot confirm yet that the change has stuck.')
  expect(before.said).toContain('Ask the owner for it')
  expect((await ask(plan)).status).toBe(303)
  expect(await owed(plan)).toEqual([['twoKinds', 'independent']])
  expect((await pageOf(plan, 'owner', '/')).said).toContain('The chair asked for it on 23 November 2026.')
  expect((await pageOf(plan, 'chair', `${plan.path}/decide`)).said).toContain('asked The owner for it on')
  expect((await pageOf(plan, 'chair', plan.path)).said).toContain('Asked the owner for the evidence')
  const history = await readHistory(api().app.db, plan.id, { limit: 1 })
  expect(history).toMatchObject([{ event: 'askEvidence', from: 'signedOff', to: 'signedOff' }])
})

test('nobody is asked who has left: the page says whom the action is to be handed to first', async () => {
  const plan = await signedOff(TODAY)
  const { db } = api().app
  await db.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, plan.people.owner))
  const { text, said } = await pageOf(plan, 'chair', `${plan.path}/decide`)
  expect(text).not.toMatch(/name="ask"/)
  expect(said).toContain(
    'Its owner has left, so that nobody would bring the evidence. Have it handed over first.',
  )
})

test('what was asked before an action was opened again is asked no more', async () => {
  const plan = await signedOff('2027-03-01')
  await ask(plan)
  const { db } = api().app
  const again = { event: 'reopen', reason: 'It slid.', dueOn: '2027-04-30' }
  await api().post(`${plan.path}/transitions`, { as: plan.people.chair, body: again, ifMatch: '*' })
  await db
    .update(actions)
    .set({ state: 'endorsed', endorsedBy: plan.people.lead })
    .where(eq(actions.id, plan.id))
  const body = { event: 'signOff', embedCheckOn: '2027-06-01' }
  await api().post(`${plan.path}/transitions`, { as: plan.people.chair, body, ifMatch: '*' })
  expect(await owed(plan)).toEqual([])
})

test('the chair’s own lists say whom they asked, and the board leads to the form that asks', async () => {
  const plan = await signedOff(TODAY)
  const board = `/plans/${plan.planId}/board`
  const before = await pageOf(plan, 'chair', board)
  expect(before.text).toMatch(new RegExp(`href="${plan.path}/decide"[^>]*>\\s*Ask for the evidence`))
  const press = async () => /wm-action__press[\s\S]*?<\/a>/.exec((await pageOf(plan, 'chair', '/')).text)?.[0]
  expect(await press()).toMatch(/Ask for the evidence\s*</)
  await ask(plan)
  expect(await press()).toMatch(/Ask for the evidence again\s*</)
  const asked = 'asked The owner for it on 23 November 2026'
  expect((await pageOf(plan, 'chair', board)).said).toContain(asked)
  const work = (await pageOf(plan, 'chair', '/')).said
  expect(work).toContain(asked)
  expect(work).not.toContain('you can ask')
})

test('a chair is offered both answers where the evidence is there, and asks nobody then', async () => {
  const plan = await signedOff(TODAY)
  expect((await pageOf(plan, 'chair', '/')).said).toContain('you can ask The owner for it.')
  await addEvidence(plan, 'audit', true)
  await addEvidence(plan, 'data', false)
  const work = (await pageOf(plan, 'chair', '/')).said
  expect(work).toContain('The evidence is there: open it, then decide.')
  expect(work).not.toContain('Ask for the evidence')
  const { text, said } = await pageOf(plan, 'chair', `${plan.path}/decide`)
  expect(text).toMatch(/value="embed"/)
  expect(text).toMatch(/value="reopen"/)
  expect(said).not.toContain('Ask the owner for it')
})

test('a chair may ask where a delivered priority lets nothing be opened again, and the answer no is sent by its own button', async () => {
  const plan = await signedOff(TODAY)
  const { cookie, text } = await pageOf(plan, 'chair', `${plan.path}/decide`)
  const fields = Object.fromEntries(sentOf(formOn(text, `${plan.path}/decide`) ?? [], {}))
  const day = { 'reopen-dueOn-day': '1', 'reopen-dueOn-month': '3', 'reopen-dueOn-year': '2027' }
  const refused = await post(api().app, `${plan.path}/decide`, cookie, { ...fields, ...day })
  expect(refused.status).toBe(400)
  expect(plain(refused.text)).toContain('Say why it has to be opened again')
  await api().app.db.update(priorities).set({ state: 'delivered' }).where(eq(priorities.planId, plan.planId))
  expect((await ask(plan)).status).toBe(303)
})
