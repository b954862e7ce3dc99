import { beforeAll, describe, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
let plan: TestPlan
let cookie: string
beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  api().moveTo('2026-11-30T10:00:00.000Z')
  cookie = await api().app.signInAs(plan.people.member)
})

const pages = (): string[] => [
  `/plans/${plan.planId}`,
  `/plans/${plan.planId}/board`,
  `/plans/${plan.planId}/people`,
  `/actions/${plan.actions['P1.S1']}`,
]

describe('the past day that an address asks for', () => {
  test('is refused in a spelling that is not known, and not left unread', async () => {
    const found: unknown[] = []
    for (const path of pages())
      for (const name of ['asAt[]', 'asAt%5B%5D', 'asAt[0]', 'asat', 'AsAt', 'as_at', 'as-at']) {
        const { status, text } = await get(api().app, `${path}?q=x&${name}=2026-11-23`, cookie)
        const said = /Write .{1,6}asAt/.test(text)
        if (status !== 400 || !said || !text.includes(`href="${path}?q=x"`)) found.push([path, name, status])
      }
    expect(found).toEqual([])
  })

  test('is left by the way to the present, however its name is written', async () => {
    for (const path of pages()) {
      const { text } = await get(api().app, `${path}?q=x&%61s%41t=2026-11-23`, cookie)
      const now = `href="${path}?q=x">See it as it is now</a>`
      expect(text.includes(now) || text.includes('always as it is now')).toBe(true)
    }
  })
})
