import { access, constants, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#db/embedded.ts'
import { EmbeddedError } from '#db/embedded/errors.ts'
import { migrate } from '#db/migrate.ts'
import { TEMPLATE, urlOf } from './database-url.ts'

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
    applicationUrl: string
  }
}

/** One PostgreSQL server for the whole run, with a migrated template that each test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await roomiestFolder(), 'waymark-test-'))
  try {
    return await prepare(project, folder)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    if (!(error instanceof EmbeddedError)) throw error
    // What this machine lacks is told to the person at the command line, without a stack.
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

async function prepare(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const server = await startEmbedded({ folder, durable: false, settings: { max_connections: '200' } })
  await migrate(server.url)
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`alter database waymark rename to ${TEMPLATE}`)
  await admin.unsafe(`alter database ${TEMPLATE} with allow_connections false`)
  await admin.end()
  // Commands that tests start find their modules compiled, but for the first of them. Not by the name that Node
  // knows: the workers would write there as they end, when the folder is gone.
  process.env.WAYMARK_TEST_COMPILED = join(folder, 'compiled')
  project.provide('adminUrl', server.adminUrl)
  project.provide('applicationUrl', urlOf(server.url, TEMPLATE))
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Memory where there is plenty of it, because a database is cloned for each test file. */
async function roomiestFolder(): Promise<string> {
  const memory = '/dev/shm'
  try {
    await access(memory, constants.W_OK)
    const { bavail, bsize } = await statfs(memory)
    return bavail * bsize > 1024 ** 3 ? memory : tmpdir()
  } catch {
    return tmpdir()
  }
}
