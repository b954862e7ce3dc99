import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { readForm, type Typed, typedValues } from '#server/ui/forms/forms.ts'
import { shownAs } from '#server/ui/forms/shown-as.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import { canBeLookedFor } from '#workflows/redaction/words.ts'
import { count } from '#workflows/words.ts'
import { type Found, findInPlan, redactInPlan, whyNotIn } from './service.ts'
import { takeOutFields } from './view-take-out.ts'

/**
 * `/plans/:id/take-out`: takes words out of a plan and of all that belongs to it. The first press shows where they
 * stand, the second takes them out of what is ticked.
 */
export function takeOutPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.planTakeOut.pattern, async (request): Promise<FormPage> => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const role = await roleIn(deps.db, actor.id, plan.id)
    const home = paths.plan.at(plan)
    const stands = await whyNotIn(deps, actor, plan.id)
    const sent = request.method === 'POST' ? typedValues(request) : {}
    const found = stands === null ? await foundBy(sent, plan.id) : null
    return {
      page: {
        title: `Take something out: ${plan.title}`,
        heading: 'Take out what must not be there',
        section: planSection(plan, role),
        back: { href: home, text: 'Back to the plan' },
      },
      ...(stands !== null && { closed: { title: 'Ask the chair or an administrator', text: stands } }),
      labels: { words: 'The words', reason: 'Why' },
      fields: (state) => takeOutFields(state, found),
      send: async (values) => {
        const read = readForm(schema, values)
        const nowhere = found?.length === 0 ? { words: notThere } : {}
        if (!read.ok) return { ok: false, faults: { ...nowhere, ...read.faults } }
        if (!found || found.length === 0) return { ok: false, faults: { words: notThere } }
        // Other words than were shown are looked for first.
        if (values['step'] !== 'take' || values['shown'] !== shownAs(values['words']))
          return { ok: false, faults: {}, status: 200 }
        const only = found.map(({ id }) => id).filter((id) => values[`things-${id}`] !== undefined)
        if (only.length === 0) return { ok: false, faults: { things: 'Tick at least one of them' } }
        const taken = await redactInPlan(deps, actor, plan.id, read.data, only)
        return { ok: true, data: { to: home, success: takenInWords(taken) } }
      },
    }
  })

  async function foundBy({ words }: Typed, planId: string): Promise<Found[] | null> {
    const isShort = words !== undefined && words.length <= limits.redaction.words.most
    return isShort && canBeLookedFor(words) ? findInPlan(deps, planId, words) : null
  }
}

const notThere = 'Nothing of that stands in this plan. Copy the words from the page just as they stand there'

const schema = z.object({
  words: textSchema('Enter the words that have to be taken out', limits.redaction.words),
  reason: textSchema('Say why they have to be taken out', limits.redaction.reason),
})

function takenInWords({
  texts,
  earlier,
  packs,
  emails,
  left,
}: Awaited<ReturnType<typeof redactInPlan>>): string {
  const parts = [
    count(texts, 'text'),
    ...(earlier > 0 ? [count(earlier, 'earlier version')] : []),
    ...(packs > 0 ? [count(packs, 'pack')] : []),
    ...(emails > 0 ? [count(emails, 'email')] : []),
  ]
  const more = left > 0 ? ` They stand in ${count(left, 'thing')} more: take them out once more.` : ''
  return `Taken out of ${new Intl.ListFormat('en-GB').format(parts)}.${more} The history says that something was taken out, and why.`
}
