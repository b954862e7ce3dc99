import { beforeAll, describe, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-12-03T10:00:00.000Z')
let plan: TestPlan
beforeAll(async () => {
  plan = await givenPlan(api().app.db, [
    { dueOn: '2026-11-30' },
    { contributorEmails: [] },
    { title: '=1+1' },
  ])
  const as = plan.people.administrator
  const measure = { title: 'Counted', unit: 'count', polarity: 'lowerIsBetter' }
  await api().post(`/plans/${plan.planId}/measures`, { as, body: { ref: 'M1', ...measure } })
  await api().post(`/plans/${plan.planId}/meetings`, {
    as,
    body: { title: 'The board', heldOn: '2026-12-20', place: '' },
  })
})

const page = async (path: string, who = plan.people.administrator) =>
  get(api().app, `/plans/${plan.planId}${path}`, await api().app.signInAs(who))
const linkOn = async (path: string) => {
  const { text } = await page(path)
  const [, href = ''] = /href="\/plans\/[^/"]*(\/(?:[a-z]+\/)?csv[^"]*)" download/.exec(text) ?? []
  return href.replaceAll('&amp;', '&')
}
const rowsOf = (text: string) => text.trim().split('\r\n')

describe('a list on a page is handed out as CSV', () => {
  test.each(['', '/measures', '/meetings', '/people'])('by a link on it: %s', async (path) => {
    const href = await linkOn(path)
    expect(href).toBe(`${path}/csv`)
    const { status, text } = await page(href, plan.people.member)
    expect(status).toBe(200)
    expect(rowsOf(text).length).toBeGreaterThan(1)
    expect((await page(href, plan.people.stranger)).status).toBe(404)
  })

  test('as it is filtered, and of the past day that is shown', async () => {
    const href = await linkOn('?rating=red')
    expect(href).toBe('/csv?rating=red')
    expect(rowsOf((await page(href)).text)).toHaveLength(2)
    expect(rowsOf((await page('/csv')).text)).toHaveLength(4)
    for (const path of ['', '/measures', '/meetings'])
      expect((await page(`${path}?asAt=2026-06-02`)).text).not.toMatch(/\/csv" download/)
    expect(rowsOf((await page('/csv?rating=red&asAt=2026-06-02')).text)).toHaveLength(1)
    expect(rowsOf((await page('/meetings/csv?asAt=2026-06-02')).text)).toHaveLength(1)
    expect(rowsOf((await page('/measures/csv?priority=P9')).text)).toHaveLength(1)
  })

  test('without a formula in it, and with the columns of the API', async () => {
    const { text } = await page('/csv')
    const of = await fetch(`${api().app.url}/plans/${plan.planId}/csv`, {
      headers: { cookie: await api().app.signInAs(plan.people.member) },
    })
    expect(of.headers.get('content-disposition')).toBe('attachment; filename="actions.csv"')
    expect(text).toContain(",'=1+1,")
    expect(rowsOf(text)[0]).toContain('id,ref,title,planId,plan,priorityRef')
  })

  test('and the mail log to those alone who read it', async () => {
    expect((await page('/mail/csv?state=sent')).status).toBe(200)
    expect(rowsOf((await page('/mail/csv')).text)[0]).toContain('id,kind,week')
    expect((await page('/mail/csv', plan.people.member)).status).toBe(403)
  })
})
