import { ended } from '#emails/frame/words.ts'
import type { NoticeFacts } from './facts.ts'
import type { NoticeWords } from './notice-words.ts'

/** To the owner: what was submitted is not enough yet. */
export function returned({ actor, reason, criterion }: NoticeFacts): NoticeWords {
  return {
    subject: 'Returned to you',
    sentences: [
      `${actor} has returned this action to you.`,
      ...(criterion ? [`It is about the closure criterion ‘${criterion}’.`] : []),
      ...(reason ? [`The reason given: ${ended(reason)}`] : []),
    ],
    page: 'action',
    label: 'Open the action',
    why: 'You own this action.',
  }
}
