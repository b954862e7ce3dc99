import { mailedPages } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import type { ActionNoticeKind } from '#workflows/engine/requirement.ts'
import { aboutOne } from './about-one.ts'
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
  const { subject, sentences, page, label, why } = words[kind](facts)
  const about = `${facts.ref} ${facts.title}`
  return aboutOne(
    name,
    {
      subject: `${subject}: ${about}`,
      about,
      plan: facts.plan,
      said: [sentences.join(' ')],
      href: `${publicUrl}${mailedPages[page].at({ id: facts.actionId })}`,
      label,
      why,
    },
    publicUrl,
  )
}
