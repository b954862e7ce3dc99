import { join } from 'node:path'
import { runApart } from '#server/apart/run.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type SheetOut, writeWorkbook } from './write-workbook.ts'

/** So many cells a spreadsheet of a list has at most, and from so many on it is written in a process of its own. */
export const MOST_CELLS = 250_000
const MANY_CELLS = 4_000

/** What writing may take: bytes that are taken from the process, megabytes of memory and milliseconds. */
const usual = { mostBytes: 100_000_000, mostMegabytes: 700, deadlineMs: 60_000 }

/** Those who write at the moment: one after another, so that memory is bounded whoever asks. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Writes a workbook. A large one is written in a process apart, one at a time, so that others do not wait for it.
 * @returns null where it could not be written in time, or took more memory than it may
 */
export async function writeApart(sheets: readonly SheetOut[], madeOn: Day): Promise<Buffer | null> {
  const cells = sheets.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0)
  if (cells <= MANY_CELLS) return writeWorkbook(sheets, madeOn)
  const mine = last.then(() => writtenApart(sheets, madeOn))
  last = mine
  return mine
}

async function writtenApart(sheets: readonly SheetOut[], madeOn: Day): Promise<Buffer | null> {
  let content: Buffer | null = null
  const fault = await runApart({
    program: join(import.meta.dirname, 'writing.ts'),
    mostMegabytes: usual.mostMegabytes,
    mostBytes: usual.mostBytes,
    order: JSON.stringify({ sheets, madeOn }),
    signal: AbortSignal.timeout(usual.deadlineMs),
    take: (line) => {
      content = Buffer.from((JSON.parse(line) as { content: string }).content, 'base64')
      return true
    },
  })
  return fault === null ? content : null
}
