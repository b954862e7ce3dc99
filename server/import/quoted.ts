/** Text of the file as a message shows it: in quotes, on one line, cut when long, nothing a terminal would obey. */
export function quoted(text: string, longest = 80): string {
  return `“${onOneLine(text, longest)}”`
}

/** As {@link quoted}, without the quotes. */
export function onOneLine(text: string, longest: number): string {
  const characters = Array.from(text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim())
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('')
}
