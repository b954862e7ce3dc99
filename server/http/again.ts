import { Problem } from './problem.ts'

/** Times that a change is made again while others are in its way. */
const MOST = 10

/**
 * Makes a change of what is there, whatever its version (`If-Match: *`): where another caller was quicker between its
 * reading and its writing, it is made again on what is there then. A change that names a version is made once.
 * @param ifVersion the version the caller decided on
 * @throws what the change throws; the 412 too, where others were quicker ten times
 */
export async function onWhatIsThere<T>(ifVersion: number | undefined, change: () => Promise<T>): Promise<T> {
  for (let times = 1; ; times++) {
    try {
      return await change()
    } catch (error) {
      const overtaken = error instanceof Problem && error.code === 'versionStale'
      if (!overtaken || ifVersion !== undefined || times === MOST) throw error
    }
  }
}
