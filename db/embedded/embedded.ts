import { findAccount } from './account.ts'
import { createCluster, hasCluster, removeUnfinished, replacePasswords } from './cluster.ts'
import { AlreadyRunningError, EmbeddedError } from './errors.ts'
import { openFolder, type Place } from './folder.ts'
import { clearLeftovers } from './leftovers.ts'
import { findHolder, type Lock, takeLock } from './lock.ts'
import { type Passwords, readPasswords } from './passwords.ts'
import { postmasterStatus } from './pid-file.ts'
import { type StopMode, startPostmaster } from './postmaster.ts'
import { clusterProcesses } from './processes.ts'
import { findPrograms } from './programs.ts'
import { pause } from './wait.ts'

export { AlreadyRunningError, EmbeddedError }

export type EmbeddedOptions = {
  /** The data folder; made when missing. The cluster lives in `<folder>/postgres-18`. */
  folder: string
  /** Default true. False trades safety after a crash for speed: for databases that no person will miss. */
  durable?: boolean
  /** Further PostgreSQL settings, by name. Address, port and authentication can't be changed by them. */
  settings?: Record<string, string>
  /** Called once, with a sentence for the log, when the server ends although it was not asked to. */
  onUnexpectedEnd?: (message: string) => void
}

export type Embedded = {
  /** Connects as the application's role, which owns the database `waymark` and nothing else. */
  url: string
  /** Connects as the database superuser, to the database `postgres`. */
  adminUrl: string
  /** Stops the server and waits until it is gone; what it kept stays. Close your connections first. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL server that belongs to a data folder, creating its cluster on first use.
 * One process holds a folder at a time; should that process die, however suddenly, the server stops
 * with it and the folder is free again.
 * Throws AlreadyRunningError when another live process holds the folder (nothing is touched then),
 * EmbeddedError with a sentence of advice when the server can't be had here.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const place = await openFolder(options.folder)
  const lock = takeLock(place)
  if (lock === undefined) throw new AlreadyRunningError(place.folder, await findHolder(place))
  return startLocked(place, lock, options, 'fast')
}

const JOIN_DEADLINE_MS = 60_000

/**
 * The database of a data folder for the length of one command: that of the running Waymark process
 * when there is one (`joined`; `stop` then does nothing), otherwise a server of the command's own,
 * which at the end waits a while for other commands that joined it.
 * Throws EmbeddedError when the process that holds the folder hasn't become ready within a minute.
 */
export async function joinEmbedded(options: EmbeddedOptions): Promise<Embedded & { joined: boolean }> {
  const place = await openFolder(options.folder)
  const deadline = performance.now() + JOIN_DEADLINE_MS
  while (performance.now() < deadline) {
    const lock = takeLock(place)
    if (lock !== undefined) return { ...(await startLocked(place, lock, options, 'smart')), joined: false }
    const running = await findRunning(place)
    if (running !== undefined) return { ...running, joined: true }
    await pause(50)
  }
  throw new EmbeddedError(
    `The Waymark process that holds ${place.folder} has not started its database within a minute. See ${place.log}.`,
  )
}

async function startLocked(
  place: Place,
  lock: Lock,
  options: EmbeddedOptions,
  mode: StopMode,
): Promise<Embedded> {
  try {
    const durable = options.durable ?? true
    const account = await findAccount(place)
    const programs = await findPrograms(place, account)
    await clearLeftovers(place, programs, lock.holderBefore)
    await removeUnfinished(place)
    const server = { place, programs, account, durable }
    if (!(await hasCluster(place))) await createCluster(server)
    const passwords = (await readPasswords(place)) ?? (await replacePasswords(server))
    const postmaster = await startPostmaster(server, options)
    let stopping: Promise<void> | undefined
    return {
      ...urls(passwords, postmaster.port),
      stop: () => (stopping ??= postmaster.stop(mode).finally(() => lock.release())),
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function findRunning(place: Place): Promise<Embedded | undefined> {
  const status = await postmasterStatus(place)
  if (status?.ready !== true) return undefined
  // A dead server's file still says 'ready', and its port may by now be someone else's.
  const processes = await clusterProcesses(place)
  if (processes !== undefined && !processes.some((one) => one.pid === status.pid)) return undefined
  const passwords = await readPasswords(place)
  return passwords && { ...urls(passwords, status.port), stop: () => Promise.resolve() }
}

function urls(passwords: Passwords, port: number): { url: string; adminUrl: string } {
  return {
    url: `postgres://waymark:${passwords.application}@127.0.0.1:${port}/waymark`,
    adminUrl: `postgres://postgres:${passwords.superuser}@127.0.0.1:${port}/postgres`,
  }
}
