import type { ActionRead } from '#db/read/action-facts.ts'
import { extensionEvents } from '#server/features/actions/extension-sheet.ts'
import { paths } from '#server/paths.ts'
import type { FormState, Typed } from '#server/ui/forms/forms.ts'
import { versionFields } from '#server/ui/forms/version.ts'
import {
  count,
  csrfField,
  day,
  emptyState,
  ratingTag,
  section,
  timesMoved,
} from '#server/ui/html/components.ts'
import { button, input, textarea } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { extensionWords } from '#server/ui/words/action-words.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { decisionWaitsSince, waitedInWords } from '#workflows/action/waiting.ts'
import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import type { Board, WaitingRequest, WaitingSignOff } from './board.ts'
import { checks, packsToIssue, sinceSignedOff } from './view-board-checks.ts'

/** The forms of the board page, with what was sent and came back: faults of a row by the place they stand at. */
export type BoardForms = { token: string; ticked: ReadonlySet<string>; state: FormState }

/** What waits for a decision: what this person may decide with its buttons, the rest with whom it waits for. */
export function decisions(board: Board, forms: BoardForms): Html {
  const { signOffs, requests, withLead, toCheck, toIssue } = board
  const mine = signOffs.filter((each) => each.mine)
  const asked = requests.filter((each) => each.mine)
  const others = waitingForOthers(board)
  const number = toDecide(board)
  const body = html`${number === 0 && nothing(board)}
${mine.length > 0 && signOffForm(board, mine, forms)}
${
  asked.length > 0 &&
  html`<h3 class="wm-board__part">${count(asked.length, 'request')} for more time</h3><ul class="wm-decisions">${asked.map(
    (each) => requestRow(board, each, forms),
  )}</ul>`
}
${isChairs(board) && toCheck.length > 0 && checks(toCheck, board)}${isChairs(board) && toIssue.length > 0 && packsToIssue(toIssue)}
${
  others.length > 0 &&
  html`<h3 class="wm-board__part">${number === 0 ? 'Waiting for others' : 'Also waiting, for others'}</h3><ul class="wm-lines">${others}</ul>`
}
${withLead.length === 0 && others.length === 0 && number > 0 && html`<p class="wm-quiet">Nothing else waits for a decision.</p>`}`
  return html`<div id="waiting" tabindex="-1">${section({ title: 'Needs a decision', id: 'decisions', number, body })}</div>`
}

/** How many decisions wait for the person who looks. */
export function toDecide(board: Board): number {
  const { signOffs, requests, toCheck, toIssue } = board
  const own = [...signOffs, ...requests].filter(({ mine }) => mine).length
  return own + (isChairs(board) ? toCheck.length + toIssue.length : 0)
}

/** Whether the person who looks issues packs and confirms that changes have stuck. */
function isChairs({ role }: Board): boolean {
  return role === 'chair'
}

/** What was typed for requests that wait no longer: their fields are gone, the text is not. */
export function keptOf({ requests }: Board, typed: Typed): Html | false {
  const open = requests.filter(({ mine }) => mine).map(({ asked }) => asked.id)
  const lost = Object.entries(typed).filter(
    ([field, value]) =>
      /^(reason|regulatorAgreement)-/.test(field) &&
      value.trim() !== '' &&
      !open.some((id) => field.endsWith(id)),
  )
  return (
    lost.length > 0 &&
    html`<section class="wm-stale" aria-labelledby="kept-title"><h2 class="wm-section__title" id="kept-title">What you typed</h2>
<p>The request does not wait any more, so this was not saved. Copy what you want to keep.</p>
<dl class="wm-typed-list"><div><dt>Your reason</dt>${lost.map(([, value]) => html`<dd>${value}</dd>`)}</div></dl></section>`
  )
}

function nothing({ role }: Board): Html {
  const chairs = role === 'chair' || role === 'viceChair'
  return emptyState({
    title: chairs ? 'Nothing waits for your decision' : 'No decision is yours to make',
    text: chairs
      ? 'Sign-offs appear here once a lead has endorsed them, and requests for more time once an owner asks.'
      : 'The chair of the board decides on sign-offs and on requests for more time.',
  })
}

