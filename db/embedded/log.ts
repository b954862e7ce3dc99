import { copyFile, open, stat, truncate } from 'node:fs/promises'
import type { Place } from '#db/embedded/folder.ts'

const MOST_BYTES = 5_000_000
const CHECK_MS = 60_000

export type ServerLog = {
  /** To be given to the server as its output; close it once the server runs. */
  fd: number
  close(): Promise<void>
  /** The last lines written since this log was opened. */
  tail(): Promise<string>
}

/** Opens the server's log for appending, and remembers where this run's part begins. */
export async function openLog(place: Place): Promise<ServerLog> {
  await boundLog(place)
  const file = await open(place.log, 'a', 0o600)
  const { size: begin } = await file.stat()
  return { fd: file.fd, close: () => file.close(), tail: () => readTail(place, begin) }
}

/** Keeps the log from growing without end while the server runs; gives what ends the watching. */
export function keepLogBounded(place: Place): () => void {
  const timer = setInterval(() => void boundLog(place).catch(() => {}), CHECK_MS).unref()
  return () => clearInterval(timer)
}

/** Moves a log of more than 5 MB aside, over the one moved before; the server keeps writing to the same file. */
export async function boundLog(place: Place): Promise<void> {
  const size = await stat(place.log).then(
    (found) => found.size,
    () => 0,
  )
  if (size <= MOST_BYTES) return
  await copyFile(place.log, `${place.log}.1`)
  await truncate(place.log)
}

async function readTail(place: Place, begin: number): Promise<string> {
  const file = await open(place.log, 'r')
  try {
    const { size } = await file.stat()
    const from = Math.max(begin, size - 4_000)
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4_000), position: from })
    return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-15).join('\n')
  } finally {
    await file.close()
  }
}
