import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { givenVersion, requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import {
  attendanceSchema,
  itemMinutesSchema,
  itemParams,
  itemPatchSchema,
  newItemSchema,
} from './agenda-schemas.ts'
import { addAgendaItem, changeOfItem, itemIn, makeAgenda } from './agenda-service.ts'
import { agendaColumns, agendaItemResource, attendanceResource } from './resource.ts'
import { changeOfMeeting, seeMeeting } from './service.ts'

const ofMeeting = 'Its version is that of its meeting.'

/** `/meetings/{id}/agenda` and `/meetings/{id}/attendance`: what a meeting discusses, what was said, who was there. */
export function agendaRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['meetings']

  app.get(
    '/meetings/:id/agenda',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(agendaColumns),
      },
    },
    async (request, reply) => {
      const meeting = await seeMeeting(deps, actorOf(request), request.params.id)
      const items = meeting.agenda.map((item, at) => agendaItemResource(meeting, item, at))
      return sendList(request, reply, agendaColumns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/meetings/:id/agenda',
    { schema: { tags, params: idParams, body: newItemSchema, description: ofMeeting } },
    async (request, reply) => {
      const about = { meetingId: request.params.id, ifVersion: givenVersion(request) ?? undefined }
      const item = await addAgendaItem(deps, actorOf(request), about, request.body)
      return sendVersioned(request, reply.code(201), item)
    },
  )

  app.post(
    '/meetings/:id/agenda/proposals',
    {
      schema: {
        tags,
        params: idParams,
        description:
          'Adds what waits for the board after what stands there; what was taken off is not added again. Gives the new items.',
      },
    },
    async (request, reply) => {
      const ifVersion = givenVersion(request) ?? undefined
      const { meeting, items } = await makeAgenda(deps, actorOf(request), request.params.id, ifVersion)
      return reply.header('etag', `"${meeting.version}"`).send({ items })
    },
  )

  app.patch(
    '/meetings/:id/agenda/:itemId',
    { schema: { tags, params: itemParams, body: itemPatchSchema, description: ofMeeting } },
    async (request, reply) => {
      const about = aboutItem(request.params, requiredVersion(request))
      const { itemId } = about
      const { number, ...fields } = request.body
      const change = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
      const isEdit = Object.keys(change).length > 0
      if (!isEdit && number === undefined)
        throw new Problem('emptyChange', 'Name at least one field to change.')
      const edit = isEdit
        ? { type: 'editAgendaItem' as const, itemId, change, ...(number !== undefined && { number }) }
        : { type: 'moveAgendaItem' as const, itemId, number: number ?? 1 }
      const meeting = await changeOfItem(deps, actorOf(request), about, edit)
      return sendVersioned(request, reply, itemIn(meeting, itemId))
    },
  )

  app.delete(
    '/meetings/:id/agenda/:itemId',
    { schema: { tags, params: itemParams, description: 'One with minutes or decisions stays.' } },
    async (request, reply) => {
      const about = aboutItem(request.params, requiredVersion(request))
      const change = { type: 'removeAgendaItem' as const, itemId: about.itemId }
      const meeting = await changeOfItem(deps, actorOf(request), about, change)
      return reply.code(204).header('etag', `"${meeting.version}"`).send()
    },
  )

  app.put(
    '/meetings/:id/agenda/:itemId/minutes',
    { schema: { tags, params: itemParams, body: itemMinutesSchema, description: ofMeeting } },
    async (request, reply) => {
      const about = aboutItem(request.params, requiredVersion(request))
      const change = { type: 'recordMinutes' as const, itemId: about.itemId, ...request.body }
      const meeting = await changeOfItem(deps, actorOf(request), about, change)
      return sendVersioned(request, reply, itemIn(meeting, about.itemId))
    },
  )

  app.get('/meetings/:id/attendance', { schema: { tags, params: idParams } }, async (request, reply) => {
    const meeting = await seeMeeting(deps, actorOf(request), request.params.id)
    return sendVersioned(request, reply, attendanceResource(meeting))
  })

  app.put(
    '/meetings/:id/attendance',
    { schema: { tags, params: idParams, body: attendanceSchema, description: ofMeeting } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const change = { type: 'recordAttendance' as const, ...request.body }
      const meeting = await changeOfMeeting(deps, actorOf(request), request.params.id, change, version)
      return sendVersioned(request, reply, attendanceResource(meeting))
    },
  )
}

function aboutItem({ id, itemId }: { id: string; itemId: string }, ifVersion: number | undefined) {
  return { meetingId: id, itemId, ifVersion }
}
