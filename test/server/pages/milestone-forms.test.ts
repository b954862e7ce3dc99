import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { readAction } from '#db/read/read-actions.ts'
import { actions } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { errorsOf, fillDay, get, mainText, post } from '#test/support/visitor.ts'

const { app, open, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const withMilestone = [{ milestones: [{ title: 'The draft is out', dueOn: '2026-12-04' }] }]

const as = (plan: TestPlan, who: CastName, path = '') =>
  open(plan.people[who], `/actions/${plan.actions['P1.S1']}${path}`)

async function factsOf(plan: TestPlan) {
  const read = await readAction(app.db, plan.actions['P1.S1'] ?? '')
  if (!read) throw new Error('the action is gone')
  return read.facts
}

const milestonesOf = async (plan: TestPlan) =>
  (await factsOf(plan)).milestones.map(({ title, dueOn }) => [title, dueOn])

test.each(['owner', 'lead', 'administrator'] as const)(
  'the %s adds a milestone from the page of the action',
  async (who) => {
    const plan = await givenPlan(app.db)
    const page = await as(plan, who)
    await unfold(page, 'Other things you can do')
    await press(page, 'text=Add a milestone')
    await page.fill('#title', 'The first team is trained')
    await fillDay(page, 'dueOn', '2026-12-18')
    await press(page, 'button:has-text("Add the milestone")')
    expect(await mainText(page)).toContain('The milestone is added to P1.S1.')
    expect(await milestonesOf(plan)).toEqual([['The first team is trained', '2026-12-18']])
  },
)

test('a milestone after the due date is refused beside the date, and what was typed stays', async () => {
  const plan = await givenPlan(app.db)
  const page = await as(plan, 'owner', '/milestones/new')
  await press(page, 'button:has-text("Add the milestone")')
  expect(await errorsOf(page)).toEqual([
    'Enter what has been reached by then',
    'Enter the date of the milestone',
  ])
  await page.fill('#title', 'Too late')
  await fillDay(page, 'dueOn', '2026-12-19')
  await press(page, 'button:has-text("Add the milestone")')
  expect(await errorsOf(page)).toEqual(['A milestone cannot lie after the due date of its action'])
  expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#dueOn-day')
  expect(await page.inputValue('#title')).toBe('Too late')
  expect(await milestonesOf(plan)).toEqual([])
})

test('a milestone is reworded by those who may, and its date moves on a page of its own', async () => {
  const plan = await givenPlan(app.db, withMilestone)
  const page = await as(plan, 'administrator')
  await press(page, 'text=The draft is out')
  expect(await page.inputValue('#title')).toBe('The draft is out')
  await page.fill('#title', ' ')
  await press(page, 'button:has-text("Save the milestone")')
  expect(await errorsOf(page)).toEqual(['Enter what has been reached by then'])
  await page.fill('#title', 'The draft is with the board')
  await press(page, 'button:has-text("Save the milestone")')
  expect(await milestonesOf(plan)).toEqual([['The draft is with the board', '2026-12-04']])

  const owner = await as(plan, 'owner')
  await press(owner, 'text=The draft is with the board')
  await press(owner, 'text=Change its wording')
  await press(owner, 'text=Move it to another date')
  await owner.check('text=It needs another date')
  await fillDay(owner, 'replan-dueOn', '2026-12-11')
  await owner.fill('#replan-reason', 'The board sits later.')
  await press(owner, 'text=Confirm this decision')
  expect(await milestonesOf(plan)).toEqual([['The draft is with the board', '2026-12-11']])
})

test('two people reword it at once: the second sees both texts, keeps theirs, and may send it again', async () => {
  const plan = await givenPlan(app.db, withMilestone)
  const [milestone] = (await factsOf(plan)).milestones
  const path = `/milestones/${milestone?.id}/edit`
  const [first, second] = [await as(plan, 'lead', path), await as(plan, 'owner', path)]
  await first.fill('#title', 'What the lead wrote')
  await press(first, 'button:has-text("Save the milestone")')
  await second.fill('#title', 'What the owner wrote')
  expect((await press(second, 'button:has-text("Save the milestone")'))?.status()).toBe(412)
  const [saved, typed] = await second.locator('.wm-stale__side').allInnerTexts()
  expect(saved).toContain('What the lead wrote')
  expect(typed).toContain('What the owner wrote')
  await press(second, 'button:has-text("Save the milestone")')
  expect((await milestonesOf(plan)).map(([title]) => title)).toEqual(['What the owner wrote'])
})

test('nobody else adds or rewords one, and each is told why', async () => {
  const plan = await givenPlan(app.db, withMilestone)
  const [milestone] = (await factsOf(plan)).milestones
  for (const who of ['contributor', 'chair', 'member'] as const) {
    expect(
      await (
        await as(plan, who)
      )
        .locator('a[href*="/milestones/"][href$="/edit"], a[href$="/milestones/new"]')
        .count(),
    ).toBe(0)
    for (const path of ['/milestones/new', `/milestones/${milestone?.id}/edit`]) {
      const page = await as(plan, who, path)
      expect(await page.locator('main form').count()).toBe(0)
      expect(await mainText(page)).toMatch(/Only the owner, the lead .* can do this\./)
      const cookie = await app.signInAs(plan.people[who])
      const [, _csrf = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
      const date = { 'dueOn-day': '1', 'dueOn-month': '12', 'dueOn-year': '2026' }
      const sent = { _csrf, version: String((await factsOf(plan)).version), title: 'Mine', ...date }
      const answer = await post(app, `/actions/${plan.actions['P1.S1']}${path}`, cookie, sent)
      expect(answer.status).toBe(403)
    }
  }
  expect(await milestonesOf(plan)).toEqual([['The draft is out', '2026-12-04']])
})

test('a finished action takes no more milestones, and one that is met keeps its words', async () => {
  const plan = await givenPlan(app.db, withMilestone)
  const [milestone] = (await factsOf(plan)).milestones
  const page = await as(plan, 'owner', `/milestones/${milestone?.id}`)
  await page.check('text=It is met')
  await press(page, 'text=Confirm this decision')
  await page.goto(`${app.url}/actions/${plan.actions['P1.S1']}/milestones/${milestone?.id}/edit`)
  expect(await mainText(page)).toContain('A milestone can be reworded while it is planned.')
  await app.db.update(actions).set({ state: 'signedOff' }).where(eq(actions.planId, plan.planId))
  await page.goto(`${app.url}/actions/${plan.actions['P1.S1']}/milestones/new`)
  expect(await mainText(page)).toContain('Milestones can be added while the action still has to be done.')
})

test('a blocker is raised where no update can be given, and refused to those who may not', async () => {
  const plan = await givenPlan(app.db)
  await app.db.update(actions).set({ state: 'submitted' }).where(eq(actions.planId, plan.planId))
  const page = await as(plan, 'owner')
  await unfold(page, 'Other things you can do')
  await press(page, 'text=Say what blocks it')
  await page.fill('#blocker-what', 'The contract')
  await press(page, 'button:has-text("Save the blocker")')
  expect(await errorsOf(page)).toEqual(['Say who has to act: a person or a body'])
  expect(await page.inputValue('#blocker-what')).toBe('The contract')
  await page.fill('#blocker-waitingOn', 'Legal services')
  await press(page, 'button:has-text("Save the blocker")')
  expect((await factsOf(plan)).blockers).toMatchObject([{ what: 'The contract', sinceOn: '2026-11-23' }])
  const lead = await as(plan, 'lead', '/blockers/new')
  expect(await mainText(lead)).toContain('Only the owner or a contributor can do this.')
  expect(await lead.locator('main form').count()).toBe(0)
})

test('the forms of milestones and blockers have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db, withMilestone)
  const [milestone] = (await factsOf(plan)).milestones
  const at = (path: string, who: CastName) =>
    pageFaults({
      personId: plan.people[who],
      path: `/actions/${plan.actions['P1.S1']}${path}`,
    })
  expect(await at('/milestones/new', 'owner')).toEqual([])
  expect(await at('/milestones/new', 'member')).toEqual([])
  expect(await at(`/milestones/${milestone?.id}`, 'owner')).toEqual([])
  expect(await at(`/milestones/${milestone?.id}/edit`, 'owner')).toEqual([])
  expect(await at(`/milestones/${milestone?.id}/edit`, 'chair')).toEqual([])
  expect(await at('/blockers/new', 'owner')).toEqual([])
})
