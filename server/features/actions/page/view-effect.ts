import { paths } from '#server/paths.ts'
import { section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { measureWays } from '#server/ui/html/measure-ways.ts'
import { isCounted, isFinished } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { ActionModel } from './action-model.ts'

type Effect = Pick<ActionModel, 'read' | 'measures'> & {
  /** What this person may do; left out where nothing can be done. */
  may?: ActionModel['may'] | undefined
  /** The past day that is shown; null for now. */
  asAt?: Day | null
}

/**
 * What the action is to achieve, in the words of its plan, and each measure that it is meant to move with its first
 * and its newest figure. Where nobody has said it, that is said to those who can, and to those who decide on it.
 * @param deciding it stands beside a decision
 */
export function effectSection({ read, may, measures, asAt = null }: Effect, deciding = false): Html | false {
  const { id, intendedEffect, state } = read.facts
  const mayWrite = may?.edit('intendedEffect').ok === true
  const unsaid = intendedEffect === '' && measures.length === 0
  if (unsaid && !deciding && !(mayWrite && isCounted(state))) return false
  return section({
    title: isFinished(state) ? 'What it was to achieve' : 'What it is to achieve',
    id: 'effect',
    body: unsaid
      ? html`<p class="wm-none">Nobody has said what is to be different once it is done.${
          mayWrite &&
          html` <a class="govuk-link" href="${paths.actionEdit.at({ id })}#intendedEffect">Say what it is to achieve</a>`
        }</p>`
      : html`${intendedEffect !== '' && html`<div class="wm-prose">${intendedEffect}</div>`}${
          measures.length > 0 && html`<p>It is meant to move:</p>${measureWays(measures, asAt)}`
        }`,
  })
}
