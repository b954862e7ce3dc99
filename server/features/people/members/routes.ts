import { z } from 'zod'
import { membersOf } from '#db/read/members.ts'
import type { Deps } from '#server/deps.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams, idSchema } from '#server/http/schemas.ts'
import { roles } from '#workflows/engine/policy.ts'
import { memberColumns } from './columns.ts'
import { changeRole, join, leave, memberResource } from './service.ts'

const role = z.enum(roles, { error: `Give one of: ${roles.join(', ')}.` })
const memberParams = z.strictObject({ id: idSchema, personId: idSchema })

const partOfPlan = 'Memberships are a part of the plan: ETag and If-Match are those of the plan.'

/** Who is a member of a plan, in which role. */
export function memberRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['plans']

  app.get(
    '/plans/:id/members',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(memberColumns),
      },
    },
    async (request, reply) => {
      const plan = await seePlan(deps, actorOf(request), request.params.id)
      const members = await membersOf(deps.db, plan.id)
      const items = members.map((member) => memberResource(member, plan))
      return sendList(request, reply, memberColumns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/plans/:id/members',
    {
      schema: {
        tags,
        params: idParams,
        body: z.strictObject({ personId: idSchema, role }).meta({ id: 'NewMember' }),
        description: partOfPlan,
      },
    },
    async (request, reply) => {
      const member = await join(deps, actorOf(request), request.params.id, request.body)
      return sendVersioned(request, reply.code(201), member)
    },
  )

  app.patch(
    '/plans/:id/members/:personId',
    {
      schema: {
        tags,
        params: memberParams,
        body: z.strictObject({ role }).meta({ id: 'MemberPatch' }),
        description: `${partOfPlan} An active plan keeps its last administrator and its last chair, and nobody changes their own role.`,
      },
    },
    async (request, reply) => {
      const version = requiredVersion(request)
      const { id, personId } = request.params
      const wanted = { personId, role: request.body.role }
      return sendVersioned(request, reply, await changeRole(deps, actorOf(request), id, wanted, version))
    },
  )

  app.delete(
    '/plans/:id/members/:personId',
    { schema: { tags, params: memberParams, description: partOfPlan } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const { id, personId } = request.params
      const plan = await leave(deps, actorOf(request), id, personId, version)
      return reply.code(204).header('etag', `"${plan.version}"`).send()
    },
  )
}
