import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { openForm, plainText } from '#test/support/sent-form.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
let plan: TestPlan

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}])
})

const made = async (path: string, body: object) =>
  (await api().post(path, { as: plan.people.administrator, body })).body as { id: string }

describe('a decision that another person was quicker to take', () => {
  test('is told as that, and not as a fault of the form that came next, with what was typed', async () => {
    const body = {
      title: 'Elm House',
      setting: 'home',
      visit: 'full',
      inspectedOn: '2026-10-01',
      judgement: 'Good',
    }
    const { id } = await made(`/plans/${plan.planId}/inspections`, body)
    const address = paths.inspectionDecide.at({ id })
    const [first, second] = [
      await openForm(api().app, plan.people.administrator, address),
      await openForm(api().app, plan.people.administrator, address),
    ]
    expect((await first.send({ 'withdraw-reason': 'It was another home' })).status).toBe(303)
    const late = await second.send({ 'withdraw-reason': 'It was written down twice' })
    expect(late.status).toBe(412)
    const said = plainText(late.text)
    expect(said).toContain('Two people wrote at the same time')
    expect(said).toContain('It was written down twice')
    expect(said).toContain('It was another home')
  })

  test('a meeting that was cancelled meanwhile keeps the words for its decision', async () => {
    const { id } = await made(`/plans/${plan.planId}/meetings`, {
      title: 'December board',
      heldOn: '2026-12-01',
      place: '',
    })
    const address = paths.meetingDecide.at({ id })
    const [first, second] = [
      await openForm(api().app, plan.people.chair, address),
      await openForm(api().app, plan.people.chair, address),
    ]
    expect((await first.send({ decision: 'cancel', 'cancel-reason': 'Snow' })).status).toBe(303)
    const late = await second.send({ decision: 'cancel', 'cancel-reason': 'The room is shut' })
    expect(late.status).toBe(412)
    expect(plainText(late.text)).toContain('The room is shut')
  })
})
