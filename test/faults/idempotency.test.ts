import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { startTestApp } from '../support/app.ts'
import { useDatabase } from '../support/database.ts'
import { givenPlan } from '../support/plans.ts'

const database = useDatabase()
const NOW = '2026-11-23T10:00:00Z'
const [WRITERS, EACH] = [12, 20]

type Server = { url: string; kill: () => Promise<void> }

async function startServer(): Promise<Server> {
  const file = join(import.meta.dirname, 'fixtures/api-process.ts')
  const child: ChildProcess = spawn(process.execPath, [file, database().url, NOW], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    url,
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

test(
  'a server that is killed again and again under keyed requests carries each of them out exactly once',
  {
    timeout: 600_000,
  },
  async () => {
    const { db } = database()
    const plan = await givenPlan(
      db,
      Array.from({ length: 6 }, () => ({})),
    )
    const actionIds = Object.values(plan.actions)
    // Only to sign tokens with the key of the tests.
    const signer = await startTestApp()
    const authorization = `Bearer ${signToken(signer.app, plan.people.owner)}`
    await signer.close()
    let server = await startServer()
    let answered = 0
    let unanswered = 0
    const replayed: string[] = []

    const writer = async (number: number) => {
      for (let at = 0; at < EACH; at++) {
        const note = `Note ${number}.${at}`
        const path = `/api/v1/actions/${actionIds[(number + at) % actionIds.length]}/updates`
        for (let done = false; !done;) {
          const answer = await fetch(`${server.url}${path}`, {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/json', 'idempotency-key': note },
            body: JSON.stringify({ note }),
          }).catch(() => null)
          if (answer === null) unanswered++
          else if (answer.status === 201) {
            const { lastUpdate } = (await answer.json().catch(() => ({}))) as { lastUpdate?: object }
            done = lastUpdate !== undefined
            if (done && answer.headers.has('idempotent-replayed')) replayed.push(note)
          } else expect([409, 412, 503]).toContain(answer.status)
          if (!done) await pause(100)
        }
        answered++
      }
    }
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)))
    let kills = 0
    while (answered < WRITERS * EACH) {
      await Promise.race([writing, pause(1_500)])
      if (answered >= WRITERS * EACH) break
      await server.kill()
      kills++
      // The minute that the leases of the dead take to run out.
      await rowsOf(
        db,
        sql`update idempotency_keys set lease_until = now() - interval '1 year' where status is null`,
      )
      server = await startServer()
    }
    await writing
    await server.kill()

    const notes = await rowsOf<{ note: string; count: number }>(
      db,
      sql`select payload->>'note' as note, count(*)::int as count from events where event = 'report' group by 1`,
    )
    console.info(
      `${kills} kills, ${unanswered} requests without an answer, ${replayed.length} answered again`,
    )
    expect(notes.filter(({ count }) => count !== 1)).toEqual([])
    expect(notes).toHaveLength(WRITERS * EACH)
    expect(kills).toBeGreaterThan(3)
    // Some died between the change and the answer, or the run would have shown nothing.
    expect(replayed.length).toBeGreaterThan(0)
  },
)
