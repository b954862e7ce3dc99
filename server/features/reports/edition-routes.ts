import { z } from 'zod'
import { readEdition } from '#db/read/editions.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { downloadHeaders } from '#server/http/download.ts'
import { sendTagged } from '#server/http/etag.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { flagSchema, idSchema, numberSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'
import { downloadOf, editionFile } from './edition-download.ts'
import type { ReportDeps } from './edition-files.ts'
import { seeReport } from './service.ts'

const params = z.strictObject({
  id: idSchema,
  number: z.coerce.number().pipe(numberSchema(limits.report.edition)),
})
const querystring = z.strictObject({
  public: flagSchema
    .default(false)
    .meta({ description: 'Whether it is the one for the public, without its exempt parts.' }),
})

/** `/reports/{id}/editions/{number}` as data and as files. */
export function editionRoutes(app: ApiApp, deps: ReportDeps): void {
  const tags = ['reports']
  app.get(
    '/reports/:id/editions/:number',
    {
      schema: {
        tags,
        params,
        querystring,
        description: 'What was issued, as data: it never changes. `files` are those that are made of it.',
      },
    },
    async (request) => {
      const { read } = await seen(request)
      return { ...read.contents, files: read.edition.files }
    },
  )

  for (const kind of ['word', 'pdf'] as const)
    app.get(
      `/reports/:id/editions/:number/${kind}`,
      {
        schema: {
          tags,
          params,
          querystring,
          description:
            'Made when it is issued, or now where it is missing, and kept: the ETag is the SHA-256 of its bytes. 503 where it cannot be made.',
        },
      },
      async (request, reply) => {
        const { read, report } = await seen(request as never)
        const isPublic = (request.query as { public: boolean }).public
        const { content, size, sha256 } = await editionFile(deps, read, kind, isPublic)
        const { 'cache-control': _, ...headers } = downloadHeaders(
          downloadOf(read, { kind, forOn: report.forOn, size, isPublic }),
        )
        return sendTagged(request, reply, { tag: sha256, headers, content })
      },
    )

  async function seen(request: { params: z.output<typeof params>; query: z.output<typeof querystring> }) {
    const { params: of, query } = request
    const { report } = await seeReport(deps, actorOf(request as never), of.id)
    const read = await readEdition(deps.db, report.id, of.number, query.public)
    if (read !== null) return { read, report }
    throw new Problem('notFound', 'There is no such edition. Look for it among the editions of the report.')
  }
}
