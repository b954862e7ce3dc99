import { paths } from '#server/paths.ts'
import { stackedBar } from '#server/ui/html/charts.ts'
import { day, ratingTag, section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { ratings } from '#workflows/rating/rating.ts'
import type { Glance } from './glances.ts'

/** What turned red and is named, before the rest is counted alone. */
const NAMED = 5

/** The plans that a person reads: how each stands, what turned red, and when its board sits next. */
export function plansAtOneGlance(glances: readonly Glance[]): Html | false {
  return (
    glances.length > 0 &&
    section({
      title: 'How your plans stand',
      id: 'glances',
      body: html`<ul class="wm-plans">${glances.map(glance)}</ul>`,
    })
  )
}

function glance(plan: Glance): Html {
  const { id, title, counts, meeting } = plan
  const shares = ratings
    .map((rating) => ({ rating, count: counts[rating] ?? 0 }))
    .filter((each) => each.count > 0)
  return html`<li class="wm-plan">
<h3 class="wm-plan__title"><a class="govuk-link" href="${paths.plan.at({ id })}">${title}</a></h3>
${
  shares.length === 0
    ? html`<p>It has no actions yet.</p>`
    : html`${stackedBar(shares, 'Actions by rating')}
<ul class="wm-tally">${shares.map((each) => html`<li>${ratingTag(each.rating)} ${each.count}</li>`)}</ul>`
}
${turnedRed(plan)}
<p>${
    meeting === null
      ? 'No sitting of its board is in the diary.'
      : html`The board sits next on <strong>${day(meeting.heldOn)}</strong>: <a class="govuk-link" href="${paths.meeting.at(meeting)}">${meeting.title}</a>.`
  }</p>
<p><a class="govuk-link" href="${paths.planBoard.at({ id })}">What the board looks at<span class="govuk-visually-hidden">: ${title}</span></a></p>
</li>`
}

function turnedRed({ turnedRed: red, since, lastCutOffAt }: Glance): Html {
  const from =
    lastCutOffAt === null ? `since ${day(since)}` : `since the data cut-off of the last board, ${day(since)}`
  if (red.length === 0) return html`<p>Nothing has turned red ${from}.</p>`
  const more = red.length - NAMED
  return html`<p>Turned red ${from}:</p>
<ul class="govuk-list govuk-list--bullet">${red
    .slice(0, NAMED)
    .map(
      (facts) =>
        html`<li><a class="govuk-link" href="${paths.action.at(facts)}"><span class="wm-ref">${facts.ref}</span> ${facts.title}</a></li>`,
    )}${more > 0 && html`<li>and ${more} more</li>`}</ul>`
}
