import { createHash } from 'node:crypto'
import { chmod, mkdir, open, realpath, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EmbeddedError } from '#db/embedded/errors.ts'

/** What lies where in a data folder. */
export type Place = {
  folder: string
  cluster: string
  passwords: string
  log: string
  lock: string
  pid: string
  /** Shown in the titles of the server's processes, so that they can be told from any others. */
  clusterName: string
}

/** Makes the data folder if it is missing and says what lies where in it. */
export async function openFolder(path: string): Promise<Place> {
  const folder = await makeFolder(resolve(path))
  const { dev, ino } = await stat(folder, { bigint: true })
  const mark = createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 12)
  return {
    folder,
    cluster: join(folder, 'postgres-18'),
    passwords: join(folder, 'passwords.json'),
    log: join(folder, 'postgres.log'),
    lock: join(folder, 'lock'),
    pid: join(folder, 'waymark.pid'),
    clusterName: `waymark-${mark}`,
  }
}

async function makeFolder(path: string): Promise<string> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 })
    // Root's server runs under another account, which has to pass through to its own part.
    if (made !== undefined && process.getuid?.() === 0) await chmod(path, 0o711)
    return await realpath(path)
  } catch (error) {
    throw new EmbeddedError(`The data folder ${path} can't be used: ${(error as Error).message}.`, {
      cause: error,
    })
  }
}

/** Makes sure that names just written into a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  // Windows can't open folders, and needs no such step.
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
