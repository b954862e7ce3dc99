import { expect, test } from 'vitest'
import { issueRun } from '../support/issue-run.ts'

const ROUNDS = 40

test(
  'servers that are killed while they issue have issued each report once or not at all, with no file of another',
  { timeout: 1_800_000 },
  async () => {
    const { faults, ...counts } = await issueRun(ROUNDS)
    process.stdout.write(`${JSON.stringify(counts)}\n`)
    expect(faults).toEqual([])
    // Kills that all came too early or too late would show nothing.
    expect(Math.min(counts.issued, counts.notIssued)).toBeGreaterThan(0)
  },
)
