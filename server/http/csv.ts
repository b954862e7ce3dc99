/** The columns of a list as CSV, in their order: the name in the first row, and what a row holds under it. */
export type CsvColumns<T> = Record<string, (item: T) => CsvValue>
export type CsvValue = string | number | boolean | null | undefined | readonly (string | null)[]

/**
 * A list as CSV by RFC 4180, piece by piece, so that a long list is never held whole. It begins with a byte order
 * mark, without which Excel takes UTF-8 for something else.
 * @param pages the items, page by page
 */
export async function* csvText<T>(
  columns: CsvColumns<T>,
  pages: AsyncIterable<readonly T[]> | Iterable<readonly T[]>,
): AsyncGenerator<string> {
  const readers = Object.values(columns)
  yield `\uFEFF${csvRow(Object.keys(columns))}`
  for await (const items of pages) {
    if (items.length > 0) yield items.map((item) => csvRow(readers.map((read) => read(item)))).join('')
  }
}

/**
 * One row: fields with a comma between them, quoted where they have to be, CRLF at the end. Text that a
 * spreadsheet would run as a formula gets an apostrophe before it; several values stand in one field with `; `.
 */
export function csvRow(values: readonly CsvValue[]): string {
  return `${values.map(field).join(',')}\r\n`
}

/** A paragraph for the documentation of a list that can be had as CSV. */
export function csvColumnsInWords<T>(columns: CsvColumns<T>): string {
  return `Columns as CSV: ${Object.keys(columns).join(', ')}.`
}

function field(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = harmless(typeof value === 'string' ? value : value.filter((each) => each !== null).join('; '))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// The signs that begin a formula have wide forms, which some spreadsheets take for the same.
function harmless(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}
