import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { readHistory } from '#db/read/history.ts'
import { readAction } from '#db/read/read-actions.ts'
import { plans, priorities } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press, pressKey, unfold, tickByKey } from '#test/support/press.ts'
import { errorsOf, fillDay, get, mainText, post } from '#test/support/visitor.ts'

const { app, open, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const as = (plan: TestPlan, who: CastName, path: string) => open(plan.people[who], path)

const newPath = ({ planId }: TestPlan) => `/plans/${planId}/priorities/P1/actions/new`
const editPath = ({ actions: ids }: TestPlan, ref = 'P1.S1') => `/actions/${ids[ref]}/edit`
const facts = async (id: string | undefined) => (await readAction(app.db, id ?? ''))?.facts
const idIn = (page: Page) => new URL(page.url()).pathname.split('/')[2]
const owner = 'The owner, Post of the owner, Agency of the owner'

async function csrfOf(cookie: string): Promise<string> {
  return /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text)?.[1] ?? ''
}

describe('writing an action', () => {
  test('an administrator writes an action ready to be agreed without the API', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator', `/plans/${plan.planId}`)
    await press(page, 'text=Add an action')
    await page.fill('#title', 'Train everybody')
    await page.fill('#description', 'All teams,\nover the winter.')
    await page.check('label:has-text("Medium term")')
    await page.selectOption('#ownerId', { label: owner })
    await page.selectOption('#agencyId', { label: 'Agency of the owner' })
    await unfold(page, 'Contributors')
    await page.check('label:has-text("The contributor,")')
    await fillDay(page, 'dueOn', '2027-03-31')
    await unfold(page, 'It starts on a later day')
    await fillDay(page, 'startOn', '2027-01-04')
    await page.fill('#criteria', 'Everybody is trained\n\n Nine in ten say it helped ')
    await page.check('label:has-text("R1 Do this")')
    await page.check('label:has-text("It is a critical action")')
    await page.check('label:has-text("A regulator fixed it")')
    await press(page, 'button:has-text("Add the action")')
    const text = await mainText(page)
    expect(text).toContain('P1.M1 is written into the plan as a draft.')
    expect(text).toContain('The lead of the priority or the chair can agree it now.')
    const id = idIn(page)
    expect(await facts(id)).toMatchObject({
      ref: 'P1.M1',
      state: 'draft',
      title: 'Train everybody',
      description: 'All teams,\nover the winter.',
      ownerId: plan.people.owner,
      contributorIds: [plan.people.contributor],
      startOn: '2027-01-04',
      dueOn: '2027-03-31',
      criteria: [{ text: 'Everybody is trained' }, { text: 'Nine in ten say it helped' }],
      critical: true,
      regulatorDate: true,
    })
    expect((await readAction(app.db, id ?? ''))?.recommendations.map(({ ref }) => ref)).toEqual(['R1'])

    const lead = await as(plan, 'lead', `/actions/${id}`)
    await press(lead, 'text=Agree this action')
    await press(lead, 'button:has-text("Agree this action")')
    expect((await facts(id))?.state).toBe('agreed')
  })

  test('a lead writes one into their priority, and is told what it still needs', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'lead', `/plans/${plan.planId}/priorities/P1`)
    await press(page, 'text=Add an action')
    await page.fill('#title', 'An idea')
    await page.check('label:has-text("Short term")')
    await press(page, 'button:has-text("Add the action")')
    const text = await mainText(page)
    expect(text).toContain('P1.S2 is written')
    expect(text).toContain('Before it can be agreed it needs an owner, a due date and closure criteria.')
    expect(text).toContain('It cannot be agreed yet')
    await press(page, 'text=Change this action')
    await page.selectOption('#ownerId', { label: owner })
    await fillDay(page, 'dueOn', '2026-12-18')
    await page.fill('#criteria', 'It is shown')
    await press(page, 'button:has-text("Save the action")')
    expect(await page.locator('text=It cannot be agreed yet').count()).toBe(0)
  })

  test('what is wrong is listed with links to the fields, and everything typed is kept', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator', newPath(plan))
    await page.fill('#description', 'So that <b>all</b> know.')
    await page.fill('#criteria', 'One\nTwo')
    await unfold(page, 'Contributors')
    await page.check('label:has-text("The member,")')
    await page.check('label:has-text("R1 Do this")')
    await unfold(page, 'It starts on a later day')
    await fillDay(page, 'startOn', '2027-02-31')
    await press(page, 'button:has-text("Add the action")')
    expect(await errorsOf(page)).toEqual([
      'Enter what the action commits to',
      'Choose the horizon it lies in',
      'The day on which it starts must be a real date, such as 27 3 2027',
    ])
    for (const link of await page.locator('.govuk-error-summary a').all()) {
      const href = (await link.getAttribute('href')) ?? ''
      expect([href, await page.locator(href).count()]).toEqual([href, 1])
    }
    expect(await page.locator('summary:has-text("Contributors")').innerText()).toBe(
      'Contributors: The member',
    )
    expect(await page.inputValue('#description')).toBe('So that <b>all</b> know.')
    expect(await page.inputValue('#criteria')).toBe('One\nTwo')
    expect(await page.isChecked('label:has-text("The member,")')).toBe(true)
    expect(await page.isChecked('label:has-text("R1 Do this")')).toBe(true)
    await page.fill('#title', 'Train everybody')
    await page.check('label:has-text("Medium term")')
    await fillDay(page, 'startOn', '2027-02-01')
    await fillDay(page, 'dueOn', '2027-01-01')
    await press(page, 'button:has-text("Add the action")')
    expect(await errorsOf(page)).toEqual(['The due date cannot lie before the start'])
    await fillDay(page, 'dueOn', '2027-03-01')
    await page.fill('#ref', 'P1.S1')
    await press(page, 'button:has-text("Add the action")')
    expect(await errorsOf(page)).toEqual([
      'This reference is taken: the plan has ‘P1.S1’ already. Choose another one.',
    ])
    expect(await page.inputValue('#title')).toBe('Train everybody')
  })

  test('it asks for the due date alone, and offers the people of the plan and the way to add another', async () => {
    const { stranger: _none, otherOwner: _neither, ...others } = (await givenPlan(app.db)).people
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator', newPath(plan))
    const offered = await page.evaluate<string[]>(
      `[...document.querySelectorAll('#ownerId option')].map((option) => option.value)`,
    )
    const { stranger: _, otherOwner: __, ...own } = plan.people
    // A person who takes part in no plan yet may be about to own here.
    expect(offered).toEqual(expect.arrayContaining(['', plan.people.stranger, ...Object.values(own)]))
    expect(offered.filter((id) => Object.values(others).includes(id))).toEqual([])
    await unfold(page, 'Contributors')
    expect(await page.locator('input[name^="contributorIds-"]').count()).toBe(offered.length - 1)
    expect(await mainText(page)).toContain('The day by which it is done')
    expect(await page.locator('#startOn-day').isVisible()).toBe(false)
    await press(page, 'text=Add them on People')
    expect(await page.locator('h1').innerText()).toBe('Add a person')
    const lead = await as(plan, 'lead', newPath(plan))
    expect(await mainText(lead)).toContain('The plan administrator adds them on People.')
    await press(lead, 'main a:has-text("People")')
    expect(await lead.locator('h1').innerText()).toBe('People')
  })

  test('it is offered to those who may, and refused to all others with the reason', async () => {
    const plan = await givenPlan(app.db)
    for (const who of ['chair', 'owner', 'member'] as const) {
      const cookie = await app.signInAs(plan.people[who])
      for (const path of [`/plans/${plan.planId}`, `/plans/${plan.planId}/priorities/P1`])
        expect((await get(app, path, cookie)).text).not.toContain('/actions/new')
      const closed = await get(app, newPath(plan), cookie)
      expect(closed.text).toContain(
        'Only the lead of the priority and the plan administrator can add actions.',
      )
      expect(closed.text).not.toContain('name="title"')
      const [horizonId] =
        (await readAction(app.db, plan.actions['P1.S1'] ?? ''))?.facts.horizonId.split(' ') ?? []
      const sent = { _csrf: await csrfOf(cookie), title: 'Mine', horizonId: horizonId ?? '' }
      expect((await post(app, newPath(plan), cookie, sent)).status).toBe(403)
    }
    const stranger = await app.signInAs(plan.people.stranger)
    expect((await get(app, newPath(plan), stranger)).status).toBe(404)
  })

  test('a closed plan and a delivered priority take no more actions, and say why', async () => {
    const plan = await givenPlan(app.db)
    await app.db.update(priorities).set({ state: 'delivered' }).where(eq(priorities.planId, plan.planId))
    const page = await as(plan, 'administrator', newPath(plan))
    expect(await mainText(page)).toContain('The priority has been delivered. Have the chair reopen it first.')
    await app.db.update(plans).set({ state: 'closed' }).where(eq(plans.id, plan.planId))
    await page.reload()
    expect(await mainText(page)).toContain('The plan is closed. Have its chair reopen it first.')
    await page.goto(`${app.url}/plans/${plan.planId}`)
    expect(await page.locator('a[href$="/actions/new"]').count()).toBe(0)
  })

  test('it can be written with the keyboard alone', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator', newPath(plan))
    const tabTo = async (id: string) => {
      for (let at = 0; at < 80; at++) {
        await page.keyboard.press('Tab')
        if ((await page.locator(':focus').getAttribute('id')) === id) return
      }
      throw new Error(`Tab does not reach ${id}`)
    }
    await tabTo('title')
    await page.keyboard.type('By keys')
    await tabTo('horizonId')
    await tickByKey(page)
    await pressKey(page, 'Enter')
    const text = await mainText(page)
    expect(text).toContain('P1.S2 is written into the plan as a draft.')
    expect(text).toContain('What happens next')
  })
})

