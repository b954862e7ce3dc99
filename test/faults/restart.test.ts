import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { connect } from '#db/connection/connect.ts'
import { inArray } from '#db/connection/drizzle.ts'
import { migrate } from '#db/connection/migrate.ts'
import { startEmbedded } from '#db/embedded/embedded.ts'
import { events } from '#db/schema/index.ts'
import { givenPlan } from '../support/plans.ts'
import { backendsOf, eventually } from './backends.ts'
import { historyFaults } from './history-check.ts'
import { openRelay } from './relay.ts'
import { watchStrayErrors } from './stray-errors.ts'
import { tallyOf, writeAtOnce } from './writers.ts'

const kills = 3

test('a database killed and started again under load loses nothing acknowledged, and the pool finds it by itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-restart-'))
  const stray = watchStrayErrors()
  let server = await startEmbedded({ folder })
  const relay = await openRelay(server.url)
  let unanswered = 0
  const { db, close } = connect(relay.url, {
    max: 10,
    deadlineMs: 5_000,
    onReplaced: () => (unanswered += 1),
  })
  try {
    await migrate(relay.url)
    const plan = await givenPlan(
      db,
      Array.from({ length: 20 }, () => ({})),
    )
    const progress = { acknowledged: 0, over: false }
    const running = writeAtOnce(db, plan, {
      writers: 20,
      enough: (acknowledged) => Object.assign(progress, { acknowledged }).over,
    })
    const downMs: number[] = []
    for (let kill = 0; kill < kills; kill += 1) {
      await pause(1_500)
      const from = performance.now()
      process.kill(await postmasterOf(folder), 'SIGKILL')
      await server.stop()
      await pause(500)
      server = await startEmbedded({ folder })
      relay.aimAt(server.url)
      const before = progress.acknowledged
      await eventually(
        () => Promise.resolve(progress.acknowledged),
        (acknowledged) => acknowledged > before,
      )
      downMs.push(Math.round(performance.now() - from))
    }
    await pause(500)
    progress.over = true
    const { tries, longestMs } = await running

    const history = await db
      .select()
      .from(events)
      .where(inArray(events.aggregateId, Object.values(plan.actions)))
    const kept = new Set(history.map(({ aggregateId, version, at }) => `${aggregateId} ${version} ${at}`))
    const done = tries.filter(({ outcome }) => outcome === 'done')
    process.stdout.write(`${JSON.stringify({ ...tallyOf(tries), downMs, longestMs, unanswered })}\n`)
    expect(done.filter(({ actionId, version, at }) => !kept.has(`${actionId} ${version} ${at}`))).toEqual([])
    expect(await historyFaults(db, Object.values(plan.actions))).toEqual([])
    expect(stray.seen).toEqual([])
    expect(unanswered).toBe(0)
    expect(await backendsOf(db, 10)).toHaveLength(10)
  } finally {
    await close()
    await relay.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
    stray.stop()
  }
})

async function postmasterOf(folder: string): Promise<number> {
  const file = await readFile(join(folder, 'postgres-18', 'postmaster.pid'), 'utf8')
  return Number(file.split('\n')[0])
}
