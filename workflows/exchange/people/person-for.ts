import { isWithin, limits } from '#workflows/limits.ts'
import { addressTyped, mailboxKey } from '#workflows/people/mailbox.ts'
import { folded, sameName } from '#workflows/sameness.ts'

/** A person whom Waymark knows. */
export type Known = {
  name: string
  email: string
  post: string
  /** Nobody who has left is given work. */
  hasLeft?: boolean
}

/**
 * Who is meant by an owner as a tracker names them: the one person with that name or address, or whoever was told in the
 * answer. `nobody` where the answer leaves it open, and null where nobody knows.
 * @param answer an address, a name with its address as 'Jane Smith <jane@council.example>', or 'nobody'
 */
export function personFor(
  named: string,
  answer: string | null,
  known: readonly Known[],
): { name: string; email: string } | 'nobody' | null {
  if (answer !== null) return answered(answer, named, known)
  const found = known.filter(({ name, email, hasLeft }) =>
    hasLeft === true
      ? false
      : named.includes('@')
        ? mailboxKey(email) === mailboxKey(named)
        : sameName(name) === sameName(named),
  )
  const [only, another] = found
  return only !== undefined && another === undefined ? only : null
}

function answered(answer: string, named: string, known: readonly Known[]) {
  const typed = answer.trim()
  if (/^(nobody|none|-|leave out)$/i.test(typed)) return 'nobody' as const
  if (!typed.includes('@')) return personFor(typed, null, known)
  const email = addressTyped(typed).toLowerCase()
  if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(mailboxKey(email))) return null
  const person = known.find((each) => mailboxKey(each.email) === mailboxKey(email))
  if (person?.hasLeft === true) return null
  const [, told = ''] = /^"?([^"<>]+?)"?\s*</.exec(typed) ?? []
  const name = person?.name ?? (told === '' ? named : told.trim())
  if (!isWithin(limits.person.name, name) || !isWithin(limits.person.email, email)) return null
  return { name, email: person?.email ?? email }
}

/** The people who could be meant, nearest first: of the same initials, post, or a part of the name. */
export function nearestTo(named: string, known: readonly Known[]): Known[] {
  const words = partsOf(named)
  const letters = named.replaceAll(/[^\p{Lu}]/gu, '')
  const isShort = /^[\p{Lu}.]{2,6}$/u.test(named)
  const here = known.filter(({ hasLeft }) => hasLeft !== true)
  const scored = here.map((person) => ({ person, score: scoreOf(person) }))
  return scored
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ person }) => person)

  function scoreOf({ name, post }: Known): number {
    if (post !== '' && sameName(post) === sameName(named)) return 3
    if (isShort) return initialsOf(name) === letters ? 2 : 0
    return partsOf(name).filter((part) => words.includes(part)).length
  }
}

const MOST = 3
const partsOf = (name: string): string[] =>
  folded(name)
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length > 2)
const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => /^\p{Lu}/u.exec(part)?.[0] ?? '')
    .join('')