describe('changing an action', () => {
  test('a draft is open in everything, and a criterion that is reworded keeps its id', async () => {
    const plan = await givenPlan(app.db, [{ dueOn: null }])
    const id = plan.actions['P1.S1']
    const [first, second] = (await facts(id))?.criteria ?? []
    const page = await as(plan, 'administrator', editPath(plan))
    await page.fill('#title', 'Said better')
    await fillDay(page, 'dueOn', '2026-12-11')
    await page.fill(`#criterion-${first?.id}`, 'Shown in nine of ten files')
    await page.fill(`#criterion-${second?.id}`, '')
    await page.fill('#criteria', 'Families say so')
    await page.check('label:has-text("R1 Do this")')
    await press(page, 'button:has-text("Save the action")')
    expect(await mainText(page)).toContain('P1.S1 is saved.')
    expect(await facts(id)).toMatchObject({
      title: 'Said better',
      dueOn: '2026-12-11',
      criteria: [{ id: first?.id, text: 'Shown in nine of ten files' }, { text: 'Families say so' }],
      contributorIds: [plan.people.contributor],
    })
    const [entry] = await readHistory(app.db, id ?? '', { limit: 1 })
    expect(Object.keys(entry?.payload.change as object).toSorted()).toEqual([
      'criteria',
      'dueOn',
      'recommendationIds',
      'title',
    ])
  })

  test('once agreed, its owner, due date and criteria stand there with the reason and the way they change', async () => {
    const plan = await givenPlan(app.db)
    const id = plan.actions['P1.S1']
    const page = await as(plan, 'administrator', `/actions/${id}`)
    await unfold(page, 'Other things you can do')
    await press(page, 'text=Change what is written here')
    for (const name of ['ownerId', 'dueOn-day', 'criteria', 'regulatorDate'])
      expect([name, await page.locator(`[name="${name}"]`).count()]).toEqual([name, 0])
    expect(await mainText(page)).toMatch(
      /the owner changes by a hand-over, the due date by a request for more time, and criteria stay as agreed(.|\n)*The owner(.|\n)*18 December 2026(.|\n)*The first thing is shown/,
    )
    await page.fill('#title', 'Said better')
    await press(page, 'button:has-text("Save the action")')
    expect(await facts(id)).toMatchObject({ title: 'Said better', dueOn: '2026-12-18' })
    await page.goto(app.url + editPath(plan))
    await press(page, 'text=Hand it over to another owner')
    expect(await page.locator('h1').innerText()).toContain('Hand it over to another owner')
  })

  test('a due date that is sent all the same stays as agreed', async () => {
    const plan = await givenPlan(app.db)
    const id = plan.actions['P1.S1']
    const cookie = await app.signInAs(plan.people.lead)
    const page = await get(app, editPath(plan), cookie)
    const value = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text.slice(page.text.indexOf('<main')))?.[1] ??
      ''
    const sent = {
      _csrf: value('_csrf'),
      version: value('version'),
      title: 'Said better',
      horizonId: (await facts(id))?.horizonId ?? '',
      'dueOn-day': '1',
      'dueOn-month': '1',
      'dueOn-year': '2028',
      ownerId: plan.people.member,
    }
    expect((await post(app, editPath(plan), cookie, sent)).status).toBe(303)
    expect(await facts(id)).toMatchObject({
      title: 'Said better',
      dueOn: '2026-12-18',
      ownerId: plan.people.owner,
    })
  })

  test('two people change it at once: the second sees both texts, keeps theirs, and may send it again', async () => {
    const plan = await givenPlan(app.db)
    const id = plan.actions['P1.S1']
    const first = await as(plan, 'lead', editPath(plan))
    const second = await as(plan, 'administrator', editPath(plan))
    await first.fill('#title', 'What the lead wrote')
    await press(first, 'button:has-text("Save the action")')
    await second.fill('#title', 'What the administrator wrote')
    await second.check('label:has-text("R1 Do this")')
    expect((await press(second, 'button:has-text("Save the action")'))?.status()).toBe(412)
    const [saved, typed] = await second.locator('.wm-stale__side').allInnerTexts()
    expect(saved).toContain('What the lead wrote')
    expect(typed).toMatch(/Title\s+What the administrator wrote\s+Answers R1 Do this\s+Yes/)
    expect(await second.inputValue('#title')).toBe('What the administrator wrote')
    expect(await second.isChecked('label:has-text("R1 Do this")')).toBe(true)
    await press(second, 'button:has-text("Save the action")')
    expect(await facts(id)).toMatchObject({ title: 'What the administrator wrote' })
  })

  test('nobody takes out a criterion or a tick that another added meanwhile and they did not touch', async () => {
    const plan = await givenPlan(app.db, [{ dueOn: null }])
    const id = plan.actions['P1.S1']
    const first = await as(plan, 'lead', editPath(plan))
    const second = await as(plan, 'administrator', editPath(plan))
    await first.fill('#criteria', 'The third thing is shown')
    await first.check('label:has-text("R1 Do this")')
    await press(first, 'button:has-text("Save the action")')
    await second.fill('#title', 'What the administrator wrote')
    expect((await press(second, 'button:has-text("Save the action")'))?.status()).toBe(412)
    const [saved, typed] = await second.locator('.wm-stale__side').allInnerTexts()
    expect(saved).toMatch(/Closure criterion 3\s+The third thing is shown\s+Answers R1 Do this\s+Yes/)
    expect(typed).toMatch(/Answers R1 Do this\s+You left it as it was/)
    await press(second, 'button:has-text("Save the action")')
    const { criteria = [], ...kept } = (await facts(id)) ?? {}
    expect(kept).toMatchObject({
      title: 'What the administrator wrote',
      recommendationIds: [expect.any(String)],
    })
    expect(criteria.map(({ text }) => text)).toContain('The third thing is shown')
  })

  test('an action saved as it stands is not changed, and the page says so', async () => {
    const plan = await givenPlan(app.db)
    const before = await facts(plan.actions['P1.S1'])
    const page = await as(plan, 'administrator', editPath(plan))
    await press(page, 'button:has-text("Save the action")')
    expect(await mainText(page)).toContain('Nothing was changed.')
    expect(await facts(plan.actions['P1.S1'])).toEqual(before)
  })

  test('a recommendation that nothing else answers stays answered, and the page says so', async () => {
    const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }])
    const page = await as(plan, 'administrator', editPath(plan))
    await page.uncheck('label:has-text("R1 Do this")')
    await press(page, 'button:has-text("Save the action")')
    expect(await errorsOf(page)).toEqual(['No other live or finished action answers recommendation R1'])
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#recommendationIds')
    expect(await page.locator('#recommendationIds').count()).toBe(1)
    expect((await facts(plan.actions['P1.S1']))?.recommendationIds).toHaveLength(1)
  })

  test('it is closed to everybody else, with the reason', async () => {
    const plan = await givenPlan(app.db)
    for (const who of ['owner', 'chair', 'member'] as const) {
      const page = await as(plan, who, editPath(plan))
      expect(await mainText(page)).toContain('You cannot change this action')
      expect(await page.locator('main form').count()).toBe(0)
      const cookie = await app.signInAs(plan.people[who])
      const { horizonId = '', version = 0 } = (await facts(plan.actions['P1.S1'])) ?? {}
      const sent = { _csrf: await csrfOf(cookie), version: String(version), title: 'Mine', horizonId }
      await post(app, editPath(plan), cookie, sent)
      expect((await facts(plan.actions['P1.S1']))?.title).toBe('What P1.S1 commits to')
    }
  })
})

