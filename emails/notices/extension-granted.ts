import { ended } from '#emails/frame/words.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { NoticeFacts } from './facts.ts'
import type { NoticeWords } from './notice-words.ts'

/** To the owner and the person who asked: the due date has moved. */
export function extensionGranted({ actor, extension, toOwner }: NoticeFacts): NoticeWords {
  return {
    subject: 'More time is granted',
    sentences: [
      extension
        ? `${actor} has granted more time: the action was due on ${dayInWords(extension.previousDueOn)} and is now due on ${dayInWords(extension.dueOn)}.`
        : `${actor} has granted more time.`,
      ...(extension?.decisionReason ? [`The reason given: ${ended(extension.decisionReason)}`] : []),
    ],
    page: 'action',
    label: 'Open the action',
    why: toOwner ? 'You own this action.' : 'You asked for more time.',
  }
}
