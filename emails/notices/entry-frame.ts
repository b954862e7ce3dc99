import { signInPage } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { button, emailHtml, paragraph } from '#emails/frame/layout.ts'
import { oneLine, shortened, wrapped } from '#emails/frame/words.ts'
import type { EntryFacts } from './entry-facts.ts'

/** What an email about a person's own entry says, before it is set. */
export type EntryWords = {
  subject: string
  said: readonly string[]
  why: string
  /** Where its button leads; null for none. */
  button: { path: string; label: string } | null
}

/** The email in both of its parts. */
export function entryEmail(
  name: string,
  { subject, said, why, button: to }: EntryWords,
  publicUrl: string,
): Email {
  const greeting = `Hello ${short(name)},`
  const pressed = to === null ? [] : [`${to.label}:\n${publicUrl}${to.path}`]
  return {
    subject: shortened(subject, 140),
    text: `${[wrapped(greeting), ...said.map((each) => wrapped(each)), ...pressed, `Why did I get this?\n${wrapped(why)}`].join('\n\n')}\n`,
    html: emailHtml({
      subject,
      preheader: said[0] ?? '',
      body: [
        paragraph(greeting),
        ...said.map((each) => paragraph(each)),
        ...(to === null ? [] : [button(`${publicUrl}${to.path}`, to.label)]),
      ],
      why: [why],
    }),
  }
}

/** The button of an email to a person who can sign in. */
export const signInButton = { path: signInPage.at(), label: 'Sign in' }

/** A name as it stands in a sentence. */
export const short = (name: string): string => shortened(oneLine(name), 100)

/** Who did something, at the beginning of a sentence. */
export function whoDid({ actor }: Pick<EntryFacts, 'actor'>): string {
  return actor === null ? 'Your organisation’s IT' : short(actor.name)
}

/** Whom to tell where it is not right. */
export function whomToTell({ actor }: Pick<EntryFacts, 'actor'>): string {
  return actor === null
    ? 'the people who run Waymark in your organisation'
    : `${short(actor.name)}, ${oneLine(actor.email)}`
}
