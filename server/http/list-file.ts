import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { listSheet } from '#server/exchange/list-sheet.ts'
import { MOST_CELLS, writeApart } from '#server/exchange/write-apart.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type CsvColumns, csvText } from './csv.ts'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The London day, which a spreadsheet says that it was made on. */
    today: () => Day
  }
}

/** The type of an .xlsx file. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Items that are read together when a whole list is handed out. */
const MOST = 500

/** Which part of a list is read: so many items, after the place where the part before ended. */
export type ListPart = { limit: number; after: string[] | null }

/**
 * Sends a whole list as a file, as pages hand it out: a spreadsheet at an address that ends in `/xlsx`, CSV at any other.
 * CSV is read some items at a time and never held whole.
 * @param name of the file, without its ending
 * @param read gives a part of the list, and where the next one begins; null at the end
 * @throws Problem 413 where the list is longer than a spreadsheet may be: none is cut
 */
export async function sendListFile<T>(
  reply: FastifyReply,
  name: string,
  columns: CsvColumns<T>,
  read: (part: ListPart) => Promise<{ items: readonly T[]; next: string[] | null }>,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store')
  if (reply.request.routeOptions.url?.endsWith('/xlsx')) return sendSheet(reply, name, columns, parts(read))
  return reply
    .header('content-type', 'text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(Readable.from(csvText(columns, parts(read))))
}

/**
 * Sends a list as a spreadsheet.
 * @param name of the file and of its sheet
 * @param pages the items, page by page
 * @throws Problem 413 where it is longer than a spreadsheet may be, 503 where it could not be made
 */
export async function sendSheet<T>(
  reply: FastifyReply,
  name: string,
  columns: CsvColumns<T>,
  pages: AsyncIterable<readonly T[]> | Iterable<readonly T[]>,
): Promise<FastifyReply> {
  const most = Math.floor(MOST_CELLS / Math.max(1, Object.keys(columns).length))
  const items: T[] = []
  for await (const page of pages) {
    if (items.length + page.length > most) throw tooLong(most)
    for (const item of page) items.push(item)
  }
  const content = await writeApart([listSheet(wordOf(name), columns, items)], reply.server.today())
  if (content === null) throw notMade()
  return reply
    .header('content-disposition', `attachment; filename="${name}.xlsx"`)
    .type(xlsxType)
    .send(content)
}

const wordOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

const tooLong = (most: number) =>
  new Problem(
    'tooLarge',
    `This list has more than ${most.toLocaleString('en-GB')} rows, which a spreadsheet of it cannot have. Choose less of it by its filters, or take it as CSV.`,
  )

const notMade = () =>
  new Problem(
    'notMade',
    'The spreadsheet could not be made now. Try again in a minute, or take the list as CSV.',
  )

async function* parts<T>(
  read: (part: ListPart) => Promise<{ items: readonly T[]; next: string[] | null }>,
): AsyncGenerator<readonly T[]> {
  let after: string[] | null = null
  do {
    const part: Awaited<ReturnType<typeof read>> = await read({ limit: MOST, after })
    yield part.items
    after = part.next
  } while (after !== null)
}
