import { describe, expect, test } from 'vitest'
import { and, eq } from '#db/connection/drizzle.ts'
import { actions, plans, priorities } from '#db/schema/index.ts'
import { createPriority } from '#server/features/priorities/service.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, get, mainText, post, protection } from '#test/support/visitor.ts'

const { app, open, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const pathOf = (plan: TestPlan, path: string) => `/plans/${plan.planId}/priorities/${path}`

const as = (plan: TestPlan, who: CastName, path: string) => open(plan.people[who], pathOf(plan, path))

async function row(plan: TestPlan, ref = 'P1') {
  const [found] = await app.db
    .select()
    .from(priorities)
    .where(and(eq(priorities.planId, plan.planId), eq(priorities.ref, ref)))
  if (!found) throw new Error(`there is no ${ref}`)
  return found
}

async function tokenOf(cookie: string): Promise<string> {
  return /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text)?.[1] ?? ''
}

describe('adding a priority', () => {
  test('keeps what was typed where the reference is taken, and may make it a strand of another', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator', 'new')
    expect(await page.inputValue('#ref')).toBe('P2')
    await page.fill('#ref', 'P1')
    await page.fill('#impact', 'Fewer <children> wait.')
    await press(page, 'button:has-text("Add the priority")')
    expect(await errorsOf(page)).toEqual(['Enter the title of the priority'])
    await page.fill('#title', 'A strand')
    await page.selectOption('#parentId', { label: 'P1 The first priority' })
    await press(page, 'button:has-text("Add the priority")')
    expect(await errorsOf(page)).toEqual([
      'This reference is taken: the plan has ‘P1’ already. Choose another one.',
    ])
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#ref')
    expect(await page.inputValue('#impact')).toBe('Fewer <children> wait.')
    await page.fill('#ref', 'P1a')
    await press(page, 'button:has-text("Add the priority")')
    expect(await mainText(page)).toContain('P1a is added to the plan.')
    expect(await mainText(page)).toContain('Strand of')
    expect(await row(plan, 'P1a')).toMatchObject({ parentId: (await row(plan)).id, state: 'draft' })
    await page.goto(app.url + pathOf(plan, 'P1'))
    expect(await page.locator('.wm-priority__verdicts').innerText()).toMatch(/Strands\s+P1a A strand/)
  })

  test('a strand is of one level: neither a strand nor a stranger’s priority takes one', async () => {
    const [plan, other] = [await givenPlan(app.db), await givenPlan(app.db)]
    const deps = { db: app.db, clock: { now: () => '2026-11-23T10:00:00.000Z' } } as Parameters<
      typeof createPriority
    >[0]
    const actor = { id: plan.people.administrator } as Parameters<typeof createPriority>[1]
    const { id: parentId } = await row(plan)
    const strand = await createPriority(deps, actor, plan.planId, { ref: 'P1a', title: 'Strand', parentId })
    const below = { ref: 'P1b', title: 'Too deep', parentId: strand.id }
    await expect(createPriority(deps, actor, plan.planId, below)).rejects.toThrow('not a strand itself')
    const foreign = { ...below, parentId: (await row(other)).id }
    await expect(createPriority(deps, actor, plan.planId, foreign)).rejects.toThrow('of the same plan')
    const edit = await as(plan, 'administrator', 'P1/edit')
    expect(await edit.locator('#parentId').count()).toBe(0)
  })

  test('is closed to others and in a closed plan, with the reason', async () => {
    const plan = await givenPlan(app.db)
    expect(await mainText(await as(plan, 'lead', 'new'))).toContain('The plan administrator adds priorities')
    const cookie = await app.signInAs(plan.people.lead)
    const fields = { _csrf: await tokenOf(cookie), ref: 'P2', title: 'Mine' }
    expect((await post(app, pathOf(plan, 'new'), cookie, fields)).status).toBe(403)
    await app.db.update(plans).set({ state: 'closed' }).where(eq(plans.id, plan.planId))
    expect(await mainText(await as(plan, 'administrator', 'new'))).toContain('The plan is closed.')
  })
})

