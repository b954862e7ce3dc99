import { expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan } from '#test/support/plans.ts'

const api = useApi('2026-11-23T10:00:00.000Z')

test('an id means the same in capital letters: in lists, alone and in what is kept of it', async () => {
  const plan = await givenPlan(api().app.db, [{ contributorEmails: [] }], { state: 'draft' })
  const { administrator: as, owner, otherOwner, contributor } = plan.people
  const { body: measure } = await api().post(`/plans/${plan.planId}/measures`, {
    as,
    body: { ref: 'O1', title: 'Referrals', unit: 'count', polarity: 'lowerIsBetter' },
  })
  const [priority] = (await api().get(`/plans/${plan.planId}/priorities`, { as })).body.items
  const twice = (id: string) => [id, id.toUpperCase()]
  const action = `/actions/${plan.actions['P1.S1']}`
  const { status, body } = await api().patch(action.toUpperCase().replace('/ACTIONS', '/actions'), {
    as,
    ifMatch: '*',
    body: {
      measureIds: twice(measure.id),
      contributorIds: twice(contributor),
      ownerId: otherOwner.toUpperCase(),
      priorityId: priority.id.toUpperCase(),
    },
  })
  expect([status, body]).toMatchObject([
    200,
    { measures: [{ id: measure.id }], contributors: [{ id: contributor }], owner: { id: otherOwner } },
  ])
  const made = await api().post(`/priorities/${priority.id.toUpperCase()}/actions`, {
    as,
    body: {
      ref: 'P1.S8',
      title: 'Another',
      horizon: 'short',
      ownerId: owner.toUpperCase(),
      contributorIds: twice(contributor),
      measureIds: twice(measure.id),
    },
  })
  expect([made.status, made.body]).toMatchObject([201, { measures: [{ id: measure.id }] }])
  const { items } = (await api().get(`${action}/history`, { as })).body
  expect(JSON.stringify(items)).not.toMatch(/"[0-9A-F]{8}-[0-9A-F-]{27}"/)
  const clock = clockFrom('2026-11-23T11:00:00.000Z')
  await seal(api().app.db, clock)
  expect((await verify(api().app.db, clock)).faults).toEqual([])
})