function signOffForm(
  { plan, today }: Board,
  waiting: readonly WaitingSignOff[],
  { token, ticked, state: { values, faults } }: BoardForms,
): Html {
  return html`<h3 class="wm-board__part">${count(waiting.length, 'action')} to sign off</h3>
<form class="wm-signoffs" method="post" action="${paths.boardSignOff.at(plan)}" novalidate>
${csrfField(token)}
${
  // Without this, the key Enter in a field would press the first row's own button.
  html`<button type="submit" name="one" value="" hidden>Sign off the ticked</button>`
}
<fieldset class="govuk-fieldset"><legend class="govuk-visually-hidden">Actions to sign off</legend>
<ul class="wm-decisions">${waiting.map(({ read, statement }) => {
    const { id, ref, title, version } = read.facts
    const fault = faults[`tick-${id}`]
    return html`<li class="wm-decision${fault !== undefined && ' wm-decision--fault'}">
<input type="hidden" name="version-${id}" value="${version}">
<div class="govuk-checkboxes govuk-checkboxes--small wm-decision__tick"><div class="govuk-checkboxes__item">
<input class="govuk-checkboxes__input" type="checkbox" id="tick-${id}" name="action" value="${id}"${ticked.has(id) && html` checked`}${
      fault !== undefined && html` aria-describedby="fault-${id}"`
    }>
<label class="govuk-label govuk-checkboxes__label wm-decision__title" for="tick-${id}"><span class="wm-ref">${ref}</span> ${title}</label>
</div></div>
${fault !== undefined && html`<p class="govuk-error-message" id="fault-${id}"><span class="govuk-visually-hidden">Error:</span> ${fault}</p>`}
${matter(read, decisionWaitsSince(read.facts), today)}
${statement !== null && html`<p class="wm-decision__said">${name(read, read.facts.endorsedBy) ?? 'The lead'} endorsed it: ${statement}</p>`}
<p class="wm-decision__press">${button({
      text: html`Sign off <span class="govuk-visually-hidden">only </span>${ref}`,
      look: 'secondary',
      name: 'one',
      value: id,
    })} <a class="govuk-link" href="${paths.actionDecide.at({ id })}">See the evidence, or return it<span class="govuk-visually-hidden">: ${ref}</span></a></p>
</li>`
  })}</ul></fieldset>
<div class="wm-signoffs__all">
${input({ name: 'minuteRef', label: 'Minute reference (optional)', value: values.minuteRef, error: faults.minuteRef })}
${button({ text: 'Sign off all that are ticked' })}
</div>
</form>`
}

function requestRow(
  { plan, today }: Board,
  { read, asked }: WaitingRequest,
  { token, state: { values, faults } }: BoardForms,
): Html {
  const { id, ref, title, version, dueOn, regulatorDate } = read.facts
  const later = count(daysBetween(asked.previousDueOn, asked.dueOn), 'day')
  const [reason, agreement] = [`reason-${asked.id}`, `regulatorAgreement-${asked.id}`]
  const moved = timesMoved(timesDateMoved(read.facts))
  const fault = faults[`request-${asked.id}`]
  return html`<li class="wm-decision${fault !== undefined && ' wm-decision--fault'}" id="request-${asked.id}" tabindex="-1">
<p class="wm-decision__title"><a class="govuk-link" href="${paths.action.at({ id })}"><span class="wm-ref">${ref}</span> ${title}</a></p>
${fault !== undefined && html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${fault}</p>`}
<p class="wm-decision__ask">${name(read, asked.requestedBy) ?? 'The owner'} asks for <strong>${day(asked.dueOn)}</strong>, ${later}
later${dueOn !== null && html` than ${day(dueOn)}`}. ${
    moved === '' ? 'Never moved before.' : `Already ${moved}.`
  }</p>
