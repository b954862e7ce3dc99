import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { EmbeddedError } from '#db/embedded/errors.ts'
import { type Place, unusable } from '#db/embedded/folder.ts'
import { isAlive } from '#db/embedded/processes.ts'
import { until } from '#db/embedded/wait.ts'

export type Lock = {
  /** Process id of the process that held the folder before, if it is still noted. */
  holderBefore: number | undefined
  release(): void
}

// A collected connection would close itself and give the lock away.
const held = new Set<DatabaseSync>()

/**
 * Takes the folder for this process, or gives undefined when a live process has it.
 * The lock is the operating system's own, taken through SQLite because Node offers none: it ends with
 * the process, however that dies, so it can't go stale and no process id has to be believed.
 * Nothing else may open the lock file: closing any handle on it would drop the lock (POSIX).
 */
export function takeLock(place: Place): Lock | undefined {
  createPrivately(place)
  const database = openLockFile(place)
  try {
    // Without a journal file nothing is left behind by a holder that is killed.
    database.exec('pragma journal_mode = memory')
    // 'immediate' and not 'exclusive': of several takers at once exactly one gets it, never none.
    database.exec('begin immediate')
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw new EmbeddedError(`The lock in ${place.folder} can't be taken: ${(error as Error).message}.`, {
      cause: error,
    })
  }
  const release = () => {
    if (held.delete(database)) database.close()
  }
  held.add(database)
  try {
    const holderBefore = readHolder(place)
    writeFileSync(place.pid, `${process.pid}\n`, { mode: 0o600 })
    return { holderBefore, release }
  } catch (error) {
    release()
    throw unusable(place.folder, error)
  }
}

/** Process id of the one that holds the folder; undefined when it doesn't tell within a moment. */
export async function findHolder(place: Place): Promise<number | undefined> {
  let pid: number | undefined
  await until(() => {
    pid = readHolder(place)
    if (pid !== undefined && !isAlive(pid)) pid = undefined
    return pid !== undefined
  }, 300)
  return pid
}

function createPrivately(place: Place): void {
  try {
    closeSync(openSync(place.lock, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(place.folder, error)
  }
}

function openLockFile(place: Place): DatabaseSync {
  try {
    return new DatabaseSync(place.lock, { timeout: 0 })
  } catch (error) {
    throw unusable(place.folder, error)
  }
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY
}

function readHolder(place: Place): number | undefined {
  try {
    const pid = Number(readFileSync(place.pid, 'utf8').trim())
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
