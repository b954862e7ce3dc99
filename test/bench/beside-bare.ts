import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import postgres from 'postgres'
import { machineClock } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { newId } from '#db/connection/ids.ts'
import { migrate } from '#db/connection/migrate.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { startEmbedded } from '#db/embedded/embedded.ts'
import { findPersonByEmail } from '#db/read/people.ts'
import { startSession } from '#db/read/sessions.ts'
import { changeAction } from '#db/write/transition.ts'
import { buildApp } from '#server/app.ts'
import { making } from '#server/demonstration.ts'
import { hashOf } from '#server/http/hashes.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { benchReport } from '#test/bench/report.ts'
import { givenManyMeasures } from '#test/support/many-measures.ts'
import { givenPlan } from '#test/support/plans.ts'

/**
 * Measures what people wait for, each as a ratio against the bare limit in the same run: how many times as long
 * our answer takes as a server that says 'ok', or as one bare statement on the same database. Machines differ and
 * are noisy; ratios hold.
 */
const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
const server = await startEmbedded({ folder })
await migrate(server.url)
await loadDemonstration(server.url, machineClock.now(), making)
const { db, close } = connect(server.url)
const key = { id: 'bench', secret: 'a-secret-of-the-bench-that-is-long-enough' }
const app = await buildApp({
  db,
  clock: machineClock,
  publicUrl: 'http://127.0.0.1',
  demonstration: true,
  wakeSender: () => {},
  tokenKeys: [key],
  sessionSecret: key.secret,
  logLevel: 'silent',
})
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const bare = fastify()
bare.get('/', () => ({ status: 'ok' }))
const bareUrl = await bare.listen({ host: '127.0.0.1', port: 0 })
const sql = postgres(server.url, { max: 1, onnotice: () => {} })

try {
  const owner = await findPersonByEmail(db, 'leanne.carter@marsby.example')
  const actorId = owner?.id ?? ''
  const [action] =
    await sql`select id from actions where owner_id = ${actorId} and state = 'inProgress' limit 1`
  const actionId = String(action?.id)
  const headers = { authorization: `Bearer ${signToken(app, actorId)}` }
  const get = (path: string) => async () =>
    void (await (await fetch(`${url}${path}`, { headers })).arrayBuffer())
  const bareGet = async () => void (await (await fetch(bareUrl)).arrayBuffer())
  const barePair = async () => {
    await sql`with moved as (update actions set updated_at = now() where id = ${actionId} returning id, version)
      insert into updates (id, action_id, by, at, version, note) select ${newId()}, id, ${actorId}, now(), version, 'bare' from moved`
  }
  const report = async () => {
    const event = { type: 'report' as const, updateId: newId(), note: 'Going on' }
    await changeAction(db, { actionId, actorId, now: machineClock.now() }, { subject: 'action', event })
  }
  await compare('read an action', get(`/api/v1/actions/${actionId}`), bareGet, 'a bare request')
  await compare('list 50 actions', get('/api/v1/actions'), bareGet, 'a bare request')
  await compare('my work', get('/api/v1/me/work'), bareGet, 'a bare request')
  await compare(
    'summary of a plan',
    get(`/api/v1/plans/${String((await sql`select id from plans`)[0]?.id)}/summary`),
    bareGet,
    'a bare request',
  )
  await compare('change an action', report, barePair, 'a bare write of two rows')
  const many = await givenPlan(db)
  await givenManyMeasures(db, many, { measures: 200, months: 120 })
  const session = randomBytes(32).toString('base64url')
  await startSession(db, machineClock, {
    hash: hashOf(session),
    personId: many.people.member,
    method: 'demonstration',
  })
  const page = (path: string) => async () => {
    const response = await fetch(`${url}${path}`, { headers: { cookie: `waymark=${session}` } })
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    await response.arrayBuffer()
  }
  for (const [name, path] of [
    ['200 measures', `/plans/${many.planId}/measures`],
    ['200 as a table', `/plans/${many.planId}/measures?view=table`],
    ['200 on the board', `/plans/${many.planId}/board`],
  ] as const)
    await compare(name, page(path), bareGet, 'a bare request')
  await benchReport(get(`/api/v1/actions/${actionId}`))
} finally {
  await sql.end()
  await bare.close()
  await app.close()
  await close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

/**
 * Runs both in turn, ten rounds of ten each, and prints the medians, the median of the rounds' ratios, and the processor
 * time of this process for one of ours, in which the asking is a millisecond or so.
 */
async function compare(
  name: string,
  ours: () => Promise<void>,
  limit: () => Promise<void>,
  limitName: string,
) {
  const rounds: { ours: number; limit: number; cpu: number }[] = []
  await time(ours, 10)
  await time(limit, 10)
  for (let round = 0; round < 10; round++) {
    const before = process.cpuUsage()
    const taken = await time(ours, 10)
    const { user, system } = process.cpuUsage(before)
    rounds.push({ ours: taken, limit: await time(limit, 10), cpu: (user + system) / 10_000 })
  }
  const ratio = median(rounds.map((round) => round.ours / round.limit))
  const of = (side: 'ours' | 'limit' | 'cpu') => `${median(rounds.map((round) => round[side])).toFixed(2)} ms`
  process.stdout.write(
    `${name.padEnd(20)} ${of('ours').padStart(9)}   ${limitName.padEnd(24)} ${of('limit').padStart(9)}   ratio ${ratio.toFixed(1).padStart(6)}   processor ${of('cpu').padStart(9)}\n`,
  )
}

async function time(work: () => Promise<void>, times: number): Promise<number> {
  const start = performance.now()
  for (let count = 0; count < times; count++) await work()
  return (performance.now() - start) / times
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
