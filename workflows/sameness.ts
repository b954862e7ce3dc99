/**
 * What a name is compared by: two agencies, or two references in a plan, with the same are one. Case, blanks, Unicode
 * form, characters that nobody sees, and which hyphen, apostrophe or quotation mark was typed make no difference;
 * accents do. A blank between two figures stays, because `1 12` and `11 2` are two references.
 */
export function sameName(text: string): string {
  return folded(text)
    .replace(/[\p{Pd}\u2212\u00ad]/gu, '-')
    .replace(/[\u2018\u2019\u201a\u201b\u02bc\u02b9\u00b4\u0060\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g, '"')
    .replace(/(?<!\p{Nd})\s+|\s+(?!\p{Nd}|\s)/gu, '')
    .replace(/\s+/g, ' ')
}

/** A text without what nobody sees, in one Unicode form and in small letters, whatever the language of the machine. */
export function folded(text: string): string {
  const letters = Array.from(seen(text).normalize('NFKC'), (letter) =>
    letter.toLowerCase().toUpperCase().toLowerCase(),
  )
  return seen(letters.join('').normalize('NFKC'))
}

/** A text without the characters that nobody sees: zero-width ones, marks of reading direction, soft hyphens. */
export function seen(text: string): string {
  return text.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
}
