import { ended } from '#emails/frame/words.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { NoticeFacts } from './facts.ts'
import type { NoticeWords } from './notice-words.ts'

/** To the owner and the person who asked: the due date stands. */
export function extensionRefused({ actor, extension, reason, dueOn, toOwner }: NoticeFacts): NoticeWords {
  const given = extension?.decisionReason ?? reason
  return {
    subject: 'More time is refused',
    sentences: [
      `${actor} has refused the request for more time.`,
      ...(given ? [`The reason given: ${ended(given)}`] : []),
      ...(dueOn ? [`It is still due on ${dayInWords(dueOn)}.`] : []),
    ],
    page: 'action',
    label: 'Open the action',
    why: toOwner ? 'You own this action.' : 'You asked for more time.',
  }
}
