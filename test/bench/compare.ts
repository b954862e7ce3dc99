import { readFile } from 'node:fs/promises'
import { BenchError } from './options.ts'
import type { Row } from './row.ts'

/** The row of an earlier run for a size and a workload; null where it had none. */
export type Earlier = (row: Pick<Row, 'size' | 'workload'>) => Row | null

/** @throws BenchError when the file is not there, or is not what a run with `--json` printed */
export async function readEarlier(file: string): Promise<Earlier> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new BenchError(
      `There is no file ${file} to compare with. Make one with: npm run -s bench -- --json > ${file}`,
    )
  })
  const rows = text
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : rowIn(line, `${file}, line ${at + 1}`)))
  return ({ size, workload }) => rows.find((row) => row.size === size && row.workload === workload) ?? null
}

function rowIn(line: string, place: string): Row {
  try {
    const row = JSON.parse(line) as Row
    if (typeof row.workload === 'string' && typeof row.rate === 'number') return row
  } catch {
    // What is no JSON is told of below, like JSON of something else.
  }
  throw new BenchError(`${place} is no row of a run with --json. Give a file that holds nothing else.`)
}
