import type { MailShown, WeekCounts } from '#db/read/mail.ts'
import {
  type DeliveryKind,
  type DeliveryState,
  deliveryKinds,
  deliveryStates,
  SIGN_IN_CODE,
} from '#db/schema/delivery.ts'
import { stateTag } from '#server/features/mail/outbox/view.ts'
import { paths } from '#server/paths.ts'
import { addressLine, day, emptyState, moment, section, table } from '#server/ui/html/components.ts'
import { button, details, select, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { listLinks } from '#server/ui/html/list-links.ts'
import { deliveryStateWords, kindWords, mailWords } from '#server/ui/words/mail-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { FirstMail } from '../board/board.ts'
import { mailVerdict } from './view-mail-verdict.ts'

export type MailLog = {
  planId: string
  emails: readonly MailShown[]
  /** Where the older ones begin; null when there are none. */
  next: string | null
  kind: DeliveryKind | null
  state: DeliveryState | null
  /** The week and the person it is narrowed to. */
  narrowedTo: Day | null
  person: string | null
  choices: { people: readonly { id: string; name: string }[]; weeks: readonly Day[] }
  /** Whether newer emails than these were listed before. */
  older: boolean
  week: Day
  counts: WeekCounts | null
  first: FirstMail
}

/** The mail log: whether the last weekly emails went, then every email with the server's answer, newest first. */
export function mailView(log: MailLog): Html {
  const { planId, emails, kind, state, narrowedTo, person, older, next, week, counts, first } = log
  const narrowed = [kind, state, narrowedTo, person].some((each) => each !== null)
  return html`
${section({
  title: 'Did the last weekly emails go?',
  id: 'last-week',
  body: html`<div class="wm-mail__week">${mailVerdict(week, counts, first)}<p><a class="govuk-link"
    href="${paths.mailPreview.at({ id: planId })}">What goes next</a></p></div>`,
})}
${section({
  title: 'Every email',
  id: 'emails',
  intro:
    'What was mailed to the people of this plan: weekly digests, and notices about its actions and meetings. What an email says is read only by those who got it.',
  body: html`<div class="wm-filter">${details({ summary: 'Show only some emails', open: narrowed, body: filters(log) })}</div>
${emails.length > 0 && html`<p class="wm-elsewhere">${listLinks(address(log, null, paths.mailCsv))}</p>`}
${
  emails.length === 0
    ? emptyState({
        title: narrowed ? 'No email fits' : 'No email has been planned yet',
        text: narrowed
          ? 'Choose less, or show all.'
          : 'Weekly digests and notices appear here once they are due.',
        ...(narrowed && {
          next: button({
            text: 'Show all emails',
            href: paths.planMail.at({ id: planId }),
            look: 'secondary',
          }),
        }),
      })
    : ledger(emails)
}
${
  (older || next !== null) &&
  html`<p class="wm-pages">${older && html`<a class="govuk-link" href="${address(log, null)}">Newest</a> `}${
    next !== null && html`<a class="govuk-link" href="${address(log, next)}">Older emails</a>`
  }</p>`
}`,
})}`
}

// Codes and invitations are about a person, not about a plan.
// Codes to sign in with are of no plan.
const planKinds = deliveryKinds.filter((kind) => kind !== SIGN_IN_CODE)

function filters({ planId, kind, state, narrowedTo, person, choices }: MailLog): Html {
  return html`<form class="wm-filter__form wm-mail__filter" method="get" action="${paths.planMail.at({ id: planId })}">
${select({
  name: 'kind',
  label: 'Kind',
  value: kind ?? '',
  items: [{ value: '', text: 'All' }, ...planKinds.map((value) => ({ value, text: kindWords[value] }))],
})}
${select({
  name: 'state',
  label: 'State',
  value: state ?? '',
  items: [
    { value: '', text: 'All' },
    ...deliveryStates.map((value) => ({ value, text: deliveryStateWords[value] })),
  ],
})}
${select({
  name: 'week',
  label: 'Week',
  value: narrowedTo ?? '',
  items: [{ value: '', text: 'All' }, ...choices.weeks.map((value) => ({ value, text: day(value) }))],
})}
${select({
  name: 'person',
  label: 'To',
  value: person ?? '',
  items: [
    { value: '', text: 'Everybody' },
    ...choices.people.map(({ id, name }) => ({ value: id, text: name })),
  ],
})}
${button({ text: 'Show', look: 'secondary' })}
</form>`
}

function ledger(emails: readonly MailShown[]): Html {
  return table({
    caption: 'Emails, newest first',
    captionHidden: true,
    rowHeadings: true,
    columns: [
      { heading: 'Who' },
      { heading: 'What', plain: true },
      { heading: 'When', plain: true },
      { heading: 'State', plain: true },
      { heading: "Server's answer", plain: true },
    ],
    rows: emails.map((email) => [
      html`${email.person.name}${addressLine(email.toAddress)}`,
      html`${mailWords(email)}${email.subject !== '' && html`<span class="wm-board__why">${email.subject}</span>`}${
        email.actionId !== null &&
        html`<span class="wm-board__why"><a class="govuk-link" href="${paths.action.at({ id: email.actionId })}">The action</a></span>`
      }`,
      when(email),
      html`${stateTag(email.state)}${email.late && html` ${tag('Late')}`}${email.ambiguous && html` ${tag('Perhaps twice')}`}${
        email.attempts > 1 && html`<span class="wm-board__why">${email.attempts} attempts</span>`
      }`,
      email.reply === '' ? null : html`<span class="wm-typed">${email.reply}</span>`,
    ]),
  })
}

function when({ settledAt, dueAt, nextTryAt, state }: MailShown): Html {
  if (settledAt !== null) return html`${moment(settledAt)}`
  const waiting = state === 'queued' && nextTryAt !== null && nextTryAt > dueAt
  return html`Due ${moment(dueAt)}${waiting && html`<span class="wm-board__why">Next try ${moment(nextTryAt)}</span>`}`
}

function address(
  { planId, kind, state, narrowedTo, person }: MailLog,
  after: string | null,
  path: Pick<typeof paths.planMail, 'at'> = paths.planMail,
): string {
  const query = new URLSearchParams({
    ...(kind !== null && { kind }),
    ...(state !== null && { state }),
    ...(narrowedTo !== null && { week: narrowedTo }),
    ...(person !== null && { person }),
    ...(after !== null && { after }),
  }).toString()
  return `${path.at({ id: planId })}${query === '' ? '' : `?${query}`}`
}
