import { beforeAll, describe, expect, test } from 'vitest'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'
import { get } from '../../support/visitor.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let section: { id: string; number: number; heading: string }
const TITLE = 'Assurance for December'

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [])
  const { administrator: as, member: authorId } = plan.people
  const body = { template: 'assurance-to-board', title: TITLE, forOn: '2026-12-14' }
  const report = await api().post(`/plans/${plan.planId}/reports`, { as, body })
  const { items } = (await api().get(`/reports/${report.body.id}/sections`, { as })).body
  section = items.find(({ kind }: { kind: string }) => kind === 'narrative')
  const named = await api().post(`/sections/${section.id}/transitions`, {
    as,
    body: { event: 'reassign', authorId, dueOn: '2026-12-01' },
    ifMatch: '*',
  })
  expect(named.status).toBe(200)
})

describe('a section that a leaver has still to write', () => {
  test('is work that others have to take on before the author leaves, and stands on the author’s page', async () => {
    const { administrator: as, member } = plan.people
    const early = await api().patch(`/people/${member}`, { as, ifMatch: '*', body: { leftOn: '2026-11-23' } })
    expect([early.status, early.body.code]).toEqual([409, 'workLeft'])
    const page = await get(api().app, `/plans/${plan.planId}/people/${member}`, await api().app.signInAs(as))
    expect(page.text).toContain('Writes for reports')
    expect(page.text).toContain(`${section.heading}, ${TITLE}`)
  })

  test('is not given to a person who does not work on the plan, who is told of it', async () => {
    const { administrator: as, member, stranger } = plan.people
    const body = { toId: stranger, fromOn: '2026-11-23', reason: 'A new post' }
    const { items } = (await api().post(`/people/${member}/handover`, { as, body })).body
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'section',
        outcome: 'refused',
        because: expect.stringContaining('works on this plan'),
      }),
    ])
  })

  test('goes to another author with the day by which it is due, and the author has left', async () => {
    const { administrator: as, member, viceChair } = plan.people
    const body = { toId: viceChair, fromOn: '2026-11-23', reason: 'A new post', leftOn: '2026-11-23' }
    const answer = (await api().post(`/people/${member}/handover`, { as, body })).body
    expect(answer).toMatchObject({
      left: true,
      items: [{ kind: 'section', id: section.id, outcome: 'done' }],
    })
    expect((await api().get(`/sections/${section.id}`, { as })).body).toMatchObject({
      author: { id: viceChair },
      dueOn: '2026-12-01',
      state: 'waiting',
    })
  })
})
