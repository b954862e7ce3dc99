import { ABSOLUTE_DAYS, IDLE_DAYS } from '#db/read/api-access.ts'
import { KEPT_HOURS } from '#db/read/idempotency.ts'
import { REMEMBERED_DAYS } from '#db/read/sessions.ts'
import { ASKED_DAYS } from '#db/read/sign-in.ts'
import { TYPED_DAYS } from '#db/read/typed-text.ts'
import type { Sessions } from '#server/http/plugins/sessions.ts'
import { paths } from '#server/paths.ts'
import { table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { count } from '#workflows/words.ts'
import { contactLine } from './contact.ts'
import { cookiesOf } from './cookies.ts'

/**
 * What is kept of a person, why, for how long and who sees it, as the software does it.
 * @param site whom to ask, and how long its sessions last
 */
export function personalDataHelp({
  contactEmail,
  sessions,
}: {
  contactEmail: string | null
  sessions: Sessions
}): Html {
  return html`<div class="wm-prose">
<p class="wm-lead">Waymark keeps what it needs to say who agreed to do what, who did it, and who decided. It keeps this about the people who work on a
plan, and not about the people whom the plan is for.</p>
<p>This page says what the software does. The organisation that runs this site decides on its use, and answers for it by law. Its own privacy notice
says on what legal basis it does so, and which rights you have.</p>
${neverAsked}
<h2 class="govuk-heading-m">What is kept about you, why, and for how long</h2>
</div>
${kept(sessions.life)}
<div class="wm-prose">
${whoSees}
${history}
<h2 class="govuk-heading-m">Cookies</h2>
<p>Waymark sets only cookies that it needs to work, so it does not ask you to accept them. It has no cookies for advertising or statistics, and loads
nothing from other sites. No script can read these cookies.</p>
</div>
${cookieTable(sessions)}
<div class="wm-prose">
${networks}
<h2 class="govuk-heading-m">Whom to ask</h2>
<p>Ask for a copy of what is kept about you, for something wrong to be put right, or with any question about this page.</p>
${contactLine(contactEmail, 'with any question about your data')}
<p>You can also complain to the <a class="govuk-link" href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office (ICO)</a>.</p>
</div>`
}

const neverAsked = html`<h2 class="govuk-heading-m">What is never asked for</h2>
<p>No form asks for the name of a child or of anybody else whom a plan is for, or for a case. The forms for updates and for sign-off say so beside the
box. The software cannot stop a person from typing a name all the same. If you see one, tell the administrator of your plan.</p>
<p>No form asks for a home address, a telephone number, a date of birth or a password.</p>`

function kept({ idleDays, absoluteDays }: Sessions['life']): Html {
  return table({
    caption: 'What is kept about you',
    captionHidden: true,
    rowHeadings: true,
    columns: [{ heading: 'What is kept' }, { heading: 'Why' }, { heading: 'For how long' }],
    rows: [
      [
        'Your name, work email, post and agency, and your part in each plan',
        'To say who answers for what, and to send you what you have to do',
        'Not deleted. When you leave, the day is noted and your entry stays, so that the record still says who decided.',
      ],
      [
        'What you write: updates, evidence, files, requests, reasons and decisions, each with your name and the time',
        'They are the record of the plan',
        'Not deleted. Later changes do not remove what was there before from the history.',
      ],
      [
        'Emails sent to you: your name and address, the text, when each was sent, and what the mail server answered',
        'To show that you were told, and to find emails that did not arrive',
        'Not deleted. The text of an email with a sign-in code is not kept.',
      ],
      [
        'Who stands in for you, and for which days',
        'To tell your deputy what waits for you',
        'Not deleted. An arrangement that has ended stays as a record.',
      ],
      [
        'Each browser that you are signed in with: its kind, how and when you signed in, and when it was last used',
        'To keep you signed in, and to let you end it',
        `It ends after ${count(idleDays, 'day')} without use, or ${count(absoluteDays, 'day')} in any case. Deleted when you sign out, end it or leave. If
it ran out, it is deleted when you next sign in, ${count(REMEMBERED_DAYS, 'day')} or more after that.`,
      ],
      [
        'That a sign-in code was asked for: the address typed, and a scrambled form of the network address or browser',
        'To let in only the browser that asked, and to slow down guessing',
        `Deleted soon after ${count(ASKED_DAYS, 'day')}. The code itself is never stored.`,
      ],
      [
        'Your passkeys: their names, their public halves, and when each was made and last used',
        'To sign you in without a code',
        'Until you remove them, leave, are given another email address, or are invited again by the command of this site.',
      ],
      [
        'Your identity at your organisation’s single sign-on, where you use it',
        'To know that it is still you',
        'Until you are given another email address, or are invited again by the command of this site.',
      ],
      [
        'Programs that sign in for you, and the tokens you make for them: names, dates and last use',
        'To let them in, and to let you end it',
        `A sign-in ends after ${count(IDLE_DAYS, 'day')} without use, or ${count(ABSOLUTE_DAYS, 'day')} in any case. It is deleted when a program next signs
in for you after that. Tokens that have ended stay in the database.`,
      ],
      [
        'A secret address at which your calendar program reads your dates, if you made one: a scrambled form of it, and when it was made and revoked',
        'To give your dates to the program to which you gave the address, and to nobody else',
        'It ends when you revoke it, leave or are given another email address. That there was one stays in your history.',
      ],
      [
        'What you typed into a form while your session ran out',
        'To give it back to you after you sign in',
        `Shown to you alone for ${count(TYPED_DAYS, 'day')}. Deleted the next time that something typed is kept after that.`,
      ],
      [
        'That a form or a request of a program was sent, and the answer to it',
        'To do nothing twice when it is sent twice',
        `Deleted soon after ${count(KEPT_HOURS, 'hour')}.`,
      ],
    ],
  })
}

const whoSees = html`<h2 class="govuk-heading-m">Who sees it</h2>
<ul class="govuk-list govuk-list--bullet govuk-list--spaced">
<li>All who have a part in a plan see the names, posts and agencies of its people, and what they wrote in it. Their programs can read the work email
too. On the pages only an administrator sees it among the people of the plan.</li>
<li>The administrators of any plan can read the names, posts, agencies and work emails of all people on this site, because they keep the list,
and the history of each: what was changed of name, address, post, agency, role and deputies, by whom and when. You read your own, too.</li>
<li>Those who choose an owner or a lead are offered the names, posts and agencies of people in other plans as well.</li>
<li>The administrators, chair and vice-chair of a plan see which emails about it were sent to its people, to which address, and whether they arrived at
the mail server. So they see of the invitations to its people, and of emails about a change of address, role or deputy.</li>
<li>You see your own sign-ins, passkeys and tokens on <a class="govuk-link" href="${paths.account.at()}">your account page</a>. No page shows them to anybody
else.</li>
<li>Those who run the server and its database can read what is stored. Mail servers carry the emails.</li>
</ul>
<p>Waymark sends nothing to its makers.</p>`

const history = html`<h2 class="govuk-heading-m">The history is sealed</h2>
<p>Every change to a plan, and every change that a person who is signed in makes to your name, email, post or agency, goes into a history with who made
it and when. Waymark deletes no entry of it: each is bound to the one before, so that a change to it would show. What was once written there stays, an
earlier email address included. Only what must not be there, such as the name of a child, is taken out of it: the chair or the administrator of a plan
does it, from its settings, and the history says who did, when and why. Tell one of them where you find it. Emails that have gone and copies of the
database keep what was in them. The organisation decides how long it keeps the database and its copies.</p>`

function cookieTable(sessions: Sessions): Html {
  return table({
    caption: 'Cookies that Waymark sets',
    captionHidden: true,
    rowHeadings: true,
    columns: [{ heading: 'Name' }, { heading: 'What it is for' }, { heading: 'How long it lasts' }],
    rows: cookiesOf(sessions.life).map(({ name, purpose, lasts }) => [
      html`<span class="wm-typed">${sessions.cookie(name, 0).name}</span>`,
      purpose,
      lasts,
    ]),
  })
}

const networks = html`<h2 class="govuk-heading-m">Network addresses and logs</h2>
<p>The log of Waymark holds no network addresses, and no words, names or email addresses that people type. It notes the kind of each request, when it
came and how it was answered. When you sign in, it notes the id that stands for you in the database, and how you signed in.</p>
<p>To slow down too many requests, Waymark holds the network addresses of one minute in memory, and forgets them with the next. The organisation may
run other servers in front of Waymark, and they may keep logs of their own.</p>`
