import { z } from 'zod'
import { readFound } from '#db/read/found-texts.ts'
import { foundKeys, pageFound } from '#db/read/plan-search.ts'
import { foundKinds } from '#db/read/search.ts'
import type { Deps } from '#server/deps.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { type CsvColumns, csvColumnsInWords } from '#server/http/csv.ts'
import { listFields, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { anyOf, idParams, searchSchema } from '#server/http/schemas.ts'
import { questionOf } from '#workflows/search/question.ts'
import { foundOf, foundResource } from './found.ts'

const columns: CsvColumns<ReturnType<typeof foundResource>> = {
  kind: ({ kind }) => kind,
  id: ({ id }) => id,
  ref: ({ ref }) => ref,
  title: ({ title }) => title,
  in: ({ in: place }) => place,
  excerpt: ({ excerpt }) => excerpt.map(({ text }) => text).join(''),
  page: ({ page }) => page,
}

const searchQuery = z.strictObject({
  q: searchSchema.meta({ description: 'All words are found; "side by side", or, -without.' }),
  kind: anyOf(z.enum(foundKinds, { error: `Give any of: ${foundKinds.join(', ')}.` })).optional(),
  ...listFields,
})

/** `/plans/:id/search`: what is found in a plan as it is now, by kind and best first. */
export function searchRoutes(app: ApiApp, deps: Deps): void {
  app.get(
    '/plans/:id/search',
    {
      schema: {
        tags: ['plans'],
        params: idParams,
        querystring: searchQuery,
        description: csvColumnsInWords(columns),
      },
    },
    async (request, reply) => {
      const { q, kind: kinds } = request.query
      const plan = await seePlan(deps, actorOf(request), request.params.id)
      const question = questionOf(q)
      const asked = { planId: plan.id, question, text: q, kinds }
      return sendList(request, reply, columns, async ({ limit, after }) => {
        const place = placeFrom(after, 'found', foundKeys)
        const { items, next } = await pageFound(deps.db, asked, { limit, after: place })
        const things = await readFound(deps.db, items)
        return {
          items: things.map((thing) => foundResource(foundOf(plan.id, thing, question))),
          next: placeText(next, 'found'),
        }
      })
    },
  )
}
