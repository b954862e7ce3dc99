import type { FastifyInstance } from 'fastify'
import { listPlans, roleIn } from '#db/queries/plans.ts'
import type { Deps } from '#server/deps.ts'
import { button } from '#server/html/govuk.ts'
import { html } from '#server/html/html.ts'
import { formPage } from '#server/web/form-page.ts'
import { happenedSince } from '#server/web/happened.ts'
import { optionFields, optionWords, readOption } from '#server/web/options.ts'
import { planStateWords } from '#server/web/plan-words.ts'
import type { Web } from '#server/web/web.ts'
import { planOptions } from './decisions.ts'
import { stepPlan } from './events.ts'
import { nextOf } from './next.ts'
import { planAt } from './plan-at.ts'
import { planSection } from './section.ts'
import { heldUp, nextMove, whereToFix } from './view-next.ts'

/** `/plans/:id/decide`: submits, approves, returns, closes or reopens a plan, or says what stands in the way. */
export function decidePlanPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, '/plans/:id/decide', async (request) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const home = `/plans/${plan.id}`
    const role = await roleIn(deps.db, actor.id, plan.id)
    const next = await nextOf(deps, actor, plan.id, role)
    const others = (await listPlans(deps.db, actor.id)).filter(
      ({ id, state }) => id !== plan.id && state !== 'closed',
    )
    const successors = others.map(({ id, title }) => ({ value: id, text: title }))
    const options = planOptions(next.decision, next.events, successors)
    return {
      page: {
        title: `Decide on the plan: ${plan.title}`,
        heading: 'Decide on the plan',
        caption: planStateWords[plan.state],
        section: planSection(plan, role),
        back: { href: home, text: 'Back to the plan' },
      },
      version: next.decision.plan.version,
      ...optionWords(options),
      since: (version) => happenedSince(deps, plan.id, version),
      ...(options.length === 0 && {
        closed: {
          title: 'There is nothing for you to decide here yet',
          text: `${planStateWords[plan.state]}. ${nextMove[plan.state]}`,
          next: html`${heldUp(next)}${button({ text: 'Back to the plan', href: home, look: 'secondary' })}`,
        },
      }),
      fields: (state) => html`${heldUp(next)}${optionFields(options, state)}`,
      refusal: ({ message, errors }) => {
        const open = errors.filter(({ pointer }) => pointer === '/successorId')
        const others = errors.filter((each) => !open.includes(each))
        return {
          faults: open.length > 0 ? { 'close-successorId': message } : {},
          errors: [
            ...(open.length > 0 ? [] : [{ text: message }]),
            ...others.map(({ pointer, detail }) => ({
              text: detail,
              href: whereToFix(next, pointer.slice(1)),
            })),
          ],
        }
      },
      send: async (values, ifVersion) => {
        const read = readOption(options, values)
        if (!read.ok) return read
        const { event, option } = read.data
        await stepPlan(deps, actor, { planId: plan.id, ifVersion }, event)
        return { ok: true, data: { to: home, success: option.done } }
      },
    }
  })
}
