import type { Driven } from './drive.ts'
import { median } from './drive.ts'
import type { Used } from './processor.ts'

/** What is printed with `--json`, for each size and workload. Times in milliseconds a request, or a mail in W6. */
export type Row = {
  size: number
  workload: string
  connections: number
  /** Answers a second. */
  rate: number
  p50: number
  p99: number
  cpuServerMs: number
  cpuDatabaseMs: number
  rssMb: number
  /** Statements a request, as the database counted them. */
  statements: number
  bareRate: number
  /** Processor time of the bare limit, server and database together. */
  bareCpuMs: number
  /** Our rate over the bare rate. */
  ratio: number
}

export type Side = Driven & { used: Used; statements: number; rssMb: number }
export type Round = { ours: Side; bare: Side }

/** The row of some rounds, each figure the median of them, and how far apart the rounds' ratios lie, as a share of it. */
export function rowOf(
  about: Pick<Row, 'size' | 'workload' | 'connections'>,
  rounds: readonly Round[],
): { row: Row; spread: number } {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick))
  const rate = of(({ ours }) => ours.requests / ours.seconds)
  const bareRate = of(({ bare }) => bare.requests / bare.seconds)
  const ratios = rounds.map(({ ours, bare }) => ours.requests / ours.seconds / (bare.requests / bare.seconds))
  const row: Row = {
    ...about,
    rate: rounded(rate),
    p50: rounded(of(({ ours }) => ours.p50)),
    p99: rounded(of(({ ours }) => ours.p99)),
    cpuServerMs: rounded(of(({ ours }) => ours.used.server / ours.requests)),
    cpuDatabaseMs: rounded(of(({ ours }) => ours.used.database / ours.requests)),
    rssMb: Math.max(...rounds.map(({ ours }) => ours.rssMb)),
    statements: rounded(of(({ ours }) => ours.statements / ours.requests)),
    bareRate: rounded(bareRate),
    bareCpuMs: rounded(of(({ bare }) => (bare.used.server + bare.used.database) / bare.requests)),
    ratio: rounded(rate / bareRate),
  }
  return { row, spread: (Math.max(...ratios) - Math.min(...ratios)) / median(ratios) }
}

/** To four figures: more were noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
