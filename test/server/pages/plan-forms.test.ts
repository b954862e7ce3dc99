import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { horizonsOf } from '#db/read/plans.ts'
import { actions, events, memberships, people, plans, priorities } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { seenFaults } from '#test/support/seen-faults.ts'
import { errorsOf, fillDay, get, mainText, post, protection } from '#test/support/visitor.ts'

const { app, visit, visitAs, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z' })

async function as(plan: TestPlan, who: CastName, path = ''): Promise<Page> {
  const page = await visit(plan.people[who])
  await page.goto(`${app.url}/plans/${plan.planId}${path}`)
  return page
}

async function planRow(planId: string) {
  const [row] = await app.db.select().from(plans).where(eq(plans.id, planId))
  if (!row) throw new Error('the plan is gone')
  return row
}

test('a plan is written, submitted and approved without the API', async () => {
  const other = await givenPlan(app.db)
  const page = await visit(other.people.administrator)
  await page.goto(`${app.url}/plans`)
  await press(page, 'text=Start a plan')
  await page.fill('#title', 'Improvement plan')
  await page.fill('#ownerBody', 'The council')
  await page.fill('#vision', 'Children are safe.')
  await page.fill('#challenges', 'Staff leave\n\n Files are late ')
  await fillDay(page, 'firstOn', '2026-12-01')
  await fillDay(page, 'lastOn', '2028-11-30')
  await fillDay(page, 'short-firstOn', '2026-12-01')
  await fillDay(page, 'short-lastOn', '2027-05-31')
  await page.fill('#long-label', 'Later')
  await fillDay(page, 'long-firstOn', '2027-06-01')
  await fillDay(page, 'long-lastOn', '2028-11-30')
  await press(page, 'button:has-text("Start the plan")')
  expect(await mainText(page)).toContain('The plan is started as a draft, and you are its administrator.')
  const planId = page.url().split('/').at(-1) ?? ''
  expect(await planRow(planId)).toMatchObject({
    title: 'Improvement plan',
    state: 'draft',
    challenges: ['Staff leave', 'Files are late'],
    firstOn: '2026-12-01',
  })
  expect((await horizonsOf(app.db, planId)).map(({ name, label, lastOn }) => [name, label, lastOn])).toEqual([
    ['short', 'Short term', '2027-05-31'],
    ['long', 'Later', '2028-11-30'],
  ])
  expect(await mainText(page)).toContain('It has no chair yet')
  const empty = page.getByRole('link', { name: 'Add at least one priority, and an action in it.' })
  expect(await empty.getAttribute('href')).toBe(`/plans/${planId}/priorities/new`)

  await press(page, '.wm-empty >> text=Add a priority')
  expect(await page.inputValue('#ref')).toBe('P1')
  await page.fill('#title', 'Help at the right time')
  await page.selectOption('#leadId', other.people.lead)
  await press(page, 'button:has-text("Add the priority")')
  expect(await mainText(page)).toContain('P1 is added to the plan.')

  const findings = page.locator('nav a', { hasText: 'Recommendations' })
  await page.goto(app.url + (await findings.getAttribute('href')))
  await press(page, 'text=Add a recommendation')
  await page.fill('#text', 'See every child alone.')
  await press(page, 'button:has-text("Add the recommendation")')
  expect(await mainText(page)).toContain('No action answers it yet.')

  await page.goto(`${app.url}/plans/${planId}`)
  expect(await mainText(page)).toContain('It cannot be submitted yet')
  await press(page, 'text=No action answers recommendation R1.')
  expect(page.url()).toBe(`${app.url}/plans/${planId}/recommendations#R1`)

  await page.goto(`${app.url}/plans/${planId}/people/new`)
  await page.fill('#email', await emailOf(other.people.owner))
  await page.check('input[value=viewer]')
  await press(page, 'text=Add this person')

  await page.goto(`${app.url}/plans/${planId}`)
  await press(page, 'text=Add an action')
  await page.fill('#title', 'Train everybody')
  await page.check('text=Short term')
  await page.selectOption('#ownerId', other.people.owner)
  await page.fill('#criteria', 'Everybody is trained')
  await page.check('text=See every child alone.')
  await press(page, 'button:has-text("Add the action")')
  await page.goto(`${app.url}/plans/${planId}`)
  await press(page, 'text=P1.S1 lacks a due date.')
  await fillDay(page, 'dueOn', '2027-03-31')
  await press(page, 'main form button')
  const email = await emailOf(other.people.chair)
  await page.goto(`${app.url}/plans/${planId}`)
  await press(page, 'text=its people')
  await press(page, 'text=Add a person')
  await page.fill('#email', email)
  await page.fill('#name', 'The chair')
  await page.check('input[value=chair]')
  await press(page, 'text=Add this person')
  await page.goto(`${app.url}/plans/${planId}`)
  expect(await page.locator('.wm-held').count()).toBe(0)
  await press(page, 'text=Submit for approval')
  await press(page, 'text=Submit the plan for approval')
  expect(await mainText(page)).toContain('The plan is submitted.')

  const chair = await visit(other.people.chair)
  await chair.goto(`${app.url}/plans/${planId}`)
  await press(chair, 'text=Approve or return it')
  await chair.check('text=Approve it')
  await press(chair, 'text=Confirm this decision')
  expect(await mainText(chair)).toContain('The plan is approved.')
  expect((await planRow(planId)).state).toBe('active')
  const [action] = await app.db.select().from(actions).where(eq(actions.planId, planId))
  expect(action).toMatchObject({ state: 'agreed', baselineDueOn: '2027-03-31' })
})

async function emailOf(personId: string): Promise<string> {
  const [person] = await app.db.select().from(people).where(eq(people.id, personId))
  return person?.email ?? ''
}

describe('starting a plan', () => {
  test('is offered to those who may, and explained to those who may not', async () => {
    const plan = await givenPlan(app.db)
    const list = async (who: CastName) =>
      (await get(app, '/plans', await app.signInAs(plan.people[who]))).text
    expect(await list('administrator')).toContain('/plans/new')
    expect(await list('chair')).not.toContain('/plans/new')
    const page = await visit(plan.people.chair)
    await page.goto(`${app.url}/plans/new`)
    expect(await mainText(page)).toContain('Only the administrator of a plan can make another.')
    expect(await page.locator('main form').count()).toBe(0)
    const cookie = await app.signInAs(plan.people.chair)
    const [, _csrf = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
    expect((await post(app, '/plans/new', cookie, { _csrf, title: 'Mine' })).status).toBe(403)
  })

  test('is where Waymark’s own administrator begins; anybody else without a plan is told whom to ask', async () => {
    const { people: cast } = await givenPlan(app.db)
    const page = await visit(cast.stranger)
    await page.goto(`${app.url}/plans`)
    expect(await mainText(page)).toContain('Ask the administrator of a plan to add you to it.')
    await app.db.update(people).set({ administrator: true }).where(eq(people.id, cast.stranger))
    await page.reload()
    expect(await mainText(page)).toContain('There is no plan yet')
    await press(page, 'text=Start a plan')
    await page.fill('#title', 'The first plan')
    await press(page, 'button:has-text("Start the plan")')
    expect(await page.locator('h1').innerText()).toContain('The first plan')
  })

  test('keeps what was typed and links each fault to its field', async () => {
    const plan = await givenPlan(app.db)
    const page = await visit(plan.people.administrator)
    await page.goto(`${app.url}/plans/new`)
    await page.fill('#vision', 'Children <b>are</b> safe.')
    await fillDay(page, 'firstOn', '2026-12-01')
    await fillDay(page, 'lastOn', '2026-11-01')
    await page.fill('#short-firstOn-day', '31')
    await page.fill('#short-firstOn-month', '2')
    await page.fill('#short-firstOn-year', '2027')
    await press(page, 'button:has-text("Start the plan")')
    expect(await errorsOf(page)).toEqual([
      'Enter the title of the plan',
      'The first day of the short horizon must be a real date, such as 27 3 2027',
      'Enter the last day of the short horizon',
    ])
    for (const href of await page
      .locator('.govuk-error-summary a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
      expect([href, await page.locator(href ?? '').count()]).toEqual([href, 1])
    }
    expect(await page.inputValue('#vision')).toBe('Children <b>are</b> safe.')
    expect(await page.inputValue('#short-firstOn-day')).toBe('31')
    await page.fill('#title', 'A plan')
    await fillDay(page, 'short-firstOn', '2027-03-01')
    await fillDay(page, 'short-lastOn', '2027-02-01')
    await press(page, 'button:has-text("Start the plan")')
    expect(await errorsOf(page)).toEqual([
      'The last day of the plan cannot lie before its first',
      'The last day of the short horizon cannot lie before its first',
    ])
  })
})

describe('changing a plan', () => {
  test('saves its words and its horizons in one entry of its history', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator', '/edit')
    expect(await page.inputValue('#medium-label')).toBe('Medium term')
    await page.fill('#title', 'A better plan')
    await fillDay(page, 'medium-lastOn', '2027-07-31')
    await press(page, 'text=Save the plan')
    expect(await mainText(page)).toContain('The plan is saved.')
    expect(await planRow(plan.planId)).toMatchObject({
      title: 'A better plan',
      version: 2,
      lastOn: '2028-05-31',
    })
    const medium = (await horizonsOf(app.db, plan.planId)).find(({ name }) => name === 'medium')
    expect(medium).toMatchObject({ lastOn: '2027-07-31', label: 'Medium term' })
    const entries = await app.db.select().from(events).where(eq(events.aggregateId, plan.planId))
    const edits = entries.filter(({ event }) => event !== 'create')
    expect(edits).toMatchObject([{ event: 'edit', actorId: plan.people.administrator }])
    expect(edits[0]?.payload).toEqual({
      title: 'A better plan',
      horizons: [expect.objectContaining({ name: 'medium', lastOn: '2027-07-31' })],
    })
    await page.goto(`${page.url()}/edit`)
    await press(page, 'text=Save the plan')
    expect(await mainText(page)).toContain('Nothing was changed.')
    expect((await planRow(plan.planId)).version).toBe(2)
  })

  test('shows both texts when two people write at once, and loses neither', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator', '/edit')
    await page.fill('#vision', 'What the first one typed.')
    const path = `/plans/${plan.planId}/edit`
    const cookie = await app.signInAs(plan.people.administrator)
    const fields = await page.locator('main form [name]').all()
    const opened = await Promise.all(
      fields.map(async (field) => [await field.getAttribute('name'), await field.inputValue()]),
    )
    const sent = await post(app, path, cookie, {
      ...(Object.fromEntries(opened) as Record<string, string>),
      ...(await protection(app, path, cookie)),
      vision: 'What the second one saved.',
      'short-lastOn-day': '30',
      'short-lastOn-month': '11',
    })
    expect(sent.status).toBe(303)
    expect((await press(page, 'text=Save the plan'))?.status()).toBe(412)
    const [saved, typed] = await page.locator('.wm-stale__side').allInnerTexts()
    expect(saved).toContain('What the second one saved.')
    expect(saved).toMatch(/Last day of the short horizon\s+30 November 2026/)
    expect(typed).toContain('What the first one typed.')
    expect(typed).toMatch(/Last day of the short horizon\s+31 December 2026/)
    expect(await page.inputValue('#vision')).toBe('What the first one typed.')
    expect((await planRow(plan.planId)).vision).toBe('What the second one saved.')
    await press(page, 'text=Save the plan')
    expect((await planRow(plan.planId)).vision).toBe('What the first one typed.')
  })

  test('is closed to others, and in a plan that is closed, with the reason', async () => {
    const plan = await givenPlan(app.db)
    expect(await mainText(await as(plan, 'chair', '/edit'))).toContain('The plan administrator changes it.')
    const closed = await givenPlan(app.db, [], { state: 'closed' })
    const page = await as(closed, 'administrator', '/edit')
    expect(await mainText(page)).toContain('Have its chair reopen it first.')
    expect(await page.locator('main form').count()).toBe(0)
  })
})

describe('the life of a plan', () => {
  test('its page says what happens next and lists what is missing, each linked to where it is put right', async () => {
    const plan = await givenPlan(app.db, [{ criteria: [], dueOn: null }], { state: 'draft' })
    const page = await as(plan, 'administrator')
    const panel = page.locator('.wm-panel', { hasText: 'What happens next' })
    expect(await panel.innerText()).toContain('Draft.')
    const links = await panel
      .locator('.wm-held a')
      .evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute('href')]))
    expect(links).toEqual([
      ['P1.S1 lacks a due date, closure criteria.', `/actions/${plan.actions['P1.S1']}/edit`],
      ['No action answers recommendation R1.', `/plans/${plan.planId}/recommendations#R1`],
    ])
    expect(await panel.locator('a', { hasText: 'Submit for approval' }).count()).toBe(0)
    await page.goto(`${page.url()}/decide`)
    expect(await mainText(page)).toContain('It cannot be submitted yet')
    expect(await page.locator('main form').count()).toBe(0)
  })

  test('whoever approves it sees before the button what is approved, and what is missing', async () => {
    const plan = await givenPlan(
      app.db,
      [
        { recommendations: ['R1'], startOn: '2026-09-01', dueOn: '2026-11-30' },
        { ownerEmail: 'otherOwner', startOn: '2026-10-01', dueOn: '2027-02-26' },
      ],
      { state: 'submitted' },
    )
    const seen = async () => {
      const text = await mainText(await as(plan, 'chair', '/decide'))
      return text.slice(0, text.indexOf('What do you decide?')).replaceAll(/\s+/g, ' ')
    }
    expect(await seen()).toContain(
      'What is approved Priorities 1 Actions 2 Owners 2 Dates 1 September 2026 to 26 February 2027 Recommendations answered 1 of 1 What is missing Nothing',
    )
    expect(await seen()).toMatch(/P1 The first priority.* The lead.* 1 September 2026 to 26 February 2027/)
    const page = await as(plan, 'chair', '/decide')
    const link = page.getByRole('link', { name: 'Read the plan on a page' })
    expect(await link.getAttribute('href')).toBe(`/plans/${plan.planId}`)
    expect(await page.locator('main form').innerText()).toMatch(/plan on a page[^]*What do you decide\?/)

    await app.db
      .update(actions)
      .set({ ownerId: null, state: 'draft' })
      .where(eq(actions.id, plan.actions['P1.S2'] ?? ''))
    await app.db.update(priorities).set({ leadId: null }).where(eq(priorities.planId, plan.planId))
    const missing = await mainText(await as(plan, 'chair', '/decide'))
    expect(missing).toContain('An owner, a due date or closure criteria of P1.S2')
    expect(missing).toContain('A lead of P1')
  })

  test('its chair returns it with a reason, and not without one', async () => {
    const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }], { state: 'submitted' })
    const page = await as(plan, 'chair', '/decide')
    await press(page, 'text=Confirm this decision')
    expect(await errorsOf(page)).toEqual(['Choose what you decide'])
    await page.check('text=Return it')
    await press(page, 'text=Confirm this decision')
    expect(await errorsOf(page)).toEqual(['Say what has to be put right'])
    expect(await page.isChecked('input[value=return]')).toBe(true)
    await page.fill('#return-reason', 'Too vague.')
    await press(page, 'text=Confirm this decision')
    expect(await mainText(page)).toContain('The plan is returned')
    expect((await planRow(plan.planId)).state).toBe('draft')
    const administrator = await as(plan, 'administrator')
    expect(await mainText(administrator)).toMatch(/The chair returned it on .*: Too vague\./)
    await press(administrator, 'text=Submit for approval')
    await press(administrator, 'text=Submit the plan for approval')
    expect(await mainText(administrator)).not.toContain('Too vague.')
  })

  test('whoever it waits for finds it on My work, until it waits no more', async () => {
    const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }], { state: 'submitted' })
    const atWork = async (who: CastName) => {
      const page = await visit(plan.people[who])
      await page.goto(app.url)
      return page
    }
    const chair = await atWork('chair')
    expect(await mainText(chair)).toContain('1 thing waits for you.')
    expect(await mainText(await atWork('administrator'))).toContain('Nothing is waiting for you')
    expect(await mainText(await atWork('member'))).toContain('Nothing is waiting for you')
    await press(chair, 'main .wm-action__press a')
    await chair.check('text=Return it')
    await chair.fill('#return-reason', 'Too vague.')
    await press(chair, 'text=Confirm this decision')
    expect(await mainText(await atWork('chair'))).toContain('Nothing is waiting for you')
    const administrator = await atWork('administrator')
    expect(await mainText(administrator)).toContain('Its chair returned it.')
    await press(administrator, 'main .wm-action__press a')
    expect(await mainText(administrator)).toContain('Too vague.')
    await press(administrator, 'text=Submit for approval')
    await press(administrator, 'text=Submit the plan for approval')
    expect(await mainText(await atWork('administrator'))).toContain('Nothing is waiting for you')
  })

  test('it is closed only when its open priorities go somewhere, and opened again with a reason', async () => {
    const [plan, successor] = [await givenPlan(app.db), await givenPlan(app.db)]
    await app.db
      .insert(memberships)
      .values({ planId: successor.planId, personId: plan.people.chair, role: 'chair' })
    await app.db.update(plans).set({ title: 'What follows' }).where(eq(plans.id, successor.planId))
    const page = await as(plan, 'chair', '/decide')
    const open = page.locator('main form li')
    expect(await open.allInnerTexts()).toEqual(['P1 The first priority: draft'])
    expect(await open.locator('a').getAttribute('href')).toBe(`/plans/${plan.planId}/priorities/P1`)
    await press(page, 'button:has-text("Close the plan")')
    expect(await errorsOf(page)).toEqual([
      'Every priority has to be delivered or sustained first, or be carried to a named successor plan',
    ])
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#close-successorId')
    await page.selectOption('#close-successorId', { label: 'What follows' })
    await press(page, 'button:has-text("Close the plan")')
    expect(await mainText(page)).toContain('The plan is closed.')
    expect(await planRow(plan.planId)).toMatchObject({ state: 'closed', successorId: successor.planId })
    await press(page, 'a:has-text("Open it again")')
    await page.fill('#reopen-reason', 'Closed too early.')
    await press(page, 'text=Open the plan again')
    expect((await planRow(plan.planId)).state).toBe('active')
  })

  test('a decision on a plan that has changed meanwhile is asked for again', async () => {
    const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }], { state: 'submitted' })
    const page = await as(plan, 'chair', '/decide')
    const other = await as(plan, 'administrator', '/edit')
    await other.fill('#vision', 'Children are safe.')
    await press(other, 'text=Save the plan')
    await page.check('text=Return it')
    await page.fill('#return-reason', 'Too vague.')
    await press(page, 'text=Confirm this decision')
    expect(await errorsOf(page)).toEqual([expect.stringContaining('Nothing you typed is lost')])
    expect(await page.inputValue('#return-reason')).toBe('Too vague.')
    const [saved, typed] = await page.locator('.wm-stale__side').allInnerTexts()
    expect(saved).toMatch(/Changed it\s+The administrator(.|\n)*Vision: Children are safe\./)
    expect(typed).toMatch(/What do you decide\?\s+Return it\s+What has to be put right\s+Too vague\./)
    expect((await planRow(plan.planId)).state).toBe('submitted')
  })

  test('it is nobody else’s to decide', async () => {
    const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }], { state: 'submitted' })
    const page = await as(plan, 'member', '/decide')
    expect(await page.locator('main form').count()).toBe(0)
    expect(await mainText(page)).toContain('There is nothing for you to decide here yet')
    const cookie = await app.signInAs(plan.people.member)
    const [, _csrf = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
    const path = `/plans/${plan.planId}/decide`
    const answer = await post(app, path, cookie, { _csrf, version: '1', decision: 'approve' })
    expect(answer.status).toBe(400)
    expect((await planRow(plan.planId)).state).toBe('submitted')
    const stranger = await app.signInAs(plan.people.stranger)
    expect((await get(app, path, stranger)).status).toBe(404)
  })
})

