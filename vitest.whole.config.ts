import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config.ts'

// The same tests, each with all that it can look at, where `npm test` looks at a share: see test/support/shares.ts.
export default mergeConfig(config, defineConfig({ test: { env: { WAYMARK_TESTS: 'whole' } } }))
