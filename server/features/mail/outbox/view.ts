import { Temporal } from 'temporal-polyfill'
import type { DeliveryRead, DeliveryShown } from '#db/read/deliveries.ts'
import { type DeliveryKind, type DeliveryState, deliveryKinds } from '#db/schema/delivery.ts'
import type { Example } from '#emails/ledger/example.ts'
import { paths } from '#server/paths.ts'
import { emailParts } from '#server/ui/email-frame.ts'
import {
  addressLine,
  count,
  day,
  emptyState,
  moment,
  section,
  table,
  weekday,
} from '#server/ui/html/components.ts'
import { details, summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { deliveryStateWords, kindWords, mailWords, whenItGoes } from '#server/ui/words/mail-words.ts'
import { type Day, type Instant, londonDay, mondayOf } from '#workflows/calendar/calendar.ts'
import { digestDueAt, nextDigestWeek } from '#workflows/calendar/weeks.ts'

/**
 * The emails by week, newest first.
 * @param nothingDue people for whom a week's digest had nothing, by week
 * @param full whether older emails are left out
 * @param kind the one kind that is shown, or null
 * @param kinds how many there are of each
 * @param example what an email of that kind looks like, where none has gone
 */
export function outboxView(
  emails: readonly DeliveryShown[],
  { nothingDue, now, full, kind, kinds, example }: Outbox,
): Html {
  if (kind !== null)
    return html`${ofOneKind(kind, emails, kinds)}${example !== null && exampleView(kind, example)}`
  const weeks = Map.groupBy(emails, weekOf)
  for (const week of nothingDue.keys()) if (!weeks.has(week)) weeks.set(week, [])
  const ordered = [...weeks].toSorted(([a], [b]) => (a < b ? 1 : -1))
  const next = nextDigest(now)
  if (ordered.length === 0) {
    return emptyState({
      title: 'No email has gone yet',
      text: html`${next} A decision is emailed at once: endorse, return or sign something off, and the email appears here.`,
      next: watchMonday(now),
    })
  }
  return html`<div class="wm-prose"><p class="wm-lead">What people would find in their inboxes. Nothing leaves this machine.</p><p>${next}</p></div>
${byKind(kinds, null)}
${ordered.map(([week, rows]) =>
  section({
    title: `Week of ${day(week)}`,
    id: `week-${week}`,
    number: rows.length,
    body: html`${rows.length > 0 && emailTable(`Emails of the week of ${day(week)}`, rows)}${quiet(nothingDue.get(week) ?? 0)}`,
  }),
)}
${full && html`<p class="wm-quiet">Older emails are not listed.</p>`}
${details({ summary: 'Watch a Monday arrive', body: watchMonday(now) })}`
}

type Outbox = {
  nothingDue: ReadonlyMap<string, number>
  now: Instant
  full: boolean
  kind: DeliveryKind | null
  kinds: ReadonlyMap<DeliveryKind, number>
  example: Example | null
}

function exampleView(kind: DeliveryKind, { subject, toName, text }: Example): Html {
  return html`<div class="wm-prose"><h2 class="wm-section__title">One of them, sent to nobody</h2>
<p>To ${toName}: ${subject}</p></div>
${emailParts(paths.outboxExampleHtml.at({ kind }), text)}`
}

function ofOneKind(
  kind: DeliveryKind,
  emails: readonly DeliveryShown[],
  kinds: ReadonlyMap<DeliveryKind, number>,
): Html {
  return html`${byKind(kinds, kind)}
${section({
  title: kindWords[kind],
  id: 'kind',
  number: emails.length,
  intro: whenItGoes[kind],
  body: emails.length > 0 ? emailTable(kindWords[kind], emails) : html`<p>None has gone yet.</p>`,
})}`
}

/** A way to one email of each kind, for the person who wants to see them all. */
function byKind(kinds: ReadonlyMap<DeliveryKind, number>, here: DeliveryKind | null): Html {
  const link = (kind: DeliveryKind) =>
    html`<li>${
      kind === here
        ? html`<strong>${kindWords[kind]}</strong>`
        : html`<a class="govuk-link" href="${paths.outbox.at()}?kind=${kind}">${kindWords[kind]}</a>`
    } <span class="wm-count">${kinds.get(kind) ?? 0}</span></li>`
  return details({
    summary: 'By kind of email',
    open: here !== null,
    body: html`<ul class="wm-kinds">${here !== null && html`<li><a class="govuk-link" href="${paths.outbox.at()}">All emails</a></li>`}
${deliveryKinds.map(link)}</ul>`,
  })
}

/** One email with its headers, as it looks, and as plain text. */
export function emailView(email: DeliveryRead): Html {
  const written = email.subject !== ''
  return html`${summaryList({
    rows: [
      { key: 'To', value: `${email.toName} <${email.toAddress}>` },
      { key: 'Subject', value: written ? email.subject : 'Written when it is sent' },
      { key: 'What it is', value: mailWords(email) },
      { key: 'Due', value: html`${moment(email.dueAt)}${email.late && html` ${tag('Late')}`}` },
      {
        key: 'State',
        value: html`${stateTag(email.state)} ${email.settledAt === null ? '' : moment(email.settledAt)}`,
      },
      ...(email.reply === '' ? [] : [{ key: 'Answer', value: email.reply }]),
      ...(email.actionId === null
        ? []
        : [
            {
              key: 'About',
              value: html`<a class="govuk-link" href="${paths.action.at({ id: email.actionId })}">The action</a>`,
            },
          ]),
    ],
  })}
${written && emailParts(paths.outboxHtml.at(email), email.text)}`
}

function emailTable(caption: string, rows: readonly DeliveryShown[]): Html {
  return table({
    caption,
    captionHidden: true,
    columns: [
      { heading: 'Subject' },
      { heading: 'To', plain: true },
      { heading: 'When', plain: true },
      { heading: 'State', plain: true },
    ],
    rowHeadings: true,
    rows: rows.map((email) => [
      html`<a class="govuk-link" href="${paths.outboxEmail.at(email)}">${email.subject === '' ? mailWords(email) : email.subject}</a>`,
      html`${email.toName}${addressLine(email.toAddress)}`,
      moment(email.settledAt ?? email.dueAt),
      html`${stateTag(email.state)}${email.late && html` ${tag('Late')}`}`,
    ]),
  })
}

function quiet(people: number): Html | false {
  return (
    people > 0 &&
    html`<p class="wm-quiet">${count(people, 'person had', 'people had')} nothing due, and got no email.</p>`
  )
}

function nextDigest(now: Instant): string {
  const at = digestDueAt(nextDigestWeek(now))
  return `The next weekly digest goes on ${weekday(londonDay(at))} at ${moment(at).split(' at ')[1]}.`
}

function watchMonday(now: Instant): Html {
  const at = Temporal.Instant.from(digestDueAt(nextDigestWeek(now))).subtract({ seconds: 30 })
  return html`<div><p>To watch it, start the demonstration half a minute before:</p>
<p><code class="wm-code">npm run demo -- --now ${at.toString({ smallestUnit: 'second' })} --fresh</code></p></div>`
}

/** The week an email belongs to: that of the digest, or that in which the notice was due. */
function weekOf({ week, dueAt }: DeliveryShown): Day {
  return week ?? mondayOf(londonDay(dueAt))
}

/** The state of an email as a tag. */
export function stateTag(state: DeliveryState): Html {
  return tag(deliveryStateWords[state], state === 'failed' ? 'wm-tag--critical' : undefined)
}
