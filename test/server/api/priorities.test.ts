import { beforeAll, describe, expect, test } from 'vitest'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let as: string
let theme: string
let strand: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  as = plan.people.administrator
  const { body } = await api().get(`/plans/${plan.planId}/priorities`, { as })
  theme = body.items[0].id
  const made = await api().post(`/plans/${plan.planId}/priorities`, {
    as,
    body: { ref: 'P1.a', title: 'A strand', parentId: theme, leadId: plan.people.lead },
  })
  strand = made.body.id
})

describe('what a priority refers to', () => {
  test('is named as an object, beside the bare ids that there were before', async () => {
    const { body } = await api().get(`/priorities/${strand}`, { as })
    expect(body).toMatchObject({
      plan: { id: plan.planId },
      parent: { id: theme, ref: 'P1' },
      lead: { id: plan.people.lead, name: 'The lead' },
      planId: plan.planId,
      parentId: theme,
      leadId: plan.people.lead,
    })
    expect((await api().get(`/priorities/${theme}`, { as })).body.parent).toBe(null)
  })

  test('is named by every answer about it', async () => {
    const { body: read } = await api().get(`/priorities/${strand}`, { as })
    const { body: listed } = await api().get(`/priorities?plan=${plan.planId}`, { as })
    const patched = await api().patch(`/priorities/${strand}`, { as, ifMatch: '*', body: { impact: 'Less' } })
    const agreed = await api().post(`/priorities/${strand}/transitions`, {
      as,
      ifMatch: '*',
      body: { event: 'agree' },
    })
    const names = ({ plan: its, parent, lead }: Record<string, unknown>) => ({ its, parent, lead })
    const told = [listed.items.at(-1), patched.body, ...(agreed.status === 200 ? [agreed.body] : [])]
    for (const each of told) expect(names(each)).toEqual(names(read))
  })

  test('is named as it stood on a past day, but people as they are called now', async () => {
    api().moveTo('2026-11-24T10:00:00Z')
    await api().patch(`/priorities/${theme}`, { as, ifMatch: '*', body: { title: 'A later title' } })
    const { body: before } = await api().get(`/priorities/${strand}?asAt=2026-11-23`, { as })
    const { body: now } = await api().get(`/priorities/${strand}`, { as })
    expect(now.parent.title).toBe('A later title')
    expect(before.parent.title).not.toBe('A later title')
    expect(before.lead).toEqual(now.lead)
  })

  test('is never kept by a 304 once it is called otherwise', async () => {
    const known = (tag: string) =>
      api().get(`/priorities/${strand}`, { as, headers: { 'if-none-match': tag } })
    api().moveTo('2026-11-25T10:00:00Z')
    const body = { name: 'The lead, married' }
    for (const change of [
      () => api().patch(`/people/${plan.people.lead}`, { as, ifMatch: '*', body }),
      () => api().patch(`/plans/${plan.planId}`, { as, ifMatch: '*', body: { title: 'Another plan' } }),
      () => api().patch(`/priorities/${theme}`, { as, ifMatch: '*', body: { title: 'Once more' } }),
    ]) {
      const tag = (await known('')).headers.get('etag') ?? ''
      const first = await known(tag)
      const settled = first.status === 304 ? tag : (first.headers.get('etag') ?? '')
      expect((await known(settled)).status).toBe(304)
      expect((await change()).status).toBe(200)
      expect((await known(settled)).status).toBe(200)
    }
  })
})
