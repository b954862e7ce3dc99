import { signInPage } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { actionBlock, button, emailHtml, link, paragraph } from '#emails/frame/layout.ts'
import { oneLine, shortened, wrapped } from '#emails/frame/words.ts'

/** What an email about one thing of a plan says, before it is set. */
export type AboutOne = {
  subject: string
  /** What it is about, and the plan. */
  about: string
  plan: string
  /** Its sentences, a paragraph each. */
  said: readonly string[]
  /** Lines below them under a heading of their own; null or left out where there are none. */
  list?: { heading: string; lines: readonly string[] } | null
  href: string
  label: string
  why: string
}

/** The email in both of its parts: who did what to which thing, and the page to go to. */
export function aboutOne(
  name: string,
  { subject: full, about, plan, said, list = null, href, label, why }: AboutOne,
  publicUrl: string,
): Email {
  const subject = shortened(full, 140)
  const greeting = `Hello ${shortened(oneLine(name), 100)},`
  const signIn = `${publicUrl}${signInPage.at()}`
  return {
    subject,
    text: `${[
      wrapped(greeting),
      `${wrapped(about)}\n${wrapped(plan)}`,
      ...said.map((each) => wrapped(each)),
      ...(list ? [[list.heading, ...list.lines].map((each) => wrapped(each)).join('\n')] : []),
      `${label}:\n${href}`,
      `Why did I get this?\n${wrapped(why)}`,
      `Sign in:\n${signIn}`,
    ].join('\n\n')}\n`,
    html: emailHtml({
      subject,
      preheader: said[0] ?? '',
      body: [
        paragraph(greeting),
        actionBlock(about, plan),
        ...said.map((each) => paragraph(each)),
        ...(list ? [paragraph(list.heading), ...list.lines.map((each) => paragraph(each))] : []),
        button(href, label),
      ],
      why: [why, link(signIn, 'Sign in to Waymark')],
    }),
  }
}
