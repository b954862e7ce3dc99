import { expect, test } from 'vitest'
import { type KillReport, type KillRun, killRun } from './kill-run.ts'

const full: KillRun = {
  acknowledged: 2_000,
  writers: 40,
  max: 10,
  deadlineMs: 5_000,
  everyMs: 300,
  share: 0.4,
}

test('2,000 changes by 40 people, with 40% of the backends killed every 0.3 s, lose and halve nothing', async () => {
  allIsWell(full, await killRun(full))
}, 300_000)

test('so they do with 20% of the backends killed every 30 ms', async () => {
  const dense = { ...full, everyMs: 30, share: 0.2 }
  allIsWell(dense, await killRun(dense))
}, 300_000)

function allIsWell(
  { acknowledged, max, deadlineMs }: KillRun,
  { faults, strayErrors, ...report }: KillReport,
) {
  process.stdout.write(`${JSON.stringify(report)}\n`)
  expect(faults).toEqual([])
  expect(strayErrors).toEqual([])
  expect(report.outcomes.done).toBeGreaterThanOrEqual(acknowledged)
  expect(report.kills).toBeGreaterThan(max)
  expect(report.unanswered).toBe(0)
  expect(report.backendsAfterwards).toBe(max)
  // A change asks the database three times in a row, and once more when somebody else came first.
  expect(report.longestMs).toBeLessThan(4 * (1.5 * deadlineMs + 1_000))
}
