import { expect, test } from 'vitest'
import { issueRun } from '../support/issue-run.ts'

// The long form is among the faults.
test('a server that is killed while it issues has issued a report once or not at all, with no file of another', async () => {
  const { faults, ...counts } = await issueRun(3)
  expect(faults).toEqual([])
  expect(counts.issued + counts.notIssued).toBe(3)
})
