import { rm } from 'node:fs/promises'
import { AlreadyRunningError, EmbeddedError } from '#db/embedded/errors.ts'
import type { Place } from '#db/embedded/folder.ts'
import { pidFile, postmasterStatus } from '#db/embedded/pid-file.ts'
import { clusterProcesses, isAlive, isForeignServer } from '#db/embedded/processes.ts'
import type { Programs } from '#db/embedded/programs.ts'
import { run } from '#db/embedded/run.ts'
import { until } from '#db/embedded/wait.ts'

/**
 * Ends what a process that died without stopping its server left running on this cluster, and removes
 * a note of a dead server that would keep the next one from starting. Call it only while holding the
 * folder's lock.
 * Throws AlreadyRunningError when the server's parent lives after all (its lock file was removed),
 * EmbeddedError when a server that isn't Waymark's works on the cluster, or one can't be ended.
 */
export async function clearLeftovers(
  place: Place,
  programs: Programs,
  holderBefore: number | undefined,
): Promise<void> {
  const processes = await clusterProcesses(place)
  if (processes === undefined) return stopWithPgCtl(place, programs)
  // Process 1 adopts every orphan, so as a parent it says nothing.
  if (holderBefore !== 1 && processes.some((one) => one.parent === holderBefore)) {
    throw new AlreadyRunningError(place.folder, holderBefore)
  }
  if (processes.length > 0) await endProcesses(place)
  await removeMisleadingPidFile(place)
}

async function endProcesses(place: Place): Promise<void> {
  const postmaster = (await postmasterStatus(place))?.pid
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const left = (await clusterProcesses(place)) ?? []
    const head = left.filter((one) => one.pid === postmaster)
    // A living postmaster ends its own; told directly, some of them take SIGINT for something else.
    const signalled = signal === 'SIGKILL' || (signal === 'SIGQUIT' && head.length === 0) ? left : head
    for (const { pid } of signalled) send(pid, signal, place)
    const gone = async () => (await clusterProcesses(place))?.length === 0
    if (left.length === 0 || (signalled.length > 0 && (await until(gone, 5_000)))) return
  }
  throw new EmbeddedError(
    `An earlier database server still works on ${place.cluster} and can't be ended. End it, then start again.`,
  )
}

function send(pid: number, signal: NodeJS.Signals, place: Place): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return
    throw new EmbeddedError(
      `An earlier database server (process ${pid}) still works on ${place.cluster} and belongs to another user. End it, then start again.`,
      { cause: error },
    )
  }
}

// PostgreSQL believes any living process of the noted id to be a server: after a reboot, or in a
// container where ids repeat, it would never start again. The note of a dead id it clears itself.
async function removeMisleadingPidFile(place: Place): Promise<void> {
  const pid = (await postmasterStatus(place))?.pid
  if (pid === undefined || (pid > 0 && !isAlive(pid))) return
  if (pid > 0 && (await isForeignServer(pid, place))) {
    throw new EmbeddedError(
      `A PostgreSQL server that Waymark did not start (process ${pid}) works on ${place.cluster}. Stop it, then start again.`,
    )
  }
  await rm(pidFile(place), { force: true })
}

async function stopWithPgCtl(place: Place, programs: Programs): Promise<void> {
  const pid = (await postmasterStatus(place))?.pid
  if (pid === undefined || !isAlive(pid)) return
  await run(programs.pgCtl, ['stop', '-D', place.cluster, '-m', 'fast', '-w', '-t', '20'])
}
