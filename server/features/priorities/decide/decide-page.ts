import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { stepPriority } from '#server/features/priorities/events.ts'
import { priorityAt } from '#server/features/priorities/priority-at.ts'
import { paths } from '#server/paths.ts'
import { eventOptions } from '#server/sheets/option.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { optionFields, optionWords, readOption } from '#server/ui/forms/options.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { priorityStateWords } from '#server/ui/words/plan-words.ts'
import type { PriorityEvent } from '#workflows/priority/priority.ts'
import { nextOfPriority } from '../page/next.ts'
import { heldUp } from '../page/view-next.ts'
import { priorityEvents } from '../priority-sheet.ts'

/** `/plans/:id/priorities/:ref/decide`: the steps of a priority's life, or what stands in their way. */
export function decidePriorityPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.priorityDecide.pattern, async (request) => {
    const at = await priorityAt(deps, web, request)
    const { actor, priority, home, frame } = at
    const next = await nextOfPriority(deps, actor, at)
    const options = eventOptions<PriorityEvent, { ref: string }>(priorityEvents, next.events, {
      before: priority,
    })
    return {
      page: frame('Decide on the priority'),
      version: next.decision.priority.version,
      ...optionWords(options),
      since: (version) => happenedSince(deps, priority.id, version, priorityEvents),
      ...(options.length === 0 && {
        closed: {
          title: 'There is nothing for you to decide here yet',
          text: `The priority is ${priorityStateWords[priority.state].toLowerCase()}. Its chair decides what becomes of it.`,
          next: html`${heldUp(next)}${button({ text: 'Back to the priority', href: home, look: 'secondary' })}`,
        },
      }),
      fields: (state) => html`${optionFields(options, state)}${heldUp(next)}`,
      refusal: ({ message, errors }) => ({
        errors: [{ text: message }, ...errors.map(({ detail }) => ({ text: detail }))],
      }),
      send: async (values, ifVersion) => {
        const read = readOption(options, values)
        if (!read.ok) return read
        const { event, option } = read.data
        await stepPriority(deps, actor, { priorityId: priority.id, ifVersion }, event)
        return { ok: true, data: { to: home, success: option.done } }
      },
    }
  })
}
