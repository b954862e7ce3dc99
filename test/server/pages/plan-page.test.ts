import { describe, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { loaded } from '#test/support/database.ts'
import { fillPlan } from '#test/support/many-actions.ts'
import { addHistory } from '#test/support/much-history.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { visitAs } = useVisits(() => api().app)

describe('a plan on a page', () => {
  test('tells the newest figure of each measure, its day and its target, and where none is yet', async () => {
    const { planId, people } = await givenPlan(api().app.db)
    const as = people.administrator
    const { body: listed } = await api().get(`/plans/${planId}/priorities`, { as })
    const priorityId = (listed as unknown as { items: { id: string }[] }).items[0]?.id
    const add = async (ref: string, fields: object) =>
      (
        await api().post(`/plans/${planId}/measures`, {
          as,
          body: {
            ref,
            title: `Measure ${ref}`,
            unit: 'percent',
            polarity: 'higherIsBetter',
            priorityId,
            ...fields,
          },
        })
      ).body.id as string
    const counted = await add('O1', { target: '90%' })
    await add('O2', { target: '15 days' })
    await add('O3', {})
    for (const [asAtOn, published] of [
      ['2026-09-30', '61%'],
      ['2026-10-31', '64%'],
    ] as const) {
      const { status, body } = await api().post(`/measures/${counted}/observations`, {
        as,
        body: {
          asAtOn,
          periodStartOn: '2026-04-01',
          published,
          value: Number(published.slice(0, 2)),
          status: 'validated',
        },
      })
      expect([status, body.code]).toEqual([201, undefined])
    }
    const { text } = await get(api().app, `/plans/${planId}`, await api().app.signInAs(people.member))
    const list = /<ul class="wm-measures">(.*?)<\/ul>/s.exec(text)?.[1] ?? ''
    expect(
      list
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .replaceAll(' ,', ',')
        .trim(),
    ).toBe(
      'Measure O1 64%, to 31 October 2026. Target: 90% Measure O2 No figure yet. Target: 15 days Measure O3 No figure yet',
    )
  })

  test('cuts an action to a line on a laptop, two where it is red or amber, and unfolds on demand', async () => {
    const title =
      'Agree with every partner how assessments of early help are shared, and show it in three audits'
    const { planId, people } = await givenPlan(api().app.db, [
      { title, dueOn: '2026-11-06' },
      { title, startOn: '2026-12-01' },
    ])
    const page = await visitAs(people.member, { width: 1440, colorScheme: 'light' })
    await page.goto(`${api().app.url}/plans/${planId}`)
    const heights = () => page.evaluate<number[]>(lineHeights)
    const [red = 99, notDue = 99] = await heights()
    expect(red).toBeLessThanOrEqual(44)
    expect(notDue).toBeLessThanOrEqual(26)
    const lines = page.locator('.wm-matrix .wm-lines > li')
    expect(await lines.first().innerText()).toMatch(/^Red\s+P1\.S1 Agree .*The owner. Overdue by 17 days/s)
    expect(await lines.nth(1).innerText()).not.toContain('The owner')
    await page.getByLabel('Whole titles, owners and dates').check()
    expect(await lines.nth(1).innerText()).toContain('The owner, due 18 December 2026')
    const unfolded = await heights()
    expect(unfolded[1]).toBeGreaterThan(50)
  })

  test('stands on several pages where it has more than a thousand actions, and says so', async () => {
    const { app } = api()
    const { planId, people } = await givenPlan(app.db)
    await loaded(app, (admin) => fillPlan(admin, planId, 1_200))
    const cookie = await app.signInAs(people.chair)
    const rows = (text: string) => text.match(/<li class="wm-item/g)?.length
    const first = await get(app, `/plans/${planId}`, cookie)
    expect(rows(first.text)).toBe(1_000)
    const part = (text: string) => /<p class="wm-filtered">([^<]*)/.exec(text)?.[1]?.trim()
    expect(part(first.text)).toBe('1,000 of 1,201 actions stand on this page, P1.S1 to X999.')
    expect(first.text.includes('1,000 of its 1,201 actions here')).toBe(true)
    const next = /href="([^"]+)">Next actions</.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const rest = await get(app, next, cookie)
    expect(rows(rest.text)).toBe(201)
    expect(part(rest.text)).toBe('201 of 1,201 actions stand on this page, X1000 to X1200.')
    expect(rest.text.includes('Next actions')).toBe(false)
    expect(rest.text.includes(`<a class="govuk-link" href="/plans/${planId}">First actions</a>`)).toBe(true)
    const overdue = await get(app, `/plans/${planId}?rating=overdue`, cookie)
    const fitting = /^(\d+) actions of 1,201 shown\./.exec(part(overdue.text) ?? '')?.[1]
    expect(rows(overdue.text)).toBe(Number(fitting))
    expect(Number(fitting)).toBeGreaterThan(100)
  })

  test('offers all its actions to choose from, and an action says where more of its history is', async () => {
    const { app } = api()
    const { planId, people, actions } = await givenPlan(app.db)
    const id = actions['P1.S1'] ?? ''
    const cookie = await app.signInAs(people.chair)
    const older = async () =>
      (await get(app, `/actions/${id}`, cookie)).text.includes('/actions/{id}/history')
    expect(await older()).toBe(false)
    await loaded(app, async (admin) => {
      await fillPlan(admin, planId, 1_200)
      await addHistory(admin, 'actions', id, 250)
    })
    expect(await older()).toBe(true)
    const { text } = await get(app, `/actions/${id}/decide?on=supersede`, cookie)
    expect(text.match(/<option value="[0-9a-f-]{36}">X\d+ Visit/g)?.length).toBe(1_199)
  })
})

const lineHeights = `[...document.querySelectorAll('.wm-matrix .wm-lines > li')].map((line) => line.getBoundingClientRect().height)`
