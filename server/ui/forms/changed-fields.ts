import { isDeepStrictEqual } from 'node:util'
import { tidy } from '#server/http/text.ts'

/** Those of the wanted fields that are other than they were: what a form that is sent whole really changes. */
export function changedFields<T extends object>(before: T, wanted: Partial<T>): Partial<T> {
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => !isSame(before[name as keyof T], value)),
  ) as Partial<T>
}

/** Whether two values are the same but for what a form cannot keep of a text, such as how its lines end. */
export function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(plain(one), plain(other))
}

function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? tidy(each) : each))
  return text === undefined ? undefined : JSON.parse(text)
}
