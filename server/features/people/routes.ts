import { z } from 'zod'
import { pagePeople, peopleKeys } from '#db/read/people-list.ts'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { type CsvColumns, csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams } from '#server/http/schemas.ts'
import { handOver } from './handover.ts'
import { handoverSchema, newPersonSchema, personPatchSchema } from './schemas.ts'
import { createPerson, keepsPeople, patchPerson, personResource, seePerson } from './service.ts'

const columns: CsvColumns<ReturnType<typeof personResource>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  email: ({ email }) => email,
  post: ({ post }) => post,
  agency: ({ agency }) => agency?.name,
  leftOn: ({ leftOn }) => leftOn,
}

/** `/people`: who there is, and handing over what a person had to do. */
export function peopleRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['people']

  app.get(
    '/people',
    {
      schema: {
        tags,
        querystring: z.strictObject(listQuery.shape),
        description: `Those with whom you share a plan; everybody, where you administer one. ${csvColumnsInWords(columns)}`,
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const seenBy = (await keepsPeople(deps, actor)) ? null : actor.id
      return sendList(request, reply, columns, async ({ limit, after }) => {
        const place = placeFrom(after, 'name', peopleKeys)
        const { items, next } = await pagePeople(deps.db, seenBy, { limit, after: place })
        return { items: items.map(personResource), next: placeText(next, 'name') }
      })
    },
  )

  app.post('/people', { schema: { tags, body: newPersonSchema } }, async (request, reply) => {
    const person = await createPerson(deps, actorOf(request), request.body)
    return sendVersioned(request, reply.code(201), personResource(person))
  })

  app.get('/people/:id', { schema: { tags, params: idParams } }, async (request, reply) => {
    const person = await seePerson(deps, actorOf(request), request.params.id)
    return sendVersioned(request, reply, personResource(person))
  })

  app.patch(
    '/people/:id',
    { schema: { tags, params: idParams, body: personPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const person = await patchPerson(deps, actorOf(request), request.params.id, request.body, version)
      return sendVersioned(request, reply, personResource(person))
    },
  )

  app.post(
    '/people/:id/handover',
    {
      config: { resumes: true },
      schema: {
        tags,
        params: idParams,
        body: handoverSchema,
        description:
          'Hands all live work of a person to others: actions they own, priorities they lead, actions they help with. Answered row by row. With leftOn the person is marked as having left, once nothing is left to do.',
      },
    },
    async (request) => handOver(deps, actorOf(request), request.params.id, request.body),
  )
}
