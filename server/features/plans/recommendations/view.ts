import type { RecommendationWithCover } from '#db/read/recommendations.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { anchor, count, emptyState } from '#server/ui/html/components.ts'
import { button, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { stateWords } from '#server/ui/words/action-words.ts'
import { excludedStates } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/**
 * The recommendations of a plan, each with the actions that answer it, or the word that nothing does.
 * @param shown whether the person may change them, and the past day that is shown; null for now
 */
export function recommendationsView(
  planId: string,
  all: readonly RecommendationWithCover[],
  shown: { editable: boolean; asAt: Day | null },
): Html {
  const { editable } = shown
  const add = button({ text: 'Add a recommendation', href: paths.recommendationNew.at({ id: planId }) })
  if (all.length === 0) {
    return emptyState({
      title: 'There are no recommendations yet',
      text: editable
        ? 'Add what an inspection or review has found. Every one needs an action that answers it before the plan can be approved.'
        : 'The plan administrator adds what an inspection or review has found.',
      ...(editable && { next: add }),
    })
  }
  const open = all.filter((each) => !isCovered(each)).length
  return html`<p class="wm-lead">What an inspection or review found, and the actions that answer it. ${
    open === 0 ? 'Every recommendation is answered.' : `Nothing answers ${count(open, 'recommendation')} yet.`
  }</p>
${editable && add}
<ol class="wm-findings">${all.map((each) => finding(each, { planId, ...shown }))}</ol>`
}

/** A recommendation is answered by an action that is not out of the plan. */
function isCovered({ actions }: RecommendationWithCover): boolean {
  return actions.some(({ state }) => !isOut(state))
}

const isOut = (state: RecommendationWithCover['actions'][number]['state']): boolean =>
  excludedStates.some((each) => each === state)

function finding(
  each: RecommendationWithCover,
  { planId, editable, asAt }: { planId: string; editable: boolean; asAt: Day | null },
): Html {
  const { ref, source, paragraph, text, actions } = each
  const from = [source, paragraph === '' ? '' : `paragraph ${paragraph}`].filter(Boolean).join(', ')
  return html`<li class="wm-finding" id="${anchor(ref)}">
<h2 class="wm-finding__title"><span class="wm-ref">${ref}</span>${from !== '' && html` <span class="wm-quiet">${from}</span>`}</h2>
<p class="wm-finding__text">${text}</p>
${
  isCovered(each)
    ? html`<h3 class="wm-finding__label">Answered by</h3>`
    : html`<p class="wm-finding__open">${tag('Not answered', 'wm-tag--critical')} No action answers it yet. Name it in an action of <a class="govuk-link"
      href="${atDay(paths.plan.at({ id: planId }), asAt)}">the plan</a>.</p>`
}
${
  actions.length > 0 &&
  html`<ul class="wm-finding__actions">${actions.map(
    ({ id, ref: action, title, state }) =>
      html`<li${isOut(state) && html` class="wm-quiet"`}><a class="govuk-link" href="${atDay(paths.action.at({ id }), asAt)}"><span
        class="wm-ref">${action}</span> ${title}</a> <span class="wm-quiet">${stateWords[state]}</span></li>`,
  )}</ul>`
}
${
  editable &&
  html`<p class="wm-finding__change"><a class="govuk-link" href="${paths.recommendationEdit.at({ id: planId, ref })}">Change<span
    class="govuk-visually-hidden"> recommendation ${ref}</span></a></p>`
}
</li>`
}
