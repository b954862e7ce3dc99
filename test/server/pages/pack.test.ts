import { beforeAll, describe, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { axeViolations, sidewaysScroll } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { get, mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let plan: TestPlan
let path: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}, { dueOn: '2026-11-20' }])
  const { administrator: as } = plan.people
  const body = { title: 'December board', heldOn: '2026-12-01', place: '' }
  path = `/meetings/${(await api().post(`/plans/${plan.planId}/meetings`, { as, body })).body.id}`
  await api().post(`${path}/agenda`, { as, body: { title: 'Help at weekends' }, ifMatch: '*' })
})

const read = async () => {
  const cookie = await api().app.signInAs(plan.people.member)
  return get(api().app, `${path}/pack/read`, cookie)
}

describe('the pack of a meeting', () => {
  test('is not there to be read before it is frozen, which is said', async () => {
    const { status, text } = await read()
    expect(status).toBe(200)
    expect(text).toContain('has not been frozen yet')
  })

  test.each([360, 1440])('is read by members as it was frozen, at %i pixels', async (width) => {
    const { administrator: as, owner, member } = plan.people
    await api().post(`${path}/transitions`, { as, ifMatch: '*', body: { event: 'freeze' } })
    const page = await newPage(member, { viewport: { width, height: 900 } })
    await page.goto(`${api().app.url}${path}`)
    await press(page, page.getByText('Read the pack'))
    const frozen = await mainText(page)
    expect(frozen).toMatch(/Red or late\s+1/)
    expect(frozen).toContain('3 days late')
    expect(frozen).toContain('Help at weekends')
    expect(frozen).toContain('What changed since the board before')
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
    const body = { note: 'It is done by Friday.', forecastOn: '2026-12-04' }
    await api().post(`/actions/${plan.actions['P1.S2']}/updates`, { as: owner, body })
    await page.reload()
    expect(await mainText(page)).toBe(frozen)
  })

  test('leads from its actions to the day that it is of', async () => {
    const { text } = await read()
    const hrefs = [...text.matchAll(/href="(\/actions\/[^"]+)"/g)].map(([, href]) => href)
    expect(hrefs.length).toBeGreaterThan(1)
    for (const href of hrefs) expect(href).toContain('asAt=2026-11-23')
  })
})

describe('the page of a meeting', () => {
  test('names the reports that were put together for it', async () => {
    const { administrator: as, member } = plan.people
    const meetingId = path.split('/')[2]
    const body = {
      template: 'assurance-to-board',
      title: 'Assurance for December',
      forOn: '2026-12-01',
      meetingId,
    }
    await api().post(`/plans/${plan.planId}/reports`, { as, body })
    const { text } = await get(api().app, path, await api().app.signInAs(member))
    expect(text).toContain('Assurance for December')
  })
})
