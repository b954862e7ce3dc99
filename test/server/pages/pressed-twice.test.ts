import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { actions, events, plans } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get, post } from '#test/support/visitor.ts'

const { app } = usePages({ now: '2026-11-23T10:00:00.000Z' })

/** The fields that a form carries unseen, as a browser sends them. */
async function unseen(path: string, cookie: string): Promise<Record<string, string>> {
  const { text } = await get(app, path, cookie)
  const form = text.slice(text.indexOf('<main'))
  const fields = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]))
}

/** How often somebody in a hurry presses. */
const presses = [1, 2, 3]

test('a plan is started once however often the button is pressed, and once more for other words', async () => {
  const { people } = await givenPlan(app.db)
  const cookie = await app.signInAs(people.administrator)
  const form = { ...(await unseen('/plans/new', cookie)), title: 'Pressed at once' }
  const atOnce = await Promise.all(presses.map(() => post(app, '/plans/new', cookie, form)))
  const later = await post(app, '/plans/new', cookie, form)
  const answers = [...atOnce, later].map(({ status, location }) => `${status} ${location}`)
  expect(new Set(answers)).toEqual(new Set([`303 ${later.location}`]))
  expect(await app.db.select().from(plans).where(eq(plans.title, 'Pressed at once'))).toHaveLength(1)

  const other = await post(app, '/plans/new', cookie, { ...form, title: 'Other words' })
  expect(other.status).toBe(303)
  expect(other.location).not.toBe(later.location)
})

test('an action without a reference is added once however often the button is pressed', async () => {
  const { planId, people, actions: ids } = await givenPlan(app.db, [{}], { state: 'draft' })
  const cookie = await app.signInAs(people.administrator)
  const [{ horizonId = '' } = {}] = await app.db
    .select()
    .from(actions)
    .where(eq(actions.id, ids['P1.S1'] ?? ''))
  const path = `/plans/${planId}/priorities/P1/actions/new`
  const form = { ...(await unseen(path, cookie)), title: 'Train everybody', horizonId }
  const answers = await Promise.all(presses.map(() => post(app, path, cookie, form)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  expect(await app.db.select().from(actions).where(eq(actions.planId, planId))).toHaveLength(2)
})

test('a second press of a decision tells what the first did, and not that somebody else was quicker', async () => {
  const { planId, people } = await givenPlan(app.db, [{ recommendations: ['R1'] }], { state: 'submitted' })
  const cookie = await app.signInAs(people.chair)
  const path = `/plans/${planId}/decide`
  const form = { ...(await unseen(path, cookie)), decision: 'approve' }
  const answers = await Promise.all(presses.map(() => post(app, path, cookie, form)))
  expect(answers.map(({ status, location }) => [status, location])).toEqual(
    presses.map(() => [303, `/plans/${planId}`]),
  )
  const approved = await app.db.select().from(events).where(eq(events.aggregateId, planId))
  expect(approved.filter(({ event }) => event === 'approve')).toHaveLength(1)
})

test('a refused form can be put right and sent again', async () => {
  const { people } = await givenPlan(app.db)
  const cookie = await app.signInAs(people.administrator)
  const form = { ...(await unseen('/plans/new', cookie)), title: ' ' }
  expect((await post(app, '/plans/new', cookie, form)).status).toBe(400)
  expect((await post(app, '/plans/new', cookie, form)).status).toBe(400)
  expect((await post(app, '/plans/new', cookie, { ...form, title: 'Put right' })).status).toBe(303)
})
