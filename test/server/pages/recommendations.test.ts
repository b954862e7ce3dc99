import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { actions, events, plans, recommendations } from '#db/schema/index.ts'
import { loaded } from '#test/support/database.ts'
import { addHistory } from '#test/support/much-history.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, get, mainText, post, protection } from '#test/support/visitor.ts'

const { app, visit, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const pathOf = (plan: TestPlan, path = '') => `/plans/${plan.planId}/recommendations${path}`

async function as(plan: TestPlan, who: CastName, path = ''): Promise<Page> {
  const page = await visit(plan.people[who])
  await page.goto(app.url + pathOf(plan, path))
  return page
}

const rowsOf = (plan: TestPlan) =>
  app.db.select().from(recommendations).where(eq(recommendations.planId, plan.planId))

test('each recommendation names the actions that answer it; one that is out of the plan answers nothing', async () => {
  const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }, {}])
  const page = await as(plan, 'member')
  expect(await mainText(page)).toContain('Every recommendation is answered.')
  const finding = page.locator('#R1')
  expect(await finding.innerText()).toMatch(/Inspection, paragraph 12\s+Do this\s+Answered by\s+P1\.S1/)
  expect(await finding.locator('a').getAttribute('href')).toBe(`/actions/${plan.actions['P1.S1']}`)
  await app.db.update(actions).set({ state: 'cancelled' }).where(eq(actions.planId, plan.planId))
  await page.reload()
  expect(await mainText(page)).toContain('Nothing answers 1 recommendation yet.')
  expect(await finding.innerText()).toContain('No action answers it yet.')
  expect(await finding.innerText()).toContain('Cancelled')
  expect(await page.locator('text=Add a recommendation').count()).toBe(0)
})

test('the administrator adds one; a fault keeps what was typed', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'administrator')
  await press(page, 'text=Add a recommendation')
  expect(await page.inputValue('#ref')).toBe('R2')
  expect(await page.inputValue('#source')).toBe('Inspection')
  await page.fill('#ref', 'R1')
  await page.fill('#paragraph', '14')
  await press(page, 'button:has-text("Add the recommendation")')
  expect(await errorsOf(page)).toEqual(['Enter what is recommended'])
  await page.fill('#text', 'See <every> child alone.')
  await press(page, 'button:has-text("Add the recommendation")')
  expect(await errorsOf(page)).toEqual([
    'This reference is taken: the plan has ‘R1’ already. Choose another one.',
  ])
  expect(await page.inputValue('#text')).toBe('See <every> child alone.')
  expect(await page.inputValue('#paragraph')).toBe('14')
  await page.fill('#ref', 'R2')
  await press(page, 'button:has-text("Add the recommendation")')
  expect(await mainText(page)).toContain('R2 is added.')
  expect(await page.locator('#R2').innerText()).toContain('See <every> child alone.')
})

test('is reworded with an entry in the history of the plan', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'administrator')
  await press(page, '#R1 >> text=Change')
  await page.fill('#text', 'Do that')
  await press(page, 'text=Save the recommendation')
  expect(await mainText(page)).toContain('R1 is saved.')
  expect(await rowsOf(plan)).toMatchObject([{ ref: 'R1', text: 'Do that', paragraph: '12', position: 0 }])
  const told = await app.db.select().from(events).where(eq(events.aggregateId, plan.planId))
  expect(told.at(-1)).toMatchObject({ event: 'editRecommendation', actorId: plan.people.administrator })
  expect(told.at(-1)?.payload).toMatchObject({ ref: 'R1', text: 'Do that' })
})

test('saved as it stands it changes nothing, and says so', async () => {
  const plan = await givenPlan(app.db)
  const versions = () =>
    app.db.select({ version: plans.version }).from(plans).where(eq(plans.id, plan.planId))
  const before = await versions()
  const page = await as(plan, 'administrator', '/R1/edit')
  await press(page, 'text=Save the recommendation')
  expect(await mainText(page)).toContain('Nothing was changed.')
  expect(await versions()).toEqual(before)
})

