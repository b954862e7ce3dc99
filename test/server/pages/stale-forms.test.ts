import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { readHistory } from '#db/read/history.ts'
import { readAction } from '#db/read/read-actions.ts'
import { plans } from '#db/schema/index.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { fillDay, mainText, post, protection } from '#test/support/visitor.ts'

const { app, open } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const as = (personId: string, path: string) => open(personId, path)

const notes = async (id: string | undefined) =>
  (await readHistory(app.db, id ?? '', { limit: 50 })).flatMap(({ event, payload }) =>
    event === 'report' ? [payload.note] : [],
  )

test('two people write at once: the second sees both texts, keeps theirs, and may send it again', async () => {
  const { actions, people } = await givenPlan(app.db)
  const id = actions['P1.S1']
  const owner = await as(people.owner, `/actions/${id}/update`)
  await owner.fill('#note', 'What the owner\ntyped on two lines.')
  await fillDay(owner, 'forecastOn', '2026-12-11')
  const contributor = await as(people.contributor, `/actions/${id}/update`)
  await contributor.fill('#note', 'What the contributor saved first.')
  await press(contributor, 'text=Save this update')

  expect((await press(owner, 'text=Save this update'))?.status()).toBe(412)
  const [saved, typed] = await owner.locator('.wm-stale__side').allInnerTexts()
  expect(saved).toContain('What the contributor saved first.')
  expect(saved).toContain('The contributor, 23 November 2026')
  expect(typed).toMatch(
    /How it is going\s+What the owner\ntyped on two lines\.\s+(.|\n)*Expected to be done on\s+11 December 2026/,
  )
  expect(await owner.inputValue('#note')).toBe('What the owner\ntyped on two lines.')
  expect(await owner.inputValue('#forecastOn-day')).toBe('11')
  expect(await owner.title()).toMatch(/^Error: /)
  expect(await notes(id)).toEqual(['What the contributor saved first.'])

  await press(owner, 'text=Save this update')
  expect(await mainText(owner)).toContain('Your update of P1.S1 is saved.')
  expect(await notes(id)).toEqual([
    'What the owner\ntyped on two lines.',
    'What the contributor saved first.',
  ])
})

test('what was typed is still there when there is nothing any more to send it to', async () => {
  const { actions, people } = await givenPlan(app.db)
  const id = actions['P1.S1'] ?? ''
  const owner = await as(people.owner, `/actions/${id}/update`)
  await owner.fill('#note', 'What the owner typed.')
  const cancelled = { subject: 'action', event: { type: 'cancel', reason: 'Not needed.' } } as const
  await changeAction(
    app.db,
    { actionId: id, actorId: people.chair, now: '2026-11-23T10:00:00.000Z' },
    cancelled,
  )
  expect((await press(owner, 'text=Save this update'))?.status()).toBe(412)
  expect(await owner.locator('main form').count()).toBe(0)
  const [saved, typed] = await owner.locator('.wm-stale__side').allInnerTexts()
  expect(saved).toMatch(/Cancelled it\s+The chair(.|\n)*Not needed\./)
  expect(typed).toContain('What the owner typed.')
  const text = await mainText(owner)
  expect(text).toContain('Copy what you want to keep.')
  expect(text).toContain('The action is cancelled. Nothing more is to do, unless the chair brings it back.')
})

test.each([
  ['an action', (ref: string) => `/actions/${ref}/update`, '#note', 'text=Save this update'],
  ['a new priority', () => '/priorities/new', '#title', 'text=Add the priority'],
  ['a new recommendation', () => '/recommendations/new', '#text', 'text=Add the recommendation'],
] as const)(
  'nor is what was typed about %s lost when its plan was closed meanwhile',
  async (_what, path, field, button) => {
    const { planId, actions, people } = await givenPlan(app.db)
    const at = path(actions['P1.S1'] ?? '')
    const who = at.startsWith('/actions') ? people.owner : people.administrator
    const page = await as(who, at.startsWith('/actions') ? at : `/plans/${planId}${at}`)
    await page.fill(field, 'What I typed.')
    await app.db.update(plans).set({ state: 'closed' }).where(eq(plans.id, planId))
    await press(page, button)
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.locator('#meanwhile').innerText()).toContain('What I typed.')
    expect(await mainText(page)).toContain('Copy what you want to keep.')
  },
)

test('neither is a reason lost that was typed on the board for a request that was withdrawn meanwhile', async () => {
  const plan = await givenPlan(app.db)
  const id = plan.actions['P1.S1'] ?? ''
  const step = (actorId: string, change: ActionChangeRequest) =>
    changeAction(app.db, { actionId: id, actorId, now: '2026-11-23T10:00:00.000Z' }, change)
  const extensionId = newId()
  const asked = { extensionId, dueOn: '2027-03-19', reasonCode: 'partner', text: 'They are late.' } as const
  await step(plan.people.owner, { subject: 'extension', event: { type: 'request', ...asked } })
  const chair = await as(plan.people.chair, `/plans/${plan.planId}/board`)
  await chair.fill('[name^=reason-]', 'What the chair typed.')
  await step(plan.people.owner, { subject: 'extension', event: { type: 'withdraw', extensionId } })
  await press(chair, 'button:has-text("Refuse")')
  const text = await mainText(chair)
  expect(text).toContain('The request does not wait any more')
  expect(text).toContain('What the chair typed.')
  const href = await chair.getAttribute('.govuk-error-summary a', 'href')
  expect(await chair.locator(`${href}[tabindex]`).count()).toBe(1)
})

