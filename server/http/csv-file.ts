import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { type CsvColumns, csvText } from './csv.ts'

/** Items that are read together when a whole list is handed out. */
const MOST = 500

/** Which part of a list is read: so many items, after the place where the part before ended. */
export type CsvPart = { limit: number; after: string[] | null }

/**
 * Sends a whole list as a file of CSV, as pages hand it out. It is read some items at a time and never held whole.
 * @param name of the file, without its ending
 * @param read gives a part of the list, and where the next one begins; null at the end
 */
export function sendCsvFile<T>(
  reply: FastifyReply,
  name: string,
  columns: CsvColumns<T>,
  read: (part: CsvPart) => Promise<{ items: readonly T[]; next: string[] | null }>,
): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-type', 'text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(Readable.from(csvText(columns, parts(read))))
}

async function* parts<T>(
  read: (part: CsvPart) => Promise<{ items: readonly T[]; next: string[] | null }>,
): AsyncGenerator<readonly T[]> {
  let after: string[] | null = null
  do {
    const part: Awaited<ReturnType<typeof read>> = await read({ limit: MOST, after })
    yield part.items
    after = part.next
  } while (after !== null)
}
