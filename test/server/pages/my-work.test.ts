import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { actions, deliveries, extensions, people } from '#db/schema/index.ts'
import { useApi } from '#test/support/api.ts'
import { type CastName, givenPlan, type TestPlan, putAction } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')

const mainOf = async (plan: TestPlan, who: CastName, path = '/') => {
  const cookie = await api().app.signInAs(plan.people[who])
  const { text } = await get(api().app, path, cookie)
  return text.slice(text.indexOf('<main'))
}
const plain = (text: string) =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,:])/g, '$1')

test('a chair’s work lists every decision that is theirs, each with how long it has waited', async () => {
  const { db } = api().app
  const plan = await givenPlan(db, [{}, {}, {}])
  const { people, planId } = plan
  const put = (ref: string, change: Parameters<typeof putAction>[3]) => putAction(db, plan, ref, change)
  await put('P1.S1', {
    state: 'endorsed',
    submittedOn: '2026-11-16',
    submittedBy: people.owner,
    endorsedOn: '2026-11-18',
    endorsedBy: people.lead,
  })
  const asked = { dueOn: '2027-03-31', reasonCode: 'partner', text: 'They are late.' }
  const p2 = `/actions/${plan.actions['P1.S2']}/extensions`
  expect((await api().post(p2, { as: people.owner, body: asked, ifMatch: '*' })).status).toBe(201)
  await db.update(extensions).set({ requestedOn: '2026-11-21' })
  await put('P1.S3', { state: 'signedOff', signedOffOn: '2026-08-03', embedCheckOn: '2026-11-02' })
  const meeting = { title: 'The third board', heldOn: '2026-11-26' }
  const made = await api().post(`/plans/${planId}/meetings`, { as: people.administrator, body: meeting })
  const frozen = { as: people.administrator, body: { event: 'freeze' }, ifMatch: '*' }
  await api().post(`/meetings/${made.body.id}/transitions`, frozen)
  api().moveTo('2026-11-24T10:00:00.000Z')

  const main = await mainOf(plan, 'chair')
  const said = plain(main)
  expect(said).toContain('4 things wait for you')
  expect(said).toContain('endorsed on 18 November 2026 by The lead. It has waited for 6 days.')
  expect(said).toMatch(
    /The owner asks to move it from [\w ]+ to 31 March 2027, \d+ days later\. It has waited for 3 days\. The reason given is ‘A partner is not ready’, in their words: ‘They are late\.’/,
  )
  expect(said).toContain('The check was due on 2 November 2026. It has waited for 22 days.')
  expect(said).toContain('Packs to issue 1 The third board, 26 November 2026')
  expect(said).toContain('The pack was frozen on 23 November 2026. It has waited for 1 day.')
  expect(main).toContain(`href="/meetings/${made.body.id}/decide"`)

  for (const who of ['viceChair', 'administrator', 'member'] as const)
    expect(plain(await mainOf(plan, who))).not.toContain('Issue the pack')
})

test('a plan that waits for approval says for how long', async () => {
  const plan = await givenPlan(api().app.db, [{ recommendations: ['R1'] }], { state: 'draft' })
  api().moveTo('2026-11-23T10:00:00.000Z')
  const sent = { as: plan.people.administrator, body: { event: 'submit' }, ifMatch: '*' }
  expect((await api().post(`/plans/${plan.planId}/transitions`, sent)).status).toBe(200)
  api().moveTo('2026-12-03T10:00:00.000Z')
  const said = plain(await mainOf(plan, 'chair'))
  expect(said).toContain('You approve it, or return it with a reason. It has waited for 10 days.')
})

