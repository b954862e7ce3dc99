import type { PlanRow } from '#db/read/plans.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { count } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { inFigures } from '#workflows/words.ts'
import { type PlanFilter, queryOf } from './filter.ts'

/** Which part of a plan stands on a page, where it has more actions than one page holds. */
export type PlanPart = {
  /** How many actions pass the filter, on all pages together. */
  fitting: number
  /** Whether some stand on pages before this one. */
  isLater: boolean
  /** Where the page after this one begins; null on the last. */
  next: string | null
}

/** Whether other actions that pass the filter stand on other pages. */
export const isPart = ({ isLater, next }: PlanPart): boolean => isLater || next !== null

type Shown = {
  plan: PlanRow
  part: PlanPart
  actions: readonly { facts: { ref: string } }[]
  filter: PlanFilter
  asAt: Day | null
}

/** Says how much of the plan stands here, from which reference to which, and leads to the rest; nothing where all does. */
export function partLine({ plan, part, actions, filter, asAt }: Shown): Html | false {
  if (!isPart(part)) return false
  const query = queryOf(filter)
  const first = atDay(`${paths.plan.at(plan)}${query}`, asAt)
  const rest = `${query === '' ? '?' : `${query}&`}after=${encodeURIComponent(part.next ?? '')}`
  const next = atDay(`${paths.plan.at(plan)}${rest}`, asAt)
  const [from, to] = [actions[0]?.facts.ref, actions.at(-1)?.facts.ref]
  const range = from === undefined ? '' : `, ${from} to ${to}`
  const stand = `${actions.length === 1 ? 'stands' : 'stand'} on this page${range}.`
  return html`<p class="wm-filtered">${inFigures(actions.length)} of ${count(part.fitting, 'action')} ${stand}
${part.next !== null && html`<a class="govuk-link" href="${next}">Next actions</a>`}
${part.isLater && html`<a class="govuk-link" href="${first}">First actions</a>`}</p>`
}
