import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FileListed } from '#db/read/files.ts'
import type { Deps } from '#server/deps.ts'
import { seeAction } from '#server/features/actions/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { type CsvColumns, csvColumnsInWords } from '#server/http/csv.ts'
import { downloadHeaders } from '#server/http/download.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams, textSchema } from '#server/http/schemas.ts'
import { lengthSent, takeUploads, type Upload } from '#server/http/upload.ts'
import { limits } from '#workflows/limits.ts'
import { MOST_BYTES } from './file-type.ts'
import { describeFile, fileTooLarge, keepFile, linkOf, listFiles, type Sent, seeFile } from './service.ts'

const nameQuery = z.strictObject({
  name: textSchema('Give the name of the file.', limits.file.name)
    .optional()
    .meta({ description: 'Its name; needed where the body is the file itself.' }),
})

type Listed = FileListed & { url: string }
const columns: CsvColumns<Listed> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  type: ({ type }) => type,
  size: ({ size }) => size,
  addedById: ({ addedBy }) => addedBy.id,
  addedBy: ({ addedBy }) => addedBy.name,
  addedAt: ({ addedAt }) => addedAt,
  url: ({ url }) => url,
}

/** `/actions/{id}/files`: the files of an action, and a file for evidence; `/files/{id}`: its download. */
export function fileRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['actions']

  app.get(
    '/actions/:id/files',
    {
      schema: { tags, params: idParams, querystring: listQuery, description: csvColumnsInWords(columns) },
    },
    async (request, reply) => {
      const files = await listFiles(deps, actorOf(request), request.params.id)
      const items = files.map((file) => ({ ...file, url: linkOf(deps, file) }))
      return sendList(request, reply, columns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  void app.register(async (uploads) => {
    uploads.setErrorHandler((error, request) => {
      const { statusCode } = error as { statusCode?: number }
      if (statusCode !== 413 || error instanceof Problem) throw error
      throw new Problem('tooLarge', fileTooLarge(lengthSent(request)))
    })
    takeUploads(uploads, MOST_BYTES)
    // What it is, its content says: a sender may give its own content type, or none.
    uploads.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    ;(uploads as unknown as ApiApp).post(
      '/actions/:id/files',
      {
        bodyLimit: MOST_BYTES,
        schema: {
          tags,
          params: idParams,
          querystring: nameQuery,
          description:
            'The file itself, as application/octet-stream or with its own content type, or as the part `file` of multipart/form-data. Add evidence with the `url` of the answer then. `warnings` says what is kept otherwise than it was sent.',
        },
      },
      async (request, reply) => {
        await seeAction(deps, actorOf(request), request.params.id)
        const sent = sentIn(request, request.query.name)
        const { file, told } = await keepFile(deps, actorOf(request), request.params.id, sent)
        const warnings = told.map((each) => ({ pointer: '/file', ...each }))
        return reply
          .code(201)
          .send({ ...file, url: linkOf(deps, file), ...(warnings.length > 0 && { warnings }) })
      },
    )
  })

  app.get(
    '/files/:id',
    {
      schema: {
        tags,
        params: idParams,
        description:
          'The bytes as they were sent, as a download of the type that they have; with `Accept: application/json` what is known of the file.',
      },
    },
    async (request, reply) => {
      reply.header('vary', 'accept')
      if (request.headers.accept === 'application/json') {
        const file = await describeFile(deps, actorOf(request), request.params.id)
        return { ...file, url: linkOf(deps, file) }
      }
      const file = await seeFile(deps, actorOf(request).id, request.params.id)
      return reply.headers(downloadHeaders(file)).send(file.content as never)
    },
  )
}

/** The file of a request, by whichever way it was sent. */
function sentIn({ body }: Pick<FastifyRequest, 'body'>, named: string | undefined): Sent {
  if (Buffer.isBuffer(body)) {
    if (named === undefined) throw missing('/name', 'nameMissing', 'Give the name of the file.')
    return { name: named, content: body }
  }
  const { name = '', content } = (body ?? {}) as Partial<Upload>
  if (!content)
    throw new Problem(
      'unsupportedMediaType',
      'Send the file itself, with the content type application/octet-stream, or in the part named file of multipart/form-data.',
    )
  if (name === '') throw missing('/file', 'fileMissing', 'Send the file in the part named file.')
  return { name: named ?? name, content: content() }
}

function missing(pointer: string, code: string, detail: string): Problem {
  return new Problem('invalidRequest', detail, { errors: [{ pointer, code, detail }] })
}