test('an administrator’s work lists what their weekly email counts, with drafts to agree and packs to issue', async () => {
  const { db } = api().app
  api().moveTo('2026-11-23T10:00:00.000Z')
  const plan = await givenPlan(db, [
    { title: 'Unowned', ownerEmail: null },
    { title: 'Undated', dueOn: null },
    { title: 'Written since' },
    { title: 'Of a leaver', ownerEmail: 'otherOwner' },
  ])
  const { people: cast, planId } = plan
  const written = eq(actions.id, plan.actions['P1.S3'] ?? '')
  await db.update(actions).set({ state: 'draft', agreedOn: null }).where(written)
  await db.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, cast.otherOwner))
  await db.insert(deliveries).values(failedTo(cast.owner))
  const meeting = { title: 'The fourth board', heldOn: '2026-11-26' }
  const made = await api().post(`/plans/${planId}/meetings`, { as: cast.administrator, body: meeting })
  const frozen = { as: cast.administrator, body: { event: 'freeze' }, ifMatch: '*' }
  await api().post(`/meetings/${made.body.id}/transitions`, frozen)

  const main = await mainOf(plan, 'administrator')
  const said = plain(main)
  expect(said).toContain('To put right, as administrator 6')
  expect(said).toContain('2 emails to owner@failed.example failed since last week: 550 no such user')
  expect(said).toContain('Left on 20 November 2026 and still owns 1 action: P1.S4')
  expect(said).toContain('Actions without an owner 1 P1.S1 Unowned')
  expect(said).toContain('Actions without a due date 1 P1.S2 Undated')
  expect(said).toContain('Drafts ready to be agreed 1 P1.S3 Written since')
  expect(said).toContain('The fourth board, 26 November 2026 Frozen on 23 November 2026.')
  expect(said).not.toContain('Nothing is waiting for you')
  for (const who of ['chair', 'member'] as const)
    expect(plain(await mainOf(plan, who))).not.toContain('To put right')
})

test('each person with a role sees at a glance how the plan stands, what turned red and when the board sits', async () => {
  const { db } = api().app
  api().moveTo('2026-11-23T10:00:00.000Z')
  const plan = await givenPlan(db, [{ title: 'Late now', dueOn: '2026-11-20' }, {}, {}])
  const meeting = { title: 'The board in December', heldOn: '2026-12-10' }
  const as = plan.people.administrator
  const { body } = await api().post(`/plans/${plan.planId}/meetings`, { as, body: meeting })
  const main = await mainOf(plan, 'member')
  const said = plain(main)
  expect(said).toContain('How your plans stand')
  expect(main).toMatch(/aria-label="Actions by rating: 1 red, 2 amber"/)
  expect(said).toContain('Turned red since 26 October 2026: P1.S1 Late now')
  expect(said).toContain('The board sits next on 10 December 2026: The board in December.')
  for (const href of [`/plans/${plan.planId}`, `/plans/${plan.planId}/board`, `/meetings/${body.id}`])
    expect(main).toContain(`href="${href}"`)
  for (const who of ['chair', 'administrator'] as const)
    expect(await mainOf(plan, who)).toContain(`href="/plans/${plan.planId}/board"`)
  expect(plain(await mainOf(plan, 'owner'))).not.toContain('How your plans stand')
})

/** Two emails to a person that an address refused. */
function failedTo(personId: string): (typeof deliveries.$inferInsert)[] {
  return ['2026-11-16', '2026-11-23'].map((week) => ({
    id: newId(),
    kind: 'ownerDigest' as const,
    period: `${week} mon08-englandAndWales`,
    personId,
    week,
    slot: 'mon08-englandAndWales',
    state: 'failed' as const,
    toName: 'The owner',
    toAddress: 'owner@failed.example',
    subject: 'Late',
    reply: '550 no such user',
    lines: [],
    late: false,
    attempts: 1,
    nextTryAt: '2026-11-23T08:00:00.000Z',
    fence: 1,
    ambiguous: false,
    dueAt: '2026-11-23T08:00:00.000Z',
    settledAt: '2026-11-23T08:00:02.000Z',
    createdAt: '2026-11-23T08:00:00.000Z',
  }))
}
