import { expect, test } from 'vitest'
import { connect, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { changeSection } from '#db/write/change-section.ts'
import { changeAction } from '#db/write/transition.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan } from '#test/support/plans.ts'
import { reportCycle } from '#test/support/report-cycle.ts'

const now = '2026-11-23T10:00:00.000Z'
const api = useApi(now)

/** Does something while another change is written but not yet committed, which it has to wait for. */
async function besides<T>(rival: SQL, act: () => Promise<T>): Promise<T> {
  const other = connect(api().app.databaseUrl, { max: 1 })
  try {
    await rowsOf(other.db, sql`begin`)
    await rowsOf(other.db, rival)
    const acting = act()
    await Promise.race([acting, waitsForLock()])
    await rowsOf(other.db, sql`commit`)
    return await acting
  } finally {
    await other.close()
  }
}

async function waitsForLock(): Promise<void> {
  for (;;) {
    const waiting = await rowsOf(
      api().app.db,
      sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (waiting.length > 0) return
  }
}

test('an action is not started while the decision that it came from is called in', async () => {
  const { db } = api().app
  const { planId, people, actions } = await givenPlan(db)
  const as = people.administrator
  const body = {
    title: 'Reports',
    resolved: ['That they come.'],
    decisionMaker: 'Cabinet',
    decidedOn: '2026-11-16',
    callInExempt: true,
    exemptionReason: 'It cannot wait.',
    exemptionAgreedBy: 'The chair of scrutiny',
  }
  const { id } = (await api().post(`/plans/${planId}/decisions`, { as, body })).body
  const published = { event: 'publish', publishedOn: '2026-11-23' }
  const answer = await api().post(`/decisions/${id}/transitions`, { as, ifMatch: '*', body: published })
  expect(answer.status).toBe(200)
  const actionId = actions['P1.S1'] ?? ''
  await rowsOf(db, sql`update actions set decision_id = ${id} where id = ${actionId}`)
  const started = await besides(
    sql`update decision_records set state = 'calledIn', version = version + 1, called_in_on = '2026-11-23', effective_at = null where id = ${id}`,
    () =>
      changeAction(
        db,
        { actionId, actorId: people.owner, now },
        { subject: 'action', event: { type: 'start' } },
      ),
  )
  expect(started).toMatchObject({ outcome: 'refused', refused: { code: 'decisionNotEffective' } })
})

test('a section is not written while its report is submitted', async () => {
  const { db } = api().app
  const { planId, people } = await givenPlan(db)
  const cycle = reportCycle(api, planId)
  const { id, toWrite } = await cycle.given(people.administrator, 'strategy-on-a-page', [people.owner])
  await cycle.report(id, people.administrator, { event: 'commission' })
  const sectionId = toWrite[0]?.id ?? ''
  const written = await besides(
    sql`update reports set state = 'inReview', version = version + 1 where id = ${id}`,
    () => changeSection(db, { sectionId, actorId: people.owner, now }, { type: 'write', text: 'Too late.' }),
  )
  expect(written).toMatchObject({ outcome: 'refused', refused: { code: 'wrongState' } })
})
