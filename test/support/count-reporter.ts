import type { Reporter, TestModule } from 'vitest/node'

/** Closes the run with one plain line, 'N passed, N failed', for tools that read no more than that. */
const countReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]) {
    const results = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    )
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length
    const passed = results.filter((state) => state === 'passed').length
    const failed = results.filter((state) => state === 'failed').length + brokenFiles + unhandledErrors.length
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  },
}

// oxlint-disable-next-line import/no-default-export -- the test runner loads a reporter by its default export
export default class {
  onTestRunEnd = countReporter.onTestRunEnd
}
