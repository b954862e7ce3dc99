import { z } from 'zod'
import type { PartKind } from '#db/read/parts.ts'
import type { RedactableKind } from '#db/read/redactable.ts'
import type { Deps } from '#server/deps.ts'
import { seeFile } from '#server/features/files/service.ts'
import { seePart } from '#server/features/parts/service.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams, textSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'
import { redactFile, redactInPlan, redactThing } from './service.ts'

const reason = textSchema('Say why it has to be taken out, without repeating it.', limits.redaction.reason)
const words = textSchema(
  'Give the words that have to be taken out, just as they stand.',
  limits.redaction.words,
)

const redactionSchema = z
  .strictObject({
    field: textSchema('Name the field.', limits.redaction.field).optional().meta({
      description:
        'The field as it is named here, such as `description` or `updates/<id>/note`: goes as a whole.',
    }),
    words: words.optional().meta({ description: 'Instead of a field: these words, wherever they stand.' }),
    reason,
  })
  .meta({ id: 'NewRedaction' })
const fileRedactionSchema = z.strictObject({ reason }).meta({ id: 'NewFileRedaction' })

const description =
  'Takes out what must not be there: from every version, the history, packs, and emails not sent yet. The chair and administrators do. It cannot be undone.'

/** `POST /{noun}/{id}/redactions`: takes out what must not be there. */
export function redactionRoutes(app: ApiApp, deps: Deps): void {
  const things: [path: string, kind: RedactableKind][] = [
    ['/priorities', 'priority'],
    ['/actions', 'action'],
    ['/measures', 'measure'],
    ['/meetings', 'meeting'],
    ['/decisions', 'decision'],
    ['/inspections', 'inspection'],
    ['/reports', 'report'],
    ['/sections', 'section'],
    ['/report-templates', 'reportTemplate'],
    ['/imports', 'import'],
  ]
  const parts: [path: string, kind: PartKind][] = [
    ['/milestones', 'milestone'],
    ['/blockers', 'blocker'],
    ['/extensions', 'extension'],
  ]
  const schema = (tag: string) => ({ tags: [tag], params: idParams, body: redactionSchema, description })

  app.post('/plans/:id/redactions', { schema: schema('plans') }, async (request, reply) => {
    const actor = actorOf(request)
    const { id } = await seePlan(deps, actor, request.params.id)
    const { field, words: wanted, reason: because } = request.body
    if (wanted !== undefined && field === undefined)
      return reply.code(201).send(await redactInPlan(deps, actor, id, { words: wanted, reason: because }))
    const taken = await redactThing(deps, actor, { kind: 'plan', id }, request.body)
    return reply.code(201).send({ things: 1, left: 0, ...taken })
  })

  for (const [path, kind] of things) {
    app.post(`${path}/:id/redactions`, { schema: schema(path.slice(1)) }, async (request, reply) => {
      const { id } = request.params as { id: string }
      const taken = await redactThing(deps, actorOf(request), { kind, id }, request.body as never)
      return reply.code(201).send({ things: 1, left: 0, ...taken })
    })
  }

  for (const [path, kind] of parts) {
    app.post(`${path}/:id/redactions`, { schema: schema(path.slice(1)) }, async (request, reply) => {
      const { id } = request.params as { id: string }
      const { read } = await seePart(deps, actorOf(request), kind, id)
      const meant = { kind: 'action' as const, id: read.facts.id, part: { kind, id } }
      const taken = await redactThing(deps, actorOf(request), meant, request.body as never)
      return reply.code(201).send({ things: 1, left: 0, ...taken })
    })
  }

  app.post(
    '/files/:id/redactions',
    { schema: { tags: ['actions'], params: idParams, body: fileRedactionSchema, description } },
    async (request, reply) => {
      const actor = actorOf(request)
      const file = await seeFile(deps, actor.id, request.params.id)
      const taken = await redactFile(deps, actor, file, request.body.reason)
      return reply.code(201).send({ things: 1, left: 0, ...taken })
    },
  )
}
