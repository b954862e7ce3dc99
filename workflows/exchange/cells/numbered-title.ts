/** The number that stands before the title of a priority, as in 'Priority 2: Practice', apart from it; null where there is none. */
export function numbered(told: string): { number: string | null; title: string } {
  const [, number, title] =
    /^(?:(?:priority|theme|objective|area|workstream|strand|outcome)\s+)?([A-Z]{0,2}\d{1,2}(?:\.\d{1,2})?)\s*[.:)–-]+\s*(\S.*)$/is.exec(
      told,
    ) ?? []
  return number === undefined || title === undefined
    ? { number: null, title: told }
    : { number: number.replace(/^P(?=\d)/i, ''), title }
}
