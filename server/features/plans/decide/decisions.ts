import type { PlanDecision } from '#db/read/plan-decision.ts'
import { paths } from '#server/paths.ts'
import { drawn, eventOptions } from '#server/sheets/option.ts'
import type { EventOption } from '#server/ui/forms/options.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { priorityStateWords } from '#server/ui/words/plan-words.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import type { PlanEvent } from '#workflows/plan/plan.ts'
import { planEvents } from '../plan-sheet.ts'

/**
 * The steps of a plan that a person may take now, each as a form asks for it.
 * @param successors plans that open priorities may be carried to
 */
export function planOptions(
  decision: PlanDecision,
  events: readonly Possibility[],
  successors: readonly { value: string; text: string }[],
): EventOption<PlanEvent>[] {
  const options = eventOptions<PlanEvent, PlanDecision>(planEvents, events, {
    before: decision,
    picks: { successorId: successors },
  })
  return options.map((option) => (option.name === 'close' ? closing(option, decision, successors) : option))
}

/** Open priorities keep a plan from being closed, unless another plan takes them. */
function closing(
  option: EventOption<PlanEvent>,
  { plan, around: { openPriorities } }: PlanDecision,
  successors: readonly { value: string; text: string }[],
): EventOption<PlanEvent> {
  const { successorId } = planEvents.close.fields
  const field = {
    ...successorId,
    ...(openPriorities.length > 0 && { ask: 'Which plan takes the open priorities?' }),
    ...(successors.length === 0 && { hint: 'There is no other open plan that you may see.' }),
  }
  return {
    ...option,
    fields: (draw) =>
      html`${openPriorities.length > 0 && stillOpen(plan.id, openPriorities)}${drawn(draw, 'successorId', field, { items: successors })}`,
  }
}

/** The priorities that keep a plan from being closed, each linked to its page. */
function stillOpen(planId: string, open: PlanDecision['around']['openPriorities']): Html {
  return html`<p class="govuk-body">Neither delivered nor sustained:</p>
<ul class="govuk-list govuk-list--bullet">${open.map(
    ({ ref, title, state }) =>
      html`<li><a class="govuk-link" href="${paths.priority.at({ id: planId, ref })}">${ref} ${title}</a>: ${priorityStateWords[state].toLowerCase()}</li>`,
  )}</ul>`
}
