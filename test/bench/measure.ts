import type { Request } from 'autocannon'
import { amountFor, type Driven, drive } from './drive.ts'
import type { Cluster } from './loading/keep.ts'
import { rssMbOf, usedBy } from './processor.ts'
import type { Round, Side } from './row.ts'

/** One of the two that are measured in turn: where it listens, as which process, and what is sent to it. */
export type Measured = { url: string; pid: number; requests: () => Promise<Request[]> }

export type Pace = { connections: number; rounds: number; seconds: number }

/** After so many seconds a workload that takes long is done with three rounds, so that all of them end in minutes. */
const LONG_SECONDS = 30
const FEWEST_ROUNDS = 3

/** Measures Waymark and the bare limit in turn, as often as told, after both have warmed up. */
export async function measureRounds(
  cluster: Cluster,
  sides: { ours: Measured; bare: Measured },
  pace: Pace,
): Promise<Round[]> {
  const amounts = { ours: await warmUp(sides.ours, pace), bare: await warmUp(sides.bare, pace) }
  const rounds: Round[] = []
  const began = performance.now()
  const isLong = () => performance.now() - began > LONG_SECONDS * 1_000
  while (rounds.length < pace.rounds && !(isLong() && rounds.length >= FEWEST_ROUNDS)) {
    const ours = await measureSide(cluster, sides.ours, pace, amounts.ours)
    rounds.push({ ours, bare: await measureSide(cluster, sides.bare, pace, amounts.bare) })
  }
  return rounds
}

/** Until every connection of the pool has prepared its statements, and to see how many requests fill a round. */
async function warmUp({ url, requests }: Measured, { connections, seconds }: Pace): Promise<number> {
  const list = await requests()
  const first = await drive(url, list, { connections, amount: 2 * connections })
  const second = await drive(url, list, { connections, amount: amountFor(first, seconds / 2, connections) })
  return amountFor(second, seconds, connections)
}

async function measureSide(
  cluster: Cluster,
  { url, pid, requests }: Measured,
  { connections }: Pace,
  amount: number,
): Promise<Side> {
  const list = await requests()
  return measured(cluster, pid, () => drive(url, list, { connections, amount }))
}

/** What a piece of work took of the processors, and how many statements the database counted meanwhile. */
export async function measured(
  cluster: Cluster,
  serverPid: number,
  work: () => Promise<Driven>,
): Promise<Side> {
  const statementsBefore = await statementsOf(cluster)
  const before = usedBy(serverPid, cluster.postmasterPid)
  const driven = await work()
  const after = usedBy(serverPid, cluster.postmasterPid)
  const statements = (await statementsOf(cluster)) - statementsBefore
  return {
    ...driven,
    used: { server: after.server - before.server, database: after.database - before.database },
    // Without the bench's own, which is the question for the number before.
    statements: statements - 1,
    rssMb: rssMbOf(serverPid),
  }
}

async function statementsOf({ admin }: Cluster): Promise<number> {
  const [row] = await admin`select coalesce(sum(calls), 0)::bigint as calls from pg_stat_statements`
  return Number(row?.calls)
}
