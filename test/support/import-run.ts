import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { startTestApp, type TestApp } from './app.ts'
import { startKilledServer } from './killed-server.ts'
import { givenPlan } from './plans.ts'

const NOW = '2026-11-30T10:00:00.000Z'
const ROWS = 1_500
/** Milliseconds in which an import of so many rows is over. */
const WINDOW = 3_000

/** How imports stand after their servers were killed, and what was wrong with any of them. */
export type ImportReport = { imported: number; notImported: number; faults: string[] }

/** Imports spreadsheets in servers that are killed at random moments meanwhile, half of them early, and takes each up again. */
export async function importRun(rounds: number): Promise<ImportReport> {
  const app = await startTestApp({ now: NOW })
  const report: ImportReport = { imported: 0, notImported: 0, faults: [] }
  try {
    const { people } = await givenPlan(app.db)
    const authorization = `Bearer ${signToken(app.app, people.administrator)}`
    for (let round = 0; round < rounds; round++) {
      const title = `Killed ${round}`
      const [id, server] = await Promise.all([sent(app, title, authorization), startKilledServer(app, NOW)])
      const afterMs = Math.round(WINDOW * ((round + Math.random()) / rounds) ** 2)
      const asked = take(server.url, id, authorization).catch(() => 0)
      await pause(afterMs)
      server.child.kill('SIGKILL')
      await once(server.child, 'exit')
      const acknowledged = (await asked) === 200
      const state = await stateOf(app, id, title)
      const told = `killed after ${afterMs} ms: ${JSON.stringify({ ...state, acknowledged })}`
      const isDone = state.state === 'imported'
      if (isDone ? !isWhole(state) : state.plans + state.actions > 0 || state.version !== 1)
        report.faults.push(told)
      if (acknowledged && !isDone) report.faults.push(`lost: ${told}`)
      report[isDone ? 'imported' : 'notImported']++
      if (isDone) continue
      // The statement of the killed server may have come through meanwhile, and this one finds that.
      const again = await take(app.url, id, authorization)
      const after = await stateOf(app, id, title)
      if (![200, 409, 412].includes(again) || !isWhole(after))
        report.faults.push(`not taken up: ${again} ${JSON.stringify(after)}`)
    }
    return report
  } finally {
    await app.close()
  }
}

type State = { state: string; version: number; plans: number; actions: number }

const isWhole = ({ state, version, plans, actions }: State): boolean =>
  state === 'imported' && version === 2 && plans === 1 && actions === ROWS

async function sent({ url }: TestApp, title: string, authorization: string): Promise<string> {
  const rows = Array.from(
    { length: ROWS },
    (_, at) => `S.${at + 1},Practice,Do the work of paragraph ${at + 1}`,
  )
  const answer = await fetch(
    `${url}/api/v1/imports?${new URLSearchParams({ title, name: 'tracker.csv' }).toString()}`,
    {
      method: 'POST',
      headers: { authorization, 'content-type': 'text/csv' },
      body: ['Ref,Priority,Action', ...rows].join('\n'),
    },
  )
  const { id } = (await answer.json()) as { id: string }
  return id
}

async function take(url: string, id: string, authorization: string): Promise<number> {
  const { status } = await fetch(`${url}/api/v1/imports/${id}/transitions`, {
    method: 'POST',
    headers: { authorization, 'if-match': '*', 'content-type': 'application/json' },
    body: JSON.stringify({ event: 'import' }),
  })
  return status
}

async function stateOf({ db }: TestApp, id: string, title: string): Promise<State> {
  // What the killed process had sent may still be under way in the database.
  await rowsOf(db, sql`select id from imports where id = ${id} for update`)
  const [state] = await rowsOf<State>(
    db,
    sql`select state, version, (select count(*)::int from plans where plans.title = ${title}) as plans,
      (select count(*)::int from actions where plan_id in (select id from plans where plans.title = ${title})) as actions
      from imports where id = ${id}`,
  )
  if (!state) throw new Error(`import ${id} is gone`)
  return state
}
