import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'

test('the folders of a run of the tests go with it, also when it is cut short', async () => {
  const module = join(import.meta.dirname, 'support/run-folders.ts')
  const program = `
    const { makeFolders } = await import(${JSON.stringify(module)})
    const { room, temporary } = await makeFolders()
    process.stdout.write(JSON.stringify([room, temporary]), () => process.exit(130))`
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
  const { stdout } = (await run.catch((error: unknown) => error)) as { stdout: string }
  const folders = JSON.parse(stdout) as string[]
  expect(folders).toHaveLength(2)
  await vi.waitUntil(() => !folders.some((folder) => existsSync(folder)), { timeout: 30_000 })
})
