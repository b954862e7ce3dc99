import type { Readable } from 'node:stream'

/** What a process apart writes to its stream of errors before it ends for want of memory. */
export const TOO_MUCH_MEMORY = 'waymark: more memory than it may take'

/** What work in a process apart took: processor time of all its threads, and the most memory at once. */
export type Used = { processorSeconds: number; peakMegabytes: number }

/** Hands over each line as it comes, and null where there are more bytes than anybody asked for. */
export function readLines(stream: Readable, mostBytes: number, take: (line: string | null) => void): void {
  let parts: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > mostBytes) return take(null)
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end))
      take(Buffer.concat(parts).toString('utf8'))
      parts = []
      from = end + 1
    }
    parts.push(chunk.subarray(from))
  })
}