describe('changing a priority', () => {
  test('saves its words and its lead', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator', 'P1/edit')
    await page.fill('#title', 'A better title')
    await page.fill('#ref', 'Q1')
    await page.selectOption('#leadId', { label: 'Nobody yet' })
    await press(page, 'text=Save the priority')
    expect(await mainText(page)).toContain('Q1 is saved.')
    expect(await row(plan, 'Q1')).toMatchObject({ title: 'A better title', leadId: null, version: 2 })
    await page.goto(`${page.url()}/edit`)
    await press(page, 'text=Save the priority')
    expect(await mainText(page)).toContain('Nothing was changed.')
    expect((await row(plan, 'Q1')).version).toBe(2)
  })

  test('shows both texts when two people write at once, people by their names', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'administrator', 'P1/edit')
    await page.fill('#description', 'What the first one typed.')
    const path = pathOf(plan, 'P1/edit')
    const cookie = await app.signInAs(plan.people.administrator)
    const sent = await post(app, path, cookie, {
      ...(await protection(app, path, cookie)),
      ref: 'P1',
      title: 'The first priority',
      description: 'What the second one saved.',
      leadId: plan.people.member,
    })
    expect(sent.status).toBe(303)
    await press(page, 'text=Save the priority')
    const [saved, typed] = await page.locator('.wm-stale__side').allInnerTexts()
    expect(saved).toContain('What the second one saved.')
    expect(saved).toMatch(/Lead\s+The member, Post of the member/)
    expect(typed).toContain('What the first one typed.')
    expect(typed).toMatch(/Lead\s+The lead, Post of the lead/)
    expect(await page.inputValue('#description')).toBe('What the first one typed.')
    expect((await row(plan)).description).toBe('What the second one saved.')
    await press(page, 'text=Save the priority')
    expect((await row(plan)).description).toBe('What the first one typed.')
  })
})

describe('the verdict on the outcome', () => {
  test('is given by the lead with a note, and shown with the priority', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'lead', 'P1')
    await press(page, 'text=Say whether the outcome moves')
    await page.check('input[value=low]')
    await page.fill('#confidenceNote', 'Waiting times have not moved.')
    await press(page, 'text=Save the verdict')
    expect(await mainText(page)).toContain('The verdict on the outcome is saved.')
    expect(await page.locator('.wm-priority__verdicts').innerText()).toContain(
      'Waiting times have not moved.',
    )
    expect(await row(plan)).toMatchObject({ outcomeConfidence: 'low', version: 2 })
  })

  test('is nobody else’s, and says whose', async () => {
    const plan = await givenPlan(app.db)
    expect(await mainText(await as(plan, 'chair', 'P1/outcome'))).toContain(
      'The lead of the priority gives it.',
    )
    const cookie = await app.signInAs(plan.people.chair)
    const fields = { _csrf: await tokenOf(cookie), version: '1', outcomeConfidence: 'high' }
    expect((await post(app, pathOf(plan, 'P1/outcome'), cookie, fields)).status).toBe(403)
    expect((await row(plan)).outcomeConfidence).toBe('medium')
  })

  test('says what is wrong with it, and what another saved meanwhile', async () => {
    const plan = await givenPlan(app.db)
    const path = pathOf(plan, 'P1/outcome')
    const cookie = await app.signInAs(plan.people.lead)
    const opened = await protection(app, path, cookie)
    const wrong = await post(app, path, cookie, {
      ...opened,
      outcomeConfidence: 'sure',
      confidenceNote: 'So.',
    })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('Choose how sure you are')
    expect(wrong.text).toContain('>So.</textarea>')
    await post(app, path, cookie, { ...opened, outcomeConfidence: 'high' })
    const late = await post(app, path, cookie, { ...opened, outcomeConfidence: 'low', confidenceNote: 'No.' })
    expect(late.status).toBe(412)
    expect(late.text).toContain('Saved meanwhile')
    expect(late.text).toContain('High, as outcomes are moving')
    expect(late.text).toContain('>No.</textarea>')
  })
})

