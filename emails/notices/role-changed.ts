import { mailedPages } from '#emails/frame/addresses.ts'
import { shortened, oneLine } from '#emails/frame/words.ts'
import { roleHints, roleWords } from '#workflows/engine/role-words.ts'
import type { EntryFacts } from './entry-facts.ts'
import { type EntryWords, signInButton, whoDid, whomToTell } from './entry-frame.ts'

/** To a person whose role in a plan was given, changed or taken away, or who may start plans from now on. */
export function roleChanged(facts: EntryFacts): EntryWords {
  const { plan, was, role } = facts
  const tell = `If this is not right, tell ${whomToTell(facts)}.`
  if (plan === null) {
    return {
      subject: 'You may start plans in Waymark',
      said: [
        `${whoDid(facts)} has made you an administrator of Waymark: you may start plans and invite people, whatever your part in a plan.`,
        tell,
      ],
      why: 'You are an administrator of Waymark from now on.',
      button: signInButton,
    }
  }
  const title = `‘${shortened(oneLine(plan.title), 90)}’`
  if (role === null) {
    const had = was === null ? 'a role' : `the role of ${roleWords[was].toLowerCase()}`
    return {
      subject: `You have no role in ${title} any more`,
      said: [
        `${whoDid(facts)} has ended your role in the plan ${title}. Until now you had ${had}.`,
        'What you own or lead there stays with you until it is handed over.',
        tell,
      ],
      why: 'You were a member of this plan until now.',
      button: null,
    }
  }
  const now = roleWords[role].toLowerCase()
  const before = was === null ? '' : ` Until now you were ${withArticle(roleWords[was].toLowerCase())}.`
  return {
    subject: `Your role in ${title}: ${now}`,
    said: [
      `${whoDid(facts)} has ${was === null ? 'given you a role' : 'changed your role'} in the plan ${title}: you are ${withArticle(now)} from now on.${before}`,
      `${withArticle(now).replace(/^./, (letter) => letter.toUpperCase())} ${roleHints[role].replace(/^./, (letter) => letter.toLowerCase())}.`,
      tell,
    ],
    why: 'You are a member of this plan.',
    button: { path: mailedPages.plan.at({ id: plan.id }), label: 'Open the plan' },
  }
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}
