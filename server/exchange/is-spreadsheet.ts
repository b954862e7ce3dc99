import { fieldOfHeading } from '#workflows/exchange/headings.ts'
import { decoded } from './decoded.ts'
import { isHtml } from './html-table.ts'
import { ownHeadings } from './own-headings.ts'

/**
 * Whether a file is to be read as a spreadsheet, by its content and whatever its name says: an archive, an old Excel
 * file, a page with a table, or a text in which a line has two headings at least that are known. A plan file is none.
 */
export function isSpreadsheet(bytes: Buffer): boolean {
  const starts = (...mark: number[]) => mark.every((byte, at) => bytes[at] === byte)
  if (starts(0x50, 0x4b) || starts(0xd0, 0xcf, 0x11, 0xe0)) return true
  const text = decoded(bytes.subarray(0, LOOKED_AT - (LOOKED_AT % 2))) ?? decoded(bytes)
  if (text === null || planKey.test(text)) return false
  if (isHtml(text) || /^sep=[,;\t|]\r?\n/i.test(text)) return true
  return text.split(/\r\n|\n|\r/, LINES).some(hasHeadings)
}

const LOOKED_AT = 100_000
const LINES = 60

/** The keys at the top of a plan file, as YAML or JSON has them. */
const planKey = /^\s{0,4}\{?\s*["']?(waymark|document|title|priorities|people|actions)["']?\s*:/m

const hasHeadings = (line: string): boolean =>
  /[,;\t|]/.test(line) &&
  new Set(
    line
      .split(/[,;\t|]/)
      .flatMap((cell) => fieldOfHeading(cell.trim().replaceAll(/^"|"$/g, ''), ownHeadings) ?? []),
  ).size >= 2
