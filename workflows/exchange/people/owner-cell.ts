import { limits } from '#workflows/limits.ts'
import { namesIn, withoutPost } from './names-apart.ts'
import { type WhoKind, whoKind } from './person-words.ts'

/**
 * What the cell of an owner holds. One that is `read` stands in the file as it is, be it a name, a post or initials: who
 * that is, is asked once for the whole file. Where several are named, who is accountable is asked in each row.
 */
export type OwnerCell =
  | { is: 'none' }
  | { is: 'read'; name: string; kind: Exclude<WhoKind, 'body'>; post: string | null }
  | { is: 'asked'; question: string; proposed: string[] }
  | { is: 'refused'; because: string }

/** Reads the cell of an owner. An action has one accountable person, and a body is none. */
export function ownerInCell(text: string): OwnerCell {
  const typed = text
    .normalize('NFC')
    .replaceAll(/[ \t\u00a0]+/g, ' ')
    .trim()
  const words = typed.replace(/^(lead|owner|responsible)\s*:\s*/i, '')
  if (nobody.test(words)) return { is: 'none' }
  if (toCome.test(words))
    return asked(
      'The owner was still to be named. Who is accountable? Leave it out if that is not known.',
      [],
    )
  const plain = words.replaceAll(unsure, '').trim()
  const apart = namesIn(plain)
  if (apart.length > 1) return several(apart)
  const [only = plain] = apart
  return words === plain ? one(only) : asked(`${only} was not confirmed. Who is accountable?`, [only])
}

function one(text: string): OwnerCell {
  const { name, post } = withoutPost(text)
  if (name.length > limits.person.name.most)
    return asked('This is longer than a name. Who is accountable?', [])
  const kind = whoKind(name)
  if (kind === 'body') return { is: 'refused', because: `${name} is a body${cannotOwn}` }
  if (kind === 'post' && plural.test(name))
    return asked(`‘${name}’ are several people. Who of them is accountable?`, [])
  return { is: 'read', name, kind, post }
}

function several(names: readonly string[]): OwnerCell {
  const people = names.filter((name) => whoKind(name) !== 'body')
  if (people.length === 0) return { is: 'refused', because: `${names.join(' and ')} are bodies${cannotOwn}` }
  const question = `${count(names.length)} are named, and one person is accountable for an action. Which one? The others can be contributors.`
  return asked(question, people)
}

const asked = (question: string, proposed: string[]): OwnerCell => ({ is: 'asked', question, proposed })

const cannotOwn =
  ', and an action is accounted for by one person. Name the person; a body can be its agency, or its people contributors.'
const nobody = /^([-–—.*?]*|n\s?\/?\s?a|none|nil|nobody)$/i
const unsure = /\s*\((tbc|tba|\?|to be confirmed)\)|\s*\?$/gi
const toBe = 'tbc|tba|tbd|to be (confirmed|agreed|appointed|identified|decided|recruited|allocated)'
const toCome = new RegExp(
  `^(${toBe}|vacant|vacancy|unknown|not (yet )?(known|allocated|assigned)|various|multiple)\\b[^a-z]*$`,
  'i',
)
const manyPosts =
  'managers|officers|heads|leads|workers|practitioners|advis[eo]rs|commissioners|chairs|coordinators|supervisors|headteachers'
const plural = new RegExp(`\\b(all|${manyPosts}|iros|directors|consultants|analysts)\\b(?! of)`, 'i')

const count = (number: number): string => ['', '', 'Two', 'Three', 'Four', 'Five'][number] ?? String(number)
