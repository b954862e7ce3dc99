import type { Reading } from '#workflows/exchange/reading/reading.ts'
import { count } from '#workflows/words.ts'
import type { ImportCounts } from './import-facts.ts'

/** How the rows of a reading are read, and what is open in it. */
export function countsOfReading({ askedOnce, rows, counts }: Reading): ImportCounts {
  return { ...counts, open: askedOnce.length + rows.reduce((sum, { asked }) => sum + asked.length, 0) }
}

/** Why a spreadsheet cannot be imported yet, in sentences; empty where nothing stands against it. */
export function whyNotYet({ rows, refused, open }: ImportCounts): string[] {
  return [
    ...(open > 0
      ? [
          `${count(open, 'question')} ${open === 1 ? 'is' : 'are'} open. Answer ${open === 1 ? 'it' : 'them'} first.`,
        ]
      : []),
    ...(refused > 0
      ? [
          `${count(refused, 'row')} ${refused === 1 ? 'is' : 'are'} refused. Correct the cell by an answer, or leave the row out.`,
        ]
      : []),
    ...(rows === 0 ? ['There is no row to import.'] : []),
  ]
}
