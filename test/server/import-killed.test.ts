import { expect, test } from 'vitest'
import { importRun } from '#test/support/import-run.ts'

// The long form is test/faults/import-killed.test.ts.
test('a spreadsheet whose server is killed while it is imported is in the plan as a whole or not at all, and is taken up again', async () => {
  const { faults, imported, notImported } = await importRun(3)
  expect(faults).toEqual([])
  expect(imported + notImported).toBe(3)
}, 120_000)
