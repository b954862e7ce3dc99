import { expect, test } from 'vitest'
import { importRun } from '../support/import-run.ts'

const ROUNDS = 30

test(
  'servers that are killed while they import have each spreadsheet in its plan as a whole or not at all',
  { timeout: 1_800_000 },
  async () => {
    const { faults, ...counts } = await importRun(ROUNDS)
    process.stdout.write(`${JSON.stringify(counts)}\n`)
    expect(faults).toEqual([])
    // Kills that all came too early or too late would show nothing.
    expect(Math.min(counts.imported, counts.notImported)).toBeGreaterThan(0)
  },
)
