import type { PriorityDecision } from '#db/read/plan-decision.ts'
import { paths } from '#server/paths.ts'
import { panel } from '#server/ui/html/components.ts'
import { button, buttonGroup } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { stateWords } from '#server/ui/words/action-words.ts'
import { priorityStateWords } from '#server/ui/words/plan-words.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import type { PriorityState } from '#workflows/plan/plan-settings.ts'
import { priorityMachine } from '#workflows/priority/priority.ts'

/** A priority as one person sees it, with what they may do. */
export type PriorityNext = {
  decision: PriorityDecision
  events: readonly Possibility[]
  /** Ids of the plan's actions by their reference. */
  actions: Readonly<Record<string, string>>
  /** What the addresses of its pages name. */
  place: { id: string; ref: string }
  /** Whether this person keeps what is in the plan. */
  editable: boolean
  /** Whether they may write actions into it now. */
  addsActions: boolean
  /** Whether the verdict on the outcome is theirs to give. */
  statesOutcome: boolean
}

/** Whose move is next with a priority, and what this person may do now. */
export function priorityNext(next: PriorityNext): Html {
  const { decision, events, place, editable, addsActions, statesOutcome } = next
  const { state } = decision.priority
  const decides = events.some(({ allowed }) => allowed)
  const links = [
    ...(decides ? [button({ text: 'Decide on this priority', href: paths.priorityDecide.at(place) })] : []),
    ...(addsActions
      ? [button({ text: 'Add an action', href: paths.actionNew.at(place), look: 'secondary' })]
      : []),
    ...(statesOutcome
      ? [
          button({
            text: 'Say whether the outcome moves',
            href: paths.priorityOutcome.at(place),
            look: 'secondary',
          }),
        ]
      : []),
    ...(editable
      ? [html`<a class="govuk-link" href="${paths.priorityEdit.at(place)}">Change the priority</a>`]
      : []),
  ]
  return panel(
    html`<p><strong>${priorityStateWords[state]}.</strong> ${nextMove[state]}</p>
${heldUp(next)}
${links.length > 0 && buttonGroup(...links)}`,
    'What happens next',
  )
}

const nextMove: Record<PriorityState, string> = {
  draft: 'The chair agrees it.',
  active: 'Its actions are carried out. When all are done, the chair calls it delivered.',
  delivered: 'When every action has stuck, the chair calls it sustained and says what difference it made.',
  sustained: 'Nothing more is to do: the outcome has lasted.',
  paused: 'It goes on when the chair says so.',
}

/** What this person would do next and cannot yet, with a link to each action that stands in the way. */
export function heldUp({ decision, events, actions }: PriorityNext): Html | false {
  const { priority, around } = decision
  const possibleHere = priorityMachine.states[priority.state]?.config.on ?? {}
  const held = events.filter(
    ({ event, allowed, code }) =>
      !allowed && code !== 'notYourRole' && code !== 'wrongState' && event in possibleHere,
  )
  const inTheWay = (event: string) =>
    event === 'deliver' ? around.live : event === 'sustain' ? around.notEmbedded : []
  return (
    held.length > 0 &&
    html`<div class="wm-held">${held.map(
      ({ event, because }) => html`<p><strong>${notYet[event] ?? 'Not possible yet'}.</strong> ${because}</p>
${
  inTheWay(event).length > 0 &&
  html`<ul class="govuk-list govuk-list--bullet">${inTheWay(event).map(
    ({ ref, state }) =>
      html`<li><a class="govuk-link" href="${paths.action.at({ id: actions[ref] ?? '' })}">${ref}</a>: ${stateWords[state].toLowerCase()}</li>`,
  )}</ul>`
}`,
    )}</div>`
  )
}

const notYet: Record<string, string> = {
  deliver: 'It cannot be called delivered yet',
  sustain: 'It cannot be called sustained yet',
  reopen: 'It cannot be opened again',
}
