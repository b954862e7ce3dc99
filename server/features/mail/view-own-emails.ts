import type { DeputyShown } from '#db/read/deputies.ts'
import type { MailShown } from '#db/read/mail.ts'
import { WEEKLY_DIGEST } from '#db/schema/delivery.ts'
import { ASKED_A_DAY } from '#emails/ledger/ask-now.ts'
import type { Preview } from '#emails/ledger/preview.ts'
import { stateTag } from '#server/features/mail/outbox/view.ts'
import { paths } from '#server/paths.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { day, emptyState, moment, section, table, weekday } from '#server/ui/html/components.ts'
import { button, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { mailWords, partsInWords } from '#server/ui/words/mail-words.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { digestDueAt } from '#workflows/calendar/weeks.ts'
import { often } from '#workflows/words.ts'

export type OwnEmails = {
  /** What would go to the person now. */
  previews: readonly Preview[]
  deputy: DeputyShown | null
  /** The newest that were mailed to the person. */
  received: readonly MailShown[]
  nextWeek: Day
  today: Day
  token: string
}

/** One's own emails: what they would say now, who else gets them, and the last that came. */
export function ownEmailsView({ previews, deputy, received, nextWeek, today, token }: OwnEmails): Html {
  return html`
${section({
  title: 'As they would go now',
  id: 'now',
  intro: `One weekly email comes by itself, the next on ${weekday(londonDay(digestDueAt(nextWeek)))}. You can have it sent at once as well, ${often(ASKED_A_DAY)} a day.`,
  body:
    previews.length > 0
      ? html`<ul class="wm-lines">${previews.map((preview) => ready(preview, token))}</ul>`
      : emptyState({
          title: 'No email would go to you',
          text: 'Weekly emails go only when something waits for you: an action that is overdue, due soon, returned or quiet, or a decision that is yours.',
          next: button({ text: 'Open My work', href: paths.myWork.at(), look: 'secondary' }),
        }),
})}
${section({
  title: 'While you are away',
  id: 'deputy',
  body: html`<div class="wm-prose"><p>${deputyInWords(deputy, today)}</p>
<p><a class="govuk-link" href="${paths.deputy.at()}">${deputy === null ? 'Name a deputy' : 'Change or end this'}</a></p></div>`,
})}
${section({
  title: 'What came to you',
  id: 'received',
  number: received.length,
  intro:
    received.length > 0 ? 'The newest emails to you, and weeks in which you had nothing due.' : undefined,
  body: received.length === 0 ? html`<p>No email has gone to you yet.</p>` : ledger(received),
})}`
}

/** Who stands in for a person, in a sentence to them. */
export function deputyInWords(deputy: DeputyShown | null, today: Day): string {
  if (deputy === null)
    return 'Nobody stands in for you. A deputy gets a copy of your weekly email between two dates.'
  const { fromOn, untilOn } = deputy
  const { name } = deputy.deputy
  if (untilOn < today) return `${name} stood in for you until ${day(untilOn)}. Nobody does now.`
  if (fromOn > today) return `${name} stands in for you from ${day(fromOn)} until ${day(untilOn)}.`
  return `${name} stands in for you until ${day(untilOn)}, and gets a copy of what waits for you each week.`
}

function ready({ parts, subject }: Preview, token: string): Html {
  return html`<li class="wm-item wm-own-email">
<div><a class="govuk-link wm-item__title" href="${paths.ownEmail.at({ kind: WEEKLY_DIGEST })}">${subject}</a>
<span class="wm-item__facts">${partsInWords(parts)}</span></div>
<form method="post" action="${paths.ownEmailsSend.at()}">${onceFields(token)}${button({
    text: 'Send it to me now',
    name: 'kind',
    value: WEEKLY_DIGEST,
    look: 'secondary',
  })}</form>
</li>`
}

function ledger(emails: readonly MailShown[]): Html {
  return table({
    caption: 'Emails to you, newest first',
    captionHidden: true,
    rowHeadings: true,
    columns: [{ heading: 'What' }, { heading: 'When', plain: true }, { heading: 'State', plain: true }],
    rows: emails.map(({ kind, parts, subject, settledAt, dueAt, state, late, reply }) => [
      html`${subject === '' ? mailWords({ kind, parts }) : subject}${subject !== '' && html`<span class="wm-board__why">${mailWords({ kind, parts })}</span>`}`,
      moment(settledAt ?? dueAt),
      html`${stateTag(state)}${late && html` ${tag('Late')}`}${state === 'failed' && html`<span class="wm-board__why wm-typed">${reply}</span>`}`,
    ]),
  })
}
