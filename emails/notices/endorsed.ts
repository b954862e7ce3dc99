import type { NoticeFacts } from './facts.ts'
import type { NoticeWords } from './notice-words.ts'

/** To the owner for information, and to the chair for sign-off. */
export function endorsed({ actor, toOwner }: NoticeFacts): NoticeWords {
  return toOwner
    ? {
        subject: 'Endorsed',
        sentences: [
          `${actor} has endorsed this action. It waits for the chair to sign it off; nothing is asked of you.`,
        ],
        page: 'action',
        label: 'Open the action',
        why: 'You own this action.',
      }
    : {
        subject: 'Endorsed, for you to sign off',
        sentences: [
          `${actor} has opened the evidence and endorsed this action.`,
          'It waits for you to sign it off or to return it.',
        ],
        page: 'actionDecide',
        label: 'Look at the evidence and decide',
        why: 'You chair the board of this plan.',
      }
}
