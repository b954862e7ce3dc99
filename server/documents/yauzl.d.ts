/** What is used of yauzl, which brings no types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  export type Entry = {
    fileName: string
    uncompressedSize: number
    compressedSize: number
    generalPurposeBitFlag?: number
  }
  export type ZipFile = {
    entryCount: number
    readEntry: () => void
    openReadStream: (entry: Entry, done: (error: Error | null, stream: Readable) => void) => void
    on(event: 'entry', listener: (entry: Entry) => void): void
    on(event: 'end', listener: () => void): void
    on(event: 'error', listener: (error: Error) => void): void
  }
  export function fromBuffer(
    bytes: Buffer,
    options: { lazyEntries: boolean },
    done: (error: Error | null, zip: ZipFile) => void,
  ): void
}
