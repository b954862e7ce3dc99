import type { FastifyInstance } from 'fastify'
import { actionIdsByRef, planToApprove } from '#db/read/plan-approval.ts'
import { listPlans, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { stepPlan } from '#server/features/plans/events.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { askingOf, optionFields, optionWords, readOption } from '#server/ui/forms/options.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { planStateWords } from '#server/ui/words/plan-words.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { nextOf } from '../page/next.ts'
import { heldUp, nextMove, whereToFix } from '../page/view-next.ts'
import { planEvents } from '../plan-sheet.ts'
import { planOptions } from './decisions.ts'
import { approvalView } from './view-approval.ts'

/**
 * `/plans/:id/decide`: submits, approves, returns, closes, reopens or reinstates a plan, or says what stands in the way.
 * `?on=withdraw` withdraws it.
 */
export function decidePlanPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.planDecide.pattern, async (request) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const home = paths.plan.at(plan)
    const role = await roleIn(deps.db, actor.id, plan.id)
    const next = await nextOf(deps, actor, plan.id, role)
    const others = (await listPlans(deps.db, actor.id)).filter(
      ({ id, state }) => id !== plan.id && whyPlanIsShut(state) === null,
    )
    const successors = others.map(({ id, title }) => ({ value: id, text: title }))
    const approved =
      plan.state === 'submitted' && approvalView(next.decision, await planToApprove(deps.db, plan.id))
    const { on } = request.query as { on?: unknown }
    // Nobody waits for a plan to be withdrawn: it is asked for by itself, and not among the decisions.
    const withdraws = on === 'withdraw'
    const events = next.events.filter(({ event }) => (event === 'withdraw') === withdraws)
    const options = planOptions(next.decision, events, successors)
    const ids = request.method === 'POST' ? await actionIdsByRef(deps.db, plan.id) : {}
    return {
      page: {
        title: `${withdraws ? 'Withdraw' : 'Decide on'} the plan: ${plan.title}`,
        heading: withdraws ? 'Withdraw the plan' : 'Decide on the plan',
        caption: planStateWords[plan.state],
        section: planSection(plan, role),
        back: { href: home, text: 'Back to the plan' },
      },
      // Its query says what is asked.
      address: request.url,
      version: next.decision.plan.version,
      ...optionWords(options),
      since: (version) => happenedSince(deps, plan.id, version, planEvents),
      ...(options.length === 0 && {
        closed: {
          title: 'There is nothing for you to decide here yet',
          text: `${planStateWords[plan.state]}. ${nextMove[plan.state]}`,
          next: html`${heldUp(next)}${button({ text: 'Back to the plan', href: home, look: 'secondary' })}`,
        },
      }),
      asking: (values) =>
        askingOf(options, values, ({ field }) => {
          const id = ids[field.replace('actions/', '')]
          return id === undefined ? undefined : paths.action.at({ id })
        }),
      fields: (state) =>
        html`${!withdraws && html`${approved}${heldUp(next)}`}${optionFields(options, state)}`,
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
