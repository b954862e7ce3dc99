import type { FailedInvitation } from '#db/read/invitations.ts'
import type { MailShown } from '#db/read/mail.ts'
import { paths } from '#server/paths.ts'
import { moment, section, table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { mailWords } from '#server/ui/words/mail-words.ts'
import type { PersonAt } from './person-at.ts'

/** What an administrator does about an invitation that a person did not get. */
export function failedInvitation(
  { person, place }: Pick<PersonAt, 'person' | 'place'>,
  { address, reply, at }: FailedInvitation,
  mayInvite: boolean,
): Html {
  const edit = html`<a class="govuk-link" href="${paths.personEdit.at(place)}">Correct the address</a>`
  const corrected = person.email !== address
  const put = mayInvite
    ? html`${corrected ? 'The address was corrected since:' : html`${edit} if it is wrong, then`} press ‘Send the invitation again’.`
    : 'An administrator of all of their plans corrects the address and invites them again.'
  return html`<div class="wm-held"><p><strong>${person.name} has not got the invitation.</strong> It failed on ${moment(at)},
to <span class="wm-typed">${address}</span>${reply !== '' && html`: <q>${reply}</q>`}. ${put}</p></div>`
}

/** The emails to a person that failed, newest first. */
export function failedMail(emails: readonly MailShown[]): Html | false {
  return (
    emails.length > 0 &&
    section({
      title: 'Emails that failed',
      id: 'failed-mail',
      number: emails.length,
      body: table({
        caption: 'Emails to them that failed',
        captionHidden: true,
        rowHeadings: true,
        columns: [
          { heading: 'Email' },
          { heading: 'Address', plain: true },
          { heading: 'Failed' },
          { heading: 'Answer', plain: true },
        ],
        rows: emails.map((email) => [
          mailWords(email),
          html`<span class="wm-typed">${email.toAddress}</span>`,
          moment(email.settledAt ?? email.dueAt),
          email.reply === '' ? null : email.reply,
        ]),
      }),
    })
  )
}
