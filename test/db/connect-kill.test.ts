import { expect, test } from 'vitest'
import { killRun } from '../faults/kill-run.ts'

test('200 changes by 30 people, with 40% of the backends killed every 0.1 s, lose and halve nothing', async () => {
  const run = { acknowledged: 200, writers: 30, max: 6, deadlineMs: 5_000, everyMs: 100, share: 0.4 }
  const { faults, strayErrors, outcomes, kills, ...report } = await killRun(run)
  expect(faults).toEqual([])
  expect(strayErrors).toEqual([])
  expect(outcomes.done).toBeGreaterThanOrEqual(run.acknowledged)
  expect(kills).toBeGreaterThan(run.max)
  expect(report).toMatchObject({ unanswered: 0, backendsAfterwards: run.max })
})
