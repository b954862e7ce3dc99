import type { Request } from 'autocannon'
import { connect, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { measureEmails } from './emails.ts'
import { type Cluster, copyOf, keptDatabase } from './loading/keep.ts'
import { type Measured, measureRounds } from './measure.ts'
import type { BenchOptions } from './options.ts'
import { type Child, startChild } from './processes/child.ts'
import { rowOf, type Round } from './row.ts'
import type { Told } from './table.ts'
import { writing } from './workloads/names.ts'
import {
  type Credentials,
  findTargets,
  findWriteTargets,
  newCredentials,
  sessionSecret,
  type Target,
  tokenKey,
  type WriteTarget,
} from './workloads/targets.ts'
import { reportBare, type Workload, workloads } from './workloads/workloads.ts'

type Listening = Child<{ url: string }>
type Parts = { server: Listening; bare: Listening; mailServer: Listening }

/**
 * Measures every workload that was asked for at one size, and tells each as soon as it is done. What writes does so on
 * a copy of the kept data.
 */
export async function measureSize(
  cluster: Cluster,
  size: number,
  options: BenchOptions,
  tell: (sentence: string) => void,
  onTold: (told: Omit<Told, 'before'>) => void,
): Promise<void> {
  const kept = await keptDatabase(cluster, size, tell)
  const copy = options.workloads.some((name) => writing.has(name)) ? await copyOf(cluster, kept.name) : null
  const databaseUrl = cluster.urlOf(copy?.name ?? kept.name)
  const { db, close } = connect(databaseUrl, { max: 2, deadlineMs: 600_000 })
  const about = (workload: string) => ({ size, workload, connections: options.connections })
  try {
    const targets = await findTargets(db)
    const writes = await findWriteTargets(db, targets)
    const as = await newCredentials(db)
    await withParts(databaseUrl, async (parts) => {
      for (const workload of workloads.filter(({ name }) => options.workloads.includes(name))) {
        const rounds = await measureRounds(cluster, readSides(parts, workload, targets, as), options)
        onTold({ ...rowOf(about(workload.name), rounds), title: workload.title })
      }
      if (options.workloads.includes('W4')) {
        const rounds = await measureRounds(cluster, writeSides(parts, writes, as), options)
        onTold({ ...rowOf(about('W4'), rounds), title: 'a report on an action' })
      }
      if (options.workloads.includes('W6')) {
        // The server has a sender of its own, which would take some of the emails.
        await parts.server.end()
        const rounds: Round[] = await measureEmails(
          {
            cluster,
            settings: { databaseUrl, smtpUrl: parts.mailServer.ready.url, sessionSecret },
            mailServer: parts.mailServer,
            bare: parts.bare,
          },
          options,
        )
        onTold({ ...rowOf(about('W6'), rounds), title: `weekly emails to ${rounds[0]?.ours.requests}` })
      }
    })
  } finally {
    // What is kept stays as it was loaded.
    if (!copy) await rowsOf(db, sql`delete from sessions`)
    await close()
    await copy?.drop()
  }
}

async function withParts(databaseUrl: string, work: (parts: Parts) => Promise<void>): Promise<void> {
  const started: Listening[] = []
  const start = async (file: string, settings: object) => {
    const child = await startChild<{ url: string }>(file, settings)
    started.push(child)
    return child
  }
  try {
    const mailServer = await start('mail-server.ts', {})
    const smtpUrl = mailServer.ready.url
    const statements = {
      ...Object.fromEntries(workloads.map(({ name, bare }) => [name, bare.text])),
      W4: reportBare,
    }
    const bare = await start('bare.ts', { databaseUrl, smtpUrl, statements })
    const server = await start('server.ts', { databaseUrl, smtpUrl, tokenKey, sessionSecret })
    await work({ server, bare, mailServer })
  } finally {
    for (const child of started.toReversed()) await child.end()
  }
}

type Sides = { ours: Measured; bare: Measured }

function readSides(parts: Parts, workload: Workload, targets: readonly Target[], as: Credentials): Sides {
  const ours = async (target: Target): Promise<Request> => {
    const person = target[workload.as]
    const headers = workload.kind === 'api' ? as.token(person) : await as.session(person)
    return { path: workload.path(target), headers }
  }
  const bare = async (target: Target): Promise<Request> => ({
    path: `/${workload.name}?v=${workload.bare.values(target).join(',')}`,
  })
  return {
    ours: sideOf(parts.server, () => Promise.all(targets.map(ours))),
    bare: sideOf(parts.bare, () => Promise.all(targets.map(bare))),
  }
}

const NOTE = 'Half of the teams work in the new way, and the rest follow in the spring'

function writeSides(parts: Parts, targets: readonly WriteTarget[], as: Credentials): Sides {
  const json = { 'content-type': 'application/json' }
  const ours = async ({ actionId, ownerId }: WriteTarget): Promise<Request> => ({
    method: 'POST',
    path: `/api/v1/actions/${actionId}/transitions`,
    headers: { ...json, ...as.token(ownerId), 'if-match': '*' },
    body: JSON.stringify({ event: 'report', note: NOTE, forecastOn: '2027-06-01' }),
  })
  const bare = async ({ actionId, ownerId }: WriteTarget): Promise<Request> => ({
    method: 'POST',
    path: '/W4',
    headers: json,
    body: JSON.stringify([actionId, ownerId, NOTE]),
  })
  return {
    ours: sideOf(parts.server, () => Promise.all(targets.map(ours))),
    bare: sideOf(parts.bare, () => Promise.all(targets.map(bare))),
  }
}

function sideOf({ pid, ready }: Listening, requests: () => Promise<Request[]>): Measured {
  return { url: ready.url, pid, requests }
}
