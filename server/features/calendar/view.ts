import { signInAgain } from '#server/features/sign-in/view-passkeys.ts'
import { paths } from '#server/paths.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { moment } from '#server/ui/html/components.ts'
import { button, warningText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** What the calendar has in it, and the address of it to make, renew and revoke. */
export function calendarView({
  madeAt,
  recent,
  token,
}: {
  madeAt: Instant | null
  /** Signed in a few minutes ago. */
  recent: boolean
  token: string
}): Html {
  return html`<div class="wm-prose">
<p class="wm-lead">Your dates in Outlook, Google Calendar or Apple Calendar: they come by themselves, and change when the plan does.</p>
<ul class="govuk-list govuk-list--bullet">
<li>the due dates and milestones of your own actions</li>
<li>the sections of reports that you have to write, but no exempt ones</li>
<li>the figures that you supply</li>
<li>the meetings of your boards</li>
<li>as chair, the days on which you check that a change has stuck</li>
</ul>
<p>A finished or cancelled action leaves it. A cancelled meeting stays and says so.</p>
${
  madeAt === null
    ? html`<p>Your calendar has no address yet.</p>`
    : html`<p>Your calendar has an address, made on ${moment(madeAt)}. It is not kept here and cannot be shown again. If you lost it, or somebody
else may have it, make a new one: the old one ends at once.</p>`
}
${
  recent
    ? html`<form method="post" action="${paths.calendarMake.at()}">${onceFields(token)}${button({
        text: madeAt === null ? 'Make an address' : 'Make a new address',
        ...(madeAt !== null && { look: 'secondary' as const }),
      })}</form>`
    : signInAgain({ form: { next: paths.calendar.at(), token }, what: 'make an address', withPasskey: false })
}
${
  madeAt !== null &&
  html`<form method="post" action="${paths.calendarRevoke.at()}">${onceFields(token)}${button({
    text: 'Revoke the address',
    look: 'warning',
  })}</form>`
}
</div>`
}

/** An address that was just made: the only page that ever shows it. */
export function addressShownOnce(url: string): Html {
  return html`<div class="wm-prose">
${warningText('Copy it now. It is not kept here, and cannot be shown again.')}
<p><code class="wm-code">${url}</code></p>
<p>Whoever has this address reads your dates without signing in. Give it to your calendar program alone.</p>
<ul class="govuk-list govuk-list--bullet">
<li>Outlook: Calendar, Add calendar, Subscribe from web. Paste the address.</li>
<li>Google Calendar: Other calendars, From URL. Paste the address.</li>
<li>Apple Calendar: File, New Calendar Subscription. Paste the address.</li>
</ul>
<p class="wm-quiet">Calendar programs look for changes when they choose to: some once a day.</p>
</div>`
}
