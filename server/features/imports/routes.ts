import type { FastifyReply, FastifyRequest } from 'fastify'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import { takeUploads, type Upload } from '#server/http/upload.ts'
import { spreadsheetLimits } from '#workflows/exchange/spreadsheet-limits.ts'
import { importNow, summaryOf } from './carry-out.ts'
import { importColumns, importListed, importResource } from './resource.ts'
import { importPatchSchema, importTransitionSchema, intoNewQuery, intoPlanQuery } from './schemas.ts'
import {
  changeImport,
  dropImport,
  type ImportDeps,
  importWithEvents,
  listImports,
  requireTaker,
  seeImport,
  seeWholeImport,
  sendSpreadsheet,
  type Sent,
  tooLargeToSend,
} from './service.ts'

const MOST = spreadsheetLimits.bytes
const tags = ['imports']
const howSent =
  'The file itself (.xlsx, .ods, or text with separated cells), as application/octet-stream or with its own content type, or as the part `file` of multipart/form-data.'

/** `/plans/{id}/imports`, `/imports` and `/imports/{id}`: spreadsheets on their way into a plan. */
export function importRoutes(app: ApiApp, deps: ImportDeps): void {
  const list = async (request: FastifyRequest, reply: FastifyReply, planId: string | null) => {
    const items = (await listImports(deps, actorOf(request), planId)).map(importListed)
    return sendList(request, reply, importColumns, async (wanted) => pageOfAll(items, wanted))
  }

  app.get(
    '/plans/:id/imports',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(importColumns),
      },
    },
    async (request, reply) => list(request, reply, request.params.id),
  )

  app.get(
    '/imports',
    {
      schema: {
        tags,
        querystring: listQuery,
        description: `Those into new plans that are open, of the caller. ${csvColumnsInWords(importColumns)}`,
      },
    },
    async (request, reply) => list(request, reply, null),
  )

  sendingRoutes(app, deps, send)

  app.get('/imports/:id', { schema: { tags, params: idParams } }, async (request, reply) =>
    send(request, reply, request.params.id),
  )

  app.patch(
    '/imports/:id',
    {
      schema: {
        tags,
        params: idParams,
        body: importPatchSchema,
        description: 'The rows are read anew with it. Answers stand beside those that were given before.',
      },
    },
    async (request, reply) => {
      const version = requiredVersion(request)
      if (Object.keys(request.body).length === 0)
        throw new Problem('emptyChange', 'Name at least one field to change.')
      const { id } = request.params
      await changeImport(
        deps,
        actorOf(request),
        id,
        request.body as Parameters<typeof changeImport>[3],
        version,
      )
      return send(request, reply, id)
    },
  )

  app.get(
    '/imports/:id/summary',
    {
      schema: {
        tags,
        params: idParams,
        description:
          'What it would make of the plan: new, changed cell by cell, unchanged, and not in the file. Nothing is written.',
      },
    },
    async (request) => {
      const actor = actorOf(request)
      return summaryOf(deps, actor, await seeWholeImport(deps, actor, request.params.id))
    },
  )

  app.get('/imports/:id/transitions', { schema: { tags, params: idParams } }, async (request) =>
    importWithEvents(deps, actorOf(request), request.params.id),
  )

  app.post(
    '/imports/:id/transitions',
    { schema: { tags, params: idParams, body: importTransitionSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const { id } = request.params
      const { event, summaryDigest } = request.body
      if (event === 'import')
        await importNow(deps, actorOf(request), id, { ifVersion: version, summaryDigest })
      else await dropImport(deps, actorOf(request), id, version)
      return send(request, reply, id)
    },
  )

  app.get(
    '/imports/:id/history',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const { facts } = await seeImport(deps, actorOf(request), request.params.id)
      return sendHistory(deps, request, reply, facts.id)
    },
  )

  async function send(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
    const resource = importResource(await seeWholeImport(deps, actorOf(request), id))
    return sendVersioned(request, reply, resource)
  }
}

type Answering = (request: FastifyRequest, reply: FastifyReply, id: string) => Promise<FastifyReply>

/** The two routes to which a file is sent, which take other bodies than all others. */
function sendingRoutes(app: ApiApp, deps: ImportDeps, send: Answering): void {
  void app.register(async (uploads) => {
    uploads.setErrorHandler((error) => {
      if ((error as { statusCode?: number }).statusCode !== 413 || error instanceof Problem) throw error
      throw new Problem('tooLarge', tooLargeToSend)
    })
    takeUploads(uploads as never, MOST)
    uploads.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST }, (_request, body, done) =>
      done(null, body),
    )
    const typed = uploads as unknown as ApiApp

    typed.post(
      '/plans/:id/imports',
      {
        bodyLimit: MOST,
        schema: { tags, params: idParams, querystring: intoPlanQuery, description: howSent },
      },
      async (request, reply) => {
        const { id: planId } = request.params
        return sent(request, reply, { into: { planId }, name: request.query.name })
      },
    )

    typed.post(
      '/imports',
      { bodyLimit: MOST, schema: { tags, querystring: intoNewQuery, description: howSent } },
      async (request, reply) => {
        const { title, name } = request.query
        return sent(request, reply, { into: { title }, name })
      },
    )
  })

  async function sent(
    request: FastifyRequest,
    reply: FastifyReply,
    { into, name }: { into: Sent['into']; name: string | undefined },
  ): Promise<FastifyReply> {
    // Who may not send one is told so before anything is said of the file.
    await requireTaker(deps, actorOf(request), into)
    const file = fileIn(request, name)
    const { id } = await sendSpreadsheet(deps, actorOf(request), { ...file, into })
    return send(request, reply.code(201), id)
  }
}

/** The file of a request, by whichever way it was sent. */
function fileIn({ body }: FastifyRequest, name: string | undefined): { name: string; bytes: Buffer } {
  const { content, name: own = '' } = (body ?? {}) as Partial<Upload>
  const bytes = Buffer.isBuffer(body) ? body : content?.()
  if (bytes === undefined)
    throw new Problem(
      'unsupportedMediaType',
      'Send the spreadsheet itself, with the content type application/octet-stream, or in the part named file of multipart/form-data.',
    )
  return { name: name ?? (own === '' ? 'spreadsheet' : own), bytes }
}
