import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '#db/connection/migrate.ts'
import { startEmbedded } from '#db/embedded/embedded.ts'
import { EmbeddedError } from '#db/embedded/errors.ts'
import { TEMPLATE, urlOf } from './database-url.ts'
import { makeFolders, type Folders } from './run-folders.ts'

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
    applicationUrl: string
  }
}

/** One PostgreSQL server for the whole run, with a migrated template that each test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folders = await makeFolders()
  try {
    return await prepare(project, folders)
  } catch (error) {
    await folders.remove()
    if (!(error instanceof EmbeddedError)) throw error
    // What this machine lacks is told to the person at the command line, without a stack.
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

async function prepare(project: TestProject, { room, remove }: Folders): Promise<() => Promise<void>> {
  const server = await startEmbedded({ folder: room, durable: false, settings: { max_connections: '200' } })
  await migrate(server.url)
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`alter database waymark rename to ${TEMPLATE}`)
  await admin.unsafe(`alter database ${TEMPLATE} with allow_connections false`)
  await admin.end()
  // Commands that tests start find their modules compiled, but for the first of them. Not by the name that Node
  // knows: the workers would write there as they end, when the folder is gone.
  process.env.WAYMARK_TEST_COMPILED = join(room, 'compiled')
  project.provide('adminUrl', server.adminUrl)
  project.provide('applicationUrl', urlOf(server.url, TEMPLATE))
  return async () => {
    await server.stop()
    await remove()
  }
}
