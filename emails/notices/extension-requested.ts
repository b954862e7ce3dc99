import { reasonWords } from '#emails/digests/waiting.ts'
import { type Day, dayInWords, daysBetween } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { NoticeFacts } from './facts.ts'
import type { NoticeWords } from './notice-words.ts'

/** To the person who decides: the lead, or the chair where it is not the first or a long one. */
export function extensionRequested({ actor, extension }: NoticeFacts): NoticeWords {
  return {
    subject: 'More time is asked for',
    sentences: extension
      ? [
          `${actor} asks to move the due date ${moved(extension.previousDueOn, extension.dueOn)}.`,
          'The date stays as it is until you decide.',
          reasonWords(extension.reasonCode),
        ]
      : [`${actor} asks to move the due date.`, 'It stays as it is until you decide.'],
    page: 'actionDecide',
    label: 'Read the request and decide',
    why: 'A due date moves only by a decision, and this one is yours.',
  }
}

function moved(from: Day, to: Day): string {
  return `from ${dayInWords(from)} to ${dayInWords(to)}, ${count(daysBetween(from, to), 'day')} later`
}
