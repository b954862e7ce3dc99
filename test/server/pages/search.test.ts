import { expect, test } from 'vitest'
import { eq, sql } from '#db/connection/drizzle.ts'
import { actions, people } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, get, mainText } from '#test/support/visitor.ts'

const { app, visit, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const pathOf = (plan: TestPlan, q: string, more = '') =>
  `/plans/${plan.planId}/search?q=${encodeURIComponent(q)}${more}`

/** A plan with many actions that say the same, and one that says something else. */
async function givenMany(number: number): Promise<TestPlan> {
  const plan = await givenPlan(app.db, [{ title: 'Don’t close the <b>hub</b> in Tŷ Hafan' }])
  await app.db
    .execute(sql`insert into actions select made.* from generate_series(2, ${number}::int) n, actions pattern,
    jsonb_populate_record(pattern, jsonb_build_object('id', gen_random_uuid(), 'ref', 'P1.S' || n, 'same_ref', 'p1.s' || n,
      'title', 'Visit school ' || n)) made
    where pattern.plan_id = ${plan.planId}`)
  return plan
}

test('every page of a plan has a box that leads to what was found, without scripts and on a phone', async () => {
  const plan = await givenPlan(app.db, [{ title: 'Don’t close the hub in Tŷ Hafan' }])
  const page = await visit(plan.people.owner)
  for (const path of [
    `/plans/${plan.planId}`,
    `/plans/${plan.planId}/meetings`,
    `/actions/${plan.actions['P1.S1']}`,
  ]) {
    await page.goto(app.url + path)
    const box = page.getByRole('search').getByLabel('Search this plan')
    await box.fill('dont ty')
    await press(page, page.getByRole('search').getByRole('button', { name: 'Search' }))
    expect(await page.title()).toContain('Search: dont ty')
    expect(await mainText(page)).toContain('Found 1 action.')
    expect(await page.locator('mark').allInnerTexts()).toEqual(['Don’t', 'Tŷ'])
    expect(await page.inputValue('#q')).toBe('dont ty')
    await press(page, page.locator('.wm-found__link'))
    expect(page.url()).toContain(`/actions/${plan.actions['P1.S1']}`)
  }
})

test('shows five of each kind with how many there are, then all of one kind, page by page', async () => {
  const plan = await givenMany(120)
  const page = await visit(plan.people.member)
  await page.goto(app.url + pathOf(plan, 'school or administrator'))
  expect(await mainText(page)).toContain('Found 119 actions and 1 person.')
  expect(await page.locator('[aria-labelledby=found-action] .wm-found__item').count()).toBe(5)
  await press(page, 'text=Show all 119 actions')
  expect(await mainText(page)).not.toContain('1 person')
  const refs: string[] = []
  for (;;) {
    refs.push(...(await page.locator('.wm-found__link .wm-ref').allInnerTexts()))
    if ((await page.locator('text=Show more actions').count()) === 0) break
    await press(page, 'text=Show more actions')
  }
  expect([refs.length, new Set(refs).size]).toEqual([119, 119])
  await press(page, 'text=Show every kind')
  expect(await mainText(page)).toContain('and 1 person')
})

test('says plainly what to do where nothing is found, nothing is asked, no word is, and where it is too long', async () => {
  const plan = await givenPlan(app.db)
  const page = await visit(plan.people.member)
  await page.goto(app.url + pathOf(plan, 'zebra'))
  expect(await mainText(page)).toContain(
    'Nothing was found for ‘zebra’\n\nCheck how it is written, or use fewer words',
  )
  await page.goto(app.url + pathOf(plan, ''))
  expect(await mainText(page)).toContain('Finds actions, measures, priorities')
  await page.goto(app.url + pathOf(plan, '?!'))
  expect(await mainText(page)).toContain('There is no word to look for')
  const answer = await page.goto(app.url + pathOf(plan, 'a'.repeat(201)))
  expect(answer?.status()).toBe(400)
  expect(await errorsOf(page)).toEqual(['Keep it to 200 characters.'])
  expect((await page.inputValue('#q')).length).toBe(201)
})

test('shows what was typed as text, and marks nothing but what was found', async () => {
  const plan = await givenPlan(app.db, [{ title: 'Close <script>alert(1)</script> the hub' }])
  const cookie = await app.signInAs(plan.people.member)
  const { text } = await get(app, pathOf(plan, 'script "><img src=x>'), cookie)
  expect(text).not.toContain('<img src=x')
  const found = await get(app, pathOf(plan, 'script'), cookie)
  expect(found.text).toContain('Close &lt;<mark class="wm-found__word">script</mark>&gt;')
})

test('is not there for who may not see the plan, and finds in a withdrawn plan what is there to be read', async () => {
  const plan = await givenPlan(app.db, [{ title: 'Close the hub' }], { state: 'withdrawn' })
  const ask = async (who: string) => get(app, pathOf(plan, 'hub'), await app.signInAs(who))
  expect((await ask(plan.people.stranger)).status).toBe(404)
  expect((await ask(plan.people.member)).text).toContain('Close the <mark')
})

test('says on a past day that it is always as it is now, and the box of a past day leads back there', async () => {
  const plan = await givenPlan(app.db, [{ title: 'Close the hub' }])
  const page = await visit(plan.people.member)
  await page.goto(`${app.url}/plans/${plan.planId}?asAt=2026-11-01`)
  await page.getByLabel('Search this plan').fill('hub')
  await press(page, page.getByRole('search').getByRole('button'))
  expect(await page.innerText('.wm-demo')).toContain('This page is always as it is now.')
  expect(await page.locator('.wm-demo a').getAttribute('href')).toBe(`/plans/${plan.planId}?asAt=2026-11-01`)
  expect(await mainText(page)).toContain('Found 1 action.')
})

test('has no fault that axe can find, with many found, with none and where it is refused', async () => {
  const plan = await givenMany(12)
  await app.db.update(people).set({ name: 'Zoë O’Hub' }).where(eq(people.id, plan.people.owner))
  await app.db
    .update(actions)
    .set({ description: 'hub '.repeat(200) })
    .where(eq(actions.planId, plan.planId))
  const found: Record<string, string[]> = {}
  for (const [q, more] of [
    ['hub or school or owner', ''],
    ['school', '&kind=action'],
    ['zebra', ''],
    ['', ''],
    ['a'.repeat(201), ''],
  ]) {
    const faults = await pageFaults({ personId: plan.people.member, path: pathOf(plan, q ?? '', more) })
    if (faults.length > 0) found[q ?? ''] = faults
  }
  expect(found).toEqual({})
}, 120_000)
