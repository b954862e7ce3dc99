import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { plans } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { get, mainText, post, protection } from '#test/support/visitor.ts'

const { app, visit, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true })

const pathOf = (plan: TestPlan) => `/plans/${plan.planId}/settings`

async function open(plan: TestPlan, who: CastName) {
  const page = await visit(plan.people[who])
  await page.goto(app.url + pathOf(plan))
  return page
}

async function planRow(plan: TestPlan) {
  const [row] = await app.db.select().from(plans).where(eq(plans.id, plan.planId))
  if (!row) throw new Error('the plan is gone')
  return row
}

describe('the settings of a plan', () => {
  test('are changed by its administrator, and the key follows', async () => {
    const plan = await givenPlan(app.db)
    const page = await open(plan, 'administrator')
    await page.fill('#staleDays', '21')
    await press(page, 'text=Save the settings')
    const text = await mainText(page)
    expect(text).toContain('Saved: no update.')
    expect(text).toContain('without an update for 21 days')
    expect((await planRow(plan)).staleDays).toBe(21)
  })

  test('keep what was typed when something is wrong with it, and say what of which field', async () => {
    const plan = await givenPlan(app.db)
    const page = await open(plan, 'administrator')
    await page.fill('#staleDays', 'five weeks')
    await page.fill('#dueSoonDays', '999')
    await press(page, 'text=Save the settings')
    const text = await mainText(page)
    expect(await page.title()).toMatch(/^Error: Settings/)
    expect(text).toContain('No update: enter the number of days as a whole number')
    expect(text).toContain('Due soon: give 1 to 90 days')
    expect(await page.inputValue('#staleDays')).toBe('five weeks')
    expect((await planRow(plan)).version).toBe(1)
  })

  test('refuse an order in which the chair would hear before the lead', async () => {
    const plan = await givenPlan(app.db)
    const page = await open(plan, 'administrator')
    await page.fill('#escalateLeadDays', '15')
    await press(page, 'text=Save the settings')
    expect(await mainText(page)).toContain('An overdue action reaches the lead first')
    expect((await planRow(plan)).escalateLeadDays).toBe(5)
  })

  test('lose nothing when somebody else changed them meanwhile', async () => {
    const plan = await givenPlan(app.db)
    const page = await open(plan, 'administrator')
    const cookie = await app.signInAs(plan.people.administrator)
    const other = await protection(app, pathOf(plan), cookie)
    const { text: form } = await get(app, pathOf(plan), cookie)
    expect(form).toContain('name="staleDays"')
    await page.fill('#farLateDays', '40')
    const row = await planRow(plan)
    const sent = await post(app, pathOf(plan), cookie, {
      ...other,
      ...Object.fromEntries(
        (
          [
            'closure',
            'dueSoonDays',
            'farLateDays',
            'embedAfterDays',
            'oftenExtended',
            'digestWeekday',
            'digestHour',
            'bankHolidays',
            'escalateLeadDays',
            'escalateChairDays',
            'escalateAgendaDays',
            'answersByLink',
          ] as const
        ).map((name) => [name, String(row[name])]),
      ),
      staleDays: '28',
    })
    expect(sent.status).toBe(303)
    await press(page, 'text=Save the settings')
    const text = await mainText(page)
    expect(text).toContain('Somebody changed this plan while you were typing')
    expect(
      (await page.locator('.wm-stale__side').allInnerTexts()).map((side) =>
        side.replaceAll(/\s+/g, ' ').trim(),
      ),
    ).toEqual([
      'Saved meanwhile No update 28 Forecast far after the due date 28',
      'What you typed No update 35 Forecast far after the due date 40',
    ])
    expect(await page.inputValue('#farLateDays')).toBe('40')
    await press(page, 'text=Save the settings')
    expect((await planRow(plan)).farLateDays).toBe(40)
  })

  test('are read, and not changed, by others', async () => {
    const plan = await givenPlan(app.db)
    const page = await open(plan, 'chair')
    expect(await mainText(page)).toContain('The plan administrator changes these.')
    expect(await page.locator('main form').count()).toBe(0)
    const cookie = await app.signInAs(plan.people.chair)
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
    const row = await planRow(plan)
    const fields = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]))
    const sent = await post(app, pathOf(plan), cookie, {
      ...fields,
      _csrf: token,
      version: '1',
      staleDays: '7',
    })
    expect(sent.status).toBeGreaterThanOrEqual(400)
    expect((await planRow(plan)).staleDays).toBe(35)
  })
})

test('the people page tells who leads and owns what, and shows addresses to the administrator alone', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-06' }, {}])
  const path = `/plans/${plan.planId}/people`
  const seen = async (who: CastName) => (await get(app, path, await app.signInAs(plan.people[who]))).text
  const [administrator, member] = [await seen('administrator'), await seen('member')]
  expect(administrator).toContain('owner<wbr>@plan.example')
  expect(member).not.toContain('@plan.example')
  const page = await visit(plan.people.member)
  await page.setViewportSize({ width: 1200, height: 800 })
  await page.goto(app.url + path)
  const owner = page.getByRole('row', { name: 'The owner Post of the owner' })
  expect((await owner.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/2 1 0$/)
  expect(await page.locator('section[aria-labelledby=members] tbody tr').first().innerText()).toContain(
    'Chair',
  )
})

test('the changes page tells what happened between two days, and asks again for days that make no sense', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-06' }])
  const page = await visit(plan.people.member)
  await page.goto(`${app.url}/plans/${plan.planId}/changes?since=2026-11-01`)
  expect(await mainText(page)).toContain('Due on 6 November 2026, 17 days late')
  const fill = async (name: string, day: string) => {
    for (const [part, value] of Object.entries({ day, month: '11', year: '2026' }))
      await page.fill(`#${name}-${part}`, value)
  }
  await fill('since', '20')
  await press(page, 'button:has-text("Show")')
  expect(await mainText(page)).toContain('Nothing changed')
  await fill('until', '19')
  await press(page, 'button:has-text("Show")')
  expect(await mainText(page)).toContain('The last day must not lie before the first')
  await fill('until', 'yesterday')
  await press(page, 'button:has-text("Show")')
  expect(await mainText(page)).toContain('Enter a real date to end with')
  expect(await page.inputValue('#until-day')).toBe('yesterday')
})

test('settings, people and changes have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-06' }, {}])
  const at = (path: string, who: CastName) =>
    pageFaults({
      personId: plan.people[who],
      path: `/plans/${plan.planId}/${path}`,
    })
  expect(await at('settings', 'administrator')).toEqual([])
  expect(await at('settings', 'member')).toEqual([])
  expect(await at('people', 'administrator')).toEqual([])
  expect(await at('changes?since=2026-10-01', 'chair')).toEqual([])
  expect(await at('changes?since=nonsense', 'chair')).toEqual([])
})
