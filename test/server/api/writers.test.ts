import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan

beforeAll(async () => {
  plan = await givenPlan(
    api().app.db,
    Array.from({ length: 20 }, () => ({})),
  )
})

type Written = {
  actionId: string
  note: string
  status: number
  /** What the answer said; others may have written since. */
  version: number
  /** What the change was decided on, where the person said so. */
  decidedOn: number | null
}

/** One person's change: sent again, with the same key, while the server says that it should be. */
async function write(number: number): Promise<Written> {
  const actionId = Object.values(plan.actions)[number % 20] ?? ''
  const as = number % 2 === 0 ? plan.people.owner : plan.people.contributor
  const note = `Note ${number} ${randomUUID()}`
  const path = `/actions/${actionId}`
  // Half of them decide on a version they have read, the other half on whatever is there.
  const careful = number % 4 < 2
  let last = { status: 0, version: 0, decidedOn: null as number | null }
  for (let times = 0; times < 50; times++) {
    const decidedOn = careful ? ((await api().get(path, { as })).body.version as number) : null
    const headers = { 'idempotency-key': `${number}-${decidedOn}` }
    const ifMatch = decidedOn ?? undefined
    const { status, body } = await api().post(`${path}/updates`, { as, ifMatch, headers, body: { note } })
    last = { status, version: body.version, decidedOn }
    if (![409, 412, 503].includes(status)) break
    await new Promise((resolve) => setTimeout(resolve, 20 + number))
  }
  return { actionId, note, ...last }
}

test(
  'two hundred people write to one plan at once: every change that was acknowledged is in the history once, in order',
  {
    timeout: 300_000,
  },
  async () => {
    const written = await Promise.all(Array.from({ length: 200 }, (_, number) => write(number)))
    expect(written.filter(({ status }) => status !== 201)).toEqual([])
    const history = await rowsOf<{ actionId: string; version: number; note: string | null }>(
      api().app.db,
      sql`select aggregate_id as "actionId", version, payload->>'note' as note from events
      where plan_id = ${plan.planId} and subject_kind = 'action' order by aggregate_id, version`,
    )
    const reports = history.filter(({ note }) => note !== null)
    expect(reports.map(({ note }) => note).toSorted()).toEqual(written.map(({ note }) => note).toSorted())
    for (const { note, version, actionId, decidedOn } of written) {
      const found = reports.find((row) => row.note === note)
      expect(found?.actionId).toBe(actionId)
      expect(found?.version).toBeLessThanOrEqual(version)
      if (decidedOn !== null) expect(found?.version).toBe(decidedOn + 1)
    }
    for (const actionId of Object.values(plan.actions)) {
      const versions = history.filter((row) => row.actionId === actionId).map(({ version }) => version)
      expect(versions).toEqual(versions.map((_, at) => at + 1))
      const { body } = await api().get(`/actions/${actionId}`, { as: plan.people.owner })
      const last = reports.findLast((row) => row.actionId === actionId)
      expect([body.version, body.lastUpdate.note]).toEqual([versions.length, last?.note])
      const { body: updates } = await api().get(`/actions/${actionId}/updates`, { as: plan.people.owner })
      expect(updates.items.map((item: { note: string }) => item.note)).toEqual(
        reports
          .filter((row) => row.actionId === actionId)
          .map((row) => row.note)
          .toReversed(),
      )
    }
    const clock = clockFrom('2026-11-23T12:00:00Z')
    while ((await seal(api().app.db, clock)) > 0);
    expect((await verify(api().app.db, clock)).faults).toEqual([])
  },
)
