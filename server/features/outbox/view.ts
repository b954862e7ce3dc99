import type { DeliveryRead, DeliveryShown } from '#db/queries/deliveries.ts'
import type { DeliveryKind, DeliveryState } from '#db/schema/delivery.ts'
import { count, day, emptyState, moment, section, table, weekday } from '#server/html/components.ts'
import { details, summaryList, tag } from '#server/html/govuk.ts'
import { type Html, html } from '#server/html/html.ts'
import { type Day, type Instant, londonDay, mondayOf } from '#workflows/calendar.ts'
import { digestDueAt, nextDigestWeek } from '#workflows/weeks.ts'

/**
 * The emails by week, newest first.
 * @param nothingDue people for whom a week's digest had nothing, by week
 * @param full whether older emails are left out
 */
export function outboxView(
  emails: readonly DeliveryShown[],
  { nothingDue, now, full }: { nothingDue: ReadonlyMap<string, number>; now: Instant; full: boolean },
): Html {
  const weeks = Map.groupBy(emails, weekOf)
  for (const week of nothingDue.keys()) if (!weeks.has(week)) weeks.set(week, [])
  const ordered = [...weeks].toSorted(([a], [b]) => (a < b ? 1 : -1))
  const next = nextDigest(now)
  if (ordered.length === 0) {
    return emptyState({
      title: 'No email has gone yet',
      text: html`${next} Decisions email at once: endorse, return or sign something off, and it appears here.`,
      next: watchMonday(now),
    })
  }
  return html`<div class="wm-prose"><p class="wm-lead">What people would find in their inboxes. Nothing leaves this machine.</p><p>${next}</p></div>
${ordered.map(([week, rows]) =>
  section({
    title: `Week of ${day(week)}`,
    id: `week-${week}`,
    number: rows.length,
    body: html`${rows.length > 0 && emailTable(week, rows)}${quiet(nothingDue.get(week) ?? 0)}`,
  }),
)}
${full && html`<p class="wm-quiet">Older emails are not listed.</p>`}
${details({ summary: 'Watch a Monday arrive', body: watchMonday(now) })}`
}

/** One email with its headers, as it looks, and as plain text. */
export function emailView(email: DeliveryRead): Html {
  const written = email.subject !== ''
  return html`${summaryList({
    rows: [
      { key: 'To', value: `${email.toName} <${email.toAddress}>` },
      { key: 'Subject', value: written ? email.subject : 'Written when it is sent' },
      { key: 'What it is', value: kindWords[email.kind] },
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
              value: html`<a class="govuk-link" href="/actions/${email.actionId}">The action</a>`,
            },
          ]),
    ],
  })}
${written && section({ title: 'As it looks', id: 'looks', body: html`<iframe class="wm-email" src="/outbox/${email.id}/html" title="The email as it looks" sandbox="allow-top-navigation-by-user-activation"></iframe>` })}
${written && section({ title: 'As plain text', id: 'text', body: html`<pre class="wm-email-text" tabindex="0" aria-labelledby="text">${email.text}</pre>` })}`
}

function emailTable(week: string, rows: readonly DeliveryShown[]): Html {
  return table({
    caption: `Emails of the week of ${day(week)}`,
    captionHidden: true,
    columns: [{ heading: 'Subject' }, { heading: 'To' }, { heading: 'When' }, { heading: 'State' }],
    rowHeadings: true,
    rows: rows.map((email) => [
      html`<a class="govuk-link" href="/outbox/${email.id}">${email.subject === '' ? kindWords[email.kind] : email.subject}</a>`,
      html`${email.toName}<br><span class="wm-quiet">${addressLine(email.toAddress)}</span>`,
      moment(email.settledAt ?? email.dueAt),
      html`${stateTag(email.state)}${email.late && html` ${tag('Late')}`}`,
    ]),
  })
}

// A long address breaks before its at sign, and not in the middle of a name.
function addressLine(address: string): Html {
  const [name = '', ...rest] = address.split('@')
  return html`${name}<wbr>@${rest.join('@')}`
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
  return tag(stateWords[state], state === 'failed' ? 'wm-tag--critical' : undefined)
}

/** The states of an email, as labels. */
export const stateWords: Record<DeliveryState, string> = {
  queued: 'Waiting',
  sending: 'Being sent',
  handedOff: 'Handed over',
  sent: 'Sent',
  failed: 'Failed',
  nothingDue: 'Nothing due',
  superseded: 'Not needed any more',
}

/** The kinds of email, as labels. */
export const kindWords: Record<DeliveryKind, string> = {
  ownerDigest: 'Weekly digest for an owner',
  deputyDigest: 'Weekly digest for a deputy',
  leadDigest: 'Weekly digest for a lead',
  chairDigest: 'Weekly digest for a chair',
  administratorDigest: 'Weekly digest for an administrator',
  signInCode: 'A code to sign in',
  invitation: 'An invitation',
  assigned: 'An action is theirs now',
  submitted: 'An action waits to be endorsed',
  returned: 'An action came back',
  endorsed: 'An action was endorsed',
  signedOff: 'An action was signed off',
  extensionRequested: 'More time is asked for',
  extensionGranted: 'More time was granted',
  extensionRefused: 'More time was refused',
}
