import { expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readHistory } from '#db/read/history.ts'
import { readAction } from '#db/read/read-actions.ts'
import { actions, events, plans } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get, post, protection } from '#test/support/visitor.ts'

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

/** The update of an action with evidence and a blocker, which are saved one after another. */
async function updateWithAll() {
  const { actions: ids, people } = await givenPlan(app.db)
  const id = ids['P1.S1'] ?? ''
  const path = `/actions/${id}/update`
  const cookie = await app.signInAs(people.owner)
  const criterionId = (await readAction(app.db, id))?.facts.criteria[0]?.id ?? ''
  const fields = {
    ...(await protection(app, path, cookie)),
    note: 'All at once.',
    'evidence-title': 'Audit',
    'evidence-url': 'https://a.example/1',
    'evidence-criterionId': criterionId,
    'evidence-kind': 'audit',
    'evidence-datedOn-day': '20',
    'evidence-datedOn-month': '11',
    'evidence-datedOn-year': '2026',
    'blocker-what': 'The lease',
    'blocker-waitingOn': 'Legal services',
    'blocker-sinceOn-day': '2',
    'blocker-sinceOn-month': '11',
    'blocker-sinceOn-year': '2026',
  }
  const happened = async () =>
    (await readHistory(app.db, id, { limit: 50 }))
      .map(({ event }) => event)
      .filter((event) => ['report', 'addEvidence', 'raise'].includes(event))
      .toSorted()
  return { id, path, cookie, fields, happened, people }
}

const all = ['addEvidence', 'raise', 'report']

/** As it is when the process is killed between the change and its answer: nothing was kept, and the lease is over. */
async function loseAnswers(): Promise<void> {
  await rowsOf(
    app.db,
    sql`update idempotency_keys set status = null, headers = null, body = null, lease_until = now() - interval '10 years'`,
  )
}

test('an update of several parts is saved once however often the button is pressed, in any browser', async () => {
  const { path, cookie, fields, happened, people } = await updateWithAll()
  const answers = await Promise.all(presses.map(() => post(app, path, cookie, fields)))
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  const other = await app.signInAs(people.owner)
  const { _csrf = '' } = await protection(app, path, other)
  expect((await post(app, path, other, { ...fields, _csrf })).status).toBe(303)
  expect(await happened()).toEqual(all)
})

test('an update whose answer was lost with its process says when it is sent again that it is saved', async () => {
  const { id, path, cookie, fields, happened } = await updateWithAll()
  expect((await post(app, path, cookie, fields)).status).toBe(303)
  await loseAnswers()
  const again = await post(app, path, cookie, fields)
  expect([again.status, again.location]).toEqual([303, `/actions/${id}`])
  const [banner = ''] = again.headers.getSetCookie()
  const { text } = await get(app, `/actions/${id}`, `${cookie}; ${banner.split(';')[0]}`)
  expect(text).toContain('Your update of P1.S1 is saved.')
  expect(await happened()).toEqual(all)
})

test('an update that broke half way shows what it saved beside what was typed, and saves nothing again', async () => {
  const { path, cookie, fields, happened } = await updateWithAll()
  await app.db.execute(
    sql`create function fail() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`,
  )
  await app.db.execute(
    sql`create trigger broken before insert on blockers for each row execute function fail()`,
  )
  expect((await post(app, path, cookie, fields)).status).toBe(500)
  await app.db.execute(sql`drop trigger broken on blockers`)
  const again = await post(app, path, cookie, fields)
  expect([again.status, again.text.includes('All at once.')]).toEqual([412, true])
  expect(await happened()).toEqual(['addEvidence', 'report'])
})

test('a decision on an action that is pressed again tells what the first press did, though it is no choice any more', async () => {
  const { actions: ids, people } = await givenPlan(app.db, [
    { milestones: [{ title: 'The draft is out', dueOn: '2026-12-04' }] },
  ])
  const id = ids['P1.S1'] ?? ''
  const milestone = (await readAction(app.db, id))?.facts.milestones[0]?.id ?? newId()
  const path = `/actions/${id}/milestones/${milestone}`
  const day = { 'meet-metOn-day': '20', 'meet-metOn-month': '11', 'meet-metOn-year': '2026' }
  const met = { decision: 'meet', ...day }
  const cookie = await app.signInAs(people.owner)
  const fields = { ...(await protection(app, path, cookie)), ...met }
  const answers = [await post(app, path, cookie, fields), await post(app, path, cookie, fields)]
  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, `/actions/${id}`],
    [303, `/actions/${id}`],
  ])
  await loseAnswers()
  expect((await post(app, path, cookie, fields)).status).toBe(303)
})

test('an email to oneself is sent once however often the button is pressed', async () => {
  const { people } = await givenPlan(app.db, [{ dueOn: '2026-11-06' }])
  const cookie = await app.signInAs(people.owner)
  const form = { ...(await unseen('/account/emails', cookie)), kind: 'ownerDigest' }
  const answers = await Promise.all(presses.map(() => post(app, '/account/emails/send', cookie, form)))
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  const [sent] = await rowsOf<{ count: number }>(
    app.db,
    sql`select count(*)::int as count from deliveries where person_id = ${people.owner} and kind = 'ownerDigest'`,
  )
  expect(sent?.count).toBe(1)
})

test('a file of 10 MB is kept once however often it is sent, and another one with its name beside it', async () => {
  const { actions: ids, people } = await givenPlan(app.db)
  const cookie = await app.signInAs(people.owner)
  const path = `/actions/${ids['P1.S1']}/file`
  const hidden = await unseen(path, cookie)
  const begins = '%PDF-1.7\n'
  const upload = async (filling: string, size = 10 * 1024 * 1024) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(hidden)) body.set(name, value)
    body.set('file', new File([begins + filling.repeat(size - begins.length)], 'Audit.pdf'))
    const answer = await fetch(app.url + path, {
      method: 'POST',
      body,
      headers: { cookie },
      redirect: 'manual',
    })
    return `${answer.status} ${answer.headers.get('location')}`
  }
  const [first, again, other] = [await upload('x'), await upload('x'), await upload('y')]
  expect([first.slice(0, 3), again, other.slice(0, 3)]).toEqual(['303', first, '303'])
  expect(other).not.toBe(first)
  expect(await upload('x', 10 * 1024 * 1024 + 1)).toBe('400 null')
  const [kept] = await rowsOf<{ count: number }>(
    app.db,
    sql`select count(*)::int as count from files where action_id = ${ids['P1.S1']}`,
  )
  expect(kept?.count).toBe(2)
})
