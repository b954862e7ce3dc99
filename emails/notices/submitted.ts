import type { NoticeFacts } from './facts.ts'
import type { NoticeWords } from './notice-words.ts'

/** To the lead, and to the chair where one key is enough: the owner says that it is done. */
export function submitted({ actor }: NoticeFacts): NoticeWords {
  return {
    subject: 'Submitted for you to decide',
    sentences: [
      `${actor} has submitted this action as done.`,
      'Open the evidence, then accept it or return it with a reason.',
    ],
    page: 'actionDecide',
    label: 'Look at the evidence and decide',
    why: 'The evidence is checked by another person than the owner, and for this action that is you.',
  }
}
