import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { NoticeFacts } from './facts.ts'
import type { NoticeWords } from './notice-words.ts'

/** To the owner and the lead: the board has accepted the action as done. */
export function signedOff({ actor, toOwner, embedCheckOn }: NoticeFacts): NoticeWords {
  return {
    subject: 'Signed off',
    sentences: [
      `${actor} has signed this action off.`,
      ...(embedCheckOn
        ? [`Whether the change has stuck will be checked on ${dayInWords(embedCheckOn)}.`]
        : []),
    ],
    page: 'action',
    label: 'Open the action',
    why: toOwner ? 'You own this action.' : 'You lead the priority that this action belongs to.',
  }
}
