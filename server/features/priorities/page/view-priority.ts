import type { ActionRead } from '#db/read/action-facts.ts'
import type { HorizonRow, PriorityRow } from '#db/read/plans.ts'
import { measureMultiples } from '#server/features/measures/view-multiples.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import {
  actionLines,
  day,
  emptyState,
  lineOf,
  ratingKey,
  ratingTag,
  section,
} from '#server/ui/html/components.ts'
import { summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { MeasureLook } from '#server/ui/html/measure-look.ts'
import { confidenceWords } from '#server/ui/words/confidence-words.ts'
import { priorityStateWords } from '#server/ui/words/plan-words.ts'
import { ratingMeanings } from '#server/ui/words/rating-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { byRef } from '#workflows/plan/reference-order.ts'
import { deliversWithoutOutcome, priorityRatingOf } from '#workflows/rating/priority-rating.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import { type PriorityNext, priorityNext } from './view-next.ts'

export type PriorityShown = {
  priority: PriorityRow
  settings: PlanSettings
  lead: string | null
  horizons: readonly HorizonRow[]
  actions: readonly ActionRead[]
  measures: readonly MeasureLook[]
  /** What may be done next with it; null where a past day is shown. */
  next: PriorityNext | null
  /** Its strands, and the priority that it is a strand of. */
  strands: readonly PriorityRow[]
  parent: PriorityRow | null
  today: Day
  /** The past day that is shown; null for now. */
  asAt: Day | null
}

/** What a priority is for, its two verdicts, its measures, and its actions by horizon. */
export function priorityView(shown: PriorityShown): Html {
  const { priority, settings, horizons, actions } = shown
  return html`<div class="wm-priority">
${priority.description !== '' && html`<p class="wm-lead wm-vision">${priority.description}</p>`}
${verdicts(shown)}
${shown.next && priorityNext(shown.next)}
${measures(shown)}
${
  actions.length === 0
    ? emptyState({ title: 'This priority has no actions yet', text: 'The plan administrator adds them.' })
    : horizons.map((horizon) => horizonSection(horizon, shown))
}
${ratingKey(ratingMeanings(settings))}</div>`
}

function verdicts({ priority, lead, actions, strands, parent, today, asAt }: PriorityShown): Html {
  const { rating, because } = priorityRatingOf(
    actions.map(({ facts, plan }) => ({ ...facts, rating: ratingOf(facts, plan.settings, today).rating })),
  )
  const { outcomeConfidence, confidenceNote, impact, outcomeNote } = priority
  const flagged = deliversWithoutOutcome(rating, outcomeConfidence)
  return html`<div class="wm-panel wm-priority__verdicts">${summaryList({
    rows: [
      ...(impact === '' ? [] : [{ key: 'Intended impact', value: impact }]),
      { key: 'Lead', value: lead ?? 'Nobody yet' },
      ...(parent === null ? [] : [{ key: 'Strand of', value: linkTo(parent, asAt) }]),
      ...(strands.length === 0
        ? []
        : [
            {
              key: 'Strands',
              value: html`<ul class="govuk-list">${strands.map((each) => html`<li>${linkTo(each, asAt)}</li>`)}</ul>`,
            },
          ]),
      { key: 'State', value: priorityStateWords[priority.state] },
      { key: 'Delivery', value: html`${ratingTag(rating)} ${because}` },
      {
        key: 'Outcome',
        value: html`${confidenceWords[outcomeConfidence]}${flagged && html` ${tag('Ask why', 'wm-tag--critical')}`}${
          confidenceNote !== '' && html`<span class="wm-board__why">${confidenceNote}</span>`
        }${
          flagged &&
          html`<span class="wm-board__why">Delivery looks good, and nothing shows yet that the outcome moves.</span>`
        }`,
      },
      ...(outcomeNote === '' ? [] : [{ key: 'What difference it made', value: outcomeNote }]),
    ],
  })}</div>`
}

function linkTo({ planId, ref, title }: PriorityRow, asAt: Day | null): Html {
  return html`<a class="govuk-link" href="${atDay(paths.priority.at({ id: planId, ref }), asAt)}"><span class="wm-ref">${ref}</span> ${title}</a>`
}

function measures({ measures: list, asAt }: PriorityShown): Html {
  return section({
    title: 'Measures',
    id: 'measures',
    number: list.length,
    body:
      list.length === 0
        ? html`<p>Nothing is measured here yet, so nobody can tell whether it helps.</p>`
        : measureMultiples(list, asAt),
  })
}

function horizonSection({ id, name, label, firstOn, lastOn }: HorizonRow, shown: PriorityShown): Html {
  const { today, asAt } = shown
  const own = shown.actions
    .filter(({ facts }) => facts.horizonId === id)
    .toSorted((a, b) => byRef(a.facts, b.facts))
  return section({
    title: label,
    id: `horizon-${name}`,
    number: own.length,
    intro: `${day(firstOn)} to ${day(lastOn)}`,
    body:
      own.length === 0
        ? html`<p>No action in this horizon.</p>`
        : actionLines(own.map((read) => lineOf(read, today, asAt))),
  })
}
