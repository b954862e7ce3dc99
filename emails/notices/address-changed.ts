import { oneLine } from '#emails/frame/words.ts'
import type { EntryFacts } from './entry-facts.ts'
import { type EntryWords, signInButton, whoDid, whomToTell } from './entry-frame.ts'

/**
 * To the new address of a person, and to the one before. The latter may be another's by now: it is told what it needs
 * to notice a wrong, and nothing of a plan or of where the emails go.
 */
export function addressChanged(facts: EntryFacts, toAddress: string): EntryWords {
  if (facts.toTheOld) {
    return {
      subject: 'Your address in Waymark was changed',
      said: [
        `${whoDid(facts)} has changed the address under which Waymark knows you. Emails from Waymark, and codes to sign in, no longer come to ${oneLine(toAddress)}.`,
        `If this is not right, tell ${whomToTell(facts)}, at once: whoever reads the new mailbox can sign in as you.`,
      ],
      why: 'This was your address in Waymark until now.',
      button: null,
    }
  }
  const from = facts.oldAddress === null ? '' : ` It was ${oneLine(facts.oldAddress)} until now.`
  return {
    subject: 'Your address in Waymark was changed',
    said: [
      `${whoDid(facts)} has changed the address under which Waymark knows you to ${oneLine(toAddress)}.${from}`,
      'Your emails from Waymark, and your codes to sign in, come here from now on. Where you were signed in, sign in again.',
      `If this is not right, or you are not the person named above, tell ${whomToTell(facts)}.`,
    ],
    why: 'This is your address in Waymark from now on.',
    button: signInButton,
  }
}
