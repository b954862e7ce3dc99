import { newId } from '#db/connection/ids.ts'
import { meetingKeys, pageMeetings } from '#db/read/meetings.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { givenVersion, requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, pageOfAll, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import { agendaRoutes } from './agenda-routes.ts'
import { decisionColumns, decisionResource, meetingColumns, meetingResource } from './resource.ts'
import {
  decisionSchema,
  meetingPatchSchema,
  meetingTransitionSchema,
  newMeetingSchema,
  newSeriesSchema,
} from './schemas.ts'
import { addSeries } from './series.ts'
import { addMeeting, changeOfMeeting, seeMeeting, seeMeetingWithEvents, seePack } from './service.ts'

/** `/meetings` and all below it, and the meetings of a plan. */
export function meetingRoutes(app: ApiApp, deps: Deps): void {
  agendaRoutes(app, deps)
  const tags = ['meetings']
  const list = (columns: Record<string, unknown>) => ({
    tags,
    params: idParams,
    querystring: listQuery,
    description: csvColumnsInWords(columns as never),
  })

  app.get('/plans/:id/meetings', { schema: list(meetingColumns) }, async (request, reply) => {
    const plan = await seePlan(deps, actorOf(request), request.params.id)
    return sendList(request, reply, meetingColumns, async ({ limit, after }) => {
      const place = placeFrom(after, 'number', meetingKeys)
      const { items, next } = await pageMeetings(deps.db, plan.id, { limit, after: place })
      return { items: items.map(meetingResource), next: placeText(next, 'number') }
    })
  })

  app.post(
    '/plans/:id/meetings',
    { schema: { tags, params: idParams, body: newMeetingSchema } },
    async (request, reply) => {
      const meeting = await addMeeting(deps, actorOf(request), request.params.id, request.body)
      return sendVersioned(request, reply.code(201), meetingResource(meeting))
    },
  )

  app.post(
    '/plans/:id/meetings/series',
    {
      schema: {
        tags,
        params: idParams,
        body: newSeriesSchema,
        description:
          'One that would be on a bank holiday of the plan’s region is held on the next working day.',
      },
    },
    async (request, reply) => {
      const { meetings } = await addSeries(deps, actorOf(request), request.params.id, request.body)
      return reply.code(201).send({ items: meetings.map(meetingResource) })
    },
  )

  app.get('/meetings/:id', { schema: { tags, params: idParams } }, async (request, reply) => {
    const meeting = await seeMeeting(deps, actorOf(request), request.params.id)
    return sendVersioned(request, reply, meetingResource(meeting))
  })

  app.patch(
    '/meetings/:id',
    { schema: { tags, params: idParams, body: meetingPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      if (Object.keys(request.body).length === 0)
        throw new Problem('emptyChange', 'Name at least one field to change.')
      const edit = { type: 'edit' as const, change: request.body as object }
      const meeting = await changeOfMeeting(deps, actorOf(request), request.params.id, edit, version)
      return sendVersioned(request, reply, meetingResource(meeting))
    },
  )

  app.get('/meetings/:id/transitions', { schema: { tags, params: idParams } }, async (request) =>
    seeMeetingWithEvents(deps, actorOf(request), request.params.id),
  )

  app.post(
    '/meetings/:id/transitions',
    {
      schema: {
        tags,
        params: idParams,
        body: meetingTransitionSchema,
        description: 'Freezing stores what the board will read, as data, at this moment: the cut-off.',
      },
    },
    async (request, reply) => {
      const version = requiredVersion(request)
      const { event: type, ...fields } = request.body
      const change = { ...fields, type } as Parameters<typeof changeOfMeeting>[3]
      const meeting = await changeOfMeeting(deps, actorOf(request), request.params.id, change, version)
      return sendVersioned(request, reply, meetingResource(meeting))
    },
  )

  app.get('/meetings/:id/history', { schema: list(historyColumns) }, async (request, reply) => {
    const meeting = await seeMeeting(deps, actorOf(request), request.params.id)
    return sendHistory(deps, request, reply, meeting.id)
  })

  app.get(
    '/meetings/:id/pack',
    {
      schema: {
        tags,
        params: idParams,
        description: 'What the board reads, as it was frozen: summary, matrix with ratings, and changes.',
      },
    },
    async (request) => seePack(deps, actorOf(request), request.params.id),
  )

  app.get('/meetings/:id/decisions', { schema: list(decisionColumns) }, async (request, reply) => {
    const meeting = await seeMeeting(deps, actorOf(request), request.params.id)
    const items = meeting.decisions.map((decision) => decisionResource(meeting, decision))
    return sendList(request, reply, decisionColumns, async (wanted) => pageOfAll(items, wanted))
  })

  app.post(
    '/meetings/:id/decisions',
    { schema: { tags, params: idParams, body: decisionSchema } },
    async (request, reply) => {
      const decisionId = newId()
      const record = { type: 'recordDecision' as const, decisionId, ...request.body }
      const ifVersion = givenVersion(request) ?? undefined
      const change = record as Parameters<typeof changeOfMeeting>[3]
      const meeting = await changeOfMeeting(deps, actorOf(request), request.params.id, change, ifVersion)
      const decision = meeting.decisions.find(({ id }) => id === decisionId)
      if (!decision) throw new Problem('notFound', 'The decision was not recorded. Read the meeting again.')
      return sendVersioned(request, reply.code(201), decisionResource(meeting, decision))
    },
  )
}
