import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type CsvColumns, type CsvValue, csvText } from '#server/http/csv.ts'
import { Problem } from '#server/http/problem.ts'

/**
 * Gives every list of the API as CSV: those that say no columns of their own, with the fields of their items.
 * What is no list has no `.csv`.
 */
export function registerCsv(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, reply, payload) => {
    if (request.method !== 'GET' || reply.statusCode !== 200 || !wantsCsv(request)) return payload
    const { items } = payload as { items?: unknown }
    if (Array.isArray(items)) {
      asCsv(request, reply).serializer((written: string) => written)
      return text(Readable.from(csvText(columnsOf(items as object[]), [items as object[]])))
    }
    if (addressOf(request).pathname.endsWith('.csv')) {
      throw new Problem('notFound', 'There is no CSV of this: it is no list. Leave .csv out.')
    }
    return payload
  })
}

/** An address of the API that ends in `.csv` asks for the same without it, as CSV. For `rewriteUrl`. */
export function addressWithoutCsv({ url = '/', method, headers }: IncomingMessage): string {
  const [, path, query = ''] = /^(\/api\/v1\/[^?]+)\.csv(\?.*)?$/.exec(url) ?? []
  if (path === undefined || (method !== 'GET' && method !== 'HEAD')) return url
  headers.accept = 'text/csv'
  return `${path}${query}`
}

/** Whether the request would rather have CSV than JSON. */
export function wantsCsv(request: FastifyRequest): boolean {
  const accepted = new Map(
    (request.headers.accept ?? '').split(',').map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return [type, quality === undefined ? 1 : Number(quality.slice(2))]
    }),
  )
  const csv = accepted.get('text/csv') ?? 0
  return csv > 0 && csv >= (accepted.get('application/json') ?? 0)
}

/** Says that the answer is a file of CSV, named after the list. */
export function asCsv(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [, name = 'list'] = /([A-Za-z]+)(?:\.csv)?$/.exec(addressOf(request).pathname) ?? []
  return reply
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .type('text/csv; charset=utf-8; header=present')
}

/** What was asked for, with `.csv` where it was there. */
export function addressOf(request: FastifyRequest): URL {
  return new URL(request.originalUrl, 'http://localhost')
}

function columnsOf(items: readonly object[]): CsvColumns<object> {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))]
  const read = (name: string) => (item: object) => plain((item as Record<string, unknown>)[name])
  return Object.fromEntries(names.map((name) => [name, read(name)]))
}

function plain(value: unknown): CsvValue {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as CsvValue)
}
