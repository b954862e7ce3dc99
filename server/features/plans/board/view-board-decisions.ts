import type { ActionRead } from '#db/read/action-facts.ts'
import { extensionEvents } from '#server/features/actions/extension-sheet.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import type { FormState, Typed } from '#server/ui/forms/forms.ts'
import { unusualPanel } from '#server/ui/forms/unusual.ts'
import { versionFields } from '#server/ui/forms/version.ts'
import { count, csrfField, day, emptyState, section, timesMoved } from '#server/ui/html/components.ts'
import { button, input, textarea } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { extensionWords } from '#server/ui/words/action-words.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { daysBetween } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import type { Board, WaitingRequest, WaitingSignOff } from './board.ts'
import { checks, packsToIssue, sinceSignedOff } from './view-board-checks.ts'
import { actionTitle, matter, name, submission } from './view-board-matter.ts'

/** The forms of the board page, with what was sent and came back: faults of a row by the place they stand at. */
export type BoardForms = { token: string; ticked: ReadonlySet<string>; state: FormState }

/**
 * What waits for a decision: what this person may decide with its buttons, the rest with whom it waits for.
 * @param forms null on a past day: what waited is shown, and nothing can be done about it then
 */
export function decisions(board: Board, forms: BoardForms | null): Html {
  const { signOffs, requests, withLead, toCheck, toIssue } = board
  const mine = signOffs.filter((each) => each.mine)
  const asked = requests.filter((each) => each.mine)
  const others = waitingForOthers(board)
  const number = toDecide(board)
  const body = html`${number === 0 && nothing(board)}
${mine.length > 0 && (forms ? signOffForm(board, mine, forms) : signOffsThen(board, mine))}
${
  asked.length > 0 &&
  html`<h3 class="wm-board__part">${count(asked.length, 'request')} for more time</h3><ul class="wm-decisions">${asked.map(
    (each) => requestRow(board, each, forms),
  )}</ul>`
}
${isChairs(board) && toCheck.length > 0 && checks(toCheck, board)}${isChairs(board) && toIssue.length > 0 && packsToIssue(toIssue, board)}
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
  return html`${toSignOff(waiting)}
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
${submission(read, statement, today)}
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

function toSignOff(waiting: readonly WaitingSignOff[]): Html {
  return html`<h3 class="wm-board__part">${count(waiting.length, 'action')} to sign off</h3>`
}

/** What waited to be signed off on a past day. */
function signOffsThen({ today, asAt }: Board, waiting: readonly WaitingSignOff[]): Html {
  return html`${toSignOff(waiting)}<ul class="wm-decisions">${waiting.map(
    ({ read, statement }) =>
      html`<li class="wm-decision">${actionTitle(read, asAt)}${submission(read, statement, today)}</li>`,
  )}</ul>`
}

function requestRow(board: Board, { read, asked }: WaitingRequest, forms: BoardForms | null): Html {
  const { today, asAt } = board
  const { dueOn } = read.facts
  const later = count(daysBetween(asked.previousDueOn, asked.dueOn), 'day')
  const moved = timesMoved(timesDateMoved(read.facts))
  const fault = forms?.state.faults[`request-${asked.id}`]
  return html`<li class="wm-decision${fault !== undefined && ' wm-decision--fault'}" id="request-${asked.id}" tabindex="-1">
${actionTitle(read, asAt)}
${fault !== undefined && html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${fault}</p>`}
<p class="wm-decision__ask">${name(read, asked.requestedBy) ?? 'The owner'} asks for <strong>${day(asked.dueOn)}</strong>, ${later}
later${dueOn !== null && html` than ${day(dueOn)}`}. ${
    moved === '' ? 'Never moved before.' : `Already ${moved}.`
  }</p>
<p class="wm-decision__said">${extensionWords[asked.reasonCode]}. ${asked.text}</p>
${asked.effect !== null && asked.effect !== '' && html`<p class="wm-decision__said">What the delay means: ${asked.effect}</p>`}
${matter(read, asked.requestedOn, today)}
${forms && verdictForm(board, { read, asked }, forms)}
</li>`
}

function verdictForm(
  { plan }: Board,
  { read, asked }: Pick<WaitingRequest, 'read' | 'asked'>,
  { token, state: { values, faults, unusual } }: BoardForms,
): Html {
  const asks = values.extensionId === asked.id ? unusual : undefined
  const { id, ref, version, regulatorDate } = read.facts
  const [reason, agreement] = [`reason-${asked.id}`, `regulatorAgreement-${asked.id}`]
  return html`<form class="wm-verdict-form" method="post" action="${paths.boardExtension.at(plan)}" novalidate>
${versionFields(token, version)}
<input type="hidden" name="actionId" value="${id}">
<input type="hidden" name="extensionId" value="${asked.id}">
${asks && unusualPanel(asks, { press: 'Grant it all the same', otherwise: 'Do it all the same, or decide otherwise below.' })}
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
${asks && html`<input type="hidden" name="decision" value="${values.decision}">`}
</form>`
}

function waitingForOthers(board: Board): Html[] {
  const { signOffs, requests, withLead, toCheck, toIssue, today, asAt } = board
  const line = (read: ActionRead, what: string) => {
    const { rating } = ratingOf(read.facts, read.plan.settings, today)
    const { id, ref, title } = read.facts
    return html`<li class="wm-item wm-item--${rating}"><a class="govuk-link wm-item__title" href="${atDay(paths.action.at({ id }), asAt)}"><span
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
      href="${atDay(paths.meeting.at({ id }), asAt)}">${title}, ${day(heldOn)}</a><span class="wm-item__facts">The chair issues its pack</span></li>`,
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
