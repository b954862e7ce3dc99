import { ended } from '#emails/frame/words.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { NoticeFacts } from './facts.ts'
import type { NoticeWords } from './notice-words.ts'

/** To the new owner of an action: agreed for the first time, or handed over. */
export function assigned({ actor, dueOn, fromOn, reason }: NoticeFacts): NoticeWords {
  const begins =
    fromOn === null
      ? `${actor} has agreed this action, and you are its owner.`
      : `${actor} has handed this action over to you from ${dayInWords(fromOn)}.`
  return {
    subject: fromOn === null ? 'An action is yours' : 'An action is handed over to you',
    sentences: [
      begins,
      ...(reason ? [`The reason given: ${ended(reason)}`] : []),
      dueOn ? `It is due on ${dayInWords(dueOn)}.` : 'It has no due date yet.',
    ],
    page: 'action',
    label: 'Open the action',
    why: 'You are now the one accountable owner of this action.',
  }
}
