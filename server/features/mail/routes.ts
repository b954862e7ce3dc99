import { countMail, listMail, type MailFilter, mailKeys } from '#db/read/mail.ts'
import { WEEKLY_DIGEST } from '#db/schema/delivery.ts'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { mailColumns } from './columns.ts'
import { askSchema, deputySchema, mailQuery, previewQuery, weekParams } from './schemas.ts'
import { previewOwn, putDeputy, removeDeputy, seeDeputy, seeWeek, sendOwn } from './service.ts'

/** `/deliveries` and `/digests`: what was mailed; `/me/digest` and `/me/deputy`: one's own emails. */
export function mailRoutes(app: ApiApp, deps: Deps): void {
  const mail = ['mail']
  const me = ['me']

  app.get(
    '/deliveries',
    { schema: { tags: mail, querystring: mailQuery, description: csvColumnsInWords(mailColumns) } },
    async (request, reply) => {
      const { id } = actorOf(request)
      const { kind, state, plan, week, person } = request.query
      const filter: MailFilter = { kind, state, plan, week, person: person === 'me' ? id : person }
      return sendList(request, reply, mailColumns, async ({ limit, after, count }) => {
        const place = placeFrom(after, '-dueAt', mailKeys)
        const { items, next } = await listMail(deps.db, id, { filter, limit, after: place })
        return {
          items,
          next: placeText(next, '-dueAt'),
          ...(count && { total: await countMail(deps.db, id, filter) }),
        }
      })
    },
  )

  app.get('/digests/:week', { schema: { tags: mail, params: weekParams } }, (request) =>
    seeWeek(deps, actorOf(request), request.params.week),
  )

  app.get('/me/digest/preview', { schema: { tags: me, querystring: previewQuery } }, async (request) => {
    const previews = await previewOwn(deps, actorOf(request), request.query.week)
    const items = previews.map(({ parts, dueAt, subject, text, html }) => ({
      kind: WEEKLY_DIGEST,
      parts,
      dueAt,
      subject,
      text,
      html,
    }))
    return { items, page: { next: null } }
  })

  app.post('/me/digest', { schema: { tags: me, body: askSchema } }, async (request, reply) => {
    const kind = request.body?.kind ?? WEEKLY_DIGEST
    return reply.code(202).send(await sendOwn(deps, actorOf(request), kind))
  })

  app.get('/me/deputy', { schema: { tags: me } }, (request) => seeDeputy(deps, actorOf(request)))

  app.put('/me/deputy', { schema: { tags: me, body: deputySchema } }, (request) =>
    putDeputy(deps, actorOf(request), request.body),
  )

  app.delete('/me/deputy', { schema: { tags: me } }, async (request, reply) => {
    await removeDeputy(deps, actorOf(request))
    return reply.code(204).send()
  })
}
