import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { spreadsheetLimits as limits } from '#workflows/exchange/spreadsheet-limits.ts'

/** The names of the files in a ZIP archive, or why it is not unpacked. */
export type ZipListed = { names: string[] } | { refused: string }

/**
 * Lists what an archive declares to hold, unpacking nothing: more files, or more bytes in all, than a spreadsheet may
 * have are refused before anything is unpacked. That an entry holds more than it declares is found while it is unpacked.
 */
export async function zipListed(bytes: Buffer): Promise<ZipListed> {
  const zip = await opened(bytes)
  if (zip === null) return { refused: damaged }
  if (zip.entryCount > limits.entries) return { refused: tooManyFiles(zip.entryCount) }
  const { promise, resolve } = Promise.withResolvers<ZipListed>()
  const names: string[] = []
  let size = 0
  zip.on('entry', (entry: Entry) => {
    names.push(entry.fileName)
    size += entry.uncompressedSize
    if (((entry.generalPurposeBitFlag ?? 0) & 1) !== 0) resolve({ refused: locked })
    else if (size > limits.unpacked) resolve({ refused: tooLarge })
    else zip.readEntry()
  })
  zip.on('end', () => resolve({ names }))
  zip.on('error', () => resolve({ refused: damaged }))
  zip.readEntry()
  return promise
}

/** What is said of a file that cannot be read to its end. */
export const damaged =
  'The file is damaged, and cannot be read. Open it in Excel, save it again as .xlsx, and send that.'
/** What is said of a file under a password. */
export const locked =
  'The file is protected with a password. Take the password off (File, Info, Protect Workbook), save it as .xlsx, and send that.'
/** What is said of a file that would unpack to more than is read. */
export const tooLarge = [
  `The file unpacks to more than ${limits.unpacked / 1024 ** 2} MB, which no plan has.`,
  'Copy the rows of the plan into a new workbook, save it as .xlsx, and send that.',
].join(' ')
const tooManyFiles = (count: number) =>
  [
    `The file has ${count.toLocaleString('en-GB')} files packed in it, and a workbook has ${limits.entries} at most.`,
    'Copy the rows of the plan into a new workbook, without pictures, and send that.',
  ].join(' ')

function opened(bytes: Buffer): Promise<ZipFile | null> {
  return new Promise((resolve) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => resolve(error ? null : zip))
  })
}
