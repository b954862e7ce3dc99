import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from '#db/embedded/folder.ts'

export type PostmasterStatus = { pid: number; port: number; ready: boolean }

/** Where a server of this cluster writes who it is and how far it has come. */
export function pidFile(place: Place): string {
  return join(place.cluster, 'postmaster.pid')
}

/**
 * What the cluster's server last wrote about itself; undefined when it wrote nothing. A server that was
 * killed leaves this behind, so ask whether the process lives. `pid` is 0 when the file is damaged.
 */
export async function postmasterStatus(place: Place): Promise<PostmasterStatus | undefined> {
  const text = await readFile(pidFile(place), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // Lines by number, as PostgreSQL's pidfile.h defines them: 1 process id, 4 port, 8 status.
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  return {
    pid: Number.isSafeInteger(pid) && pid > 0 ? pid : 0,
    port: Number(lines[3] ?? 0),
    ready: lines[7] === 'ready',
  }
}