test('the forms of a plan have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const draft = await givenPlan(app.db, [{ criteria: [] }], { state: 'draft' })
  const submitted = await givenPlan(app.db, [{ recommendations: ['R1'] }], { state: 'submitted' })
  const empty = await givenPlan(app.db, [], { state: 'closed' })
  const at = (plan: TestPlan, path: string, who: CastName) => pageFaults({ personId: plan.people[who], path })
  const home = (plan: TestPlan, path = '') => `/plans/${plan.planId}${path}`
  expect(await at(draft, '/plans/new', 'administrator')).toEqual([])
  expect(await at(draft, '/plans/new', 'member')).toEqual([])
  expect(await at(draft, home(draft), 'administrator')).toEqual([])
  expect(await at(draft, home(draft, '/edit'), 'administrator')).toEqual([])
  expect(await at(draft, home(draft, '/decide'), 'administrator')).toEqual([])
  expect(await at(submitted, home(submitted, '/decide'), 'chair')).toEqual([])
  expect(await at(empty, home(empty), 'chair')).toEqual([])
  expect(await at(empty, home(empty, '/decide'), 'chair')).toEqual([])
})

test('neither have they when something was wrong or somebody was quicker on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db)
  const page = await visitAs(plan.people.administrator)
  await page.goto(`${app.url}/plans/new`)
  await page.fill('#short-firstOn-day', '31')
  await press(page, 'button:has-text("Start the plan")')
  expect(await errorsOf(page)).not.toEqual([])
  expect(await seenFaults(page)).toEqual([])
  await page.goto(`${app.url}/plans/${plan.planId}/edit`)
  await page.fill('#vision', 'What I typed.')
  await app.db.update(plans).set({ version: 7, vision: 'Saved.' }).where(eq(plans.id, plan.planId))
  await press(page, 'text=Save the plan')
  expect(await page.locator('.wm-stale__side').count()).toBe(2)
  expect(await seenFaults(page)).toEqual([])
  const chair = await visitAs(plan.people.chair)
  await chair.goto(`${app.url}/plans/${plan.planId}/decide`)
  await press(chair, 'button:has-text("Close the plan")')
  expect(await errorsOf(chair)).not.toEqual([])
  expect(await seenFaults(chair)).toEqual([])
  await Promise.all([page, chair].map((each) => each.context().close()))
})

test('a text of several lines stays as it is when another field is saved', async () => {
  const plan = await givenPlan(app.db)
  const stored = {
    ownerBody: 'The board\nThe council',
    challenges: ['Staff leave\nFiles are late', 'Homes are far'],
  }
  await app.db.update(plans).set(stored).where(eq(plans.id, plan.planId))
  const page = await as(plan, 'administrator', '/edit')
  await page.fill('#description', 'Another sentence')
  await press(page, 'button:has-text("Save the plan")')
  expect(await planRow(plan.planId)).toMatchObject({ ...stored, description: 'Another sentence' })
})
