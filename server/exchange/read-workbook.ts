import { join } from 'node:path'
import type { Used } from '#server/apart/lines.ts'
import { spreadsheetLimits } from '#workflows/exchange/spreadsheet-limits.ts'
import type { WorkbookRead } from '#workflows/exchange/workbook.ts'
import { askApart } from './ask-apart.ts'
import { kindOfArchive, kindOfBytes } from './kind-of-file.ts'
import { zipListed } from './zip-sizes.ts'

/** A spreadsheet with what reading it took, or why it is not read, in a sentence that says what to do. */
export type Read = WorkbookRead & { used?: Used; detail?: string }

type Limits = {
  /** Memory that reading may take, in megabytes. */
  mostMegabytes: number
  /** A signal that comes when it has taken too long. */
  deadline: () => AbortSignal
  /** The file that is run. */
  program: string
}

const usual: Limits = {
  mostMegabytes: 450,
  deadline: () => AbortSignal.timeout(30_000),
  program: join(import.meta.dirname, 'child.ts'),
}

/**
 * Reads a spreadsheet, whose kind is told by its content: .xlsx, .ods, text with separated cells, or a web page with a
 * table. What is too large is refused before anything of it is unpacked, and the rest is read in a process of its own
 * with so much memory and time (decision 18). Never rejects.
 * @param bytes the whole file
 */
export async function readWorkbook(bytes: Buffer, given: Partial<Limits> = {}): Promise<Read> {
  const { mostMegabytes, deadline, program } = { ...usual, ...given }
  const kind = await fileKind(bytes)
  if (typeof kind !== 'string') return kind
  return askApart({ program, order: bytes, told: [kind], mostMegabytes, late: deadline(), answerIn: readIn })
}

/** What kind of spreadsheet a file is, by its content; or why it is not read, in words, before anything is unpacked. */
export async function fileKind(bytes: Buffer): Promise<'xlsx' | 'ods' | 'text' | { refused: string }> {
  if (bytes.length > spreadsheetLimits.bytes) return { refused: tooLargeFile(bytes.length) }
  const first = kindOfBytes(bytes)
  if (first !== 'zip') return first
  const listed = await zipListed(bytes)
  if ('refused' in listed) return listed
  const archive = kindOfArchive(listed.names)
  return 'refused' in archive ? archive : archive.kind
}

function readIn(line: string): Read | null {
  const { read, used } = JSON.parse(line) as { read?: WorkbookRead; used?: Used }
  if (read === undefined || used === undefined) return null
  const isWhole = 'refused' in read ? typeof read.refused === 'string' : Array.isArray(read.workbook?.sheets)
  return isWhole ? { ...read, used } : null
}

const tooLargeFile = (size: number) =>
  `The file has ${(size / 1024 ** 2).toFixed(1)} MB, and ${spreadsheetLimits.bytes / 1024 ** 2} MB at most are read. Take pictures out, or copy the rows of the plan into a new workbook, and send that.`