<p class="wm-decision__said">${extensionWords[asked.reasonCode]}. ${asked.text}</p>
${asked.effect !== null && asked.effect !== '' && html`<p class="wm-decision__said">What the delay means: ${asked.effect}</p>`}
${matter(read, asked.requestedOn, today)}
<form class="wm-verdict-form" method="post" action="${paths.boardExtension.at(plan)}" novalidate>
${versionFields(token, version)}
<input type="hidden" name="actionId" value="${id}">
<input type="hidden" name="extensionId" value="${asked.id}">
${
  regulatorDate &&
  textarea({
    name: agreement,
    label: extensionEvents.grant.fields.regulatorAgreement.ask ?? '',
    hint: 'Needed to grant it: the regulator fixed this date.',
    rows: 2,
    value: values[agreement],
    error: faults[agreement],
  })
}
${textarea({
  name: reason,
  label: html`Your reason<span class="govuk-visually-hidden"> on ${ref}</span>`,
  hint: 'Needed to refuse it. The owner reads it.',
  rows: 2,
  value: values[reason],
  error: faults[reason],
})}
<div class="govuk-button-group">${button({
    text: html`Grant<span class="govuk-visually-hidden"> more time for ${ref}</span>`,
    name: 'decision',
    value: 'grant',
    look: 'secondary',
  })}${button({
    text: html`Refuse<span class="govuk-visually-hidden"> more time for ${ref}</span>`,
    name: 'decision',
    value: 'refuse',
    look: 'secondary',
  })}<a class="govuk-link" href="${paths.actionDecide.at({ id })}">Request and history<span class="govuk-visually-hidden"> of ${ref}</span></a></div>
</form>
</li>`
}

/**
 * What one has to know of an action to decide on it without opening it.
 * @param since the day since which it waits for the one who decides
 */
function matter({ facts, plan, priority, owner, agency }: ActionRead, since: Day | null, today: Day): Html {
  const { rating, because } = ratingOf(facts, plan.settings, today)
  const met = facts.criteria.filter(({ id }) => facts.evidence.some(({ criterionId }) => criterionId === id))
  const independent = facts.evidence.filter((each) => each.independent).length || 'none'
  const about = [owner?.name ?? 'nobody owns it', ...(agency === null ? [] : [agency]), priority.ref]
  return html`<p class="wm-decision__about">${about.join(', ')}</p>
<p class="wm-decision__because">${ratingTag(rating)} ${[because, ...waitedInWords(since, today)].join(' ')}</p>
<p class="wm-decision__about"><strong>${count(facts.evidence.length, 'piece')} of evidence</strong>, ${independent} independent of the owner, for
${met.length} of ${count(facts.criteria.length, 'closure criterion', 'closure criteria')}</p>`
}

function waitingForOthers(board: Board): Html[] {
  const { signOffs, requests, withLead, toCheck, toIssue, today } = board
  const line = (read: ActionRead, what: string) => {
    const { rating } = ratingOf(read.facts, read.plan.settings, today)
    const { id, ref, title } = read.facts
    return html`<li class="wm-item wm-item--${rating}"><a class="govuk-link wm-item__title" href="${paths.action.at({ id })}"><span
      class="wm-ref">${ref}</span> ${title}</a><span class="wm-item__facts">${what}</span></li>`
  }
  return [
    ...signOffs.flatMap(({ read, mine, part }) =>
      mine
        ? []
        : [
            line(
              read,
              part === null ? 'Waits for sign-off' : `Waits for somebody else to sign it off: you ${part} it`,
            ),
          ],
    ),
    ...requests.flatMap(({ read, asked, mine }) =>
      mine ? [] : [line(read, `More time is asked for, until ${day(asked.dueOn)}`)],
    ),
    ...(isChairs(board)
      ? []
      : [
          ...toCheck.map((read) => line(read, `The chair checks that it has stuck: ${sinceSignedOff(read)}`)),
          ...toIssue.map(
            ({ id, title, heldOn }) => html`<li class="wm-item"><a class="govuk-link wm-item__title"
      href="${paths.meeting.at({ id })}">${title}, ${day(heldOn)}</a><span class="wm-item__facts">The chair issues its pack</span></li>`,
          ),
        ]),
    ...withLead.map((read) =>
      line(
        read,
        `Waits for the lead to endorse it${read.facts.submittedOn === null ? '' : `, submitted on ${day(read.facts.submittedOn)}`}`,
      ),
    ),
  ]
}

function name({ names }: ActionRead, personId: string | null): string | undefined {
  return personId === null ? undefined : names[personId]
}
