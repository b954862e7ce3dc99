import { z } from 'zod'
import type { Deps } from '#server/deps.ts'
import { seeAction } from '#server/features/actions/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams, textSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'
import { MOST_BYTES } from './file-type.ts'
import { downloadHeaders, keepFile, linkOf, seeFile } from './service.ts'

const nameQuery = z.strictObject({ name: textSchema('Give the name of the file.', limits.file.name) })

/** `/actions/{id}/files`: a file for evidence, as the body itself; `/files/{id}`: its download. */
export function fileRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['actions']

  void app.register(async (uploads) => {
    uploads.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: MOST_BYTES },
      (_request, body, done) => done(null, body),
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
            'The body is the file itself, as application/octet-stream. Add evidence with the `url` of the answer then.',
        },
      },
      async (request, reply) => {
        await seeAction(deps, actorOf(request), request.params.id)
        if (!Buffer.isBuffer(request.body))
          throw new Problem(
            'unsupportedMediaType',
            'Send the file itself, with the content type application/octet-stream.',
          )
        const { name } = request.query
        const file = await keepFile(deps, actorOf(request), request.params.id, {
          name,
          content: request.body,
        })
        return reply.code(201).send({ ...file, url: linkOf(deps, file) })
      },
    )
  })

  app.get('/files/:id', { schema: { hide: true, tags, params: idParams } }, async (request, reply) => {
    const file = await seeFile(deps, actorOf(request).id, request.params.id)
    return reply.headers(downloadHeaders(file)).send(file.content)
  })
}
