import { beforeAll, describe, expect, test, vi } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { meetings, packs } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan, MADE_AT, type TestPlan } from '#test/support/plans.ts'
import { seenFaults } from '#test/support/seen-faults.ts'
import { get } from '#test/support/visitor.ts'

const { app, newPage } = usePages({ now: '2026-06-29T10:00:00.000Z' })

let plan: TestPlan
let text: string

// Six boards, of which the first has no pack, and a sitting to come.
beforeAll(async () => {
  const late = Array.from({ length: 30 }, () => ({
    dueOn: '2026-06-20',
    agency: 'The county council, children and families directorate',
  }))
  plan = await givenPlan(app.db, [...late, ...Array.from({ length: 30 }, () => ({}))])
  for (let number = 1; number <= 7; number++) {
    const [id, packId] = [newId(), number === 1 ? null : newId()]
    const day = `2026-06-${String(10 + number).padStart(2, '0')}`
    await app.db.insert(meetings).values({
      id,
      planId: plan.planId,
      number,
      title: `Meeting ${number}`,
      heldOn: number === 7 ? '2026-07-01' : day,
      state: number === 7 ? 'issued' : 'closed',
      version: 1,
      packId,
      cutOffAt: `${day}T08:00:00.000Z`,
      createdAt: MADE_AT,
      updatedAt: MADE_AT,
    })
    const byRating = [
      { key: 'green', name: null, count: 60 - number },
      { key: 'red', name: null, count: number },
    ]
    if (packId !== null)
      await app.db
        .insert(packs)
        .values({ id: packId, meetingId: id, takenAt: MADE_AT, contents: { summary: { byRating } } })
  }
  text = (await get(app, path(), await app.signInAs(plan.people.chair))).text
})

const path = () => `/plans/${plan.planId}/board`

describe('the first look at the board', () => {
  test('draws the ratings at the last boards, newest first, and says the same in a table', () => {
    const bars = [...text.matchAll(/role="img" aria-label="At ([^"]+)"/g)].map(([, label]) => label)
    expect(bars).toEqual([
      'Meeting 6: 6 red, 54 green',
      'Meeting 5: 5 red, 55 green',
      'Meeting 4: 4 red, 56 green',
      'Meeting 3: 3 red, 57 green',
      'Meeting 2: 2 red, 58 green',
    ])
    const table = text.slice(text.indexOf('Actions by rating, today and at the last boards'))
    const words = table
      .slice(0, table.indexOf('</table>'))
      .replace(/<span class="wm-table__label".*?<\/span>/g, '')
      .replace(/<[^>]+>|\s+/g, ' ')
      .replace(/ +/g, ' ')
    expect(words).toContain('Board Red Amber Green Today 30 30 0 Meeting 6 6 0 54')
  })

  test('draws what is overdue by agency, and priorities by delivery and outcome', () => {
    const words = text.replace(/<[^>]+>|\s+/g, ' ').replace(/ +/g, ' ')
    expect(words).toContain(
      'Overdue by agency The county council, children and families directorate 30 : 30 actions Delivery',
    )
    expect(words).toMatch(/Delivery against outcome .{0,90}Delivery Better No better Worse Not known/)
    expect(words).toContain('Worse: more got worse than better. No better: neither.')
    expect(words).toMatch(/Delivery Red .{0,60}P1 The first priority/)
  })

  test('is one screen of a laptop, without a fault on it, on a phone or on paper, and whole there', async () => {
    const page = await newPage(plan.people.chair, { viewport: { width: 1440, height: 900 } })
    await page.goto(app.url + path())
    const bottoms = await page.evaluate<[string, number][]>(`[
      '.wm-stat a[href="#decisions"]', '#turned-red', '.wm-chart--stacked', '.wm-boards li:last-child',
      '.wm-bars li', '[aria-labelledby=delivery-grid] tbody tr', '#mail'
    ].map((found) => [found, document.querySelector(found).getBoundingClientRect().bottom])`)
    expect(bottoms.filter(([, bottom]) => bottom > 900 || bottom <= 0)).toEqual([])
    expect(await seenFaults(page)).toEqual([])
    await page.setViewportSize({ width: 1000, height: 1400 })
    await page.emulateMedia({ media: 'print' })
    const reds = page.locator('section[aria-labelledby=turned-red] .wm-item')
    expect(await reds.count()).toBe(30)
    for (const red of [reds.first(), reds.last()]) expect(await red.isVisible()).toBe(true)
    const cut = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('.wm-glance *, .wm-table-scroll')]
      .filter((each) => each.checkVisibility() &&
        (each.getBoundingClientRect().right > innerWidth + 1 || each.matches('.wm-table-scroll') && each.scrollWidth > each.clientWidth + 1))
      .map((each) => each.outerHTML.slice(0, 90))`)
    expect(cut).toEqual([])
  })
})

test('the board is read in as many statements for many actions and meetings as for few', async () => {
  const few = await givenPlan(app.db)
  const { $client } = app.db as unknown as { $client: { unsafe: () => unknown } }
  const asked = vi.spyOn($client, 'unsafe')
  const counted = async ({ planId, people }: TestPlan) => {
    const cookie = await app.signInAs(people.chair)
    asked.mockClear()
    await get(app, `/plans/${planId}/board`, cookie)
    return asked.mock.calls.length
  }
  expect(await counted(few)).toBeGreaterThan(5)
  expect(await counted(plan)).toBe(await counted(few))
})
