import { mailedPages, signInPage } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { actionBlock, button, emailHtml, link, paragraph } from '#emails/frame/layout.ts'
import { oneLine, shortened, wrapped } from '#emails/frame/words.ts'
import type { ActionNoticeKind } from '#workflows/engine/requirement.ts'
import { assigned } from './assigned.ts'
import { endorsed } from './endorsed.ts'
import { extensionGranted } from './extension-granted.ts'
import { extensionRefused } from './extension-refused.ts'
import { extensionRequested } from './extension-requested.ts'
import type { NoticeFacts } from './facts.ts'
import type { NoticeWords } from './notice-words.ts'
import { returned } from './returned.ts'
import { signedOff } from './signed-off.ts'
import { submitted } from './submitted.ts'

const words: Record<ActionNoticeKind, (facts: NoticeFacts) => NoticeWords> = {
  assigned,
  submitted,
  returned,
  endorsed,
  signedOff,
  extensionRequested,
  extensionGranted,
  extensionRefused,
}

/** The email of a notice: who did what, the reason or date where there is one, and the page to go to. */
export function notice(kind: ActionNoticeKind, name: string, facts: NoticeFacts, publicUrl: string): Email {
  const { subject: happened, sentences, page, label, why } = words[kind](facts)
  const subject = shortened(`${happened}: ${facts.ref} ${facts.title}`, 140)
  const href = `${publicUrl}${mailedPages[page].at({ id: facts.actionId })}`
  const greeting = `Hello ${shortened(oneLine(name), 100)},`
  const about = `${facts.ref} ${facts.title}`
  const said = sentences.join(' ')
  return {
    subject,
    text: `${[
      wrapped(greeting),
      `${wrapped(about)}\n${wrapped(facts.plan)}`,
      wrapped(said),
      `${label}:\n${href}`,
      `Why did I get this?\n${wrapped(why)}`,
      `Sign in:\n${publicUrl}${signInPage.at()}`,
    ].join('\n\n')}\n`,
    html: emailHtml({
      subject,
      preheader: said,
      body: [paragraph(greeting), actionBlock(about, facts.plan), paragraph(said), button(href, label)],
      why: [why, link(`${publicUrl}${signInPage.at()}`, 'Sign in to Waymark')],
    }),
  }
}
