import { signInPage } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { button, emailHtml, paragraph } from '#emails/frame/layout.ts'
import { oneLine, shortened, wrapped } from '#emails/frame/words.ts'

/** The email to a person who was invited. It holds no code and no token: signing in is done on the page. */
export function invitationEmail(name: string, publicUrl: string): Email {
  const subject = 'You are invited to Waymark'
  const href = `${publicUrl}${signInPage.at()}`
  const greeting = `Hello ${shortened(oneLine(name), 100)},`
  const what =
    'Waymark keeps the improvement plan that you have a part in: what was promised, by when, and where it stands.'
  const how = 'There is no password. Type this address of yours on the sign-in page, and we send you a code.'
  const why = 'An administrator of Waymark has added you with this address.'
  return {
    subject,
    text: `${[wrapped(greeting), wrapped(what), wrapped(how), `Sign in:\n${href}`, `Why did I get this?\n${wrapped(why)}`].join('\n\n')}\n`,
    html: emailHtml({
      subject,
      preheader: what,
      body: [paragraph(greeting), paragraph(what), paragraph(how), button(href, 'Sign in')],
      why: [why],
    }),
  }
}
