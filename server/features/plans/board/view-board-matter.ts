import type { ActionRead } from '#db/read/action-facts.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { count, ratingTag } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { stillShows } from '#workflows/action/shown-evidence.ts'
import { decisionWaitsSince, waitedInWords } from '#workflows/action/waiting.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'

/**
 * An action that a decision is about, by name.
 * @param asAt the past day that is shown; null for now
 */
export function actionTitle({ facts: { id, ref, title } }: ActionRead, asAt: Day | null): Html {
  return html`<p class="wm-decision__title"><a class="govuk-link" href="${atDay(paths.action.at({ id }), asAt)}"><span
    class="wm-ref">${ref}</span> ${title}</a></p>`
}

/** What one has to know of a submission to sign it off, with what the lead said on endorsing it. */
export function submission(read: ActionRead, statement: string | null, today: Day): Html {
  return html`${matter(read, decisionWaitsSince(read.facts), today)}
${statement !== null && html`<p class="wm-decision__said">${name(read, read.facts.endorsedBy) ?? 'The lead'} endorsed it: ${statement}</p>`}`
}

/**
 * What one has to know of an action to decide on it without opening it.
 * @param since the day since which it waits for the one who decides
 */
export function matter(
  { facts, plan, priority, owner, agency }: ActionRead,
  since: Day | null,
  today: Day,
): Html {
  const { rating, because } = ratingOf(facts, plan.settings, today)
  const met = facts.criteria.filter(({ id }) =>
    facts.evidence.some((each) => each.criterionId === id && stillShows(each)),
  )
  const independent = facts.evidence.filter((each) => each.independent).length || 'none'
  const criteria = count(facts.criteria.length, 'closure criterion', 'closure criteria')
  const about = [owner?.name ?? 'nobody owns it', ...(agency === null ? [] : [agency]), priority.ref]
  return html`<p class="wm-decision__about">${about.join(', ')}</p>
<p class="wm-decision__because">${ratingTag(rating)} ${[because, ...waitedInWords(since, today)].join(' ')}</p>
<p class="wm-decision__about">${
    facts.evidence.length === 0
      ? html`<strong>No evidence yet</strong> for ${criteria}`
      : html`<strong>${count(facts.evidence.length, 'piece')} of evidence</strong>, ${independent} independent of the owner, for
${met.length} of ${criteria}`
  }</p>`
}

/** The name of somebody that an action mentions. */
export function name({ names }: ActionRead, personId: string | null): string | undefined {
  return personId === null ? undefined : names[personId]
}
