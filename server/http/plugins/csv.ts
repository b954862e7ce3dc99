import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type CsvColumns, type CsvValue, csvText } from '#server/http/csv.ts'
import { xlsxType } from '#server/http/list-file.ts'
import { Problem } from '#server/http/problem.ts'

/**
 * Gives every list of the API as CSV: those that say no columns of their own, with the fields of their items.
 * What is no list has no `.csv`, nor an `.xlsx`.
 */
export function registerCsv(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, reply, payload) => {
    if (request.method !== 'GET' || reply.statusCode !== 200) return payload
    const format = formatWanted(request)
    if (format === 'json') return payload
    const { items } = payload as { items?: unknown }
    if (Array.isArray(items) && format === 'csv') {
      asCsv(request, reply).serializer((written: string) => written)
      return text(Readable.from(csvText(columnsOf(items as object[]), [items as object[]])))
    }
    const [ending] = /\.(?:csv|xlsx)$/.exec(addressOf(request).pathname) ?? []
    if (ending !== undefined) {
      const what = format === 'csv' ? 'CSV' : 'spreadsheet'
      throw new Problem('notFound', `There is no ${what} of this: it is no list. Leave ${ending} out.`)
    }
    return payload
  })
}

/** An address of the API that ends in `.csv` or `.xlsx` asks for the same without it, in that format. For `rewriteUrl`. */
export function addressWithoutCsv({ url = '/', method, headers }: IncomingMessage): string {
  const [, path, ending = '', query = ''] = /^(\/api\/v1\/[^?]+)\.(csv|xlsx)(\?.*)?$/.exec(url) ?? []
  if (path === undefined || (method !== 'GET' && method !== 'HEAD')) return url
  headers.accept = types[ending as 'csv' | 'xlsx']
  return `${path}${query}`
}

const types = { csv: 'text/csv', xlsx: xlsxType }

/** In which format the request would rather have a list. */
export function formatWanted(request: FastifyRequest): 'json' | 'csv' | 'xlsx' {
  const accepted = new Map(
    (request.headers.accept ?? '').split(',').map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return [type, quality === undefined ? 1 : Number(quality.slice(2))]
    }),
  )
  const [json, csv, xlsx] = ['application/json', types.csv, types.xlsx].map((type) => accepted.get(type) ?? 0)
  if (csv !== undefined && csv > 0 && csv >= Math.max(json ?? 0, xlsx ?? 0)) return 'csv'
  return xlsx !== undefined && xlsx > 0 && xlsx >= (json ?? 0) ? 'xlsx' : 'json'
}

/** Says that the answer is a file of CSV, named after the list. */
export function asCsv(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${listNameOf(request)}.csv"`)
    .type('text/csv; charset=utf-8; header=present')
}

/** What a list is called as a file: by the last word of its address. */
export function listNameOf(request: FastifyRequest): string {
  return /([A-Za-z]+)(?:\.(?:csv|xlsx))?$/.exec(addressOf(request).pathname)?.[1] ?? 'list'
}

/** What was asked for, with `.csv` or `.xlsx` where it was there. */
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
