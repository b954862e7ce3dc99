import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isPlace, type Key } from '#db/read/keyset.ts'
import { beyond, limits } from '#workflows/limits.ts'
import { type CsvColumns, csvText } from './csv.ts'
import { sendSheet } from './list-file.ts'
import { addressOf, asCsv, formatWanted, listNameOf } from './plugins/csv.ts'
import { Problem } from './problem.ts'
import { flagSchema, limitSchema } from './schemas.ts'

/** What a request asks of a list: how many, from where on, and whether all are to be counted. */
export type Wanted = { limit: number; after: string | null; count: boolean }
export type Page<T> = { items: T[]; next: string | null; total?: number | undefined }

/** The query of every list. */
export const listFields = {
  limit: limitSchema,
  after: z
    .string()
    .max(limits.list.after.most, beyond(limits.list.after))
    .meta({ description: "Where the page begins: 'next' of the page before." })
    .optional(),
  count: flagSchema
    .optional()
    .meta({ description: "Whether to say in 'total' how many there are on all pages." }),
}
export const listQuery = z.strictObject(listFields)

/**
 * Answers a list: one page as JSON with `Link` to the next, or CSV or a spreadsheet where that is asked for, with the
 * same columns. These are the whole list from `after` on, unless `limit` asks for one page.
 * @param columns those of the CSV
 * @param page reads one page; `next` is where the one after it begins, null at the end. Where a list can be long it
 *   counts by itself when asked to; the items of any other are counted as they are read.
 */
export async function sendList<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  columns: CsvColumns<T>,
  page: (wanted: Wanted) => Promise<Page<T>>,
): Promise<FastifyReply> {
  const { limit, after = null, count = false } = request.query as z.infer<typeof listQuery>
  const format = formatWanted(request)
  const file = format !== 'json'
  const whole = file && !addressOf(request).searchParams.has('limit')
  const first = await page({ limit: whole ? MOST : limit, after, count: count && !file })
  reply.header('vary', 'accept')
  if (first.next !== null && !whole) reply.header('link', nextLink(request, first.next))
  if (format === 'xlsx') return sendSheet(reply, listNameOf(request), columns, pagesFrom(first, whole, page))
  if (format === 'csv')
    return asCsv(request, reply).send(Readable.from(csvText(columns, pagesFrom(first, whole, page))))
  const { items, next, total } = first
  return reply.send({
    items,
    page: { next },
    ...(count && { total: total ?? (await countByReading(page)) }),
  })
}

/** A list that is read at once, as pages: it goes on after the item whose id is `after`. */
export function pageOfAll<T extends { id: string }>(items: readonly T[], { limit, after }: Wanted): Page<T> {
  const from = after === null ? 0 : items.findIndex(({ id }) => id === after) + 1
  if (from === 0 && after !== null) throw notFromHere()
  const page = items.slice(from, from + limit)
  const next = from + limit < items.length ? (page.at(-1)?.id ?? null) : null
  return { items: page, next, total: items.length }
}

/**
 * Where a page begins, as the database takes it.
 * @param sort what the list is sorted by, as the page before wrote it down
 * @throws Problem 400 when the text comes from no page of this list, or from one sorted otherwise
 */
export function placeFrom(after: string | null, sort: string, keys: readonly Key[]): string[] | null {
  if (after === null) return null
  const [sortedBy, ...place] = strings(after)
  if (sortedBy !== sort || !isPlace(keys, place)) throw notFromHere()
  return place
}

/** Where the next page begins, as text for `after`. */
export function placeText(place: readonly string[] | null, sort: string): string | null {
  return place === null ? null : Buffer.from(JSON.stringify([sort, ...place])).toString('base64url')
}

/** The answer to an `after` that comes from no page of the list. */
export function notFromHere(): Problem {
  const detail = "Give 'after' as the page before gave it in 'next', with the same sort."
  return new Problem('invalidRequest', detail, { errors: [{ pointer: '/after', code: 'invalid', detail }] })
}

const MOST = 200
const MANY = 5_000

async function* pagesFrom<T>(first: Page<T>, whole: boolean, page: (wanted: Wanted) => Promise<Page<T>>) {
  yield first.items
  let { next } = first
  while (whole && next !== null) {
    const more: Page<T> = await page({ limit: MOST, after: next, count: false })
    yield more.items
    next = more.next
  }
}

/** How many items a list has, by reading it. */
async function countByReading<T>(page: (wanted: Wanted) => Promise<Page<T>>): Promise<number> {
  let total = 0
  let after: string | null = null
  do {
    const { items, next }: Page<T> = await page({ limit: MANY, after, count: false })
    total += items.length
    after = next
  } while (after !== null)
  return total
}

function nextLink(request: FastifyRequest, after: string): string {
  const next = addressOf(request)
  next.searchParams.set('after', after)
  return `<${next.pathname}${next.search}>; rel="next"`
}

function strings(token: string): string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString())
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : []
  } catch {
    return []
  }
}