test('a form that is pressed twice is saved once, and neither press is an error', async () => {
  const { actions, people } = await givenPlan(app.db)
  const path = `/actions/${actions['P1.S1']}/update`
  const cookie = await app.signInAs(people.owner)
  const fields = {
    ...(await protection(app, path, cookie)),
    note: 'Once.',
    'evidence-title': 'Audit',
    'evidence-url': 'https://a.example/1',
  }
  const read = await readAction(app.db, actions['P1.S1'] ?? '')
  const evidence = {
    'evidence-criterionId': read?.facts.criteria[0]?.id ?? '',
    'evidence-kind': 'audit',
    'evidence-datedOn-day': '20',
    'evidence-datedOn-month': '11',
    'evidence-datedOn-year': '2026',
  }
  const answers = [
    await post(app, path, cookie, { ...fields, ...evidence }),
    await post(app, path, cookie, { ...fields, ...evidence }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect(await notes(actions['P1.S1'])).toEqual(['Once.'])
  expect((await readAction(app.db, actions['P1.S1'] ?? ''))?.facts.evidence).toHaveLength(1)
})

test('the same words of somebody else are not taken for mine', async () => {
  const { actions, people } = await givenPlan(app.db)
  const path = `/actions/${actions['P1.S1']}/update`
  const [owner, contributor] = [await app.signInAs(people.owner), await app.signInAs(people.contributor)]
  const fields = { ...(await protection(app, path, owner)), note: 'On track.' }
  await post(app, path, contributor, { ...(await protection(app, path, contributor)), note: 'On track.' })
  expect((await post(app, path, owner, fields)).status).toBe(412)
})

test('what is wrong is listed with links to the fields, and everything typed is kept', async () => {
  const { actions, people } = await givenPlan(app.db)
  const page = await as(people.owner, `/actions/${actions['P1.S1']}/update`)
  await page.fill('#whatChanged', 'Families wait <b>less</b> & say so.')
  await page.fill('#forecastOn-day', '31')
  await page.fill('#forecastOn-month', '2')
  await page.fill('#forecastOn-year', '2027')
  await unfold(page, 'Add evidence')
  await page.fill('#evidence-url', 'javascript:alert(1)')
  await press(page, 'text=Save this update')
  const errors = page.locator('.govuk-error-summary a')
  expect(await errors.allInnerTexts()).toEqual([
    'Say in a sentence or two how it is going',
    'The day on which you expect it to be done must be a real date, such as 27 3 2027',
    'Choose one of the closure criteria of this action',
    'Say what the evidence is',
    'Give a link that begins with https:// or http://',
  ])
  for (const href of await errors.evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
    expect([href, await page.locator(href ?? '').count()]).toEqual([href, 1])
  }
  expect(await page.inputValue('#whatChanged')).toBe('Families wait <b>less</b> & say so.')
  expect(await page.inputValue('#forecastOn-month')).toBe('2')
  expect(await page.inputValue('#evidence-url')).toBe('javascript:alert(1)')
  expect(await notes(actions['P1.S1'])).toEqual([])
})

test('nobody expects an action to be done on a day that is over', async () => {
  const { actions, people } = await givenPlan(app.db)
  const path = `/actions/${actions['P1.S1']}/update`
  const cookie = await app.signInAs(people.owner)
  const expecting = async (day: string) => {
    const typed = { 'forecastOn-day': day, 'forecastOn-month': '11', 'forecastOn-year': '2026' }
    return post(app, path, cookie, { ...(await protection(app, path, cookie)), note: 'Soon.', ...typed })
  }
  const over = await expecting('22')
  expect(over.status).toBe(400)
  expect(over.text).toContain('Give the day on which you expect it to be done: today or later')
  expect((await expecting('23')).status).toBe(303)
})

test('a rating better than the rule is refused on the page it was chosen on', async () => {
  const { actions, people } = await givenPlan(app.db, [{ dueOn: '2026-11-13' }])
  const path = `/actions/${actions['P1.S1']}/update`
  const cookie = await app.signInAs(people.owner)
  const fields = { ...(await protection(app, path, cookie)), note: 'Nearly there.', ownRating: 'amber' }
  const answer = await post(app, path, cookie, fields)
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Your own rating can be worse than the rule says, never better.')
  expect(answer.text).toContain('Nearly there.')
})

test('one who may only read gets the form closed with the reason, and cannot send it all the same', async () => {
  const { actions, people } = await givenPlan(app.db)
  const path = `/actions/${actions['P1.S1']}/update`
  const page = await as(people.member, path)
  expect(await mainText(page)).toContain('Only the owner or a contributor can do this.')
  expect(await page.locator('main form').count()).toBe(0)
  const cookie = await app.signInAs(people.member)
  const { _csrf = '' } = await protection(
    app,
    `/actions/${actions['P1.S1']}/update`,
    await app.signInAs(people.owner),
  )
  const [, own = ''] = /name="_csrf" value="([^"]*)"/.exec(await page.content()) ?? []
  expect(own).not.toBe(_csrf)
  const foreign = await post(app, path, cookie, { _csrf, version: '2', note: 'Let me.' })
  expect(foreign.status).toBe(403)
  expect(await notes(actions['P1.S1'])).toEqual([])
})