test('two people reword one at once: both texts are shown, and neither is lost', async () => {
  const plan = await givenPlan(app.db)
  const path = pathOf(plan, '/R1/edit')
  const page = await as(plan, 'administrator', '/R1/edit')
  await page.fill('#text', 'What the first one typed.')
  const cookie = await app.signInAs(plan.people.administrator)
  const fields = { ...(await protection(app, path, cookie)), ref: 'R1', text: 'What the second one saved.' }
  expect((await post(app, path, cookie, fields)).status).toBe(303)
  await press(page, 'text=Save the recommendation')
  const [saved, typed] = await page.locator('.wm-stale__side').allInnerTexts()
  expect(saved).toContain('What the second one saved.')
  // What both have alike is not asked about.
  expect(saved).not.toContain('Paragraph')
  expect(typed).toContain('What the first one typed.')
  expect(await page.inputValue('#text')).toBe('What the first one typed.')
  await press(page, 'text=Save the recommendation')
  expect(await rowsOf(plan)).toMatchObject([{ text: 'What the first one typed.' }])
})

test('what another person reworded is not written over, however much else happened in the plan since', async () => {
  const plan = await givenPlan(app.db)
  const path = pathOf(plan, '/R1/edit')
  const cookie = await app.signInAs(plan.people.administrator)
  const form = await protection(app, path, cookie)
  const reword = async (text: string) => post(app, path, cookie, { ...form, ref: 'R1', text })
  expect((await reword('What the first one saved.')).status).toBe(303)
  await loaded(app, (admin) => addHistory(admin, 'plans', plan.planId, 300))
  const { status } = await post(app, path, cookie, {
    ...form,
    _once: (await protection(app, path, cookie))._once ?? '',
    ref: 'R1',
    text: 'What the second one typed.',
  })
  expect(status).toBe(412)
  expect(await rowsOf(plan)).toMatchObject([{ text: 'What the first one saved.' }])
})

test('another change to the plan meanwhile is in nobody’s way', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'administrator', '/R1/edit')
  const cookie = await app.signInAs(plan.people.administrator)
  const path = pathOf(plan, '/new')
  const added = { ...(await protection(app, path, cookie)), ref: 'R2', text: 'Another' }
  expect((await post(app, path, cookie, added)).status).toBe(303)
  await page.fill('#text', 'Do that')
  await press(page, 'text=Save the recommendation')
  expect(await mainText(page)).toContain('R1 is saved.')
})

test('the forms are closed to others and in a closed plan, with the reason, and others cannot send them', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'lead', '/R1/edit')
  expect(await mainText(page)).toContain('The plan administrator adds recommendations and changes them.')
  expect(await page.locator('main form').count()).toBe(0)
  const cookie = await app.signInAs(plan.people.lead)
  const [, _csrf = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
  const fields = { _csrf, version: '1', ref: 'R1', text: 'Mine' }
  expect((await post(app, pathOf(plan, '/R1/edit'), cookie, fields)).status).toBe(403)
  expect((await post(app, pathOf(plan, '/new'), cookie, { ...fields, ref: 'R7' })).status).toBe(403)
  expect(await rowsOf(plan)).toMatchObject([{ ref: 'R1', text: 'Do this' }])
  await app.db.update(plans).set({ state: 'closed' }).where(eq(plans.id, plan.planId))
  expect(await mainText(await as(plan, 'administrator', '/new'))).toContain('The plan is closed.')
  const stranger = await app.signInAs(plan.people.stranger)
  expect((await get(app, pathOf(plan), stranger)).status).toBe(404)
  expect((await get(app, pathOf(plan, '/R9/edit'), cookie)).status).toBe(404)
})

test('recommendations and their forms have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }])
  const open = await givenPlan(app.db)
  const empty = await givenPlan(app.db)
  await app.db.delete(recommendations).where(eq(recommendations.planId, empty.planId))
  const at = (of: TestPlan, path: string, who: CastName) =>
    pageFaults({ personId: of.people[who], path: pathOf(of, path) })
  expect(await at(plan, '', 'administrator')).toEqual([])
  expect(await at(open, '', 'member')).toEqual([])
  expect(await at(empty, '', 'administrator')).toEqual([])
  expect(await at(plan, '/new', 'administrator')).toEqual([])
  expect(await at(plan, '/R1/edit', 'administrator')).toEqual([])
  expect(await at(plan, '/R1/edit', 'member')).toEqual([])
})
