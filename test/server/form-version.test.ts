import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { post, protection } from '#test/support/visitor.ts'

let app: TestApp
let plan: TestPlan

beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T10:00:00.000Z' })
  plan = await givenPlan(app.db)
}, 60_000)

afterAll(() => app?.close())

const noVersions = [undefined, '', '0', '-1', '1.5', '1e2', ' 1', 'true', 'x', '1234567890']

/** Forms that carry a version, each read by code of its own: who sends it, where, and with which other fields. */
const forms: Record<string, () => [who: string, path: string, fields: Record<string, string>]> = {
  'the update of an action': () => [
    plan.people.owner,
    `/actions/${plan.actions['P1.S1']}/update`,
    { note: 'It goes well.' },
  ],
  'the plan itself': () => [plan.people.administrator, `/plans/${plan.planId}/edit`, { title: 'Another' }],
  'the settings of a plan': () => [plan.people.administrator, `/plans/${plan.planId}/settings`, {}],
  'a decision on the board': () => [
    plan.people.chair,
    `/plans/${plan.planId}/board/extension`,
    { actionId: plan.actions['P1.S1'] ?? '', extensionId: newId(), decision: 'grant' },
  ],
}

describe('a form that does not carry the version it was opened on is refused, with what to do', () => {
  test.each(Object.keys(forms))('%s', async (name) => {
    const [who, path, fields] = forms[name]?.() ?? ['', '', {}]
    const cookie = await app.signInAs(who)
    const { _csrf = '' } = await protection(app, '/account', cookie)
    for (const version of noVersions) {
      const sent = { ...fields, _csrf, ...(version !== undefined && { version }) }
      const { status, text } = await post(app, path, cookie, sent)
      expect([version, status, text.includes('It did not arrive as it was shown.')]).toEqual([
        version,
        400,
        true,
      ])
    }
  })
})