describe('the life of a priority', () => {
  test('goes by its chair’s decisions, each with its reason, from draft to sustained and back', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'chair', 'P1')
    const decide = async (choice: string | null, button: string, reason?: string) => {
      await press(page, 'text=Decide on this priority')
      if (choice !== null) await page.check(`text="${choice}"`)
      if (reason !== undefined) {
        await press(page, `button:has-text("${button}")`)
        expect(await errorsOf(page)).toEqual([expect.stringMatching(/^Say /)])
        await page.locator('main textarea:visible').fill(reason)
      }
      await press(page, `button:has-text("${button}")`)
      return row(plan)
    }
    expect(await mainText(page)).toContain('The chair agrees it.')
    expect(await decide(null, 'Agree this priority')).toMatchObject({ state: 'active' })

    const held = page.locator('.wm-held')
    expect(await held.innerText()).toContain('It cannot be called delivered yet')
    expect(await held.locator('a').getAttribute('href')).toBe(`/actions/${plan.actions['P1.S1']}`)
    expect(await held.locator('li').innerText()).toBe('P1.S1: agreed, not started')
    expect(await decide(null, 'Pause this priority', 'No money.')).toMatchObject({ state: 'paused' })
    expect(await decide(null, 'Let it go on', 'Money came.')).toMatchObject({ state: 'active' })

    await app.db.update(actions).set({ state: 'embedded' }).where(eq(actions.planId, plan.planId))
    await page.reload()
    expect(await decide('It is delivered', 'Confirm this decision')).toMatchObject({ state: 'delivered' })
    const sustained = await decide('It has lasted', 'Confirm this decision', 'Children wait less.')
    expect(sustained).toMatchObject({ state: 'sustained', outcomeNote: 'Children wait less.' })
    expect(await mainText(page)).toContain('Children wait less.')
    expect(await decide(null, 'Open it again', 'It slipped.')).toMatchObject({ state: 'active' })
  })

  test('is shown to everybody and decided by the chair alone', async () => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, 'lead', 'P1')
    expect(await mainText(page)).toContain('What happens next')
    expect(await page.locator('text=Decide on this priority').count()).toBe(0)
    await page.goto(`${page.url()}/decide`)
    expect(await mainText(page)).toContain('Its chair decides what becomes of it.')
    expect(await page.locator('main form').count()).toBe(0)
  })

  test('a decision on a priority that has changed meanwhile is asked for again, with what was typed', async () => {
    const plan = await givenPlan(app.db)
    await app.db.update(priorities).set({ state: 'active' }).where(eq(priorities.planId, plan.planId))
    const page = await as(plan, 'chair', 'P1/decide')
    await app.db.update(priorities).set({ version: 7 }).where(eq(priorities.planId, plan.planId))
    await page.fill('#pause-reason', 'No money.')
    await press(page, 'text=Pause this priority')
    expect(await errorsOf(page)).toEqual([expect.stringContaining('Nothing you typed is lost')])
    expect(await page.inputValue('#pause-reason')).toBe('No money.')
    expect((await row(plan)).state).toBe('active')
    await press(page, 'text=Pause this priority')
    expect((await row(plan)).state).toBe('paused')
  })
})

test('the forms of a priority have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db)
  const at = (path: string, who: CastName) =>
    pageFaults({ personId: plan.people[who], path: pathOf(plan, path) })
  expect(await at('new', 'administrator')).toEqual([])
  expect(await at('new', 'member')).toEqual([])
  expect(await at('P1/edit', 'administrator')).toEqual([])
  expect(await at('P1/outcome', 'lead')).toEqual([])
  expect(await at('P1/outcome', 'member')).toEqual([])
  expect(await at('P1', 'chair')).toEqual([])
  expect(await at('P1/decide', 'chair')).toEqual([])
  await app.db.update(priorities).set({ state: 'active' }).where(eq(priorities.planId, plan.planId))
  expect(await at('P1/decide', 'chair')).toEqual([])
  expect(await at('P1/decide', 'member')).toEqual([])
})
