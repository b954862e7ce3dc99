import type { ReadFields, Reading } from '#workflows/exchange/reading/reading.ts'

/** A reading in short, as a table of expectations tells it: rows by their number, findings as 'row field'. */
export type Summary = {
  headerRows: number[]
  fields: (string | null)[]
  rows: Record<number, ReadFields>
  asked: string[]
  refused: string[]
  once: string[]
  skipped: number[]
  counts: string
}

export function summaryOf({ headerRows, columns, rows, askedOnce, skipped, counts }: Reading): Summary {
  return {
    headerRows,
    fields: columns.map(({ field }) => field),
    rows: Object.fromEntries(rows.map(({ row, read }) => [row, read])),
    asked: rows.flatMap(({ row, asked }) => asked.map(({ field }) => `${row} ${field}`)),
    refused: rows.flatMap(({ row, refused }) => refused.map(({ field }) => `${row} ${field}`)),
    once: askedOnce.map(({ field, original }) => `${field} ${original}`),
    skipped: skipped.map(({ row }) => row),
    counts: `${counts.rows} rows: ${counts.read} read, ${counts.asked} asked, ${counts.refused} refused, ${counts.skipped} skipped`,
  }
}
