import { type Question, type Requirements, sentence } from './requirement.ts'

/** What holds for the value of a field, and what is said of one for which it does not. */
export type FieldRule = { test: (value: string) => boolean; because: (value: string) => string }

/**
 * The conditions of an event on one of its fields. Forms ask them of what is typed, so that they say of every field
 * at once what is wrong with it, in the words in which the event would be refused.
 * @param question what the event is asked with; of the event only this field is looked at
 */
export function fieldRule<E extends { type: string }, S>(
  requirements: Requirements<E, S>,
  question: Omit<Question<E, S>, 'event'>,
  type: E['type'],
  field: string,
): FieldRule {
  const refusalOf = (value: string): string | null => {
    const asked = { ...question, event: { type, [field]: value } } as never
    const failing = requirements[type].find((each) => each.field === field && !each.met(asked))
    if (!failing) return null
    const named = failing.missing?.(asked).find((missing) => missing.field === field)
    return named?.detail ?? sentence(failing, asked)
  }
  return { test: (value) => refusalOf(value) === null, because: (value) => refusalOf(value) ?? '' }
}
