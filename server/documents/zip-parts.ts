import { type Entry, fromBuffer, type ZipFile } from 'yauzl'

/** Files that a template may hold, of which a usual one has some thirty. */
const MOST_FILES = 2_000

/**
 * Takes single files out of a ZIP archive, reading nothing else of it.
 * @param wanted the greatest size of each file by its name, in bytes
 * @returns the names of all files, and the bytes of those wanted that are there. Rejects where it is no archive, has
 * more files than a document has, or a file is larger than is wanted, be it by what the archive says or by what it holds
 */
export async function zipParts(
  bytes: Buffer,
  wanted: Record<string, number>,
): Promise<{ names: string[]; parts: Map<string, Buffer> }> {
  const zip = await opened(bytes)
  if (zip.entryCount > MOST_FILES) throw new Error(`${zip.entryCount} files`)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const names: string[] = []
  const parts = new Map<string, Buffer>()
  const take = async (entry: Entry) => {
    names.push(entry.fileName)
    const most = wanted[entry.fileName]
    if (most !== undefined && parts.has(entry.fileName)) throw new Error(`${entry.fileName} is there twice`)
    if (most !== undefined) parts.set(entry.fileName, await contents(zip, entry, most))
    zip.readEntry()
  }
  zip.on('entry', (entry) => void take(entry).catch(reject))
  zip.on('end', resolve)
  zip.on('error', reject)
  zip.readEntry()
  await promise
  return { names, parts }
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)))
  })
}

/** The bytes of a file. Counted while they come: an archive may say less than it holds. */
async function contents(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  if (entry.uncompressedSize > most) throw new Error(`${entry.fileName} has ${entry.uncompressedSize} bytes`)
  const chunks: Buffer[] = []
  let size = 0
  const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
  })
  for await (const chunk of stream) {
    size += chunk.length
    if (size > most) throw new Error(`${entry.fileName} has more than ${most} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
