import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestApp } from './app.ts'

/** A server in a process of its own over the database of an application, to be killed. */
export async function startKilledServer(
  { databaseUrl }: TestApp,
  now: string,
): Promise<{ url: string; child: ChildProcess }> {
  const file = join(import.meta.dirname, '../faults/fixtures/api-process.ts')
  const child: ChildProcess = spawn(process.execPath, [file, databaseUrl, now], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return { url, child }
}