test('the forms of an action have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db, [{}, { dueOn: null }])
  const at = (path: string, who: CastName) => pageFaults({ personId: plan.people[who], path })
  expect(await at(newPath(plan), 'administrator')).toEqual([])
  expect(await at(newPath(plan), 'member')).toEqual([])
  expect(await at(editPath(plan), 'lead')).toEqual([])
  expect(await at(editPath(plan, 'P1.S2'), 'administrator')).toEqual([])
  expect(await at(editPath(plan), 'owner')).toEqual([])
  expect(await at(`/actions/${plan.actions['P1.S1']}`, 'lead')).toEqual([])
})

test('whoever has asked for more time is told so before they gather evidence for a submission', async () => {
  const plan = await givenPlan(app.db)
  const path = `/actions/${plan.actions['P1.S1']}`
  const page = await as(plan, 'owner', `${path}/update`)
  await page.fill('#note', 'We need longer.')
  await press(page, 'text=Save this update')
  await page.goto(`${app.url + path}/extension`)
  await fillDay(page, 'dueOn', '2027-12-20')
  await page.check('label:has-text("A partner is not ready")')
  await page.fill('#text', 'They have no room yet.')
  await press(page, 'main form button')
  expect(await mainText(page)).toContain('It cannot be submitted yet. A request for more time is still open.')
  await page.goto(`${app.url + path}/submit`)
  expect(await page.locator('main form').count()).toBe(0)
  expect(await mainText(page)).toContain('Withdraw it, or wait until it is decided.')
})
