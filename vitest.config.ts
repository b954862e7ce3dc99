import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/faults/**'],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', './test/support/count-reporter.ts'],
    // Modules are loaded once a worker and not once a file: the query builder alone takes half a second.
    isolate: false,
    maxWorkers: 2,
    // Room for what lives shortly: a twentieth of the work was to clear it away.
    execArgv: ['--max-semi-space-size=64'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
