import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FEWEST_ACTIONS } from './loading/shape.ts'
import { workloadNames } from './workloads/names.ts'

export type BenchOptions = {
  /** Numbers of actions, smallest first. */
  sizes: number[]
  workloads: string[]
  connections: number
  rounds: number
  /** How long a round of one side lasts, unless so few requests are answered that it takes longer. */
  seconds: number
  json: boolean
  /** A file of an earlier run with `--json`. */
  compare: string | null
  /** Where loaded data are kept. */
  data: string
  /** A superuser's address of a PostgreSQL server on this machine to be measured in place of the embedded one. */
  postgres: string | null
}

/** What was asked for cannot be done: told in one sentence. */
export class BenchError extends Error {
  override readonly name = 'BenchError'
}

export const usage = `npm run bench -- [options]
  --sizes 10000,100000      numbers of actions (10000,100000); 1000000 takes a run of its own
  --workloads W1,W8,search  which (all): ${workloadNames.join(', ')}
  --connections 10          requests at once
  --rounds 5                times that Waymark and the bare limit are measured in turn
  --seconds 1               length of a round of one of them
  --json                    a row of JSON for each size and workload, and nothing else, on standard output
  --compare <file>          beside an earlier run with --json
  --data <folder>           where loaded data are kept (${join(tmpdir(), 'waymark-bench')})
  --postgres <url>          a superuser of another PostgreSQL on this machine, with pg_stat_statements preloaded
`

/** @throws BenchError saying what to give instead */
export function optionsOf(args: string[]): BenchOptions {
  const values = parsed(args)
  const workloads = values.workloads?.split(',') ?? [...workloadNames]
  const unknown = workloads.filter((name) => !workloadNames.includes(name as never))
  if (unknown.length > 0)
    throw new BenchError(
      `There is no workload ${unknown.join(', ')}. Give any of: ${workloadNames.join(', ')}.`,
    )
  return {
    sizes: (values.sizes ?? '10000,100000')
      .split(',')
      .map((size) => numberOf(size, { option: 'sizes', from: FEWEST_ACTIONS, to: 10_000_000 }))
      .toSorted((a, b) => a - b),
    workloads,
    connections: numberOf(values.connections ?? '10', { option: 'connections', from: 1, to: 1_000 }),
    rounds: numberOf(values.rounds ?? '5', { option: 'rounds', from: 1, to: 100 }),
    seconds: numberOf(values.seconds ?? '1', { option: 'seconds', from: 0.1, to: 600, fraction: true }),
    json: values.json ?? false,
    compare: values.compare ?? null,
    data: values.data ?? join(tmpdir(), 'waymark-bench'),
    postgres: values.postgres ?? null,
  }
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  const options = {
    sizes: text,
    workloads: text,
    connections: text,
    rounds: text,
    seconds: text,
    json: { type: 'boolean' },
    compare: text,
    data: text,
    postgres: text,
  } as const
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new BenchError(`${(error as Error).message}\n\n${usage}`)
  }
}

function numberOf(
  text: string,
  { option, from, to, fraction = false }: { option: string; from: number; to: number; fraction?: boolean },
): number {
  const value = Number(text)
  const fits = text.trim() !== '' && value >= from && value <= to && (fraction || Number.isInteger(value))
  if (!fits) throw new BenchError(`--${option} takes numbers from ${from} to ${to}, not '${text}'.`)
  return value
}
