import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'
import { paths } from '#server/paths.ts'
import { eventOptions } from '#server/sheets/option.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { inPart, type Typed } from '#server/ui/forms/forms.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { optionFields, optionWords, readOption } from '#server/ui/forms/options.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { decisionNextMove, decisionStateWords } from '#server/ui/words/decision-words.ts'
import type { DecisionEvent } from '#workflows/decision/decision.ts'
import { decisionAt } from './decision-at.ts'
import { decisionEvents } from './decision-sheet.ts'
import { changeOfDecision, decisionWithEvents } from './service.ts'

const headings: Readonly<Record<string, string>> = {
  recorded: 'Publish the decision',
  published: 'Record a call-in',
  effective: 'Record a call-in',
  calledIn: 'Confirm or change the decision',
}

/** `/decisions/:id/decide`: publishes a decision, records that it is called in, confirms or changes it. */
export function decideDecisionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.decisionDecide.pattern, async (request) => {
    const { actor, decision, home, frame, shut } = await decisionAt(deps, web, request)
    const { items } = await decisionWithEvents(deps, actor, decision.id)
    const today = todayOf(deps)
    const options = eventOptions<DecisionEvent, { ref: string }>(
      decisionEvents,
      // It takes effect by itself: nobody is asked to say so.
      items.filter(({ event }) => event !== 'takeEffect'),
      { before: decision, days: { publishedOn: today, calledInOn: today } },
    )
    const initial: Typed = Object.assign(
      { 'change-resolved': decision.resolved.join('\n') },
      ...options.map((option) => inPart(option.initial ?? {}, option.name)),
    ) as Typed
    return {
      page: frame(headings[decision.state] ?? 'Decide on the decision'),
      version: decision.version,
      initial,
      dates: options.flatMap(({ name, dates = [] }) => dates.map((date) => `${name}-${date}`)),
      ...optionWords(options),
      since: (version) => happenedSince(deps, decision.id, version, decisionEvents),
      ...(options.length === 0 && {
        closed: {
          title: 'There is nothing for you to do here',
          text: shut ?? `${decisionStateWords[decision.state]}. ${decisionNextMove[decision.state]}`,
          next: button({ text: 'Back to the decision', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => optionFields(options, state),
      send: async (values, version) => {
        const read = readOption(options, values)
        if (!read.ok) return read
        const { event, option } = read.data
        await changeOfDecision(deps, actor, decision.id, event, version)
        return { ok: true, data: { to: home, success: option.done } }
      },
    }
  })
}
