import { beforeAll, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { actions } from '#db/schema/index.ts'
import { changeAction } from '#db/write/transition.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { usePages } from '#test/support/pages.ts'
import { get } from '#test/support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'
const { app, plan } = usePages({ now, given: [[{}, {}]] })

let cookie = ''
const read = async (path: string) => (await get(app, path, cookie)).text.replace(/<[^>]+>|\s+/g, ' ')
const ask = async (path: string, headers: Record<string, string> = {}) => {
  const authorization = `Bearer ${signToken(app.app, plan.people.chair)}`
  return (await fetch(`${app.url}/api/v1${path}`, { headers: { authorization, ...headers } })).text()
}

// Opened again with another date, as a decision of the board leaves it; then more time is asked for.
beforeAll(async () => {
  cookie = await app.signInAs(plan.people.chair)
  const actionId = plan.actions['P1.S1'] ?? ''
  await app.db.update(actions).set({ dueOn: '2027-01-29' }).where(eq(actions.id, actionId))
  await changeAction(
    app.db,
    { actionId, actorId: plan.people.owner, now, notify: false },
    {
      subject: 'extension',
      event: {
        type: 'request',
        extensionId: newId(),
        dueOn: '2027-04-30',
        reasonCode: 'partner',
        text: 'The venue opens in April.',
      },
    },
  )
})

test.each<[string, () => string, RegExp]>([
  ['the action', () => `/actions/${plan.actions['P1.S1']}`, /Moved +Once, 42 days in all/],
  ['an action that was never moved', () => `/actions/${plan.actions['P1.S2']}`, /Moved +Never/],
  ['the board', () => `/plans/${plan.planId}/board`, /Already moved once\./],
  ['the priority', () => `/plans/${plan.planId}/priorities/P1`, /Moved once/],
  ['the board, of all', () => `/plans/${plan.planId}/board`, /1 due date was moved with approval/],
])('a date that another decision moved counts as moved: %s', async (_where, path, said) => {
  expect(await read(path())).toMatch(said)
})

test('programs and sheets read the same number', async () => {
  expect(await ask(`/actions/${plan.actions['P1.S1']}`)).toMatch(/"timesExtended":0,"timesMoved":1/)
  expect(await ask(`/plans/${plan.planId}/summary`)).toContain('"reprogrammed":1')
  const [head = '', ...rows] = (await ask(`/actions.csv?sort=ref`)).split('\r\n')
  expect(head).toMatch(/,timesMoved,intendedEffect,measures,decision$/)
  expect(rows.map((row) => row.split(',').at(-4)).filter(Boolean)).toEqual(['1', '0'])
})
