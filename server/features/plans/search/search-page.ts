import type { FastifyInstance } from 'fastify'
import { readFound } from '#db/read/found-texts.ts'
import { bestFound, foundKeys, pageFound } from '#db/read/plan-search.ts'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import { foundKinds } from '#db/read/search.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { placeFrom, placeText } from '#server/http/lists.ts'
import { searchSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import type { FormError } from '#server/ui/html/govuk-blocks.ts'
import type { Web } from '#server/ui/web.ts'
import { questionOf } from '#workflows/search/question.ts'
import { foundOf } from './found.ts'
import { type Answer, searchView } from './view-search.ts'

/** Of each kind that was found, as many are shown before one asks for all of it. */
const EACH = 5
/** On a page of one kind. */
const OF_ONE = 50

/** `/plans/:id/search`: finds words in a plan as it is now, and shows the best of each kind, or all of one. */
export function searchPage(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.planSearch.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const role = await roleIn(deps.db, web.signedIn(request).id, plan.id)
    const { q, kind, after } = request.query as Record<string, unknown>
    const typed = typeof q === 'string' ? q : ''
    const read = searchSchema.safeParse(typed)
    const fault = typed.trim() === '' ? undefined : read.error?.issues[0]?.message
    const errors: FormError[] = fault === undefined ? [] : [{ text: fault, href: '#q' }]
    const kinds = foundKinds.filter((each) => each === kind)
    const place = typeof after === 'string' && kinds.length > 0 ? after : null
    const answer = read.success ? await answerTo(deps, plan, read.data, { kinds, after: place }) : null
    const title = answer === null ? 'Search' : `Search: ${read.data}`
    return web.show(request, reply, {
      ...(errors.length > 0 && { status: 400, errors }),
      title: `${title}: ${plan.title}`,
      heading: 'Search',
      section: planSection(plan, role, 'search'),
      body: searchView({ planId: plan.id, typed }, fault, answer),
    })
  })
}

async function answerTo(
  deps: Deps,
  plan: PlanRow,
  text: string,
  { kinds, after }: { kinds: (typeof foundKinds)[number][]; after: string | null },
): Promise<Answer> {
  const question = questionOf(text)
  const asked = { planId: plan.id, question, text, ...(kinds.length > 0 && { kinds }) }
  const counted = await bestFound(deps.db, { planId: plan.id, question, text }, EACH)
  const page =
    kinds.length > 0
      ? await pageFound(deps.db, asked, { limit: OF_ONE, after: placeFrom(after, 'found', foundKeys) })
      : { items: counted.flatMap(({ kind, ids }) => ids.map((id) => ({ kind, id }))), next: null }
  const found = (await readFound(deps.db, page.items)).map((thing) => foundOf(plan.id, thing, question))
  return {
    counts: counted.map(({ kind, count }) => ({ kind, count })),
    found,
    of: kinds[0] ?? null,
    next: placeText(page.next, 'found'),
    hasWords: question.length > 0,
  }
}
