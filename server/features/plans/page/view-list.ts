import type { PlanRow } from '#db/read/plans.ts'
import type { PlanStanding } from '#db/read/summary.ts'
import { paths } from '#server/paths.ts'
import { count, day, emptyState, ratingTag } from '#server/ui/html/components.ts'
import { button, buttonGroup, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { planStateWords } from '#server/ui/words/plan-words.ts'
import { type Rating, ratings } from '#workflows/rating/rating.ts'

/**
 * The plans a person may see, each with how it stands.
 * @param mayStart whether they may start another
 */
export function planList(
  plans: readonly { plan: PlanRow; summary: PlanStanding }[],
  { mayStart }: { mayStart: boolean },
): Html {
  if (plans.length === 0) {
    return mayStart
      ? emptyState({
          title: 'There is no plan yet',
          text: 'Start one: give it a title now, and its priorities and actions after that.',
          next: html`${button({ text: 'Start a plan', href: paths.planNew.at() })}${fromAnother}`,
        })
      : emptyState({
          title: 'No plan is yours to see',
          text: 'Ask the administrator of a plan to add you to it.',
        })
  }
  const start = button({ text: 'Start a plan', href: paths.planNew.at(), look: 'secondary' })
  return html`${mayStart && buttonGroup(start, fromAnother)}<ul class="wm-plans">${plans.map(
    ({ plan, summary }) => html`<li class="wm-plan">
<h2 class="wm-plan__title"><a class="govuk-link" href="${paths.plan.at(plan)}">${plan.title}</a></h2>
<p class="wm-quiet">${[plan.ownerBody, term(plan)].filter(Boolean).join('. ')} ${plan.state !== 'active' && tag(planStateWords[plan.state])}</p>
${plan.description !== '' && html`<p class="wm-plan__text">${plan.description}</p>`}
<ul class="wm-tally">${tallied(summary).map(({ rating, number }) => html`<li>${ratingTag(rating)} ${number}</li>`)}</ul>
<p>${progressWords(summary)}</p>
</li>`,
  )}</ul>`
}

const fromAnother = html`<a class="govuk-link" href="${paths.planFrom.at()}">Start one from a template or another plan</a>
<a class="govuk-link" href="${paths.importNew.at()}">Start one from a spreadsheet</a>`

function tallied({ byRating }: PlanStanding): { rating: Rating; number: number }[] {
  return ratings.flatMap((rating) => {
    const number = byRating.find(({ key }) => key === rating)?.count ?? 0
    return number === 0 ? [] : [{ rating, number }]
  })
}

/** How much of a plan is finished, in a sentence. */
function progressWords({ progress, total }: PlanStanding): string {
  if (progress.percent === null) return total === 0 ? 'It has no actions yet.' : 'None of its actions counts.'
  const out = leftOut({ progress, total })
  return `${progress.finished} of ${count(progress.counted, 'action')} finished, ${progress.percent}%.${out === '' ? '' : ` ${out}`}`
}

/** How many actions of a plan count towards no progress, and why; '' for none. */
export function leftOut({ progress, total }: Pick<PlanStanding, 'progress' | 'total'>): string {
  const out = total - progress.counted
  return out === 0
    ? ''
    : `${count(out, 'action')} superseded or cancelled ${out === 1 ? 'is' : 'are'} not counted.`
}

function term({ firstOn, lastOn }: PlanRow): string {
  return firstOn === null || lastOn === null ? '' : `${day(firstOn)} to ${day(lastOn)}`
}
