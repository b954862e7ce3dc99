import type { EvidenceOwed } from '#db/read/work.ts'
import { weekRow } from '#emails/frame/addresses.ts'
import { returnReason } from '#server/features/actions/page/view-parts.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { day, daysLate, moment, ratingTag, section, timesMoved } from '#server/ui/html/components.ts'
import { button, details } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Milestone } from '#workflows/action/action-facts.ts'
import { lackWords } from '#workflows/action/embedding.ts'
import { ownerGroups } from '#workflows/action/owner-work.ts'
import { type Day, daysBetween, londonDay } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import { evidenceIntro, whyEvidence } from '../lines.ts'
import type { WeekItem } from './items.ts'
import { partOfAction, partOfMilestone, unchanged } from './week-form.ts'

const groupsShown = [...ownerGroups, 'milestones', 'answered'] as const
const titles: Record<(typeof groupsShown)[number], string> = {
  overdue: 'Overdue',
  returned: 'Returned to you',
  dueSoon: 'Due soon',
  stale: 'Without an update',
  milestones: 'Milestones past their date',
  answered: 'Answered while you were writing',
}

/** The fields of the weekly form: an answer to all that waits, each with a button of its own, and one for all. */
export function weekFields(items: readonly WeekItem[], state: FormState, today: Day): Html {
  const groups = groupsShown.map((group) => ({
    group,
    own: items.filter((item) => (item.group ?? 'milestones') === group),
  }))
  const reported = items.some(({ group }) => group !== null)
  return html`${groups.map(
    ({ group, own }) =>
      own.length > 0 &&
      section({
        title: titles[group],
        id: group,
        number: own.length,
        body: html`${own.map((item) => card(item, state, today))}`,
      }),
  )}
<div class="wm-week__end">
${reported && restField(state)}
${button({ text: 'Save all of it' })}
</div>`
}

/** The tick by which all that is left empty is answered at once. */
export function restField(state: FormState): Html {
  return fieldsOf(state).tick('rest', {
    label: 'All that you leave empty',
    items: [
      {
        value: 'yes',
        text: 'Nothing has changed with the others',
        hint: 'Each action that you say nothing of gets an update that says so.',
      },
    ],
  })
}

function card(item: WeekItem, state: FormState, today: Day): Html {
  const { action, group, milestones, returned } = item
  const { facts, plan, names } = action
  const { rating, because } = ratingOf(facts, plan.settings, today)
  const { lastUpdate, forecastOn } = facts
  return html`<article class="wm-week wm-week--${rating}" aria-labelledby="week-${facts.id}">
<h3 class="govuk-heading-s wm-week__title" id="week-${facts.id}"><a class="govuk-link" href="${paths.action.at(facts)}"><span
  class="wm-ref">${facts.ref}</span> ${facts.title}</a></h3>
<p class="wm-week__verdict">${ratingTag(rating)} ${because}</p>
<p class="wm-quiet">${plan.title}${group !== 'overdue' && dueIn(facts.dueOn, today)}</p>
${returnReason(item)}
${returned && html`<p class="govuk-body"><a class="govuk-link" href="${paths.actionSubmit.at(facts)}">Submit it again</a></p>`}
${
  lastUpdate &&
  londonDay(lastUpdate.at) === today &&
  html`<p class="wm-quiet">An update was given today. ${
    returned ? 'It still has to be submitted again.' : 'You need not answer again this week.'
  }</p>`
}
${
  lastUpdate &&
  details({
    summary: `What was said last, on ${moment(lastUpdate.at)}`,
    body: html`<blockquote class="wm-quote__text">${lastUpdate.note}</blockquote><p class="wm-quiet">${names[lastUpdate.by] ?? ''}</p>`,
  })
}
<input type="hidden" name="version-${facts.id}" value="${state.values[`version-${facts.id}`] ?? facts.version}">
${milestones.map((milestone) => milestoneFields(milestone, state, today))}
${
  group !== null &&
  reportFields(
    item,
    state,
    forecastOn !== null && forecastOn < today
      ? `Last time you expected ${day(forecastOn)}, which is past. Leave it empty if the due date stands.`
      : 'Leave it empty if the due date stands. This does not move the due date.',
  )
}
${button({ text: html`Save this one<span class="govuk-visually-hidden">: ${facts.ref}</span>`, look: 'secondary', name: 'one', value: facts.id })}
</article>`
}

/**
 * A box for how an action stands, a tick that nothing has changed, and when it is expected to be done.
 * @param hint said of that day
 */
export function reportFields(item: WeekItem, state: FormState, hint: string): Html {
  const update = fieldsOf(state, partOfAction(item.action.facts.id))
  return html`<div class="wm-week__answer"><div>${update.text('note', {
    label: 'What has happened since the last update?',
    hint: 'A sentence or two. Do not name children or describe a case.',
    rows: 2,
  })}
${update.tick('same', {
  label: html`<span class="govuk-visually-hidden">Or nothing has happened</span>`,
  items: [{ value: 'yes', text: unchanged(item) }],
})}</div>
${update.day('forecastOn', { label: 'When do you expect it to be done?', hint })}</div>`
}

/** The actions whose check needs evidence of their owner, each with the way to the form that takes it. */
export function evidenceCards(owed: readonly EvidenceOwed[], today: Day): Html | false {
  return (
    owed.length > 0 &&
    section({
      title: 'Evidence a check still needs',
      id: 'evidence',
      number: owed.length,
      intro: evidenceIntro,
      body: html`${owed.map((each) => evidenceCard(each, today))}`,
    })
  )
}

function evidenceCard({ action, lacks, asked }: EvidenceOwed, today: Day): Html {
  const { facts, plan } = action
  return html`<article class="wm-week" aria-labelledby="week-${facts.id}">
<h3 class="govuk-heading-s wm-week__title" id="week-${facts.id}"><a class="govuk-link" href="${paths.action.at(facts)}"><span
  class="wm-ref">${facts.ref}</span> ${facts.title}</a></h3>
<p class="wm-quiet">${plan.title}</p>
<p class="govuk-body">${whyEvidence(action, asked, today).join(' ')}</p>
<ul class="govuk-list govuk-list--bullet">${lacks.map((lack) => html`<li>${lackWords[lack]}</li>`)}</ul>
${button({ text: html`Add evidence<span class="govuk-visually-hidden"> for ${facts.ref}</span>`, look: 'secondary', href: paths.actionEvidence.at(facts) })}
</article>`
}

const dueIn = (dueOn: Day | null, today: Day): string =>
  dueOn === null ? '' : `. Due ${day(dueOn)}, ${daysLate(daysBetween(dueOn, today)).replace(/^due /, '')}`

/** A tick that a milestone is met, and the day it was. */
export function milestoneFields(
  { id, title, dueOn, timesReplanned }: Milestone,
  state: FormState,
  today: Day,
): Html {
  const fields = fieldsOf(state, partOfMilestone(id))
  const moved = timesReplanned > 0 ? `, ${timesMoved(timesReplanned)}` : ''
  return html`<div class="wm-week__answer" id="${weekRow({ actionId: '', milestoneId: id })}">${fields.tick(
    'met',
    {
      label: html`Milestone: ${title}`,
      hint: `For ${day(dueOn)}, ${daysLate(daysBetween(dueOn, today))}${moved}`,
      items: [{ value: 'yes', text: 'It is met' }],
    },
  )}
${fields.day('metOn', { label: 'When was it met?', hint: 'Today or earlier' })}</div>`
}
