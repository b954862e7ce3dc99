import { z } from 'zod'
import type { PlanDecision } from '#db/read/plan-decision.ts'
import { idSchema, textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { type EventOption, eventFrom, meaningsOf } from '#server/ui/forms/options.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { priorityStateWords } from '#server/ui/words/plan-words.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import type { PlanEvent } from '#workflows/plan/plan.ts'

export type PlanOption = EventOption<PlanEvent>

/**
 * The steps of a plan that a person may take now, each as a form asks for it.
 * @param successors plans that open priorities may be carried to
 */
export function planOptions(
  { plan, around }: PlanDecision,
  events: readonly Possibility[],
  successors: readonly { value: string; text: string }[],
): PlanOption[] {
  return events.flatMap(({ event, allowed }) => {
    if (!allowed) return []
    const option = options[event as PlanEvent['type']]
    return [{ name: event, ...option({ plan, ...around }, successors) }]
  })
}

type Option = (
  around: PlanDecision['around'] & Pick<PlanDecision, 'plan'>,
  successors: readonly { value: string; text: string }[],
) => Omit<PlanOption, 'name'>

const nothing = z.object({})
const because = (text: string) => z.object({ reason: textSchema(text) })

const options: Record<PlanEvent['type'], Option> = {
  submit: () => ({
    label: 'Submit it for approval',
    press: 'Submit the plan for approval',
    hint: 'Every action has its owner, due date and closure criteria, and every recommendation is answered. The chair decides next.',
    read: eventFrom(nothing, () => ({ type: 'submit' })),
    done: 'The plan is submitted. Its chair approves it or returns it.',
  }),
  approve: () => ({
    label: 'Approve it',
    press: 'Approve the plan',
    hint: 'Every draft action is agreed, and its due date becomes the baseline that never changes. Each owner is told in one email what is theirs. Weekly emails begin.',
    read: eventFrom(nothing, () => ({ type: 'approve' })),
    done: 'The plan is approved. Its actions are agreed and their baselines stand.',
  }),
  return: () => ({
    label: 'Return it',
    press: 'Return the plan',
    hint: 'Something has to be put right first. It is a draft again.',
    fields: ({ text }) => text('reason', { label: 'What has to be put right?', rows: 4 }),
    labels: { reason: 'What has to be put right' },
    read: eventFrom(because('Say what has to be put right'), (data) => ({ type: 'return', ...data })),
    done: 'The plan is returned to its administrator, who reads your reason on its page.',
  }),
  close: ({ plan, openPriorities }, successors) => ({
    label: 'Close it',
    press: 'Close the plan',
    warning: true,
    hint:
      openPriorities.length === 0
        ? 'Every priority is delivered or sustained. Nobody is mailed about it any more; it stays to be read.'
        : 'Nobody is mailed about it any more; it stays to be read.',
    fields: ({ pick }) =>
      html`${openPriorities.length > 0 && stillOpen(plan.id, openPriorities)}${pick('successorId', {
        label:
          openPriorities.length > 0
            ? 'Which plan takes the open priorities?'
            : 'Which plan follows it? (optional)',
        hint: successors.length === 0 ? 'There is no other open plan that you may see.' : undefined,
        items: [{ value: '', text: 'None' }, ...successors],
      })}`,
    labels: { successorId: 'Plan that follows' },
    choices: { successorId: meaningsOf(successors) },
    read: eventFrom(z.object({ successorId: idSchema.optional() }), ({ successorId }) => ({
      type: 'close',
      ...(successorId !== undefined && { successorId }),
    })),
    done: 'The plan is closed. It stays to be read, and its chair can open it again.',
  }),
  reopen: () => ({
    label: 'Open it again',
    press: 'Open the plan again',
    hint: 'It is active again, and weekly emails go on from the next week.',
    fields: ({ text }) => text('reason', { label: 'Why is it opened again?', rows: 4 }),
    labels: { reason: 'Why it is opened again' },
    read: eventFrom(because('Say why the plan is opened again'), (data) => ({ type: 'reopen', ...data })),
    done: 'The plan is open again.',
  }),
}

/** The priorities that keep a plan from being closed, each linked to its page. */
function stillOpen(planId: string, open: PlanDecision['around']['openPriorities']): Html {
  return html`<p class="govuk-body">Neither delivered nor sustained:</p>
<ul class="govuk-list govuk-list--bullet">${open.map(
    ({ ref, title, state }) =>
      html`<li><a class="govuk-link" href="${paths.priority.at({ id: planId, ref })}">${ref} ${title}</a>: ${priorityStateWords[state].toLowerCase()}</li>`,
  )}</ul>`
}
