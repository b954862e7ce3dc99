import type { Faults, Typed } from '#server/ui/forms/forms.ts'

/** The field in which a person types their name. */
export const NAME = 'typedName'

/**
 * Whether a form shows that a person filled it in: robots that look through emails open links, press buttons and choose
 * options, but type no words. A note does, and so does the name that the email greets.
 * @returns what is wrong, beside the field of the name; nothing where it is well
 */
export function notByAPerson(values: Typed, name: string): Faults {
  const noted = Object.entries(values).some(
    ([field, text]) => /^update-.+-note$/.test(field) && wordsOf(text).length > 0,
  )
  const typed = wordsOf(values[NAME] ?? '')
  if (typed.length === 0) return noted ? {} : { [NAME]: 'Type your name, to show that a person answers' }
  const known = wordsOf(name)
  return typed.some((word) => known.includes(word))
    ? {}
    : { [NAME]: 'Type your name as the email has it: your first name or your surname' }
}

/** The words of a text in small letters, without accents. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}
