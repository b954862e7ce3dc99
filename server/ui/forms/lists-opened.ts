import { tidy } from '#server/http/text.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Typed } from './forms.ts'

/**
 * The list that a field of a form stands in, by a name of its own; null for a field that stands in none. Fields of one
 * list change together: rows have places and no names, and a tick box is a list of one.
 */
export type ListOf = (field: string) => string | null

/** The hidden field that says what the lists of a form held as it was opened. */
const OPENED = 'opened'

/** Tells what the lists of a form hold, so that what its person leaves as it was is known from what they change. */
export function openedField(values: Typed, saved: Typed, listOf: ListOf): Html {
  return html`<input type="hidden" name="${OPENED}" value="${values[OPENED] ?? listed(saved, listOf)}">`
}

/**
 * What was typed, where each list that is as it was when the form was opened holds what is saved by now: nobody takes
 * back in a list what another person saved and they did not touch. A form that does not say what it held stays as it is.
 */
export function untouchedAsSaved(typed: Typed, saved: Typed, listOf: ListOf): Typed {
  const opened = openedIn(typed[OPENED])
  if (opened === null) return typed
  const names = [...new Set([opened, typed, saved].flatMap((each) => Object.keys(each)))].filter(
    (name) => listOf(name) !== null,
  )
  const touched = new Set(names.filter((name) => !isSameIn(opened, typed, name)).map(listOf))
  const left = new Set(names.filter((name) => !touched.has(listOf(name))))
  return {
    ...only(typed, (name) => !left.has(name)),
    ...only(saved, (name) => left.has(name)),
  }
}

/** The same, and the lists said to be those that are saved: for a form that is sent again upon a newer version. */
export function openedAnew(typed: Typed, saved: Typed, listOf: ListOf): Typed {
  return { ...untouchedAsSaved(typed, saved, listOf), [OPENED]: listed(saved, listOf) }
}

/** The fields of lists that their person left as they were, and of which something else is saved by now. */
export function leftAsOpened(typed: Typed, saved: Typed, listOf: ListOf): ReadonlySet<string> {
  const kept = untouchedAsSaved(typed, saved, listOf)
  const names = [...new Set([...Object.keys(typed), ...Object.keys(kept)])]
  return new Set(names.filter((name) => !isSameIn(typed, kept, name)))
}

const listed = (values: Typed, listOf: ListOf): string =>
  JSON.stringify(only(values, (name) => listOf(name) !== null && values[name] !== ''))

const only = (values: Typed, isWanted: (name: string) => boolean): Typed =>
  Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name)))

const isSameIn = (one: Typed, other: Typed, name: string): boolean =>
  tidy(one[name] ?? '') === tidy(other[name] ?? '')

/** What a form says of its lists; null where it says nothing that can be read. */
function openedIn(told: string | undefined): Typed | null {
  try {
    const read: unknown = JSON.parse(told ?? '')
    return typeof read === 'object' &&
      read !== null &&
      Object.values(read).every((each) => typeof each === 'string')
      ? (read as Typed)
      : null
  } catch {
    return null
  }
}
