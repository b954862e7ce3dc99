import { z } from 'zod'
import { listAgencies } from '#db/read/members.ts'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { type CsvColumns, csvColumnsInWords } from '#server/http/csv.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { textSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'
import { createAgency } from './service.ts'

type Agency = { id: string; name: string }
const columns: CsvColumns<Agency> = { id: ({ id }) => id, name: ({ name }) => name }

/** The organisations that people work for. */
export function agencyRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['people']

  app.get(
    '/agencies',
    { schema: { tags, querystring: listQuery, description: csvColumnsInWords(columns) } },
    async (request, reply) => {
      const items: Agency[] = await listAgencies(deps.db)
      return sendList(request, reply, columns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/agencies',
    {
      schema: {
        tags,
        body: z
          .strictObject({ name: textSchema('Give the agency a name.', limits.agency.name) })
          .meta({ id: 'NewAgency' }),
      },
    },
    async (request, reply) => {
      const agency = await createAgency(deps, actorOf(request), request.body.name)
      return reply.code(201).send(agency)
    },
  )
}
