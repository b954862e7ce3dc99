import { decodeText } from '#server/http/encoding.ts'
import { documentKinds, type RefusedKind, textKinds } from './file-kinds.ts'
import { refusedBySignature } from './signatures.ts'
import { isTable } from './tables.ts'

/** Bytes that one file may have. */
export const MOST_BYTES = 10 * 1024 * 1024

/** What a file is by what it holds, or why that is not kept. */
export type FileKind =
  | { type: string; endings: readonly [string, ...string[]]; inWords: string; whole: boolean }
  | { refused: RefusedKind }

/**
 * What a file is by what it holds, whatever its name or sender says it is; its name decides only whether a text is a
 * table. Office documents with macros are not taken, nor anything that a browser would run. Nothing is unpacked.
 * @param ending that of its name, in small letters
 */
export function fileKindOf(content: Buffer, ending = ''): FileKind {
  const document = documentOf(content)
  if (document) return document
  const read = decodeText(content)
  if (!read) return { refused: refusedBySignature(content) ?? 'unknownKind' }
  if (read.text.trim() === '') return { refused: 'fileEmpty' }
  const told = refusedTexts.find(([mark]) => mark.test(read.text))
  if (told) return { refused: told[1] }
  if (isWebPage(read.text)) return { refused: 'fileWebPage' }
  const { type, ...kind } = isTable(read.text, ending) ? textKinds.csv : textKinds.text
  return { ...kind, type: `${type}; charset=${read.encoding}`, whole: true }
}

/** What texts that are not kept begin with: a picture may be made so that it reads as a script. */
const refusedTexts: readonly [RegExp, RefusedKind][] = [
  [/^#! ?\//, 'fileProgram'],
  [/^GIF8[79]a/, 'filePicture'],
  [/^\s*\{\\rtf/, 'fileRichText'],
]

function documentOf(content: Buffer): FileKind | null {
  const ends = (mark: string) => content.includes(mark, Math.max(0, content.length - 2048), 'latin1')
  if (content.subarray(0, 5).toString('latin1') === '%PDF-')
    return { ...documentKinds.pdf, whole: ends('%%EOF') }
  if (content.subarray(0, 8).equals(png)) return { ...documentKinds.png, whole: ends('IEND') }
  if (content.subarray(0, 3).equals(jpeg)) return { ...documentKinds.jpeg, whole: ends('\u00ff\u00d9') }
  return content.subarray(0, 4).equals(zip) ? packedDocument(content, ends('PK\u0005\u0006')) : null
}

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const jpeg = Buffer.from([0xff, 0xd8, 0xff])
const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04])

const mainParts = [
  ['word/document.xml', documentKinds.word],
  ['xl/workbook.xml', documentKinds.excel],
  ['ppt/presentation.xml', documentKinds.powerPoint],
] as const

/** By the names of its parts, which stand uncompressed in the file; nothing is unpacked. */
function packedDocument(content: Buffer, whole: boolean): FileKind {
  const holds = (name: string) => content.includes(name, 0, 'latin1')
  if (holds('vbaProject.bin') || holds('Basic/script-lb.xml') || holds('activeX'))
    return { refused: 'fileMacros' }
  const [, declared] =
    /^mimetype(application\/vnd\.oasis\.opendocument\.[a-z]+)/.exec(
      content.subarray(30, 120).toString('latin1'),
    ) ?? []
  const kind = declared
    ? Object.values(documentKinds).find(({ type }) => declared.startsWith(type))
    : holds('[Content_Types].xml') && mainParts.find(([part]) => holds(part))?.[1]
  return kind ? { ...kind, whole } : { refused: 'fileArchive' }
}

/** What a browser would take for a page, or for a drawing that may hold a script. */
function isWebPage(text: string): boolean {
  const start = text.replace(/^(?:\s+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)+/, '').slice(0, 200)
  return /^<(?:!doctype\s+(?:html|svg)|html|head|body|script|iframe|svg)\b/i.test(start)
}
