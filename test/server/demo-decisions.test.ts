import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { memberships, plans } from '#db/schema/index.ts'
import { making } from '#server/demonstration.ts'
import { type DecisionState, decisionStates } from '#workflows/decision/decision-facts.ts'
import { useApi } from '../support/api.ts'

const NOW = '2026-11-30T10:00:00.000Z'
const api = useApi(NOW, { demonstration: true })
type Decision = {
  id: string
  ref: string
  title: string
  state: DecisionState
  meeting: object | null
  actions: { ref: string }[]
}
let register: Decision[]

beforeAll(async () => {
  const { db, databaseUrl } = api().app
  await loadDemonstration(databaseUrl, NOW, making)
  const [plan] = await db.select().from(plans)
  const [administrator] = await db.select().from(memberships).where(eq(memberships.role, 'administrator'))
  const as = administrator?.personId ?? ''
  register = (await api().get(`/plans/${plan?.id}/decisions?limit=200`, { as })).body.items
}, 120_000)

describe('the register of decisions of the demonstration', () => {
  test('has a decision in every state, beside what the board minuted', () => {
    const council = register.filter(({ meeting }) => meeting === null)
    expect(new Set(council.map(({ state }) => state))).toEqual(new Set(decisionStates))
    expect(register.length).toBeGreaterThan(council.length)
  })

  test('leads to the actions that came of decisions, one of which may not be begun yet', () => {
    const led = register.filter(({ actions }) => actions.length > 0 && actions.every(({ ref }) => ref !== ''))
    const states = new Set(led.map(({ state }) => state))
    expect(states).toContain('effective')
    expect(states).toContain('calledIn')
  })
})
