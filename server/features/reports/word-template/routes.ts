import type { FastifyRequest } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { LARGEST_TEMPLATE } from '#server/documents/styles-from.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import { takeUploads, type Upload } from '#server/http/upload.ts'
import {
  chooseWordTemplate,
  dropWordTemplate,
  noTemplate,
  seeWordTemplate,
  templateTooLarge,
} from './service.ts'

/** `/plans/{id}/word-template`: whose styles the Word files of a plan's reports have. */
export function wordTemplateRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['reports']

  app.get('/plans/:id/word-template', { schema: { tags, params: idParams } }, async (request) =>
    answered(request),
  )

  app.delete('/plans/:id/word-template', { schema: { tags, params: idParams } }, async (request, reply) => {
    await dropWordTemplate(deps, actorOf(request), request.params.id)
    return reply.code(204).send(null as never)
  })

  void app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers()
    uploads.setErrorHandler((error) => {
      if ((error as { statusCode?: number }).statusCode !== 413) throw error
      throw new Problem('tooLarge', templateTooLarge)
    })
    takeUploads(uploads as never, LARGEST_TEMPLATE)
    uploads.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: LARGEST_TEMPLATE + 1 },
      (_request, body, done) => done(null, body),
    )
    ;(uploads as unknown as ApiApp).put(
      '/plans/:id/word-template',
      {
        bodyLimit: LARGEST_TEMPLATE + 1,
        schema: {
          tags,
          params: idParams,
          description:
            'A Word file (.docx, .dotx) as it is, or as the part `file` of multipart/form-data. Its styles are kept and nothing else of it: Word files of editions have them that are made from now on.',
        },
      },
      async (request) => {
        await chooseWordTemplate(deps, actorOf(request), request.params.id, sentIn(request))
        return answered(request)
      },
    )
  })

  async function answered(request: FastifyRequest) {
    const { id } = request.params as { id: string }
    const read = await seeWordTemplate(deps, actorOf(request), id)
    if (read === null) throw noTemplate()
    const { styles: _, theme: __, ...told } = read
    return told
  }
}

/** The file of a request, by whichever way it was sent. */
function sentIn({ body }: Pick<FastifyRequest, 'body'>): Buffer {
  if (Buffer.isBuffer(body)) return body
  const { content } = (body ?? {}) as Partial<Upload>
  if (content) return content()
  throw new Problem(
    'unsupportedMediaType',
    'Send the Word file itself, with the content type application/octet-stream, or in the part named file of multipart/form-data.',
  )
}
