import type { Summary } from './summary.ts'

/** A whole workbook as councils keep them, with what it reads as; `says` is found in what is said of the sheet. */
export type Council = {
  name: string
  bytes: () => Promise<Buffer> | Buffer
  expected: Summary
  says?: RegExp[]
}
