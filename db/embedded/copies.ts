import { chmod, copyFile, lstat, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * A copy of PostgreSQL's programs in a folder of that name under `parent`, made once and reused; gives
 * its path. Undefined when the parent can't be written or isn't safe: another user who could write
 * there could have us run anything.
 */
export async function copyPrograms(
  native: string,
  parent: string,
  name: string,
): Promise<string | undefined> {
  const copy = join(parent, name)
  try {
    await mkdir(parent, { recursive: true, mode: 0o755 })
    if (!(await isOursAlone(parent)) || !(await isOutOfReach(dirname(parent)))) return undefined
    if ((await isOursAlone(copy)) && (await isComplete(native, copy))) return copy
    await makeCopy(native, parent, copy)
    return copy
  } catch {
    return undefined
  }
}

// The folder itself, not what a link points to: in a shared temporary folder others may plant links.
async function isOursAlone(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined)
  if (found === undefined || !found.isDirectory() || found.uid !== process.getuid?.()) return false
  return (found.mode & 0o022) === 0
}

// A user who can write a folder above can put another in place of ours, unless the folder is sticky.
async function isOutOfReach(path: string): Promise<boolean> {
  const { uid, mode } = await stat(path)
  const isTrusted = uid === 0 || uid === process.getuid?.()
  const isProtected = (mode & 0o022) === 0 || (mode & 0o1000) !== 0
  if (!isTrusted || !isProtected) return false
  return dirname(path) === path || isOutOfReach(dirname(path))
}

// Cleaners of temporary folders remove old files one by one.
async function isComplete(native: string, copy: string): Promise<boolean> {
  for (const file of await listNeeded(native)) {
    const [want, have] = [await stat(join(native, file)), await stat(join(copy, file)).catch(() => undefined)]
    if (have?.size !== want.size) return false
  }
  return true
}

async function makeCopy(native: string, parent: string, copy: string): Promise<void> {
  const beside = await mkdtemp(join(parent, '.new-'))
  try {
    await chmod(beside, 0o755)
    for (const file of await listNeeded(native)) {
      const target = join(beside, file)
      await mkdir(dirname(target), { recursive: true, mode: 0o755 })
      await copyFile(join(native, file), target)
      // Whatever the checkout's modes were, the account must be able to read, and no other user to write.
      await chmod(target, file.startsWith('bin') ? 0o755 : 0o644)
    }
    await rm(copy, { recursive: true, force: true })
    await rename(beside, copy)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    // Another start may have been quicker; its copy serves as well.
    if (!((await isOursAlone(copy)) && (await isComplete(native, copy)))) throw error
  }
}

// Plain files only: the package's library links are made afterwards. Static libraries are never loaded.
async function listNeeded(native: string): Promise<string[]> {
  const folders = ['bin', 'lib', 'share']
  const found = await Promise.all(
    folders.map((name) => readdir(join(native, name), { recursive: true, withFileTypes: true })),
  )
  return found
    .flat()
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.a'))
    .map((entry) => join(entry.parentPath, entry.name).slice(native.length + 1))
}
