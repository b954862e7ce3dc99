import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { startTestApp, type TestApp } from './app.ts'
import { childrenOf, isAlive } from './child-processes.ts'
import { asker, givenApproved } from './issued-report.ts'
import { startKilledServer } from './killed-server.ts'
import { givenPlan } from './plans.ts'

const NOW = '2026-11-23T10:00:00.000Z'
/** Milliseconds in which an issue and the making of its files are over. */
const WINDOW = 3_000

/** How the reports stand after their servers were killed, and what was wrong with any of them. */
export type IssueReport = { issued: number; notIssued: number; withFiles: number; faults: string[] }

/** Issues reports in servers that are killed at random moments meanwhile, half of them early, and looks what is left. */
export async function issueRun(rounds: number): Promise<IssueReport> {
  const app = await startTestApp({ now: NOW })
  const report: IssueReport = { issued: 0, notIssued: 0, withFiles: 0, faults: [] }
  try {
    const plan = await givenPlan(app.db)
    const authorization = `Bearer ${signToken(app.app, plan.people.administrator)}`
    for (let round = 0; round < rounds; round++) {
      const [{ id }, server] = await Promise.all([givenApproved(app, plan), startKilledServer(app, NOW)])
      const afterMs = Math.round(WINDOW * ((round + Math.random()) / rounds) ** 2)
      const asked = fetch(`${server.url}/api/v1/reports/${id}/transitions`, {
        method: 'POST',
        headers: { authorization, 'if-match': '*', 'content-type': 'application/json' },
        body: JSON.stringify({ event: 'issue' }),
      }).then(
        ({ ok }) => ok,
        () => false,
      )
      await pause(afterMs)
      const drawing = process.platform === 'linux' ? childrenOf(server.child.pid) : []
      server.child.kill('SIGKILL')
      await once(server.child, 'exit')
      const acknowledged = await asked
      while (drawing.some(isAlive)) await pause(20)
      const state = await stateOf(app, id)
      const told = `killed after ${afterMs} ms: ${JSON.stringify({ ...state, acknowledged })}`
      if (!isWhole(state) || (acknowledged && state.editions === 0)) report.faults.push(told)
      report[state.editions === 1 ? 'issued' : 'notIssued']++
      if (state.files === 2) report.withFiles++
      const ask = asker(app, plan)
      // It goes on where it was left: an edition that was not issued can be, and its files are made.
      if (state.editions === 0)
        await ask('POST', `/reports/${id}/transitions`, 'administrator', { event: 'issue' })
      if (round === rounds - 1 && !(await isGiven(app, `/reports/${id}/editions/1/pdf`, authorization)))
        report.faults.push('no file was made afterwards')
    }
    return report
  } finally {
    await app.close()
  }
}

type State = {
  state: string
  edition: number
  editions: number
  issues: number
  files: number
  notices: number
}

async function stateOf({ db }: TestApp, id: string): Promise<State & { damaged: number }> {
  // What the killed process had sent may still be under way in the database.
  await rowsOf(db, sql`select id from reports where id = ${id} for update`)
  const [state] = await rowsOf<State>(
    db,
    sql`select state, edition,
      (select count(*)::int from editions where report_id = reports.id) as editions,
      (select count(*)::int from events where aggregate_id = reports.id and event = 'issue') as issues,
      (select count(*)::int from edition_files join editions on editions.id = edition_id where report_id = reports.id) as files,
      (select count(*)::int from deliveries where strpos(text, reports.id::text) > 0) as notices
      from reports where id = ${id}`,
  )
  const files = await rowsOf<{ sha256: string; bytes: string }>(
    db,
    sql`select sha256, encode(content, 'base64') as bytes from edition_files
      join editions on editions.id = edition_id where report_id = ${id}`,
  )
  const hash = (bytes: string) => createHash('sha256').update(Buffer.from(bytes, 'base64')).digest('hex')
  const damaged = files.filter(({ sha256, bytes }) => hash(bytes) !== sha256).length
  if (!state) throw new Error(`report ${id} is gone`)
  return { ...state, damaged }
}

function isWhole({
  state,
  edition,
  editions,
  issues,
  files,
  notices,
  damaged,
}: Awaited<ReturnType<typeof stateOf>>) {
  if (damaged > 0 || (files !== 0 && files !== 2)) return false
  return editions === 1
    ? state === 'issued' && edition === 1 && issues === 1
    : state === 'approved' && edition === 0 && editions + issues + files + notices === 0
}

async function isGiven({ url }: TestApp, path: string, authorization: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1${path}`, { headers: { authorization } })
  return (
    answer.status === 200 &&
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString() === '%PDF-'
  )
}
