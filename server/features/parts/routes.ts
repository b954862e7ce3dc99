import type { z } from 'zod'
import type { ActionRead } from '#db/read/action-facts.ts'
import type { PartKind } from '#db/read/parts.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import { sendOfAction } from '#server/features/actions/send.ts'
import { seeAction } from '#server/features/actions/service.ts'
import { todayOf } from '#server/http/actor.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { type CsvColumns, csvColumnsInWords } from '#server/http/csv.ts'
import { givenVersion, requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { partResource } from './resource.ts'
import { addPart, changePart, type PartChange, seePart, seePartWithEvents } from './service.ts'

/** What is special about one kind of part: its paths, what may be sent, and what that asks of its action. */
export type PartRoutes<Transition extends z.ZodType, Patch extends z.ZodType> = {
  kind: PartKind
  /** The path below the API, such as `/blockers`. */
  path: string
  transition: Transition
  eventOf: (id: string, body: z.output<Transition>) => PartChange
  patch: Patch
  editOf: (id: string, body: z.output<Patch>) => PartChange
}

const versionInWords =
  'Version, ETag and If-Match are those of its action, which counts every change to any of its parts.'

/** The routes that all parts of an action have. */
export function partRoutes<Transition extends z.ZodType, Patch extends z.ZodType>(
  app: ApiApp,
  deps: Deps,
  { kind, path, transition, eventOf, patch, editOf }: PartRoutes<Transition, Patch>,
): void {
  const tags = [`${kind}s`]

  app.get(
    `${path}/:id`,
    { schema: { tags, params: idParams, description: versionInWords } },
    async (request, reply) => {
      const id = idOf(request.params)
      const { read, resource } = await seePart(deps, actorOf(request), kind, id)
      const shown = (day: Day) => partResource(kind, read, id, day) ?? resource
      return sendOfAction(deps, request, reply, read, { today: todayOf(deps), shown })
    },
  )

  app.patch(
    `${path}/:id`,
    {
      schema: {
        tags,
        params: idParams,
        body: patch,
        description: `Rewords an open ${kind}; its dates and its state change by transitions. ${versionInWords}`,
      },
    },
    async (request, reply) => {
      const version = requiredVersion(request)
      const body = request.body as z.output<Patch> & object
      if (Object.keys(body).length === 0)
        throw new Problem('emptyChange', 'Name at least one field to change.')
      const id = idOf(request.params)
      const edit = editOf(id, body)
      return sendVersioned(request, reply, await changePart(deps, actorOf(request), kind, id, edit, version))
    },
  )

  app.get(`${path}/:id/transitions`, { schema: { tags, params: idParams } }, async (request) =>
    seePartWithEvents(deps, actorOf(request), kind, idOf(request.params)),
  )

  app.post(
    `${path}/:id/transitions`,
    { schema: { tags, params: idParams, body: transition, description: versionInWords } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const id = idOf(request.params)
      const event = eventOf(id, request.body as z.output<Transition>)
      return sendVersioned(request, reply, await changePart(deps, actorOf(request), kind, id, event, version))
    },
  )

  app.get(
    `${path}/:id/history`,
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const id = idOf(request.params)
      const { read } = await seePart(deps, actorOf(request), kind, id)
      return sendHistory(deps, request, reply, read.facts.id, id)
    },
  )
}

/** The list of an action's parts of one kind, and adding to it. */
export function partsOfActionRoutes<Body extends z.ZodType, Shown extends { id: string }>(
  app: ApiApp,
  deps: Deps,
  {
    kind,
    shown,
    columns,
    body,
    addingOf,
  }: {
    kind: 'blocker' | 'extension'
    shown: (read: ActionRead) => Shown[]
    columns: CsvColumns<Shown>
    body: Body
    addingOf: (fields: z.output<Body>) => { id: string; request: PartChange }
  },
): void {
  const tags = [`${kind}s`]
  const path = `/actions/:id/${kind}s`

  app.get(
    path,
    {
      schema: { tags, params: idParams, querystring: listQuery, description: csvColumnsInWords(columns) },
    },
    async (request, reply) => {
      const read = await seeAction(deps, actorOf(request), idOf(request.params))
      return sendList(request, reply, columns, async (wanted) => pageOfAll(shown(read), wanted))
    },
  )

  app.post(
    path,
    { schema: { tags, params: idParams, body, description: versionInWords } },
    async (request, reply) => {
      const { id, request: asked } = addingOf(request.body as z.output<Body>)
      const ifVersion = givenVersion(request) ?? undefined
      const added = await addPart(deps, actorOf(request), kind, id, {
        actionId: idOf(request.params),
        request: asked,
        ifVersion,
      })
      return sendVersioned(request, reply.code(201), added)
    },
  )
}

// The path is put together from a variable, so its parameters are not known to the type checker.
function idOf(params: unknown): string {
  return (params as { id: string }).id
}
