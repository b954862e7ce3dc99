import { paths } from '#server/paths.ts'
import { ratingTag } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { lateUpTo, ratingMeanings } from '#server/ui/words/rating-words.ts'
import { defaultSettings } from '#workflows/plan/plan-settings.ts'
import { count, often } from '#workflows/words.ts'

/** The key and the rule in words, with the thresholds that a plan starts with. */
export function ratingHelp(): Html {
  const { farLateDays, dueSoonDays, staleDays, embedAfterDays, oftenExtended } = defaultSettings
  return html`<div class="wm-prose">
<p class="wm-lead">Nobody picks a colour. One rule works it out each day from dates, evidence and updates, and every colour comes with its reason and
with what would turn it green.</p>

<h2 class="govuk-heading-m">The key</h2>
<dl class="wm-key__list wm-meanings">
${ratingMeanings(defaultSettings).map(({ rating, meaning }) => html`<div><dt>${ratingTag(rating)}</dt><dd>${meaning}</dd></div>`)}
</dl>

<h2 class="govuk-heading-m">The rule</h2>
<p>The questions are asked in this order. The first that applies decides.</p>
<ol class="govuk-list govuk-list--number govuk-list--spaced">
<li>Has it been cancelled or superseded? It is not rated, and counts in no percentage.</li>
<li>Is it a draft? It is not rated until it is agreed.</li>
<li>Has it been embedded? Blue.</li>
<li>Has it been signed off? Green: complete and embedding. Amber once the check that the change has stuck is overdue. That check is due
${count(embedAfterDays, 'day')} after sign-off unless the chair sets another date.</li>
<li>Does it wait for sign-off? It keeps the colour of the day it was submitted, with the number of days it has waited.</li>
<li>Does its start date lie ahead? It is not due.</li>
<li>Is it past its due date, expected more than ${count(farLateDays, 'day')} after it, or held up by a critical blocker? Red.</li>
<li>Is it expected ${lateUpTo(farLateDays)}; blocked; due within ${count(dueSoonDays, 'day')} without evidence;
without an update for ${count(staleDays, 'day')}; waiting for an answer on more time; given more time ${often(oftenExtended)} or more;
late to start; past a milestone; or without an owner or a date? Amber.</li>
<li>None of these? Green.</li>
</ol>
<p>What is due today is not overdue: it becomes overdue tomorrow. Days are London days.</p>

<h2 class="govuk-heading-m">What people can and cannot change</h2>
<ul class="govuk-list govuk-list--bullet govuk-list--spaced">
<li>An owner may rate an action worse than the rule does, with a note. Never better.</li>
<li>A due date moves only when somebody else agrees to it. The first date and the number of moves stay printed beside it.</li>
<li>An action that moved with approval is counted as moved, so that a new date does not turn red into green unseen.</li>
<li>Days and counts in the rule are settings of each plan. The key under its lists shows that plan's own.</li>
</ul>

<h2 class="govuk-heading-m">More help</h2>
<ul class="govuk-list govuk-list--bullet">
<li><a class="govuk-link" href="${paths.helpWorkflows.at()}">What may happen to what</a></li>
<li><a class="govuk-link" href="${paths.helpAccessibility.at()}">Accessibility statement</a></li>
<li><a class="govuk-link" href="${paths.helpPersonalData.at()}">Your personal data</a></li>
</ul>
</div>`
}
