import { locked } from './zip-sizes.ts'

/** What a file is by its content, whatever its name says: a workbook, a text to be looked at, or what is refused. */
export type KindOfFile = { kind: 'xlsx' | 'ods' | 'text' } | { refused: string }

/**
 * What a file that is no archive is by its first bytes. Old Excel files and workbooks under a password look alike from
 * outside; only the latter name what locked them.
 */
export function kindOfBytes(bytes: Buffer): 'zip' | 'text' | { refused: string } {
  if (bytes.length === 0) return { refused: 'The file is empty. Send the one that holds the plan.' }
  const starts = (...mark: number[]) => mark.every((byte, at) => bytes[at] === byte)
  if (starts(0x50, 0x4b)) return 'zip'
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return { refused: isLocked(bytes) ? locked : oldExcel }
  const other = others.find(([mark]) => starts(...mark))
  return other ? { refused: other[1] } : 'text'
}

/** What an archive is by the names of its files. */
export function kindOfArchive(names: readonly string[]): KindOfFile {
  const has = (name: RegExp) => names.some((each) => name.test(each))
  if (has(/vbaProject\.bin$/i)) return { refused: macros }
  if (has(/^xl\/workbook\.bin$/i)) return { refused: binary }
  if (has(/^xl\/workbook\.xml$/i) && has(/^\[Content_Types\]\.xml$/i)) return { kind: 'xlsx' }
  if (has(/^word\//i)) return { refused: document('a Word document') }
  if (has(/^ppt\//i)) return { refused: document('a presentation') }
  if (has(/\.iwa$/i)) return { refused: numbers }
  if (has(/^content\.xml$/i) && has(/^META-INF\/manifest\.xml$/i)) return { kind: 'ods' }
  return {
    refused: 'This is an archive and no workbook. Unpack it, and send the .xlsx, .ods or .csv file in it.',
  }
}

const oldExcel =
  'This is a workbook of before Excel 2007 (.xls), which is not read here. Open it in Excel, save it as .xlsx, and send that.'
const macros =
  'The workbook holds macros, which are not taken here. Save it as .xlsx (Excel Workbook), without macros, and send that.'
const binary = 'This is a binary workbook (.xlsb), which is not read here. Save it as .xlsx, and send that.'
const numbers =
  'This is a file of Numbers, which is not read here. Export it as Excel (.xlsx), and send that.'
const document = (what: string) =>
  `This is ${what} and no spreadsheet. Copy its table into Excel, save it as .xlsx, and send that.`

const others: [mark: number[], refused: string][] = [
  [[0x25, 0x50, 0x44, 0x46], document('a PDF')],
  [[0x89, 0x50, 0x4e, 0x47], document('a picture')],
  [[0xff, 0xd8, 0xff], document('a picture')],
  [[0x47, 0x49, 0x46, 0x38], document('a picture')],
  [[0x4d, 0x5a], 'This is a program and no spreadsheet. Send the .xlsx, .ods or .csv file of the plan.'],
  [[0x1f, 0x8b], 'This is an archive and no workbook. Unpack it, and send the file in it.'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'This is an archive and no workbook. Unpack it, and send the file in it.'],
  [[0x52, 0x61, 0x72, 0x21], 'This is an archive and no workbook. Unpack it, and send the file in it.'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], document('a document (.rtf)')],
]

/** Names of streams stand in such files in two bytes a letter. */
const isLocked = (bytes: Buffer): boolean =>
  ['EncryptedPackage', 'EncryptionInfo'].some((name) => bytes.includes(Buffer.from(name, 'utf16le')))
