/** PostgreSQL can't be had here; the message says why and what to do. */
export class EmbeddedError extends Error {
  override readonly name: string = 'EmbeddedError'
}

/** Another live process holds the data folder. `pid` is unknown only while that process is just starting. */
export class AlreadyRunningError extends EmbeddedError {
  override readonly name = 'AlreadyRunningError'
  readonly folder: string
  readonly pid: number | undefined

  constructor(folder: string, pid: number | undefined) {
    const who = pid === undefined ? 'another process' : `process ${pid}`
    super(
      `Waymark is already running on ${folder} (${who}). Stop it first, or give this one another folder with --data.`,
    )
    this.folder = folder
    this.pid = pid
  }
}

/** The advice every message ends with when no server of our own can run on this machine. */
export const BRING_YOUR_OWN =
  'Set DATABASE_URL to a PostgreSQL database (15 or later) to run Waymark with a server of your own.'
