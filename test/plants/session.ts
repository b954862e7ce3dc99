import { BaseSequencer, createVitest, type TestSpecification } from 'vitest/node'

/** What a session is asked: run these test files in this order, now that a file has changed. */
export type Asked = { changed: string; tests: readonly string[] }
/** The first test file that failed, or null when all hold. */
export type Answered = { failed: string | null }

/**
 * A program of its own that keeps a test runner open and runs test files whenever it is asked, without starting anew.
 * Threads, so that all of it ends with this process when a fault makes a test go on for ever.
 */
const [folder = ''] = process.argv.slice(2)

class AsGiven extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files
  }
}

const vitest = await createVitest(
  {
    root: folder,
    config: false,
    watch: false,
    include: ['test/workflows/*.test.ts'],
    setupFiles: ['test/plants/same-draws.ts'],
    pool: 'threads',
    maxWorkers: 1,
    isolate: false,
    bail: 1,
    reporters: [{}],
    sequence: { sequencer: AsGiven },
    testTimeout: 180_000,
  },
  { cacheDir: `${folder}/cache`, logLevel: 'silent' },
)
await vitest.standalone()

process.on('message', ({ changed, tests }: Asked) => {
  vitest.invalidateFile(changed)
  const specifications = tests.map((test) => vitest.getRootProject().createSpecification(test))
  void vitest.runTestSpecifications(specifications).then(({ testModules, unhandledErrors }) => {
    // The runner remembers what failed when it was asked before.
    const failed = testModules
      .filter(({ relativeModuleId }) => tests.includes(relativeModuleId))
      .find((module) => module.state() === 'failed')?.relativeModuleId
    // Whoever asks puts the file back now.
    vitest.invalidateFile(changed)
    const answer: Answered = { failed: failed ?? (unhandledErrors.length > 0 ? 'an unhandled error' : null) }
    return process.send?.(answer)
  })
})
process.once('disconnect', () => process.exit())
process.send?.('open')
