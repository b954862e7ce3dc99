import { createHash } from 'node:crypto'
import { chmod, mkdir, open, realpath, rename, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
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

/**
 * Makes a data folder, and those above it, if they are missing; gives its real path.
 * Throws EmbeddedError where it can't be made.
 */
export async function makeFolder(path: string): Promise<string> {
  try {
    const made = await makeDeep(path)
    // Root's server runs under another account, which has to pass through to its own part.
    if (made && process.getuid?.() === 0) await chmod(path, 0o711)
    return await realpath(path)
  } catch (error) {
    throw unusable(path, error)
  }
}

/** Why a data folder is of no use to this user, with what to do, from what the system said. */
export function unusable(folder: string, error: unknown): EmbeddedError {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return noRoom(folder)
  return new EmbeddedError(
    `The data folder ${folder} can't be used by this user (${(error as Error).message}). ` +
      'Run Waymark as the user it belongs to, or give another folder with --data.',
    { cause: error },
  )
}

/** The disk is full. */
export function noRoom(folder: string): EmbeddedError {
  return new EmbeddedError(
    `There is no room left on the disk for ${folder}: a first start takes 70 MB. ` +
      'Make some, or give another data folder with --data.',
  )
}

/**
 * Keeps a text in a file of the data folder, readable by its owner alone: written beside and renamed, so that the
 * file is never seen in part.
 * Throws what the file system throws.
 */
export async function keepFile(folder: string, name: string, text: string): Promise<void> {
  const beside = join(folder, `${name}.new`)
  const file = await open(beside, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, join(folder, name))
  await syncFolder(folder)
}

// Not by Node's own recursive mkdir, which never ends where a folder that is there takes no other, as /proc.
async function makeDeep(path: string): Promise<boolean> {
  const make = () => mkdir(path, { mode: 0o700 })
  try {
    await make()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || (await stat(path).catch(() => undefined))?.isDirectory()) return false
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeDeep(dirname(path))
    await make()
  }
  return true
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
