import { join } from 'node:path'
import type { Used } from '#server/apart/lines.ts'
import { type Fault, runApart } from '#server/apart/run.ts'
import { spreadsheetLimits } from '#workflows/exchange/spreadsheet-limits.ts'
import type { WorkbookRead } from '#workflows/exchange/workbook.ts'
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
  const late = deadline()
  let said: Read | null = null
  const fault = await runApart({
    program,
    mostMegabytes,
    mostBytes: MOST_BYTES,
    order: bytes,
    told: [kind],
    signal: late,
    take: (line) => {
      if (said !== null) return false
      said = readIn(line)
      return said !== null
    },
  })
  return fault === null && said !== null ? said : refusedFor(fault, late.aborted)
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

/** Bytes that are taken from the process that reads. */
export const MOST_BYTES = 100_000_000

function readIn(line: string): Read | null {
  try {
    const { read, used } = JSON.parse(line) as { read?: WorkbookRead; used?: Used }
    if (read === undefined || used === undefined) return null
    const isWhole =
      'refused' in read ? typeof read.refused === 'string' : Array.isArray(read.workbook?.sheets)
    return isWhole ? { ...read, used } : null
  } catch {
    return null
  }
}

function refusedFor(fault: Fault | null, isLate: boolean): Read {
  const detail = fault?.detail ?? ''
  if (isLate) return { refused: tooLong, detail }
  return { refused: fault?.fault === 'memory' ? tooMuch : failed, detail }
}

const tooLargeFile = (size: number) =>
  `The file has ${(size / 1024 ** 2).toFixed(1)} MB, and ${spreadsheetLimits.bytes / 1024 ** 2} MB at most are read. Take pictures out, or copy the rows of the plan into a new workbook, and send that.`
/** Why a file is not read, in sentences that say what to do. */
export const tooLong =
  'The file took too long to read, and reading was stopped. Copy the rows of the plan into a new workbook, save it as .xlsx, and send that.'
export const tooMuch =
  'The file takes more memory than there is for it, which no plan does. Copy the rows of the plan into a new workbook, save it as .xlsx, and send that.'
export const failed = 'The file cannot be read. Open it in Excel, save it again as .xlsx, and send that.'
