import type { PriorityRow } from '#db/read/plans.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { ratingTag, section } from '#server/ui/html/components.ts'
import { tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { MeasureLook } from '#server/ui/html/measure-look.ts'
import { measureWays } from '#server/ui/html/measure-ways.ts'
import { confidenceWords } from '#server/ui/words/confidence-words.ts'
import { isCounted, isFinished } from '#workflows/action/action-facts.ts'
import { type OutcomeMovement, outcomeMovement } from '#workflows/rating/outcome-movement.ts'
import {
  deliversUnmoved,
  deliversWithoutOutcome,
  type PriorityRated,
  priorityRatingOf,
} from '#workflows/rating/priority-rating.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import type { Board } from './board.ts'

/** A priority with its two verdicts side by side, and the figures that the second has to rest on. */
export type Delivery = PriorityRated & {
  priority: PriorityRow
  lead: string | null
  measures: MeasureLook[]
  /** What became of its outcomes, by those measures. */
  outcome: OutcomeMovement
  /** Whether delivery looks good and a measure is no better than at first. */
  unmoved: boolean
  /** Whether a board should ask why: unmoved, or the lead sees no outcome. */
  askWhy: boolean
  finished: number
  counted: number
}

/** Delivery against outcome, by priority in the order of the plan. */
export function deliveries({ priorities, actions, measures, names, today }: Board): Delivery[] {
  return priorities.map((priority) => {
    const own = actions.filter(({ facts }) => facts.priorityId === priority.id)
    const rated = priorityRatingOf(
      own.map(({ facts, plan }) => ({ ...facts, rating: ratingOf(facts, plan.settings, today).rating })),
    )
    const looks = measures.filter(({ measure }) => measure.priorityId === priority.id)
    const unmoved = deliversUnmoved(
      rated.rating,
      looks.map(({ way }) => way),
    )
    return {
      ...rated,
      priority,
      lead: priority.leadId === null ? null : (names[priority.leadId] ?? null),
      measures: looks,
      outcome: outcomeMovement(looks.map(({ movement }) => movement.kind)),
      unmoved,
      askWhy: unmoved || deliversWithoutOutcome(rated.rating, priority.outcomeConfidence),
      finished: own.filter(({ facts }) => isFinished(facts.state)).length,
      counted: own.filter(({ facts }) => isCounted(facts.state)).length,
    }
  })
}

/** Delivery against outcome: both verdicts of each priority, and beside them its measures' first and newest figures. */
export function delivery({ plan, asAt }: Board, list: readonly Delivery[]): Html {
  return section({
    title: 'Delivery against outcome',
    id: 'delivery',
    intro:
      'What was delivered is one verdict, whether it helps is another. Where delivery looks good and nothing shows that the outcome moves, ask why.',
    body: html`<ul class="wm-outcomes">${list.map(
      ({ priority, lead, rating, because, measures, askWhy, finished, counted }) => {
        const { ref, title, outcomeConfidence, confidenceNote } = priority
        return html`<li class="wm-outcome"><div class="wm-outcome__verdicts">
<h3 class="wm-outcome__title"><a class="govuk-link" href="${atDay(paths.priority.at({ id: plan.id, ref }), asAt)}"><span
   class="wm-ref">${ref}</span> ${title}</a></h3>
<p class="wm-quiet">${lead === null ? 'Nobody leads it' : `Lead: ${lead}`}. ${finished} of ${counted} finished.</p>
<p>${ratingTag(rating)} ${because}</p>
<p><strong>Outcome confidence: ${confidenceWords[outcomeConfidence]}</strong>${askWhy && html` ${tag('Ask why', 'wm-tag--critical')}`}</p>
${confidenceNote !== '' && html`<p class="wm-quiet">${confidenceNote}</p>`}</div>
${measures.length === 0 ? html`<p>Nothing is measured.</p>` : measureWays(measures, asAt)}</li>`
      },
    )}</ul>`,
  })
}
