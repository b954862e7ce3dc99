import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let plan: TestPlan
let measure: { id: string; ref: string }

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}])
  const told = {
    ref: 'D1',
    title: 'Visits in time',
    unit: 'percent',
    polarity: 'higherIsBetter',
    every: 'month',
  }
  const body = { ...told, dueFromOn: '2026-09-10', supplierId: plan.people.member }
  measure = (await api().post(`/plans/${plan.planId}/measures`, { as: plan.people.administrator, body })).body
})

describe('a figure that is late', () => {
  test.each([360, 1440])(
    'waits in My work of its supplier, one press from its box, at %i pixels',
    async (width) => {
      const page = await newPage(plan.people.member, { viewport: { width, height: 900 } })
      await page.goto(api().app.url)
      const said = await mainText(page)
      expect(said).toContain('1 figure for September 2026')
      expect(said).toContain('D1 Visits in time. Due by 14 October 2026.')
      expect(said).toContain('40 days late')
      expect(await axeViolations(page)).toEqual([])
      await press(page, page.getByRole('button', { name: /^Record/ }))
      expect(await page.locator('h1').textContent()).toContain('Figures for September 2026')
      expect(await mainText(page)).toContain('40 days late')
    },
  )

  test('is named on the board with who supplies it, and as it was on a past day', async () => {
    const page = await newPage(plan.people.chair)
    const board = paths.planBoard.at({ id: plan.planId })
    await page.goto(api().app.url + board)
    expect(
      (await page.locator('#figures-late').locator('..').textContent())?.replaceAll(/\s+/g, ' '),
    ).toMatch(
      /D1 Visits in time September 2026, 40 days late\. 1 later figure is missing too\. Supplied by The member/,
    )
    expect(await axeViolations(page)).toEqual([])
    await page.goto(`${api().app.url}${board}?asAt=2026-11-20`)
    expect(await page.locator('#figures-late').count()).toBe(0)
  })

  test('is in the work of its supplier by API, and gone once it is recorded', async () => {
    const work = () => api().get('/me/work', { as: plan.people.member })
    expect((await work()).body.figuresDue).toMatchObject([
      { id: measure.id, periods: ['2026-09-30', '2026-10-31'], dueOn: '2026-10-14', lateDays: 40 },
    ])
    const body = { asAtOn: '2026-10-31', figures: [{ measure: 'D1', published: '94%' }] }
    expect((await api().post(`/plans/${plan.planId}/figures`, { as: plan.people.member, body })).status).toBe(
      201,
    )
    expect((await work()).body.figuresDue).toEqual([])
    expect((await api().get('/me', { as: plan.people.member })).body.waiting).toMatchObject({ figuresDue: 0 })
  })
})
